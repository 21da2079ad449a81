"""In which order texts are listed, and what a narrowed list drafts."""

from collections import Counter

import pytest
from noticed import ANNOUNCEMENT, PRESS, REPORT, STAFF, Table

from builders import the_vocabulary
from disclosure.services import packs
from disclosure.services.notice_order import (
    GROUPS,
    Sought,
    Stands,
    due_stage,
    group_of,
    listed,
    stands,
)


def shown(table: Table, sought: Sought | None = None) -> list[str]:
    index = table.notices.index(table.drafter, table.incident, sought or Sought())
    return [line.one.notice.id for line in index.lines]


@pytest.mark.parametrize(
    ("audience", "notice", "group"),
    [
        ("market", ANNOUNCEMENT, "market"),
        ("authority", REPORT, "authorities"),
        ("members", "voluntary.letter.members", "customers"),
        ("staff", STAFF, "staff"),
        ("media", PRESS, "public"),
        ("insurer", "contract.insurance.notice.initial.insurer", "contracts"),
        ("authority", "contract.card.notice.initial.authority", "contracts"),
        ("insurer", "inside.brief.insurer", "inside"),
        ("board", "inside.brief.board", "inside"),
        ("neighbours", "voluntary.letter.neighbours", "others"),
    ],
)
def test_a_text_stands_with_those_for_the_same_readers(audience, notice, group) -> None:
    assert group_of(audience, notice).key == group


def test_every_audience_has_a_group_of_its_own_kind() -> None:
    _, audiences = the_vocabulary()
    assert {name for name in audiences if group_of(name) is GROUPS[-1]} == set()


def test_a_text_stands_where_it_has_come(table: Table) -> None:
    def how_far() -> Stands:
        return stands(table.notices.view(table.drafter, *table.here).one)

    assert how_far() is Stands.NOT_BEGUN
    table.freeze()
    assert how_far() is Stands.AT_WORK
    digest = table.sign_off()
    assert how_far() is Stands.DECIDING
    table.approvals.release(table.counsel, *table.here, seen=digest)
    assert how_far() is Stands.OUT


def test_within_a_group_what_is_due_comes_before_work_without_a_date(table: Table) -> None:
    table.freeze("uk.ncsc.report.authority")
    index = table.notices.index(table.drafter, table.incident)
    (authorities,) = [g for g in listed(index.lines, index.later) if g.group.key == "authorities"]
    names = [line.one.notice.id for line in authorities.lines]
    assert names.index(REPORT) < names.index("uk.ncsc.report.authority")
    assert due_stage(authorities.lines[names.index(REPORT)]).id == "initial"
    table.release(REPORT)
    index = table.notices.index(table.drafter, table.incident)
    (authorities,) = [g for g in listed(index.lines, index.later) if g.group.key == "authorities"]
    assert authorities.lines[-1].one.notice.id == REPORT


def test_every_text_is_in_one_place_of_the_list(table: Table) -> None:
    index = table.notices.index(table.drafter, table.incident)
    places = Counter(
        one.notice.id
        for group in listed(index.lines, index.later)
        for one in (
            *(line.one for line in (*group.lines, *group.not_begun)),
            *(later.one for later in (*group.called_for, *group.later)),
        )
    )
    catalogue = table.notices.texts.packs.catalogue
    # Nobody's data is recorded yet: one text stands for the letters to each group.
    assert places == Counter(notice.id for notice in catalogue.notices if not notice.group)


def test_a_narrowed_list_holds_what_was_asked_for(table: Table) -> None:
    table.freeze(PRESS)
    everything = shown(table)
    assert shown(table, Sought(stands="at-work")) == [PRESS]
    assert PRESS not in shown(table, Sought(stands="not-begun"))
    assert set(shown(table, Sought("public"))) < set(everything)


def test_what_opens_later_and_what_nobody_sees_is_not_drafted(table, monkeypatch) -> None:
    drafted: list[str] = []
    real = packs.draft

    def noted(notice, sources):
        drafted.append(notice.id)
        return real(notice, sources)

    monkeypatch.setattr(packs, "draft", noted)
    assert set(shown(table)) == set(drafted)
    assert len(drafted) == len(set(drafted)) < len(table.notices.texts.packs.catalogue.notices)
    drafted.clear()
    assert shown(table, Sought("staff", "out")) == []
    assert drafted == []


def test_a_narrowed_list_says_of_a_text_what_the_whole_list_says(table: Table) -> None:
    table.freeze(PRESS)

    def open_matters(sought: Sought) -> dict[str, tuple[int, ...]]:
        index = table.notices.index(table.drafter, table.incident, sought)
        return {
            line.one.notice.id: (line.gaps, line.open.count, len(line.findings), bool(line.hold))
            for line in index.lines
        }

    whole = open_matters(Sought())
    for group in GROUPS:
        for name, found in open_matters(Sought(group.key)).items():
            assert found == whole[name], name
