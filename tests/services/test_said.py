"""Who was told what: the last words on each fact, in which version, and what became of them."""

import csv
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from counted import counting
from noticed import ANNOUNCEMENT, REPORT, STAFF, Table, add_facts

from builders import (
    NOON,
    a_case,
    a_draft,
    a_fact,
    a_judgement,
    a_sentence,
    an_entry,
    the_catalogue,
)
from disclosure.facts.case import LetStand
from disclosure.facts.instants import LONDON
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import NOT_YET, FactVersion
from disclosure.outputs.registers import Register
from disclosure.outputs.spreadsheets import csv_file, xlsx_file
from disclosure.problems import NotFoundError
from disclosure.services.said import register_of
from disclosure.services.said_pages import Cell, Fate, Reader, Row, SaidTable, Text
from disclosure.services.said_table import table_of
from disclosure.services.submission_checks import Giving
from disclosure.trail.actions import Action
from disclosure.words.drafts import Rest, Sentence

HOUR = timedelta(hours=1)
MARKET = Reader("market", "market", "The market")
STAFF_READERS = Reader("staff", "staff", "Staff")
CUSTOMERS = Reader("customers", "customers", "Customers")
READERS = (MARKET, STAFF_READERS, CUSTOMERS)
FAULT = a_fact("incident.cause", "a fault", recorded_at=NOON - 5 * HOUR)
CAUSE = "Cause of the disruption"


def later(version: FactVersion, change: Change = Change.CHANGES, **more) -> FactVersion:
    """Give the next version of a fact, an hour later."""
    at = version.recorded_at + HOUR
    return replace(version, number=version.number + 1, change=change, recorded_at=at, **more)


def a_text(
    *sentences: Sentence,
    to: Reader = CUSTOMERS,
    at: datetime | None = NOON - 3 * HOUR,
    version: int = 1,
) -> Text:
    draft = a_draft(*sentences, audience=to.audience)
    return Text("voluntary.letter", "Letter", 1, version, draft, to, at, "email")


def on(version: FactVersion, words: str = "A fault stopped our tills.", name: str = "c"):
    return a_sentence(words, version, name=name)


def said(*texts: Text, facts=(FAULT,), judgements=(), let_stand=()) -> SaidTable:
    case = a_case(facts=facts, judgements=judgements)
    known = replace(case, let_stand=tuple(let_stand)).known_at(NOON)
    return table_of(known, texts, the_catalogue(), readers=READERS)


def cell(table: SaidTable, reader: Reader = CUSTOMERS, row: int = 0) -> Cell:
    (found,) = [each for each in table.rows[row].cells if each.reader == reader]
    return found


# ---- One cell -----------------------------------------------------------------------------------


def test_a_cell_holds_what_was_told_when_where_and_in_which_words() -> None:
    table = said(a_text(on(FAULT)))
    told = cell(table).told
    assert told.stated.words == "a fault"
    assert told.stated.standing is Standing.CONFIRMED
    assert [sentence.text for sentence in told.sentences] == ["A fault stopped our tills."]
    assert (told.text.at, told.text.title, told.text.ref) == (NOON - 3 * HOUR, "Letter", "1.1")
    assert (told.fate, told.differs, told.is_by_hand) == (Fate.HOLDS, False, False)
    assert (cell(table, MARKET).told, cell(table, MARKET).ahead) == (None, None)


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        (Change.RE_CONFIRMS, Fate.HOLDS),
        (Change.CHANGES, Fate.CHANGED),
        (Change.WRONG_WHEN_SAID, Fate.WRONG),
        (Change.WITHDRAWN, Fate.WITHDRAWN),
    ],
)
def test_what_a_later_version_does_to_what_was_told(change: Change, fate: Fate) -> None:
    value = "a fault" if change is Change.RE_CONFIRMS else "a fire"
    table = said(a_text(on(FAULT)), facts=(FAULT, later(FAULT, change, value=value)))
    assert cell(table).told.fate is fate
    assert cell(table).told.stated.words == "a fault"
    (row,) = table.rows
    assert row.is_overtaken is (fate is not Fate.HOLDS)
    assert (row.now is None) is (change is Change.WITHDRAWN)


def test_the_first_version_that_does_more_than_confirm_decides() -> None:
    again = later(FAULT, Change.RE_CONFIRMS)
    wrong = later(again, Change.WRONG_WHEN_SAID, value="a fire")
    changed = later(wrong, Change.CHANGES, value="a flood")
    table = said(a_text(on(FAULT)), facts=(FAULT, again, wrong, changed))
    assert cell(table).told.fate is Fate.WRONG
    assert table.rows[0].now.words == "a flood"


