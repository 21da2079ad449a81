"""What can happen to an incident, one step at a time; each step holds the mark of its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from builders import a_case_file
from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import Count, FactVersion
from disclosure.facts.vocabulary import Kind
from disclosure.services.duties import TypedJudgement
from disclosure.services.look_checks import TypedDecline, usual_day
from disclosure.services.notice_edits import Edit
from disclosure.services.submission_checks import Giving

if TYPE_CHECKING:
    from histories import World

CASE = "ms-2025-aware"
SMALL = "sra_serious"
"""A question on which nothing else turns here."""
NAMES = (
    "uk.gdpr.33.initial.authority",
    "uk.mar.17-1.announce.market",
    "voluntary.letter.staff",
    "uk.ncsc.report.authority",
)
"""A report, the announcement, a text that waits for it, and a report made by telephone."""


def _current(world: World, number: int) -> FactVersion:
    case = world.table.notices.texts
    with world.setting.desk.transactions.read() as tx:
        known = case.load(tx, world.table.drafter, world.incident).known
    held = list(known.current.values())
    return held[number % len(held)]


def _record(world: World, new: NewVersion) -> None:
    world.setting.desk.facts.record(world.table.drafter, world.incident, [new])


def correct(world: World, number: int) -> None:
    """Put a fact right, or change it."""
    held = _current(world, number)
    value, said = held.value, dict(held.fields)
    asked = world.setting.desk.library.catalogue.vocabulary.facts.get(held.key)
    if isinstance(value, Count):
        value = replace(value, low=value.low + number + 1, high=value.high + number + 1)
    elif asked is not None and asked.kind is Kind.TEXT:
        value = f"What {world.mark} says"
    elif isinstance(value, str) and asked is not None:
        value = asked.closed[number % len(asked.closed)]
    elif held.record:
        names = world.setting.desk.library.catalogue.vocabulary.records[held.record].names_it
        if isinstance(said.get(names), str):
            said[names] = f"What {world.mark} says"
    change = Change.CHANGES if number % 2 else Change.WRONG_WHEN_SAID
    new = NewVersion(
        held.key, held.number, change, held.standing, value, said, world.setting.clock(),
        held.ceiling, held.support, f"Because {world.mark}",
    )  # fmt: skip
    _record(world, new)


def confirm(world: World, number: int) -> None:
    """Say that a fact is still so."""
    held = _current(world, number)
    still_true = world.setting.desk.facts.still_true
    still_true(world.table.drafter, world.incident, held.key, held.number)


def take_back(world: World, number: int) -> None:
    """Take a fact back."""
    held = _current(world, number)
    reason = f"Because {world.mark}"
    _record(world, NewVersion(held.key, held.number, Change.WITHDRAWN, change_reason=reason))


def add(world: World, number: int) -> None:
    """Add a promise, which is a deadline too, or a service."""
    if number % 2:
        new = {"name": f"Service {world.mark}", "state": "down"}
        _record(world, NewVersion("service:new", 0, Change.FIRST, Standing.CONFIRMED, None, new))
        return
    _record(world, NewVersion("service:new", 0, Change.FIRST, fields={"name": world.mark}))


def order(world: World, number: int) -> None:
    """Move a service."""
    desk, who = world.setting.desk, world.table.drafter
    held = desk.facts.entries(who, world.incident, "service").entries
    chosen = held[number % len(held)].id
    desk.facts.move(who, world.incident, "service", chosen, up=bool(number % 2))


def judge(world: World, number: int) -> None:
    """Judge a question, with the reasons."""
    desk, who = world.setting.desk, world.table.counsel
    lines = desk.duties.view(who, world.incident).judgements
    line = lines[number % len(lines)]
    value = line.question.options[number // 3 % len(line.question.options)]
    when = a_case_file(CASE).judgements[0].instant if line.question.carries_instant else None
    typed = TypedJudgement(
        line.question.key, value, when, world.setting.clock(), "general counsel", "Gita Rao",
        f"Because {world.mark}", line.seen,
        decline=TypedDecline(usual_day(world.setting.clock().date())),
    )  # fmt: skip
    desk.duties.judge(who, world.incident, typed)


def decline(world: World, number: int) -> None:
    """Decide not to notify, at times with a second person's review."""
    desk, who, now = world.setting.desk, world.table.counsel, world.setting.clock()
    said = TypedDecline(usual_day(now.date()))
    if number % 2:
        said = replace(said, reviewer=f"Second {world.mark}", reviewer_role="head of audit")
    typed = TypedJudgement(
        SMALL, "no", None, now, "general counsel", "Gita Rao", f"Because {world.mark}",
        desk.duties.view(who, world.incident).line(SMALL).seen, decline=said,
    )  # fmt: skip
    desk.duties.judge(who, world.incident, typed)


def review(world: World, _: int) -> None:
    """Review a decision not to notify."""
    desk, who = world.setting.desk, world.table.protection
    seen = desk.duties.view(who, world.incident).line(SMALL).seen
    desk.looks.review(who, world.incident, SMALL, seen=seen, note=f"I agree with {world.mark}")


def look_again(world: World, number: int) -> None:
    """Say that a decision not to notify is still so, at times for good."""
    desk, who = world.setting.desk, world.table.counsel
    seen = desk.duties.view(who, world.incident).line(SMALL).seen
    again = usual_day(world.setting.clock().date()) if number % 2 else None
    why = f"Because {world.mark}"
    desk.looks.confirm(who, world.incident, SMALL, seen=seen, why=why, again_on=again)


