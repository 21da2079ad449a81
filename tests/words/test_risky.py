"""Risky wording: what is caught, what is left alone and what a hit says."""

import pytest

from disclosure.words.risky import RULES, risky

CAUGHT: list[tuple[str, str]] = [
    ("no-evidence", "There is no evidence that names were copied."),
    ("no-evidence", "We have not seen any evidence of a loss."),
    ("no-sign", "We have found no sign so far of a loss."),
    ("no-reason-to-believe", "We have no reason to believe that names were copied."),
    ("no-reason-to-believe", "We don’t believe customer data was reached."),
    ("absolute-denial", "No data was taken."),
    ("absolute-denial", "Our branches are unaffected."),
    ("not-contacted-not-affected", "If you are not contacted, you are not affected."),
    ("not-contacted-not-affected", "If we have not written to you, your data is not involved."),
    ("significant-number", "A significant number of members are involved."),
    ("harmless-denominator", "About 4% of our servers were reached."),
    ("size-word", "We made minor changes."),
    ("size-word", "A small effect is possible."),
    ("size-word", "There is limited disruption."),
    ("size-word", "You will notice very little."),
    ("size-word", "Only a few stores are closed."),
    ("sophisticated", "It was a highly sophisticated attack."),
    ("sophisticated", "A sophisticated group got in."),
    ("intensifier", "We have robust controls."),
    ("intensifier", "Our highly trained team acted swiftly."),
    ("intensifier", "Our systems are state of the art."),
    ("promotional", "We run industry-leading systems."),
    ("size-word", "A small number of customers are affected."),
    ("absolute-assurance", "Our systems are fully protected."),
    ("absolute-assurance", "Your account is completely safe."),
    ("absolute-assurance", "We guarantee delivery."),
    ("absolute-assurance", "All our systems are working."),
    ("absolute-assurance", "Your data is secure."),
    ("normal", "The website operates as normal."),
    ("normal", "Deliver as usual."),
    ("normal", "Services not listed run normally."),
    ("normal", "Stores not hit operate normally."),
    ("contained", "The incident has been contained."),
    ("proactive", "We proactively took systems offline."),
    ("takes-seriously", "We take the security of your data very seriously."),
    ("promotional", "We are proud of our award-winning app."),
    ("admission", "This was our fault."),
    ("admission", "We failed to protect you."),
    ("admission", "We were negligent."),
    ("admission", "We are liable for the loss."),
    ("admission", "We accept liability for the loss."),
    ("admission", "We admit liability."),
    ("normal", "Our tills work normally."),
    ("absolute-assurance", "It is now safe to use your account."),
    ("attribution", "Hackers got in."),
    ("attribution", "A gang known as the Example Crew did it."),
    ("technique", "It was a ransomware attack."),
    ("technique", "They got in through a phishing email."),
    ("ransom", "We have not paid a ransom."),
    ("not-cyber", "This isn’t a cyber attack."),
    ("technical-issue", "We have a technical issue."),
    ("login-link", "Click the link below to see your account."),
    ("login-link", "Go to https://vale.example/login now."),
    ("asks-credentials", "Please confirm your password by return."),
    ("vague-updates", "We will give regular updates."),
    ("vague-updates", "We will update you as soon as we can."),
]

LEFT_ALONE: list[tuple[str, str]] = [
    ("no-evidence", "We do not yet know whether personal data is involved."),
    ("no-sign", "The store sign is broken."),
    ("no-reason-to-believe", "We do not yet know the reason."),
    ("absolute-denial", "We have not yet confirmed that no data was taken."),
    ("not-contacted-not-affected", "If you are affected, we will contact you directly."),
    ("significant-number", "The number of members is 1,450."),
    ("admission", "This notice admits no liability."),
    ("admission", "There is no admission of liability in this."),
    ("normal", "Contactless payment is not working normally."),
    ("normal", "Our tills are not back to normal."),
    ("normal", "Our stores aren't operating as normal."),
    ("normal", "Our tills are not yet running normally."),
    ("absolute-assurance", "Our email may not be safe to use."),
    ("harmless-denominator", "We will take 10% off your next shop."),
    ("size-word", "Harcourt Stores Limited is the parent company."),
    ("size-word", "This effect is not small."),
    ("sophisticated", "Someone tried to get into our systems."),
    ("size-word", "Vale Limited runs the website."),
    ("intensifier", "It is highly likely that names were copied."),
    ("absolute-assurance", "To keep your account safe, change your password."),
    ("absolute-assurance", "We cannot guarantee a delivery date."),
    ("normal", "We cannot say when orders will be back to normal."),
    ("contained", "The incident is not yet contained."),
    ("proactive", "We switched off remote access."),
    ("takes-seriously", "Two people were seriously hurt."),
    ("promotional", "We are sorry for the trouble."),
    ("admission", "We apologise for the trouble this causes."),
    ("attribution", "Criminals may pretend to be us."),
    ("attribution", "Someone tried to get in."),
    ("technique", "Beware of phishing emails."),
    ("ransom", "The police are involved."),
    ("not-cyber", "We do not know the cause."),
    ("technical-issue", "We have a problem with card payments and do not yet know the cause."),
    ("login-link", "Never click a link in a message about this."),
    ("asks-credentials", "We will never ask you to confirm your password."),
    ("vague-updates", "We will keep you informed. The next update is at 17:00."),
]


@pytest.mark.parametrize(("rule", "text"), CAUGHT)
def test_risky_wording_is_caught(rule: str, text: str) -> None:
    assert rule in {hit.rule for hit in risky(text)}


@pytest.mark.parametrize(("rule", "text"), LEFT_ALONE)
def test_harmless_wording_is_left_alone(rule: str, text: str) -> None:
    assert rule not in {hit.rule for hit in risky(text)}


@pytest.mark.parametrize(
    "text",
    [
        "We do not yet know whether personal data is involved.",
        "Specialists are checking our order systems.",
        "We will say what we know by 17:00, even if the answer is still not known.",
        "Our stores are open as of 14:00 on 22 April.",
        "We have a problem with card payments and do not yet know the cause.",
        "Someone tried to get into our systems. We are checking whether they succeeded.",
        "Please act as if your data is included until we tell you otherwise.",
        "We are sorry.",
        "",
    ],
)
def test_wording_that_would_have_held_raises_nothing(text: str) -> None:
    assert risky(text) == ()


def test_every_rule_is_tried_on_both_sides_and_says_what_to_do() -> None:
    ids = {rule.id for rule in RULES}
    assert len(ids) == len(RULES)
    assert {rule for rule, _ in CAUGHT} == ids
    assert {rule for rule, _ in LEFT_ALONE} == ids
    assert all(rule.why.endswith(".") and rule.instead.endswith(".") for rule in RULES)


def test_a_hit_points_at_the_words_and_has_three_parts() -> None:
    text = "Sorry.\u00a0We made\nvery  little fuss."
    (hit,) = risky(text)
    assert text[hit.start : hit.end] == "very  little"
    assert hit.rule == "size-word"
    assert hit.message.what == "This says “very little”."
    assert hit.message.why == "Size words are the first thing later facts overtake."
    assert hit.message.instead == "List the services, or give the number."
    assert str(hit.message).startswith("This says “very little”. Size words")


def test_hits_stand_in_the_order_of_the_text_and_say_what_they_need() -> None:
    hits = risky("There is no evidence of a loss, and we made minor changes.")
    assert [hit.rule for hit in hits] == ["no-evidence", "size-word"]
    assert hits[0].needs == "no-sign fact with scope, checker and time"
    assert hits[1].needs == ""