def test_nothing_recorded_after_the_present_instant_is_known() -> None:
    tomorrow = replace(later(FAULT, value="a fire"), recorded_at=NOON + HOUR)
    table = said(a_text(on(FAULT)), facts=(FAULT, tomorrow))
    assert cell(table).told.fate is Fate.HOLDS
    assert table.rows[0].now.words == "a fault"


def test_the_last_text_to_a_reader_counts_whatever_others_heard_since() -> None:
    fire = later(FAULT, value="a fire")
    table = said(
        a_text(on(fire, "A fire stopped our tills."), at=NOON - HOUR, version=2),
        a_text(on(FAULT)),
        a_text(on(FAULT), to=STAFF_READERS, at=NOON - 2 * HOUR),
        facts=(FAULT, fire),
    )
    assert cell(table).told.stated.words == "a fire"
    assert cell(table).told.fate is Fate.HOLDS
    assert cell(table).told.text.ref == "1.2"
    assert cell(table, STAFF_READERS).told.fate is Fate.CHANGED


def test_a_standing_is_that_of_the_version_told_and_not_of_today() -> None:
    maybe = a_fact("personal_data.involved", "yes", Standing.SUSPECTED)
    sure = later(maybe, standing=Standing.CONFIRMED)
    table = said(a_text(on(maybe, "Data may be involved.")), facts=(maybe, sure))
    told, now = cell(table).told.stated, table.rows[0].now
    assert (told.words, told.standing) == ("Probably yes", Standing.SUSPECTED)
    assert (now.words, now.standing) == ("Yes", Standing.CONFIRMED)


def test_words_written_by_hand_are_marked_and_a_decision_not_to_correct_is_kept() -> None:
    by_hand = replace(on(FAULT), by_hand="Ada Field")
    held = LetStand("voluntary.letter#1", "c", "incident.cause@2", NOON, "Gita Rao", "Trifling.")
    facts = (FAULT, later(FAULT, value="a fire"))
    told = cell(said(a_text(by_hand), facts=facts, let_stand=[held])).told
    assert told.is_by_hand
    assert told.let_stand is held
    assert cell(said(a_text(by_hand), facts=facts)).told.let_stand is None


# ---- Across readers -----------------------------------------------------------------------------


def test_readers_who_were_told_different_things_stand_out() -> None:
    fire = later(FAULT, value="a fire")
    table = said(
        a_text(on(FAULT), to=MARKET),
        a_text(on(fire), at=NOON - HOUR),
        facts=(FAULT, fire),
    )
    assert table.rows[0].differs
    assert cell(table, MARKET).told.differs
    assert not cell(table).told.differs


def test_the_same_content_in_a_later_version_is_no_difference() -> None:
    again = later(FAULT, Change.RE_CONFIRMS)
    table = said(
        a_text(on(FAULT), to=MARKET), a_text(on(again), at=NOON - HOUR), facts=(FAULT, again)
    )
    assert not table.rows[0].differs


def test_an_approved_text_says_what_is_about_to_be_told() -> None:
    fire = later(FAULT, value="a fire")
    table = said(
        a_text(on(FAULT)),
        a_text(on(fire), at=None, version=2),
        a_text(on(fire), to=MARKET, at=None),
        facts=(FAULT, fire),
    )
    assert cell(table).told.stated.words == "a fault"
    assert cell(table).ahead.stated.words == "a fire"
    assert (cell(table, MARKET).told, cell(table, MARKET).ahead.stated.words) == (None, "a fire")


def test_an_approved_text_that_says_the_same_again_is_no_news() -> None:
    table = said(a_text(on(FAULT)), a_text(on(FAULT), at=None, version=2))
    assert cell(table).ahead is None


# ---- Rows ---------------------------------------------------------------------------------------


def labels(rows: tuple[Row, ...]) -> list[str]:
    return [row.label for row in rows]


def test_what_no_longer_holds_comes_first_and_the_rest_stands_by_topic() -> None:
    tills = an_entry("service", "tills", {"name": "tills", "area": "stores", "state": "stopped"})
    involved = a_fact("personal_data.involved", "yes")
    facts = (involved, tills, FAULT, later(FAULT, value="a fire"))
    sentences = (on(involved, name="a"), on(tills, name="b"), on(FAULT))
    table = said(a_text(*sentences), facts=facts)
    assert labels(table.overtaken) == [CAUSE]
    assert [(topic, labels(rows)) for topic, rows in table.topics] == [
        ("Services and ways to pay", ["Services: tills"]),
        ("Personal data", ["Is personal data involved?"]),
    ]


def test_an_entry_says_how_it_stands_and_what_differs_among_its_versions() -> None:
    fields = {"name": "tills", "area": "stores", "state": "stopped", "detail": "everywhere"}
    tills = an_entry("service", "tills", fields)
    alone = said(a_text(on(tills)), facts=(tills,))
    assert cell(alone).told.stated.words == "Stopped"
    some = later(tills, fields={**fields, "detail": "in some stores"})
    table = said(a_text(on(tills)), facts=(tills, some))
    assert cell(table).told.stated.words == "Stopped; Detail: everywhere"
    assert table.rows[0].now.words == "Stopped; Detail: in some stores"


