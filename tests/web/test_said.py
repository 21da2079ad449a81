"""The page of what was said: facts down, audiences across, and what no longer holds first."""

import re

import pytest
from noticed import ANNOUNCEMENT, REPORT, Table
from visitors import Visitor, said, signed_in

from builders import a_judgement
from disclosure.facts.standings import Change
from disclosure.services.notice_edits import Edit
from disclosure.services.submission_checks import Giving

EMAIL = "voluntary.email.customers"
NCSC = "uk.ncsc.report.authority"
NOT_WORKING = "Our website and app were not working at 13:30 on 22 April."
LABEL = "What it is, in a few words"
ICO = "Information Commissioner (ICO)"
EVIL = "<script>alert(1)</script>"


def give(table: Table, name: str = REPORT) -> None:
    table.release(name)
    giving = Giving("ICO", "online form", table.setting.clock(), late_reason="The holiday.")
    table.submissions.record(table.counsel, table.incident, name, giving)
    table.setting.clock.go_on(hours=1)


def overtake(table: Table, change: Change = Change.CHANGES, value: str = "an attack") -> None:
    table.record(table.next_version("incident.description", change, value))
    table.setting.clock.go_on(minutes=1)


def by_hand(table: Table, name: str, sentence: str, words: str) -> None:
    """Put words by hand in the place of a sentence, resting on the same facts."""
    shown = table.notices.sentence(table.drafter, table.incident, name, sentence)
    edit = Edit(sentence, words, shown.rests_on, False, "Clearer.", shown.drafted, shown.number)
    table.notices.override(table.drafter, table.incident, name, edit)


@pytest.fixture
def here(table: Table) -> str:
    return f"/incidents/{table.incident}/said"


def row_of(page, label: str = LABEL) -> str:
    """Give the cells of one fact."""
    rows = re.findall(r"<tr.*?</tr>", page.text, re.DOTALL)
    (found,) = [row for row in rows if f">{label}</a>" in row]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_before_anybody_is_told_the_page_says_so(ada: Visitor, here) -> None:
    page = ada.get(here)
    assert "Nobody has been told anything yet." in said(page)
    assert re.search(r'aria-current="page">Said<', page.text)


def test_a_cell_says_value_standing_words_time_text_and_that_it_holds(ada, here, table) -> None:
    give(table)
    row = row_of(ada.get(here))
    assert f"{LABEL} a cyber incident Established As of " in row
    assert f": the words on {ICO}, {LABEL} “We are dealing with a cyber incident.”" in row
    assert "Still holds" in row
    assert "Personal data breach report, version 1, 14:" in row
    assert "by online form Read the whole text" in row


def test_what_is_no_longer_so_stands_first_and_leads_to_its_correction(ada, here, table) -> None:
    give(table)
    assert "Told, and no longer so" not in said(ada.get(here))
    overtake(table)
    page = ada.get(here)
    first = re.search(r"<h2.*?</h2>", page.text, re.DOTALL)[0]
    assert "Told, and no longer so" in first
    row = row_of(page)
    assert "Changed since" in row
    assert "an attack" in row
    link = re.search(rf'href="([^"]+)">[^<]+<span[^>]+>: {re.escape(ICO)}, {LABEL}', page.text)
    assert link
    assert ada.get(link[1].replace("&amp;", "&")).status_code == 200


def test_who_drafts_nothing_is_offered_no_correction(app, here, table) -> None:
    give(table)
    overtake(table, Change.WRONG_WHEN_SAID)
    page = signed_in(app, table.counsel).get(here)
    assert "Wrong when said" in row_of(page)
    assert "Draft the correction" not in page.text
    assert "Tell them what has changed" not in page.text


def test_two_readers_told_different_things_stand_out_by_a_word(ada, here, table) -> None:
    give(table)
    overtake(table)
    give(table, ANNOUNCEMENT)
    row = row_of(ada.get(here))
    assert row.count("Told differently") == 2  # of the fact, and of what the ICO was told
    assert row.index("The market") < row.index(ICO)


def test_the_table_is_narrowed_to_one_reader_or_to_what_no_longer_holds(ada, here, table) -> None:
    give(table)
    give(table, ANNOUNCEMENT)
    overtake(table)
    market = ada.get(f"{here}?reader=market")
    heads = re.findall(r'<th class="govuk-table__header" scope="col">([^<]+)</th>', market.text)
    assert set(heads) == {"Fact", "Now", "The market"}
    only = said(ada.get(f"{here}?only=overtaken"))
    assert "on 1 somebody was told what no longer holds" in only
    assert "1 of " in only


