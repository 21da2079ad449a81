"""What two audiences were told in words that cannot both be true; silence on everything else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON, a_case, a_draft, a_fact, a_sentence, the_catalogue
from disclosure.facts.standings import Change, Standing
from disclosure.outputs.registers import Register
from disclosure.outputs.said import CONTRADICT, CONTRADICTED
from disclosure.services.said import register_of
from disclosure.services.said_contradictions import Contradiction, contradictions_of
from disclosure.services.said_pages import Reader, SaidTable, Text
from disclosure.services.said_table import table_of
from disclosure.words.drafts import FIXED, Rest, Sentence

HOUR = timedelta(hours=1)
MARKET = Reader("market", "market", "The market")
CUSTOMERS = Reader("customers", "customers", "Customers")
READERS = (MARKET, CUSTOMERS)
INSIDE = (
    "This announcement contains inside information as defined in Article 7 of Regulation (EU) "
    "No 596/2014 as it forms part of UK law."
)
DATA = a_fact("personal_data.involved", "yes", recorded_at=NOON - 5 * HOUR)
CASE = a_case(facts=(DATA,))
KNOWN = CASE.known_at(NOON)
WAS_TAKEN, WAS_NOT = "Customer names were taken.", "Customer names were not taken."


def by_hand(words: str, name: str = "h") -> Sentence:
    return replace(a_sentence(words, DATA, name=name), by_hand="Ada Field")


def drafted(words: str, name: str = "d") -> Sentence:
    return a_sentence(words, DATA, name=name)


def to(reader: Reader, *sentences: Sentence, ago: int = 3, notice: str = "letter") -> Text:
    """Give a text as it was given out some hours ago."""
    draft = a_draft(*sentences, audience=reader.audience)
    return Text(f"voluntary.{notice}", "Letter", 1, 1, draft, reader, NOON - ago * HOUR, "email")


def found(*texts: Text) -> tuple[Contradiction, ...]:
    return contradictions_of(texts, KNOWN)


def quoted(contradiction: Contradiction) -> list[tuple[str, str]]:
    return [(each.text.reader.title, each.sentence.text) for each in contradiction.both]


def test_words_by_hand_that_deny_what_another_audience_was_told_are_found() -> None:
    (one,) = found(to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, by_hand(WAS_NOT), ago=2))
    assert quoted(one) == [("The market", WAS_TAKEN), ("Customers", WAS_NOT)]
    assert one.reason.endswith(".")


def test_what_was_said_earlier_comes_first_in_whatever_order_texts_are_read() -> None:
    (one,) = found(to(CUSTOMERS, by_hand(WAS_NOT), ago=2), to(MARKET, drafted(WAS_TAKEN)))
    assert quoted(one)[0] == ("The market", WAS_TAKEN)


def test_one_version_of_a_fact_put_in_words_that_deny_each_other_is_found() -> None:
    assert len(found(to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, drafted(WAS_NOT)))) == 1


@pytest.mark.parametrize(
    "texts",
    [
        # The same reader: a later text to them is a correction, and stands in the table.
        (to(CUSTOMERS, drafted(WAS_TAKEN)), to(CUSTOMERS, by_hand(WAS_NOT), notice="other")),
        # They agree.
        (to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, by_hand(WAS_TAKEN))),
        # The law's own words assert nothing about this incident.
        (
            to(MARKET, drafted(WAS_TAKEN)),
            to(CUSTOMERS, a_sentence(WAS_NOT, kind=FIXED)),
        ),
        # A salutation, a title or a line is no sentence.
        (to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, replace(by_hand(WAS_NOT), form="title"))),
        # "Inside information" is nobody's data, and "No" before a number denies nothing.
        (
            to(MARKET, by_hand(INSIDE)),
            to(CUSTOMERS, drafted("We do not yet know whether personal data is involved.")),
        ),
        # Days apart, time may explain it.
        (
            to(MARKET, drafted("Our website is not working."), ago=72),
            to(CUSTOMERS, by_hand("Our website is working."), ago=1),
        ),
        # It says itself that it has changed.
        (
            to(MARKET, drafted("Our website is not working."), ago=3),
            to(CUSTOMERS, by_hand("Our website is working again."), ago=2),
        ),
    ],
    ids=["same reader", "agree", "fixed", "title", "inside information", "days apart", "changed"],
)
def test_nothing_else_is_called_a_contradiction(texts) -> None:
    assert found(*texts) == ()


def test_another_version_of_a_fact_is_told_differently_and_stands_in_the_table_already() -> None:
    later = replace(drafted(WAS_NOT), rests_on=(Rest(DATA.key, 2, Standing.CONFIRMED),))
    assert found(to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, later)) == ()


def test_a_name_of_ours_beneath_both_makes_no_sentences_comparable() -> None:
    name = (Rest("org.name", 1, Standing.CONFIRMED),)
    pair = (replace(drafted(words), rests_on=name) for words in (WAS_TAKEN, WAS_NOT))
    first, second = pair
    assert found(to(MARKET, first), to(CUSTOMERS, second)) == ()


def test_what_was_put_right_by_a_later_text_of_the_same_kind_is_past() -> None:
    right = replace(to(CUSTOMERS, by_hand(WAS_TAKEN), ago=1), version=2)
    assert found(to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, by_hand(WAS_NOT)), right) == ()


def test_what_was_not_given_out_yet_was_told_to_nobody() -> None:
    waiting = replace(to(CUSTOMERS, by_hand(WAS_NOT)), at=None)
    assert found(to(MARKET, drafted(WAS_TAKEN)), waiting) == ()


# ---- In the table, and as a file ----------------------------------------------------------------


def a_table() -> SaidTable:
    texts = (to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, by_hand(WAS_NOT), ago=2))
    table = table_of(KNOWN, texts, the_catalogue(), readers=READERS)
    return replace(table, contradictions=contradictions_of(texts, KNOWN))


def test_the_cells_whose_words_they_are_are_marked() -> None:
    table = a_table()
    assert all(table.is_contradicted(cell.told) for cell in table.rows[0].cells)
    assert not any(replace(table, contradictions=()).is_contradicted(cell.told)
                   for cell in table.rows[0].cells)  # fmt: skip


@pytest.mark.parametrize(("reader", "count"), [("", 1), ("market", 1), ("customers", 1)])
def test_narrowed_to_one_reader_theirs_are_kept(reader, count) -> None:
    assert len(a_table().narrowed(reader).contradictions) == count


def test_narrowed_to_a_reader_who_takes_no_part_none_are_kept() -> None:
    staff = Reader("staff", "staff", "Staff")
    table = replace(a_table(), readers=(*READERS, staff))
    assert table.narrowed("staff").contradictions == ()


def cells_of(register: Register, row: int) -> dict[str, object]:
    return dict(zip(register.headings(), register.rows[row], strict=True))


def test_the_file_gives_them_first_and_marks_the_facts_beneath() -> None:
    first, second = (cells_of(register_of(a_table(), CASE), n) for n in (0, 1))
    assert first["Fact"] == CONTRADICT
    assert first["Topic"].endswith(".")
    assert first["The market: in these words"] == WAS_TAKEN
    assert first["Customers: in these words"] == WAS_NOT
    assert first["Customers: in"] == "Letter, text 1, version 1"
    assert first["Customers: does it hold?"] == CONTRADICTED
    assert first["What is recorded now"] == ""
    assert second["Fact"] == "Is personal data involved?"
    assert second["Customers: does it hold?"] == "Still holds; contradicted in words"


def test_a_reader_who_takes_no_part_has_an_empty_cell_there_and_not_told_elsewhere() -> None:
    staff = Reader("staff", "staff", "Staff")
    texts = (to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, by_hand(WAS_NOT), ago=2))
    table = table_of(KNOWN, texts, the_catalogue(), readers=(*READERS, staff))
    table = replace(table, contradictions=contradictions_of(texts, KNOWN))
    first, second = (cells_of(register_of(table, CASE), n) for n in (0, 1))
    assert first["Staff: told"] == ""
    assert second["Staff: told"] == "Not told"


def test_a_fact_that_changed_is_marked_with_both() -> None:
    changed = replace(
        DATA, number=2, change=Change.CHANGES, value="no", recorded_at=NOON - HOUR / 2
    )
    case = a_case(facts=(DATA, changed))
    known = case.known_at(NOON)
    texts = (to(MARKET, drafted(WAS_TAKEN)), to(CUSTOMERS, by_hand(WAS_NOT), ago=2))
    table = table_of(known, texts, the_catalogue(), readers=READERS)
    table = replace(table, contradictions=contradictions_of(texts, known))
    row = cells_of(register_of(table, case), 1)
    assert row["The market: does it hold?"] == "Changed since; contradicted in words"
