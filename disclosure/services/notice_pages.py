"""What the pages of a notice show: plain values, worked out before a page is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from disclosure.services.notice_facts import Beneath, beneath
from disclosure.services.notice_open import ORDER, Asks, Open
from disclosure.services.notice_overtaken import HOLDS, Overtaken
from disclosure.trail.actions import Action
from disclosure.words.findings import Finding, Severity
from disclosure.words.overrides import OverrideState
from disclosure.words.rulebook import RULES

if TYPE_CHECKING:
    from disclosure.facts.versions import FactVersion
    from disclosure.law.duties import Duty
    from disclosure.services.notice_concerns import Concern
    from disclosure.services.notice_next import Turn
    from disclosure.services.notice_order import Filing, Later, Order
    from disclosure.services.notice_texts import One
    from disclosure.services.pasting_pages import Found
    from disclosure.signoff.market import Hold
    from disclosure.signoff.people import Person
    from disclosure.signoff.policy import Need
    from disclosure.signoff.progress import NoticeState
    from disclosure.store.notices import Begun, Version
    from disclosure.trail.entries import Entry
    from disclosure.words.differences import Redlined
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.sources import Sources


VOLUNTARY = "voluntary"
NOTHING_OPEN = Open()


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of a draft with what belongs beside it."""

    sentence: Sentence
    beneath: tuple[Beneath, ...] = ()
    findings: tuple[Finding, ...] = ()
    edit: OverrideState | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list of notices.

    Attributes:
        audience: Who it is for, inside a sentence; an authority by its name.
        needed: The approvals still needed of the version being decided.
        gaps: How many sentences cannot be written yet.
        open: What is still open in it.
        blocked: Why this team cannot approve or release it at all; nothing where it can.
        waits_for: What its release waits for: the judgement, or the announcement.
        to_freeze: The digest of the text, where freezing it is what comes next.
        marks: What is no longer so of a text that went out, in a few words each.
    """

    one: One
    audience: str
    duty: Duty | None
    state: NoticeState
    gaps: int
    findings: tuple[Finding, ...]
    needed: tuple[Need, ...]
    hold: Hold | None
    open: Open = NOTHING_OPEN
    blocked: str = ""
    waits_for: str = ""
    to_freeze: str = ""
    marks: tuple[str, ...] = ()

    @property
    def is_voluntary(self) -> bool:
        """Say whether no law asks for it."""
        return self.duty is None or self.duty.obligation.kind == VOLUNTARY

    @property
    def no_longer_holds(self) -> bool:
        """Say whether it went out, and facts beneath it have changed since."""
        return self.one.is_out and bool(self.open.matters)

    @property
    def law_gaps(self) -> int:
        """Count the gaps that the law requires to be filled."""
        return sum(gap.asks is Asks.LAW for gap in self.open.gaps)

    @property
    def stops(self) -> int:
        """Count what must not go out like this."""
        return sum(finding.severity is Severity.STOP for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Count what somebody should decide."""
        return sum(finding.severity is Severity.WARNING for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Index:
    """The list of notices.

    Attributes:
        case_findings: What was found about the case as a whole.
        concerns: The same as pages show it; what speaks of one late deadline is one.
        order: In which order texts may go out, while something waits.
        later: The texts that open later, with why.
        without_text: The duties that stand, or may, and for which no text is drafted here.
        team: Who is on the team and can sign in.
        held: How many texts can be drafted now, those left out because nobody asked among them.
    """

    lines: tuple[Line, ...]
    case_findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...] = ()
    order: Order | None = None
    later: tuple[Later, ...] = ()
    without_text: tuple[Duty, ...] = ()
    team: tuple[Person, ...] = ()
    held: int = 0

    @property
    def to_freeze(self) -> tuple[Line, ...]:
        """Give the texts that are to be frozen next."""
        return tuple(line for line in self.lines if line.to_freeze)

    @property
    def urgent(self) -> tuple[Concern, ...]:
        """Give what is to be seen before anything else."""
        return tuple(one for one in self.concerns if one.is_urgent)

    @property
    def others(self) -> tuple[Concern, ...]:
        """Give what is not urgent and not said by the order of release already."""
        said = (ORDER,) if self.order else ()
        left = (one for one in self.concerns if not one.is_urgent)
        return tuple(one for one in left if one.rules != said)


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A notice as it stands.

    Attributes:
        draft: What would be given out now; of a released notice, what was released.
        sentences: Its sentences by their ids, with what belongs beside each.
        open: What is still open in it.
        turn: Whose turn it is.
        team: Who is on the team and can sign in.
        removed: Sentences left out by hand.
        idle: Edits whose sentence is no longer drafted.
        is_frozen_text: The text is, word for word, the version last frozen.
        differs: How many of its sentences differ from that version.
        filing: Where it is filed; None where it answers no duty.
        overtaken: What no longer holds of a text that went out.
    """

    line: Line
    draft: Draft
    sentences: Mapping[str, SentenceView]
    open: Open
    turn: Turn
    team: tuple[Person, ...]
    removed: tuple[OverrideState, ...]
    idle: tuple[OverrideState, ...]
    is_frozen_text: bool
    digest: str
    differs: int
    filing: Filing | None
    overtaken: Overtaken = HOLDS

    @property
    def one(self) -> One:
        """Give the notice."""
        return self.line.one

    @property
    def marks(self) -> tuple[str, ...]:
        """Say what is no longer so of it, in a few words each."""
        return self.line.marks


@dataclass(frozen=True, slots=True)
class SentencePage:
    """One sentence to be edited by hand.

    Attributes:
        view: The sentence as it stands; None where one is added after another.
        drafted: The words the facts give.
        choices: The facts the words may rest on, those beneath the drafted words first.
        rests_on: The keys of those they rest on now.
        number: The number of the last edit of this sentence; 0 while there is none.
        after: Of a new sentence, the id of the one before it.
        before: The words of that one.
        drafted_on: The keys of the facts beneath the drafted words.
        suggested: The keys of the facts that words being written seem to rest on.
        faults: What in these words the facts do not say.
    """

    one: One
    sentence_id: str
    text: str
    drafted: str
    is_gap: bool
    choices: tuple[Beneath, ...]
    rests_on: tuple[str, ...]
    number: int
    after: str = ""
    before: str = ""
    edit: OverrideState | None = None
    drafted_on: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    faults: tuple[Found, ...] = ()

    @property
    def beneath(self) -> tuple[Beneath, ...]:
        """Give the facts offered first: of the drafted words, the chosen, the suggested."""
        first = {*self.drafted_on, *self.rests_on, *self.suggested}
        return tuple(choice for choice in self.choices if choice.key in first)

    @property
    def others(self) -> tuple[Beneath, ...]:
        """Give the other facts that may be chosen."""
        return tuple(choice for choice in self.choices if choice not in self.beneath)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A frozen version in the list of versions."""

    series: int
    number: int
    digest: str
    frozen_at: datetime
    frozen_by: str
    became: str

    @property
    def ref(self) -> str:
        """Give the name a page's address uses: `1.2`."""
        return f"{self.series}.{self.number}"


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Every version of a notice, and what happened to it."""

    one: One
    versions: tuple[VersionLine, ...]
    entries: tuple[Entry, ...]
    earlier: tuple[Begun, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RedlinePage:
    """Two texts of a notice against each other."""

    one: One
    older: str
    newer: str
    rows: tuple[Redlined, ...]
    marks: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Say whether not a word differs."""
        return all(row.became == "same" and not row.is_moved for row in self.rows)


