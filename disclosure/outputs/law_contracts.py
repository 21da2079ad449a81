"""The JSON of the law commands: the library, its reviews, its hours, its changes."""

from __future__ import annotations

from disclosure.outputs.contract import Contract

# ---- The library ---------------------------------------------------------------------------


class InForceOut(Contract):
    """The days a rule is law."""

    start: str
    until: str | None


class ConditionOut(Contract):
    """A row of a rule, or a group of rows.

    `kind` is `applies-when`, of which every row must hold, or `unless`, of which none may. `test`
    is `in`, `at-least`, `made`, `ever`, or `group`, which holds when `needs` of its parts do.
    """

    kind: str
    asks: str
    subject: str
    key: str
    test: str
    accepts: list[str]
    at_least: int | None
    needs: int
    while_open: str
    meanwhile: str
    cite: str
    confidence: str
    checked_on: str
    parts: list[ConditionOut]


class OuterOut(Contract):
    """A later legal limit that is shown beside a limit, never instead of it."""

    counting: str
    cite: str
    confidence: str
    start: str | None
    start_cite: str
    start_confidence: str


class LimitOut(Contract):
    """A limit of a stage; `amount` is 0 where the law gives no number."""

    stage: str
    stage_title: str
    promptness: str
    late_needs: str
    combine: str
    starts_at: str
    earliest_from: list[str]
    amount: int
    counting: str
    calendar: str
    first_day_counts: bool
    cite: str
    confidence: str
    checked_on: str
    outer: OuterOut | None


class ContentOut(Contract):
    """Something a notice must contain."""

    id: str
    title: str
    cite: str
    confidence: str
    checked_on: str


class ChannelOut(Contract):
    """The way a notice is given."""

    name: str
    url: str
    phone: str
    confidence: str
    checked_on: str


class PenaltyOut(Contract):
    """The highest penalty."""

    text: str
    confidence: str
    checked_on: str


class VersionOut(Contract):
    """A version of a rule: the days it is law, its file and its digest."""

    in_force: InForceOut
    status: str
    file: str
    digest: str
    cases: int


class ObligationOut(Contract):
    """One rule of the library, for the days it is law.

    `cases` counts the expectations of worked cases on all its versions, `outcomes` the same by
    what they expect.
    """

    id: str
    title: str
    regime: str
    kind: str
    authority: str
    audience: str
    borne_by: str
    status: str
    in_force: InForceOut
    cite: str
    source: str
    checked_on: str
    review_by: str | None
    confidence: str
    weakest: str
    reviewed_by: str
    summary: str
    cites: list[str]
    conditions: list[ConditionOut]
    stages: list[str]
    limits: list[LimitOut]
    contents: list[ContentOut]
    channel: ChannelOut | None
    max_penalty: PenaltyOut | None
    exemptions: list[str]
    notes: list[str]
    versions: list[VersionOut]
    cases: int
    outcomes: dict[str, int]


class NotDutyOut(Contract):
    """Something people ask about that is no duty, and why."""

    id: str
    title: str
    because: str
    instead: str
    cite: str
    source: str
    confidence: str
    checked_on: str
    reviewed_by: str


class LawListOut(Contract):
    """What `disclosure law list --json` gives.

    `watch` names the obligations that are bills and proposals: they bind nobody.
    """

    version: int
    law_as_of: str
    obligations: list[ObligationOut]
    watch: list[str]
    not_duties: list[NotDutyOut]
    not_covered: list[str]


# ---- Check and review ----------------------------------------------------------------------


class ProblemOut(Contract):
    """One thing wrong with a file."""

    file: str
    path: str
    wrong: str
    allowed: str


class CheckOut(Contract):
    """What `disclosure law check --json` gives."""

    version: int
    obligations: int
    notices: int
    cases: int
    problems: list[ProblemOut]


class ReviewOut(Contract):
    """A regime that is due for another look, and why."""

    id: str
    checked_on: str
    review_by: str
    reasons: list[str]


class PointOut(Contract):
    """One thing that is due for another look."""

    why: str
    about: str
    said: str
    day: str | None


class RecheckOut(Contract):
    """Something to look up before anybody relies on the library; rank 1 is the greatest risk."""

    rank: int
    id: str
    what: str
    why: str
    where: str
    concerns: list[str]
    listed_on: str


class LawReviewOut(Contract):
    """What `disclosure law review --json` gives."""

    version: int
    on: str
    recheck: list[RecheckOut]
    points: list[PointOut]
    regimes: list[ReviewOut]


# ---- Hours and changes ---------------------------------------------------------------------


class PhaseOut(Contract):
    """A part of a working day, in local time."""

    title: str
    start: str
    until: str
    confidence: str


class ShortDayOut(Contract):
    """The last working day before a feast; `until` is nothing where no source says when."""

    before: str
    until: str | None
    confidence: str
    note: str


class HoursOut(Contract):
    """Whether something is open, and its hours; `door` is open, closed or not-known."""

    id: str
    title: str
    door: str
    phase: str
    opens_at: str | None
    closes_at: str | None
    confidence: str
    because: str
    advice: str
    cite: str
    calendar: str
    phases: list[PhaseOut]
    short_days: list[ShortDayOut]
    source: str
    checked_on: str


class LawHoursOut(Contract):
    """What `disclosure law hours --json` gives."""

    version: int
    at: str
    services: list[HoursOut]


class ChangeOut(Contract):
    """An entry of the library that is not what it was.

    `decides` says whether it can change which duties stand, or when they fall due.
    """

    kind: str
    part: str
    id: str
    title: str
    begins: str
    decides: bool
    lines: list[str]


class SnapshotOut(Contract):
    """Which library: when it was read, and the digest of all it says."""

    taken_at: str
    digest: str


class LawChangesOut(Contract):
    """What `disclosure law changes FILE --json` gives."""

    version: int
    before: SnapshotOut
    after: SnapshotOut
    changes: list[ChangeOut]
