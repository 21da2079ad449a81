"""The list of notices: groups by reader, what presses first, the rest folded with its reason."""

import re

import pytest
from noticed import PRESS, REPORT, STAFF, Table, a_table
from visitors import Visitor, said, signed_in

FREEZE = "Freeze the texts that wait for it"
TITLE = re.compile(r'<h3 class="govuk-heading-s" id="([a-z-]+)">')
FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)


def groups(page) -> list[str]:
    """Give the groups of what can be drafted now."""
    return TITLE.findall(page.text.partition('id="later"')[0])


def titled(table: Table, name: str) -> str:
    return table.notices.texts.packs.catalogue.notice(name).title


def test_texts_stand_by_who_reads_them_the_market_first(ada: Visitor, base) -> None:
    found = [name for name in groups(ada.get(base)) if name != "freeze"]
    order = ["market", "authorities", "people-affected", "customers", "staff", "contracts",
             "public", "inside"]  # fmt: skip
    assert found == [name for name in order if name in found]
    assert {"market", "authorities", "customers", "staff", "public"} <= set(found)


def test_what_is_due_is_in_sight_and_what_nobody_began_is_folded_with_its_reason(
    ada, base, table
) -> None:
    page = ada.get(base)
    folded = " ".join(FOLDED.findall(page.text.partition('id="freeze"')[0]))
    assert titled(table, REPORT) not in folded
    assert f">{titled(table, PRESS)}</a>" in folded
    why = table.notices.texts.packs.catalogue.notice(PRESS).why
    assert why in said(page)
    # 72 hours from the moment of awareness, 19 April 09:10, and the clock of the case 22 April.
    assert "Due Tue 22 April 09:10 London (08:10 UTC)" in said(page)
    table.freeze(PRESS)
    folded = " ".join(FOLDED.findall(ada.get(base).text))
    assert f">{titled(table, PRESS)}</a>" not in folded


def test_a_clock_that_has_not_begun_is_due_at_the_earliest(app, setting) -> None:
    table = a_table(setting, "ms-2025")  # nobody has judged awareness
    visitor = signed_in(app, table.drafter)
    row = said(visitor.get(f"/incidents/{table.incident}/notices?readers=authorities"))
    row = row[row.index(titled(table, REPORT)) :].partition("Frozen")[0]
    assert "due at the earliest " in row.lower()
    assert "Starts with awareness" in row
    assert ", not judged yet" in row


def test_the_list_is_narrowed_by_reader_and_by_how_far_a_text_has_come(ada, base, table) -> None:
    table.freeze(PRESS)
    table.request(REPORT)
    staff = ada.get(f"{base}?readers=staff")
    assert groups(staff) == ["staff"]
    assert titled(table, STAFF) in said(staff)
    assert "Order of release" not in said(staff)
    deciding = ada.get(f"{base}?state=deciding")
    assert groups(deciding) == ["authorities"]
    assert groups(ada.get(f"{base}?state=at-work")) == ["public"]
    assert titled(table, PRESS) not in said(ada.get(f"{base}?state=not-begun"))
    assert "No text is like that." in said(ada.get(f"{base}?readers=market&state=out"))


@pytest.mark.parametrize("asked", ["readers=nobody", "state=x", "readers=&state="])
def test_a_choice_there_is_not_shows_everything(ada, base, asked) -> None:
    assert groups(ada.get(f"{base}?{asked}")) == groups(ada.get(base))


def test_texts_are_frozen_together_from_the_whole_list_alone(ada, base) -> None:
    assert FREEZE in said(ada.get(base))
    assert FREEZE not in said(ada.get(f"{base}?readers=staff"))


def test_texts_with_gaps_are_counted_and_marked_before_all_are_frozen(ada, base, table) -> None:
    index = table.notices.index(table.drafter, table.incident)
    lines = index.to_freeze
    gappy = [line for line in lines if line.gaps]
    lacking = [line for line in gappy if line.law_gaps]
    assert lacking
    assert len(lacking) < len(gappy) < len(lines)
    page = said(ada.get(base))
    part = page[page.index(FREEZE) : page.index("Texts that open later")]
    assert f"{len(lines)} texts wait to be frozen. {len(gappy)} of them still have gaps" in part
    assert f"; {len(lacking)} lack" in part
    for line in gappy:
        mark = f" {line.law_gaps} required by law" if line.law_gaps else ""
        count = f"{line.gaps} {'gap' if line.gaps == 1 else 'gaps'}"
        assert f"{line.one.notice.title} {count}{mark}" in part
    assert f"Freeze all {len(lines)} texts" in part


def test_every_text_there_is_can_be_reached_from_the_list(ada, base, table) -> None:
    page = ada.get(base).text
    # Nobody's data is recorded yet: one text stands for the letters to each group.
    every = table.notices.texts.packs.catalogue.notices
    for notice in (each for each in every if not each.group):
        assert f'href="{base}/{notice.id}"' in page, notice.id