def test_a_sentence_stands_in_the_row_of_each_fact_it_rests_on() -> None:
    involved = a_fact("personal_data.involved", "no")
    both = a_sentence("A fault, and no data.", FAULT, involved)
    table = said(a_text(both), facts=(FAULT, involved))
    assert labels(table.rows) == [CAUSE, "Is personal data involved?"]
    assert cell(table, row=0).told.sentences == cell(table, row=1).told.sentences == (both,)


def test_who_we_are_is_no_fact_of_the_incident() -> None:
    name = Rest("org.name", 1, Standing.CONFIRMED)
    sentence = replace(on(FAULT), rests_on=(name,))
    assert said(a_text(sentence)).rows == ()


def test_a_judgement_is_one_row_with_its_moment_and_its_being_open() -> None:
    key = "judgement.aware_personal_data"
    is_open = a_sentence("It is not decided yet.", name="o")
    is_open = replace(is_open, rests_on=(Rest(f"{key}.open", 1, Standing.UNKNOWN),))
    aware = a_judgement("aware_personal_data", "aware", NOON - 4 * HOUR, made_at=NOON - 2 * HOUR)
    open_still = said(a_text(is_open), facts=())
    assert (open_still.rows[0].key, cell(open_still).told.fate) == (key, Fate.HOLDS)
    judged = said(a_text(is_open), facts=(), judgements=[aware])
    assert cell(judged).told.fate is Fate.CHANGED
    assert judged.rows[0].topic == "Judgements"
    # 08:00 on the Friday on which these tests take place.
    assert judged.rows[0].now.words.endswith(", 08:00 on Friday 20 November")

    moment = replace(is_open, rests_on=(Rest(f"{key}.instant", 1, Standing.CONFIRMED),))
    later_moment = replace(aware, number=2, made_at=NOON - HOUR)
    same = said(a_text(moment), facts=(), judgements=[aware, later_moment])
    assert cell(same).told.fate is Fate.HOLDS
    taken_back = replace(aware, number=2, value=NOT_YET, instant=None)
    none = said(a_text(moment), facts=(), judgements=[aware, taken_back])
    assert cell(none).told.fate is Fate.WITHDRAWN
    again_open = said(a_text(is_open), facts=(), judgements=[aware, taken_back])
    assert cell(again_open).told.fate is Fate.HOLDS


def test_a_table_is_narrowed_to_one_reader_and_to_what_no_longer_holds() -> None:
    involved = a_fact("personal_data.involved", "yes")
    table = said(
        a_text(on(FAULT), to=MARKET),
        a_text(on(involved), to=STAFF_READERS),
        facts=(involved, FAULT, later(FAULT, value="a fire")),
    )
    market = table.narrowed("market")
    assert [each.key for each in market.readers] == ["market"]
    assert labels(market.rows) == [CAUSE]
    assert labels(table.narrowed(only_overtaken=True).rows) == [CAUSE]
    assert table.narrowed("staff", only_overtaken=True).rows == ()
    assert table.narrowed() == table


# ---- As a file ----------------------------------------------------------------------------------

FORMULA = '=HYPERLINK("http://example.org")'


def register(*texts: Text, facts=(FAULT,)) -> Register:
    return register_of(said(*texts, facts=facts), a_case(facts=facts))


def test_a_file_has_facts_down_and_audiences_across() -> None:
    made = register(
        a_text(on(FAULT), to=MARKET), facts=(FAULT, later(FAULT, Change.WRONG_WHEN_SAID, value="x"))
    )
    assert made.headings()[:5] == (
        "Fact", "Topic", "What is recorded now", "How well it is known", "True at (Europe/London)",
    )  # fmt: skip
    assert made.headings()[5] == "The market: told"
    assert len(made.headings()) == 5 + 6 * len(READERS)
    (row,) = made.rows
    assert row[:4] == (CAUSE, "What happened", "x", "Established")
    assert row[5:11] == (
        "a fault", "Established", "A fault stopped our tills.", NOON - 3 * HOUR,
        "Letter, text 1, version 1", "Wrong when said",
    )  # fmt: skip
    assert row[11] == "Not told"


def test_no_word_in_a_file_runs_as_a_formula() -> None:
    risky = a_fact("incident.cause", FORMULA)
    made = register(a_text(on(risky, FORMULA)), facts=(risky,))
    (row,) = list(csv.reader(StringIO(csv_file(made).decode("utf-8-sig"), newline="")))[1:]
    assert [each for each in row if each.startswith("=")] == []
    assert f"'{FORMULA}" in row
    book = openpyxl.load_workbook(BytesIO(xlsx_file([made], made_at=NOON, about=["x"])))
    cells = [each for line in book.worksheets[0].iter_rows() for each in line]
    assert {each.data_type for each in cells if each.value == FORMULA} == {"s"}