@dataclass(frozen=True, slots=True)
class TextPage:
    """What a recipient reads: a frozen version, or the draft as it stands."""

    one: One
    draft: Draft
    ref: str
    digest: str
    is_released: bool = False
    marks: tuple[str, ...] = ()


# ---- Sentences and what lies beneath them ------------------------------------------------


def sentence_views(
    draft: Draft,
    sources: Sources,
    versions: Mapping[str, FactVersion],
    findings: Iterable[Finding],
    edits: Iterable[OverrideState],
) -> dict[str, SentenceView]:
    """Put beside each sentence of a draft the facts, the findings and the edit that concern it."""
    found = tuple(findings)
    by_hand = {edit.override.sentence_id: edit for edit in edits}
    return {
        sentence.id: SentenceView(
            sentence,
            tuple(beneath(rest, sources, versions) for rest in sentence.rests_on),
            tuple(f for f in found if f.sentence == sentence.id),
            by_hand.get(sentence.id),
        )
        for sentence in draft.sentences()
    }


# ---- Versions and what happened ----------------------------------------------------------

HAPPENED = {
    Action.NOTICE_BEGUN: "Work began",
    Action.SENTENCE_EDITED: "A sentence was edited by hand",
    Action.NOTICE_FROZEN: "Frozen",
    Action.APPROVAL_REQUESTED: "Approval asked for",
    Action.NOTICE_APPROVED: "Approved",
    Action.NOTICE_REFUSED: "Refused",
    Action.REQUEST_WITHDRAWN: "Request withdrawn",
    Action.NOTICE_SUPERSEDED: "Set aside",
    Action.JUDGED_FREE_OF_INSIDE_INFORMATION: "Judged to hold no inside information",
    Action.NOTICE_RELEASED: "Released",
    Action.NOTICE_GIVEN: "Recorded as sent",
    Action.RECEIPT_ADDED: "Receipt added",
    Action.NOTICE_RETURNED: "A Word file came back",
    Action.SENTENCE_REFUSED: "A change from outside was refused",
    Action.SENTENCE_LET_STAND: "Decided not to correct a sentence",
}
"""What an entry about a notice says happened."""


def version_line(series: int, version: Version, entries: Iterable[Entry]) -> VersionLine:
    """Give a version with what became of it last."""
    own = [entry for entry in entries if entry.detail.get("version") == version.number]
    frozen = next(entry for entry in own if entry.action is Action.NOTICE_FROZEN)
    return VersionLine(
        series=series,
        number=version.number,
        digest=version.digest,
        frozen_at=frozen.at,
        frozen_by=frozen.actor_name,
        became=happened(own[-1]),
    )


def happened(entry: Entry) -> str:
    """Say in a few words what an entry records."""
    words = HAPPENED[entry.action]
    return f"{words}: {entry.reason.rstrip('.')}" if entry.reason else words


# ---- Findings ----------------------------------------------------------------------------


def of_notice(findings: Iterable[Finding], notice: str) -> tuple[Finding, ...]:
    """Give the findings about one notice; with no name, those about the case."""
    return tuple(finding for finding in findings if finding.notice == notice)


def stopping_rules(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Give the rules whose findings stop a text, once each."""
    stops = (f.rule for f in findings if f.severity is Severity.STOP)
    return tuple(dict.fromkeys(stops))


def rule_titles(rules: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Give rules with their titles."""
    return tuple((rule, RULES[rule].title) for rule in rules if rule in RULES)
