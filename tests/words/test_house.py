"""The words of the house: what an organisation calls people, and how its letters close."""

from collections.abc import Mapping, Sequence

import pytest
from drafted import drafted, pieces
from full_case import a_full_case

from builders import (
    a_draft,
    a_known,
    a_notice,
    a_sentence,
    a_vocabulary,
    the_catalogue,
    the_findings_of,
)
from disclosure.services.profile_questions import sections_of
from disclosure.words.blocks import Notice
from disclosure.words.house import AVOID, NAMES, SIGN_OFF, STYLE, avoided, house_style
from disclosure.words.lint import lint
from disclosure.words.standing_facts import is_known_key


def the_notice(name: str) -> Notice:
    return the_catalogue().notice(f"voluntary.{name}")


def in_full(name: str, profile: Mapping[str, str] | None = None) -> str:
    held = drafted(a_full_case(profile=profile), the_notice(name))
    return " ".join(p if isinstance(p, str) else p.text for p in pieces(held.draft))


HOUSE = {
    "style.staff": "partners",
    "style.colleague": "partner",
    "style.customers": "guests",
    "style.customer": "guest",
    "style.sign_off": "Yours sincerely",
}


def test_every_word_of_the_house_is_asked_in_the_profile() -> None:
    asked = {key for key in the_catalogue().vocabulary.profile if key.startswith(f"{STYLE}.")}
    assert asked == {f"{STYLE}.{name}" for name in (*NAMES, SIGN_OFF, AVOID)}


@pytest.mark.parametrize(
    ("name", "plain", "own"),
    [
        ("letter.staff", "Dear colleague,", "Dear partner,"),
        ("letter.staff", "If customers ask, give", "If guests ask, give"),
        ("letter.staff", "Customers can reach us", "Guests can reach us"),
        ("first.staff", "If customers ask, say", "If guests ask, say"),
        ("instructions.staff", "To all colleagues,", "To all partners,"),
        ("email.customers", "Dear customer or member,", "Dear guest or member,"),
        ("restored.customers", "Thank you to our customers and coll", "Thank you to our guests an"),
        ("outage.customers", "the trouble. Chief Exec", "the trouble. Yours sincerely, Chief"),
    ],
)
def test_a_text_uses_the_words_of_the_house(name: str, plain: str, own: str) -> None:
    assert plain in in_full(name)
    assert own in in_full(name, HOUSE)


def test_a_sentence_does_not_rest_on_how_it_is_put() -> None:
    held = drafted(a_full_case(profile=HOUSE), the_notice("own-data.staff"))
    assert {r.fact for s in held.draft.said() if s.id == "nature" for r in s.rests_on} == {
        "data:bank"
    }


def _remarks(body: str, fixed: Sequence[str] = ()) -> list[str]:
    vocabulary = a_vocabulary()
    notice = a_notice(body, fixed=fixed)
    return [
        r.wrong for r in lint(notice, vocabulary, lambda key: is_known_key(key, vocabulary, {}))
    ]


def test_a_word_of_the_house_may_stand_in_a_fixed_sentence_and_a_made_up_one_may_not() -> None:
    thanks = '{% fixed id="thanks" %}We thank our {{ style.NAME }}.{% endfixed %}'
    assert _remarks(thanks.replace("NAME", "staff"), ["thanks"]) == []
    [wrong] = _remarks(thanks.replace("NAME", "colour"), ["thanks"])
    assert "style.colour" in wrong


def test_an_answer_of_spaces_is_no_answer() -> None:
    assert house_style({"style.staff": " "})["staff"] == "colleagues"
    assert house_style({})["sign_off"] == ""


# ---- Words never to use --------------------------------------------------------------------------


def _flagged(text: str, avoid: str, audience: str = "customers") -> list[str]:
    known = a_known(profile={"style.avoid": avoid})
    drafts = [a_draft(a_sentence(text), audience=audience)]
    found = the_findings_of(known, drafts)
    return [finding.message for finding in found if finding.rule == "house-word"]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("We regret the Inconvenience.", True),
        ("Please reach  out to us.", False),  # two spaces are not the phrase as it is listed
        ("Please reach out to us.", True),
        ("This is inconveniences.", False),
        ("Please call us.", False),
    ],
)
def test_a_word_never_to_use_is_found_as_a_whole_word(text: str, is_found: bool) -> None:
    assert bool(_flagged(text, " inconvenience,, reach out ")) is is_found


def test_nothing_is_found_where_nothing_is_listed_and_in_the_form_of_an_authority() -> None:
    assert _flagged("We regret the inconvenience.", " , ") == []
    assert _flagged("We regret the inconvenience.", "inconvenience", "authority") == []


def test_a_list_of_words_is_read_without_its_spaces() -> None:
    assert avoided(" Reach   out ,,inconvenience") == ("reach out", "inconvenience")


def test_the_profile_names_the_texts_that_use_a_word_of_the_house_or_wait_for_an_answer() -> None:
    asked = {a.question.key: a.notices for s in sections_of(the_catalogue()) for a in s.questions}
    assert the_notice("instructions.staff").title in asked["style.staff"]
    assert the_notice("letter.staff").title in asked["style.sign_off"]
    assert the_notice("notice.franchisees").title in asked["franchisees"]
    assert asked["style.avoid"] == ()
