"""What the pages of a notice show: plain values, worked out before a page is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from disclosure.services.notice_facts import Beneath, beneath
from disclosure.trail.actions import Action
from disclosure.words.findings import Finding, Severity
from disclosure.words.overrides import OverrideState
from disclosure.words.rulebook import RULES

if TYPE_CHECKING:
    from disclosure.facts.versions import FactVersion
    from disclosure.law.duties import Duty
    from disclosure.services.notice_concerns import Beside, Concern
    from disclosure.services.notice_order import Filing, Order
    from disclosure.services.notice_places import Place, Places
    from disclosure.services.notice_texts import One
    from disclosure.signoff.market import Hold
    from disclosure.signoff.policy import Need
    from disclosure.signoff.progress import NoticeState
    from disclosure.store.notices import Begun, Version
    from disclosure.trail.entries import Entry
    from disclosure.words.blocks import Notice
    from disclosure.words.differences import Redlined
    from disclosure.words.drafts import Draft, Sentence
    from disclosure.words.sources import Sources


VOLUNTARY = "voluntary"
ORDER = "order-of-release"
GAP = "gap"
"""The rule that finds gaps; they are counted on their own."""


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
        concerns: How much of what was found about the case bears on it.
        blocked: Why this team cannot approve or release it at all; nothing where it can.
    """

    one: One
    audience: str
    duty: Duty | None
    state: NoticeState
    gaps: int
    findings: tuple[Finding, ...]
    needed: tuple[Need, ...]
    hold: Hold | None
    concerns: int = 0
    blocked: str = ""

    @property
    def is_voluntary(self) -> bool:
        """Say whether no law asks for it."""
        return self.duty is None or self.duty.obligation.kind == VOLUNTARY

    @property
    def to_settle(self) -> int:
        """Count everything somebody should look at before it goes out."""
        return self.gaps + self.other_stops + self.other_warnings + self.concerns

    @property
    def stops(self) -> int:
        """Count what must not go out like this."""
        return sum(finding.severity is Severity.STOP for finding in self.findings)

    @property
    def other_stops(self) -> int:
        """Count what must not go out like this, gaps apart."""
        return sum(f.severity is Severity.STOP and f.rule != GAP for f in self.findings)

    @property
    def other_warnings(self) -> int:
        """Count what somebody should decide, gaps apart."""
        return sum(f.severity is Severity.WARNING and f.rule != GAP for f in self.findings)

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
    """

    lines: tuple[Line, ...]
    case_findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...] = ()
    order: Order | None = None

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
class Gap:
    """A sentence that cannot be written yet.

    Attributes:
        place: Where it is filled.
        is_law: A law asks for it.
    """

    view: SentenceView
    place: Place
    is_law: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A notice as it stands.

    Attributes:
        draft: What would be given out now; of a released notice, what was released.
        sentences: Its sentences by their ids, with what belongs beside each.
        findings: What was found about the text as a whole.
        removed: Sentences left out by hand.
        idle: Edits whose sentence is no longer drafted.
        is_frozen_text: The text is, word for word, the version last frozen.
        differs: How many of its sentences differ from that version.
        beside: What was found about the case and bears on it.
        gaps: What cannot be written yet, with where each is filled.
        filing: Where it is filed; None where it answers no duty.
        length: How many words its reader reads.
    """

    line: Line
    draft: Draft
    sentences: Mapping[str, SentenceView]
    findings: tuple[Finding, ...]
    removed: tuple[OverrideState, ...]
    idle: tuple[OverrideState, ...]
    is_frozen_text: bool
    digest: str
    differs: int
    beside: Beside
    gaps: tuple[Gap, ...]
    filing: Filing | None
    length: int

    @property
    def one(self) -> One:
        """Give the notice."""
        return self.line.one

    @property
    def places(self) -> Mapping[str, Place]:
        """Give where each gap is filled, by the sentence's id."""
        return {gap.view.sentence.id: gap.place for gap in self.gaps}

    @property
    def gap_views(self) -> tuple[SentenceView, ...]:
        """Give the sentences that cannot be written yet, in order."""
        return tuple(view for view in self.sentences.values() if not view.sentence.is_said)


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

    @property
    def beneath(self) -> tuple[Beneath, ...]:
        """Give the facts that are offered first: those of the drafted words, and the chosen."""
        first = {*self.drafted_on, *self.rests_on}
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


@dataclass(frozen=True, slots=True)
class RedlinePage:
    """Two texts of a notice against each other."""

    one: One
    older: str
    newer: str
    rows: tuple[Redlined, ...]

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


def gaps_of(views: Mapping[str, SentenceView], places: Places, notice: Notice) -> tuple[Gap, ...]:
    """Give what cannot be written yet, in order: where each is filled, and who asks for it."""
    return tuple(
        Gap(
            view,
            places.of_gap(view.sentence, notice),
            is_law=any(f.rule == GAP and f.severity is Severity.STOP for f in view.findings),
        )
        for view in views.values()
        if not view.sentence.is_said
    )


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