# ---- On a desk ----------------------------------------------------------------------------------


def give(table: Table, name: str, recipient: str) -> None:
    table.release(name)
    giving = Giving(recipient, "online form", table.setting.clock(), late_reason="The holiday.")
    table.submissions.record(table.counsel, table.incident, name, giving)
    table.setting.clock.go_on(minutes=1)


def told(table: Table) -> SaidTable:
    return table.setting.desk.said.table(table.drafter, table.incident)


def row_of(table: SaidTable, key: str) -> Row:
    (found,) = [row for row in table.rows if row.key == key]
    return found


def test_nobody_was_told_anything_while_nothing_is_approved(table: Table) -> None:
    assert told(table) == SaidTable((), ())
    table.request(REPORT)
    assert told(table) == SaidTable((), ())
    table.sign_off(STAFF)
    found = told(table)
    assert [reader.title for reader in found.readers] == ["Staff"]
    assert all(row.cells[0].told is None and row.cells[0].ahead for row in found.rows)


def test_what_an_authority_was_told_is_followed_as_it_is_overtaken_and_told_anew(table) -> None:
    give(table, REPORT, "ICO")
    found = told(table)
    # It reports to the Commissioner by the name borne on the day of the law.
    assert [reader.title for reader in found.readers] == ["Information Commissioner (ICO)"]
    row = row_of(found, "incident.description")
    assert row.cells[0].told.stated.words == "a cyber incident"
    assert row.cells[0].told.text.channel == "online form"
    assert found.overtaken == ()

    table.record(table.next_version("incident.description", Change.CHANGES, "an attack"))
    table.setting.clock.go_on(minutes=1)
    assert [each.key for each in told(table).overtaken] == ["incident.description"]
    table.notices.begin_again(table.drafter, *table.here)
    give(table, REPORT, "ICO")
    row = row_of(told(table), "incident.description")
    assert (row.is_overtaken, row.cells[0].told.text.ref) == (False, "2.1")


def test_the_market_stands_first_then_the_authorities_then_people(table: Table) -> None:
    give(table, REPORT, "ICO")
    table.sign_off(STAFF)
    table.sign_off(ANNOUNCEMENT)
    titles = [reader.title for reader in told(table).readers]
    assert titles == ["The market", "Information Commissioner (ICO)", "Staff"]


def test_a_report_made_without_a_text_is_named_apart(table: Table) -> None:
    at, why = table.setting.clock(), "It was urgent."
    giving = Giving("ICO", "telephone", at, late_reason="x", outside=True, outside_reason=why)
    table.submissions.record(table.drafter, table.incident, REPORT, giving)
    table.setting.clock.go_on(minutes=1)
    found = told(table)
    assert found.rows == ()
    (without,) = found.without_text
    assert (without.reader.title, without.channel) == (
        "Information Commissioner (ICO)", "telephone",
    )  # fmt: skip


def test_it_is_shown_to_the_team_alone(setting, table: Table) -> None:
    with pytest.raises(NotFoundError):
        setting.desk.said.table(setting.person("Otto Grau"), table.incident)


def test_a_thousand_facts_take_as_many_statements_as_ten(table: Table) -> None:
    give(table, REPORT, "ICO")
    engine = table.setting.desk.engine

    def statements() -> int:
        told(table)
        with counting(engine) as counted:
            told(table)
        return len(counted)

    few = statements()
    services = [
        an_entry(
            "service", f"number-{n}", {"name": f"till {n}", "area": "stores", "state": "open"},
            recorded_at=table.setting.clock(),
        )
        for n in range(1000)
    ]  # fmt: skip
    with table.setting.desk.transactions.begin(table.drafter) as tx:
        add_facts(tx, table.incident, services)
        tx.record(Action.FACT_RECORDED, chain=table.incident, subject="many")
    assert statements() == few <= 13


def test_the_file_is_taken_beside_the_registers(table: Table) -> None:
    give(table, REPORT, "ICO")
    taken = table.setting.desk.registers.register(table.drafter, table.incident, "said", "csv")
    assert "Who was told what" in taken.name
    heading, *rows = csv.reader(StringIO(taken.body.decode("utf-8-sig"), newline=""))
    assert heading[5] == "Information Commissioner (ICO): told"
    assert [row[5] for row in rows if row[0] == "What it is, in a few words"] == [
        "a cyber incident"
    ]
    zone = f"{table.setting.clock().astimezone(LONDON):%Y-%m-%d %H}"
    assert zone in taken.name
