"""Whatever a text says rests on a fact, and nothing stands in it that is not in its facts."""

from dataclasses import replace

import pytest
from drafted import CASE_NAMES, all_drafted, of_every_text, the_draft
from supported import FIXED_WITH_NUMBERS, LOOSE, faults, named_in

from disclosure.words.drafts import FIXED, SENTENCE, HeadingPart

# ---- All notices of all cases -------------------------------------------------------------------


@of_every_text
def test_every_sentence_rests_on_a_fact_as_it_stands(held) -> None:
    for sentence in held.draft.said():
        assert sentence.kind == FIXED or sentence.rests_on, sentence.text
        for rest in sentence.rests_on:
            version = held.sources.facts[rest.fact]
            assert (version.number, version.standing) == (rest.version, rest.standing)


@of_every_text
def test_no_number_date_place_or_service_stands_without_its_fact(held) -> None:
    found = {s.text: faults(s, held) for s in held.draft.said() if faults(s, held)}
    assert found == {}


@of_every_text
def test_headings_name_no_number_date_place_or_service(held) -> None:
    headings = [p.text for p in held.draft.parts if isinstance(p, HeadingPart)]
    names = named_in(held.case)
    assert [h for h in headings if LOOSE.search(h) or h.lower() in names] == []


def test_fixed_sentences_that_name_a_number_carry_the_law_it_comes_from() -> None:
    fixed = [s for held in all_drafted() for s in held.draft.said() if s.kind == FIXED]
    numbered = {s.id: s.cite for s in fixed if LOOSE.search(s.text)}
    assert numbered == {name: cite for name, (_, cite) in FIXED_WITH_NUMBERS.items()}


# ---- The test itself can fail -------------------------------------------------------------------


def _affected(text: str) -> list[str]:
    """Judge a text as if it stood where the market reads what is affected."""
    held = the_draft("ms-2025", "uk.mar.17-1.announce.market")
    sentence = next(s for s in held.draft.said() if s.id == "affected:contactless")
    return faults(replace(sentence, text=text), held)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As of 13:30 on 22 April, there are problems with contactless payment.", []),
        ("As of 13:31 on 22 April, there are problems with contactless payment.", ["13:31"]),
        ("As of 13:30 on 23 April, there are problems.", ["13:30", "23", "April"]),
        ("There are problems with gift cards.", ["gift cards"]),
        ("There are problems with contactless payment in Leeds.", ["Leeds"]),
        ("There are problems in three stores.", ["three", "stores"]),
        ("About 1,200 people are affected.", ["1,200"]),
        ("Contactless payment may be affected.", []),
        ("Contactless payment will be back in May.", ["May"]),
        ("It has been affected since Friday.", ["Friday"]),
    ],
)
def test_what_no_fact_supports_is_seen(text, found) -> None:
    assert _affected(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Services have been affected since the morning of Saturday 23 October.", []),
        ("Services have been affected since 07:00 on Saturday 23 October.", ["07:00"]),
        ("Services have been affected since the evening of Friday 22 October.", None),
    ],
)
def test_an_instant_is_not_told_more_precisely_than_it_is_known(text, found) -> None:
    held = the_draft("tesco-2021", "uk.mar.17-1.announce.market")
    what = next(s for s in held.draft.said() if s.id == "what")
    assert what.kind == SENTENCE
    seen = faults(replace(what, text=text), held)
    assert seen == found if found is not None else seen


def test_there_are_four_cases_and_every_notice_is_among_them() -> None:
    assert {held.case for held in all_drafted()} == set(CASE_NAMES)
    assert len(all_drafted()) == 4 * len({held.notice.id for held in all_drafted()})
