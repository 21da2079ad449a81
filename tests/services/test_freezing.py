"""Freezing every text that is ready: one transaction, each text under the guards of its own."""

from collections import Counter

import pytest
from noticed import ANNOUNCEMENT, PRESS, REPORT, STAFF, Table
from sqlalchemy import event

from disclosure.facts.case import Case
from disclosure.facts.standings import Change
from disclosure.problems import ForbiddenError, NotFoundError
from disclosure.services import notice_texts, packs
from disclosure.services.notice_edits import Edit
from disclosure.services.notice_freezing import MOVED, NOT_SEEN, OTHERWISE, OVERTAKEN, WHY_NOT
from disclosure.signoff.progress import NoticeState
from disclosure.trail.actions import Action

DESCRIPTION = "incident.description"


def listed(table: Table) -> dict[str, str]:
    """Give the digests that the list shows, as its form sends them."""
    index = table.notices.index(table.drafter, table.incident)
    return {line.one.notice.id: line.to_freeze for line in index.to_freeze}


def freeze(table: Table, seen: dict[str, str]):
    done = table.notices.freeze_ready(table.drafter, table.incident, seen)
    table.setting.clock.go_on(minutes=1)
    return done


def title(table: Table, name: str) -> str:
    return table.notices.texts.packs.catalogue.notice(name).title


def left_out(done) -> dict[str, str]:
    return {each.title: each.why for each in done.left_out}


def entries(table: Table, *actions: Action):
    return [entry for action in actions for entry in table.setting.entries(action)]


def test_every_text_on_the_list_is_frozen_as_it_was_shown(table) -> None:
    seen = listed(table)
    assert {REPORT, ANNOUNCEMENT, STAFF, PRESS} <= seen.keys()
    done = freeze(table, seen)
    assert done.left_out == ()
    assert {each.title for each in done.kept} == {title(table, name) for name in seen}
    assert {each.number for each in done.kept} == {1}
    for name, digest in seen.items():
        page = table.page(name)
        assert (page.state, page.progress.digest) == (NoticeState.FROZEN, digest)
        # Nobody who wrote it or froze it may approve it.
        assert page.progress.authors == {table.drafter.id}


def test_each_text_has_an_entry_of_its_own_as_if_it_were_frozen_alone(table) -> None:
    table.freeze(REPORT)
    (alone,) = entries(table, Action.NOTICE_FROZEN)
    seen = listed(table)
    assert REPORT not in seen
    freeze(table, seen)
    frozen = entries(table, Action.NOTICE_FROZEN)
    assert {e.detail["template"]: e.detail["digest"] for e in frozen[1:]} == seen
    assert all(entry.detail.keys() == alone.detail.keys() for entry in frozen)
    begun = entries(table, Action.NOTICE_BEGUN)
    assert {e.subject for e in begun} == {e.subject for e in frozen}
    assert {e.actor for e in begun + frozen} == {str(table.drafter.id)}


def test_what_was_frozen_together_is_approved_and_released_as_any_other(table) -> None:
    table.explain()
    freeze(table, listed(table))
    accepted = dict.fromkeys(table.stopping_rules(), "Known, and it does not mislead.")
    digest = table.page().progress.digest
    table.approvals.request(table.drafter, *table.here, seen=digest, accepted=accepted)
    table.approve(table.protection, digest)
    table.approvals.release(table.counsel, *table.here, seen=digest)
    assert table.state() is NoticeState.RELEASED


def test_only_a_drafter_freezes_texts_together(table) -> None:
    seen = listed(table)
    with pytest.raises(ForbiddenError):
        table.notices.freeze_ready(table.counsel, table.incident, seen)
    assert entries(table, Action.NOTICE_FROZEN) == []


def test_a_text_that_does_not_exist_is_refused_and_nothing_is_frozen(table) -> None:
    with pytest.raises(NotFoundError):
        freeze(table, {**listed(table), "uk.no.such": "0" * 64})
    assert entries(table, Action.NOTICE_FROZEN, Action.NOTICE_BEGUN) == []


def test_who_is_not_on_the_team_freezes_nothing(setting, table) -> None:
    outsider = setting.person("Otto Outside")
    with pytest.raises(NotFoundError):
        table.notices.freeze_ready(outsider, table.incident, listed(table))