def test_authorities_share_a_column_and_are_named_in_it(ada, here, table) -> None:
    give(table)
    give(table, NCSC)
    page = ada.get(here)
    heads = re.findall(r'<th class="govuk-table__header" scope="col">([^<]+)</th>', page.text)
    assert set(heads) == {"Fact", "Now", "Authorities"}
    row = row_of(page)
    # Both were told the same: said once, with the text of each beneath.
    assert f"{ICO}, National Cyber Security Centre Still holds" in row
    assert row.count("Still holds") == 1
    assert f": the words on {ICO}, {LABEL}" in row
    assert f": the words on National Cyber Security Centre, {LABEL}" in row
    key = re.search(rf'<option value="([^"]+)">{re.escape(ICO)}<', page.text)[1]
    one = ada.get(f"{here}?reader={key}").text
    heads = re.findall(r'<th class="govuk-table__header" scope="col">([^<]+)</th>', one)
    assert set(heads) == {"Fact", "Now", ICO}


def test_of_readers_who_share_a_column_those_not_told_are_named(ada, here, table) -> None:
    give(table)
    overtake(table)
    give(table, NCSC)
    row = row_of(ada.get(here))
    assert f"{ICO} a cyber incident Established Changed since Told differently" in row
    assert "National Cyber Security Centre Still holds" in row
    rows = re.findall(r"<tr.*?</tr>", ada.get(here).text, re.DOTALL)
    assert any("Not told: National Cyber Security Centre" in each for each in rows)


def test_a_value_that_is_so_now_is_not_said_again_beside_it(ada, here, table) -> None:
    give(table)
    row = row_of(ada.get(here))
    assert row.count("a cyber incident Established") == 1
    overtake(table)
    row = row_of(ada.get(here))
    assert "an attack Established" in row
    assert "a cyber incident Established Changed since" in row


def test_words_that_contradict_each_other_stand_out_before_everything_else(
    ada, here, table
) -> None:
    table.judge(a_judgement("inside_information", "no", made_at=table.setting.clock()))
    table.setting.clock.go_on(minutes=1)
    give(table, EMAIL)
    by_hand(table, REPORT, "a1", NOT_WORKING)
    table.setting.clock.go_on(minutes=1)
    give(table)
    page = ada.get(here)
    first = re.search(r"<h2.*?</h2>", page.text, re.DOTALL)[0]
    assert "Contradict each other in words: 1" in first
    words = said(page)
    assert "1 contradiction in words" in words
    assert "Customers “Our website and app were working at 13:30 on 22 April.”" in words
    assert f"{ICO} “{NOT_WORKING}” Written by hand: Ada Field" in words
    assert "Contradicted in words One text says that “website” works" in words
    assert "Contradicted in words" in row_of(page)
    staff = said(ada.get(f"{here}?reader=customers"))
    assert "Contradict each other in words: 1" in staff
    file = ada.client.get(f"/incidents/{table.incident}/registers/said/csv").get_data(as_text=True)
    assert '"Contradict each other in words","One text says' in file


def test_where_nothing_contradicts_nothing_is_said_about_it(ada, here, table) -> None:
    give(table)
    give(table, ANNOUNCEMENT)
    assert "ontradict" not in said(ada.get(here))


@pytest.mark.parametrize("asked", ["reader=nobody", "reader=%00", "only=x", "reader=a&reader=b"])
def test_a_choice_there_is_not_narrows_nothing(ada, here, table, asked) -> None:
    give(table)
    assert LABEL in said(ada.get(f"{here}?{asked}"))


def test_words_are_never_read_as_markup(ada, here, table) -> None:
    overtake(table, value=EVIL)
    give(table)
    page = ada.get(here)
    assert EVIL not in page.text
    assert "&lt;script&gt;" in page.text


def test_each_cell_names_its_reader_where_the_table_is_a_list(ada, here, table) -> None:
    give(table)
    page = ada.get(here).text
    assert f'data-label="{ICO}"' in page
    assert 'data-label="Now"' in page


def test_the_same_is_taken_as_a_file_here_and_on_the_page_of_files(ada, here, table) -> None:
    give(table)
    base = f"/incidents/{table.incident}"
    for path in (here, f"{base}/files"):
        page = ada.get(path).text
        for kind in ("xlsx", "csv"):
            assert f'href="{base}/registers/said/{kind}"' in page
    file = ada.client.get(f"{base}/registers/said/csv")
    assert file.status_code == 200
    assert "a cyber incident" in file.get_data(as_text=True)
