"""The questions of the organisation profile: each asked once, and who asks it."""

from disclosure.services.organisations import Organisations


def asked(kept: Organisations) -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {
        a.question.key: (section.id, a.duties, a.notices)
        for section in kept.sections()
        for a in section.questions
    }


def test_every_question_is_asked_once(kept) -> None:
    keys = [a.question.key for section in kept.sections() for a in section.questions]
    assert sorted(keys) == sorted(kept.catalogue.vocabulary.profile)


def test_a_question_names_the_duties_that_turn_on_it(kept) -> None:
    section, duties, _ = asked(kept)["market.regulated_market"]
    # The rule has two versions; the later one names it.
    assert (section, duties) == (
        "market",
        ("File the announcement with the FCA, with headline and LEI",),
    )
    controller = asked(kept)["gdpr.controller"][1]
    titles = {
        kept.catalogue.obligation(name, kept.transactions.now().date()).title
        for name in ("uk.gdpr.33", "uk.gdpr.34", "uk.gdpr.33-5", "uk.dpa.164a")
    }
    assert set(controller) == titles


def test_a_question_names_the_texts_that_say_it(kept) -> None:
    section, duties, notices = asked(kept)["ico.registration"]
    assert (section, duties) == ("texts", ())
    reports = [f"uk.gdpr.33.{stage}.authority" for stage in ("initial", "follow-up", "final")]
    assert set(notices) == {kept.catalogue.notice(name).title for name in reports}


def test_what_stands_on_letterheads_says_so(kept) -> None:
    assert asked(kept)["registered"][1:] == ((), ("The letterhead of every document",))
    assert asked(kept)["address"][2][-1] == "The letterhead of every document"


def test_roles_that_speak_stand_together(kept) -> None:
    speakers = {key for key, (section, *_) in asked(kept).items() if section == "speakers"}
    assert speakers == {
        "contact.dpo",
        "signatory.market",
        "signatory.customers",
        "signatory.staff",
        "signatory.suppliers",
        "reporter",
    }