def test_a_text_that_has_moved_is_left_out_and_named_and_the_others_are_frozen(table) -> None:
    seen = listed(table)
    page = table.notices.sentence(table.drafter, *table.here, "a1")
    edit = Edit("a1", "We are dealing with an attack.", (DESCRIPTION,), is_framing=False,
                reason="Counsel asked.", drafted=page.drafted, seen=0)  # fmt: skip
    table.notices.override(table.drafter, *table.here, edit)
    done = freeze(table, seen)
    assert left_out(done) == {title(table, REPORT): WHY_NOT[MOVED]}
    assert len(done.kept) == len(seen) - 1
    assert table.state() is NoticeState.DRAFTING


def test_a_text_with_overtaken_words_is_left_out_and_named(table) -> None:
    page = table.notices.sentence(table.drafter, *table.here, "a1")
    edit = Edit("a1", "We are dealing with an attack.", (DESCRIPTION,), is_framing=False,
                reason="Counsel asked.", drafted=page.drafted, seen=0)  # fmt: skip
    table.notices.override(table.drafter, *table.here, edit)
    table.setting.clock.go_on(minutes=1)
    table.record(table.next_version(DESCRIPTION, Change.CHANGES, "Something else is known."))
    done = freeze(table, listed(table))
    assert left_out(done) == {title(table, REPORT): WHY_NOT[OVERTAKEN]}


def test_a_text_that_the_list_did_not_show_is_left_out_and_named(table) -> None:
    seen = listed(table)
    del seen[STAFF]
    assert left_out(freeze(table, seen)) == {title(table, STAFF): WHY_NOT[NOT_SEEN]}


def test_a_text_that_was_released_meanwhile_is_left_out_and_named(table) -> None:
    table.explain()
    seen = listed(table)
    table.release()
    assert left_out(freeze(table, seen)) == {title(table, REPORT): OTHERWISE}


def test_the_words_that_were_refused_are_not_frozen_again_among_others(table) -> None:
    digest = table.request()
    table.approvals.refuse(table.protection, *table.here, seen=digest, reason="Say who is told.")
    done = freeze(table, listed(table))
    assert left_out(done) == {title(table, REPORT): WHY_NOT["refused-words"]}
    # On its own page somebody may still insist.
    assert table.notices.freeze(table.drafter, *table.here, seen=digest) == 2


def test_the_same_form_sent_twice_freezes_once(table) -> None:
    seen = listed(table)
    first = freeze(table, seen)
    assert freeze(table, seen) == first
    assert len(entries(table, Action.NOTICE_FROZEN)) == len(seen)
    assert freeze(table, {}).kept == ()


# ---- What it costs ------------------------------------------------------------------------------


def counted(table: Table, monkeypatch, seen: dict[str, str]) -> Counter:
    """Freeze texts; count statements, commits, readings of the case, draftings and findings."""
    done: Counter[str] = Counter()
    for module, name in ((packs, "draft"), (notice_texts, "load_case"), (notice_texts, "find")):
        monkeypatch.setattr(module, name, counting(done, name, getattr(module, name)))
    engine = table.setting.desk.engine

    def statement(_connection, _cursor, text, *_):
        done["statements"] += not text.startswith("BEGIN")

    def commit(_connection):
        done["commits"] += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        freeze(table, seen)
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)
        monkeypatch.undo()
    return done


def counting(done: Counter, name: str, real):
    def called(*args, **more) -> Case:
        done[name] += 1
        return real(*args, **more)

    return called


def test_many_texts_take_one_commit_one_reading_of_the_case_and_one_drafting_each(
    table, monkeypatch
) -> None:
    seen = listed(table)
    few = counted(table, monkeypatch, {REPORT: seen[REPORT]})
    again = counted(table, monkeypatch, {name: seen[name] for name in seen if name != REPORT})
    assert (few["commits"], again["commits"]) == (1, 1)
    assert (few["load_case"], again["load_case"]) == (1, 1)
    assert (few["draft"], again["draft"]) == (1, len(seen) - 1)
    assert few["find"] == again["find"] == 0
    # The second time it reads as well what was edited, frozen and recorded, and the case anew.
    assert few["statements"] <= 16
    assert again["statements"] <= 24