def edit(world: World, number: int) -> None:
    """Edit a sentence of a notice by hand."""
    desk, who, name = world.setting.desk, world.table.drafter, NAMES[number % 3]
    page = desk.notices.view(who, world.incident, name)
    said = [sentence for sentence in page.draft.said() if sentence.rests_on]
    chosen = said[number % len(said)]
    by_hand = page.sentences[chosen.id].edit
    made = Edit(
        chosen.id, f"{chosen.text} As {world.mark} has it.",
        tuple(rest.fact for rest in chosen.rests_on), is_framing=False,
        reason=f"Because {world.mark}", drafted=by_hand.override.drafted_text if by_hand
        else chosen.text, seen=by_hand.override.number if by_hand else 0,
    )  # fmt: skip
    desk.notices.override(who, world.incident, name, made)


def forward(world: World, number: int) -> None:
    """Take a notice one step on: freeze, ask, decide, release, record as given, begin again."""
    name = NAMES[number % 3]
    page = world.setting.desk.approvals.view(world.table.drafter, world.incident, name)
    turn = number // 3
    TURNS.get(str(page.state), _freeze)(world, name, turn)


def _freeze(world: World, name: str, _: int) -> None:
    notices, who = world.setting.desk.notices, world.table.drafter
    notices.freeze(who, world.incident, name, seen=notices.view(who, world.incident, name).digest)


def _ask(world: World, name: str, _: int) -> None:
    approvals, who = world.setting.desk.approvals, world.table.drafter
    page = approvals.view(who, world.incident, name)
    if page.lacks_late_reason:
        explain(world, 0)
    accepted = {rule: f"Because {world.mark}" for rule, _ in page.stopping_rules}
    digest = page.progress.digest
    approvals.request(who, world.incident, name, seen=digest, accepted=accepted)


def _decide(world: World, name: str, turn: int) -> None:
    table, approvals = world.table, world.setting.desk.approvals
    for person in (table.counsel, table.finance, table.protection):
        page = approvals.view(person, world.incident, name)
        if not page.approves_as or page.progress.has_approved(person.id):
            continue
        seen, why = page.progress.digest, f"Because {world.mark}"
        if turn % 5 == 0:
            approvals.refuse(person, world.incident, name, seen=seen, reason=why)
        elif turn % 5 == 1:
            approvals.judge_free_of_inside_information(
                person, world.incident, name, seen=seen, why=why
            )
        else:
            approvals.approve(person, world.incident, name, seen=seen)
        return


def _release(world: World, name: str, _: int) -> None:
    approvals, who = world.setting.desk.approvals, world.table.counsel
    seen = approvals.view(who, world.incident, name).progress.digest
    approvals.release(who, world.incident, name, seen=seen)


def _give(world: World, name: str, _: int) -> None:
    giving = Giving(
        f"Recipient {world.mark}", "online form", world.setting.clock(),
        late_reason=f"Because {world.mark}",
    )  # fmt: skip
    world.setting.desk.submissions.record(world.table.counsel, world.incident, name, giving)


def _again(world: World, name: str, _: int) -> None:
    world.setting.desk.notices.begin_again(world.table.drafter, world.incident, name)


TURNS: Mapping[str, Callable[[World, str, int], None]] = {
    "frozen": _ask,
    "withdrawn": _ask,
    "requested": _decide,
    "signed-off": _release,
    "released": _give,
    "given": _again,
}


def outside(world: World, _: int) -> None:
    """Record a report that was made without a text of ours."""
    giving = Giving(
        f"Recipient {world.mark}", "telephone", world.setting.clock(), outside=True,
        outside_reason=f"Because {world.mark}", late_reason=f"Because {world.mark}",
    )  # fmt: skip
    world.setting.desk.submissions.record(world.table.drafter, world.incident, NAMES[3], giving)


def team(world: World, number: int) -> None:
    """Put somebody on the team or take them off."""
    incidents = world.setting.desk.incidents
    change = incidents.add if number % 2 else incidents.remove
    change(world.table.drafter, world.incident, world.extra.id)


def rename(world: World, _: int) -> None:
    """Give the incident another title."""
    incidents = world.setting.desk.incidents
    incidents.rename(world.table.drafter, world.incident, f"Title {world.mark}")


def own(world: World, number: int) -> None:
    """Let somebody see to a deadline, or nobody."""
    deadlines, who = world.setting.desk.deadlines, world.table.drafter
    held = deadlines.of_incident(who, world.incident).lines
    owners = (world.table.counsel.id, who.id, None)
    chosen = held[number % len(held)].clock.deadline
    deadlines.assign_owner(who, world.incident, chosen, owners[number // 2 % 3])


def explain(world: World, _: int) -> None:
    """Say why a report is late."""
    give = world.setting.desk.deadlines.give_late_reason
    give(world.table.drafter, world.incident, "uk.gdpr.33/initial", f"Because {world.mark}")


STEPS: Mapping[str, Callable[[World, int], None]] = {
    "correct": correct,
    "confirm": confirm,
    "take back": take_back,
    "add": add,
    "order": order,
    "judge": judge,
    "decline": decline,
    "review": review,
    "look again": look_again,
    "edit": edit,
    "forward": forward,
    "outside": outside,
    "team": team,
    "rename": rename,
    "own": own,
    "explain": explain,
}
