"""Whether what people drink, eat, take or use is safe: the sentence a reader looks for first.

The expected sentences were written by hand. A "safe" needs who says so and until when it was
checked; a no sign needs what was checked, by whom and until when; what is not known is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from drafted import drafted, texts, words_read

from builders import (
    NOON,
    a_case,
    a_draft,
    a_fact,
    a_known,
    a_sentence,
    an_entry,
    the_catalogue,
    the_findings_of,
)
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.words.drafts import Draft
from disclosure.words.moves import detect
from disclosure.words.prose import count_words, reading_grade

ELEVEN, UNTIL = NOON - timedelta(hours=1), "11:00 on 20 November"
WATER = (a_fact("supply.reaches_people"), a_fact("supply.item", "the tap water"))
TO_DRINK = (*WATER, a_fact("supply.use", "drink"))
SAID = (
    a_fact("supply.safe_by", "our laboratory"),
    a_fact("supply.safe_until", When.exactly(ELEVEN)),
)
CHECKED = Support(checked="our samples", checked_by="our laboratory", checked_until=ELEVEN)
KNOWN = {
    "safe": (a_fact("supply.unsafe", "no"), *SAID),
    "unsafe": (
        a_fact("supply.unsafe"),
        a_fact("supply.advice", "Boil it before you drink it"),
    ),
    "perhaps unsafe": (
        a_fact("supply.unsafe", "yes", Standing.SUSPECTED),
        a_fact("supply.advice", "Boil it before you drink it"),
    ),
    "no sign": (a_fact("supply.unsafe", "yes", Standing.NO_SIGN, support=CHECKED),),
    "unknown": (a_fact("supply.unsafe", None, Standing.UNKNOWN),),
}
LONG = {
    "safe": ["The tap water is safe to drink.",
             "Checks by our laboratory up to 11:00 on 20 November show this."],
    "unsafe": ["The tap water is not safe to drink.", "Boil it before you drink it."],
    "perhaps unsafe": ["The tap water may not be safe to drink.", "Boil it before you drink it."],
    "no sign": ["We have found no sign that the tap water is not safe to drink.",
                f"This rests on checks of our samples by our laboratory, up to {UNTIL}."],
    "unknown": ["We do not yet know whether the tap water is safe to drink."],
}  # fmt: skip
SHORT = {
    **LONG,
    "perhaps unsafe": ["The tap water may not be safe to drink.",
                       "As a precaution: boil it before you drink it."],
    "safe": [f"The tap water is safe to drink (checks by our laboratory up to {UNTIL})."],
    # Of this every word is needed: what was checked, by whom, and until when.
    "no sign": ["No sign that the tap water is not safe to drink.",
                "Checked: our samples, by our laboratory, up to 11:00 on 20 November."],
}  # fmt: skip
DOWN = {"name": "our website", "area": "online", "state": "stopped"}
LONG_TEXTS = (
    "email.customers", "outage.customers", "members.members", "progress.public", "letter.staff",
    "statement.media", "questions.media", "calls.customers",
)  # fmt: skip
SHORT_TEXTS = (
    "banner.public", "post.public", "sign.public", "sms.customers", "push.customers", "first.staff",
)  # fmt: skip


def a_text(name: str, facts: Sequence[FactVersion]) -> Draft:
    """Draft a text of a company whose website is down."""
    down = an_entry("service", "site", DOWN)
    notice = next(n for n in the_catalogue().notices if n.id == f"voluntary.{name}")
    return drafted(a_case(facts=[*facts, down]), notice).draft


def joined(draft: Draft) -> str:
    return " ".join(texts(draft))


@pytest.mark.parametrize("known", list(KNOWN))
@pytest.mark.parametrize("name", LONG_TEXTS)
def test_the_longer_texts_say_whether_it_is_safe_and_who_says_so(name: str, known: str) -> None:
    draft = a_text(name, [*TO_DRINK, *KNOWN[known]])
    assert " ".join(LONG[known]) in joined(draft)


@pytest.mark.parametrize("known", list(KNOWN))
@pytest.mark.parametrize("name", SHORT_TEXTS)
def test_the_shorter_ones_keep_who_checked_and_until_when(name: str, known: str) -> None:
    draft = a_text(name, [*TO_DRINK, *KNOWN[known]])
    assert " ".join(SHORT[known]) in joined(draft)


AT_A_WATER_COMPANY = (
    a_fact("incident.kind", "cyber"),
    a_fact("incident.description", "a cyber incident"),
    a_fact("personal_data.involved", "yes", Standing.SUSPECTED),
    an_entry("service", "site", DOWN),
    an_entry(
        "service", "bills", {"name": "paying your bill", "area": "payment", "state": "stopped"}
    ),
)


@pytest.mark.parametrize("known", list(KNOWN))
@pytest.mark.parametrize("name", ["banner", "post", "sms", "sign", "push"])
def test_the_limits_of_short_texts_hold_where_water_is_what_people_ask_about(
    name: str, known: str
) -> None:
    (notice,) = [
        each for each in the_catalogue().notices if each.id.startswith(f"voluntary.{name}.")
    ]
    facts = [*AT_A_WATER_COMPANY, *TO_DRINK, *KNOWN[known]]
    draft = drafted(a_case(facts=facts), notice).draft
    assert SHORT[known][0] in joined(draft)
    assert words_read(draft) <= notice.max_words


@pytest.mark.parametrize("known", list(KNOWN))
def test_the_sentences_are_short_plain_and_make_the_move_of_safety(known: str) -> None:
    for said in (LONG[known], SHORT[known]):
        assert "SAFETY" in detect(said[0])
        assert all(count_words(sentence) <= 25 for sentence in said)
        assert reading_grade(" ".join(said)) <= 8


def test_of_several_things_the_verb_agrees() -> None:
    facts = [
        a_fact("supply.reaches_people"),
        a_fact("supply.item", "these inhalers"),
        a_fact("supply.use", "use"),
        *KNOWN["safe"],
    ]
    assert "These inhalers are safe to use." in joined(a_text("email.customers", facts))


@pytest.mark.parametrize(
    ("facts", "gaps"),
    [
        (WATER[:1], {"safe-what", "safe-gap"}),
        (TO_DRINK, {"safe-gap"}),
        ((*TO_DRINK, a_fact("supply.unsafe", "no")), {"safe-who", "safe-until"}),
        ((*TO_DRINK, a_fact("supply.unsafe", "no"), SAID[0]), {"safe-until"}),
        ((*TO_DRINK, *KNOWN["safe"]), set()),
        ((a_fact("supply.reaches_people", "no"),), set()),
        ((), set()),
    ],
)  # fmt: skip
def test_nobody_is_told_that_it_is_safe_before_somebody_answers_for_it(facts, gaps) -> None:
    draft = a_text("email.customers", facts)
    assert {gap.id for gap in draft.gaps() if gap.id.startswith("safe")} == gaps
    if "safe-who" in gaps or "safe-until" in gaps:
        assert "safe to drink" not in joined(draft)


APART = Support(reason="the works are not on our network")
SAFE = "The tap water is safe to drink."


@pytest.mark.parametrize(
    ("facts", "is_risky"),
    [
        ((a_fact("supply.unsafe", "no"), *SAID), False),
        ((a_fact("supply.unsafe", "yes", Standing.RULED_OUT, support=APART),), False),
        # Who says so, or until when it was checked, is not recorded or not certain.
        ((a_fact("supply.unsafe", "no"),), True),
        ((a_fact("supply.unsafe", "no"), SAID[0]), True),
        ((a_fact("supply.unsafe", "no", Standing.SUSPECTED), *SAID), True),
        ((a_fact("supply.unsafe", "yes"), *SAID), True),
    ],
)
def test_an_assurance_stands_only_where_somebody_answers_for_it(facts, is_risky) -> None:
    draft = a_draft(a_sentence(SAFE, *facts))
    found = the_findings_of(a_known(*facts), [draft])
    assert ("risky-wording" in {finding.rule for finding in found}) is is_risky


@pytest.mark.parametrize("known", list(KNOWN))
@pytest.mark.parametrize("name", [*LONG_TEXTS, *SHORT_TEXTS])
def test_our_own_sentences_on_safety_call_for_no_finding(name: str, known: str) -> None:
    facts = [*TO_DRINK, *KNOWN[known]]
    found = the_findings_of(a_known(*facts), [a_text(name, facts)])
    assert [finding for finding in found if finding.sentence.startswith("safe")] == []


@pytest.mark.parametrize("name", [*LONG_TEXTS, *SHORT_TEXTS])
def test_where_nothing_that_people_take_is_touched_nothing_is_said(name: str) -> None:
    assert " safe" not in joined(a_text(name, []))
