"""Notices: what is ready, each sentence with the facts beneath it, edits by hand, versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.problems import NotFoundError, RuleError
from disclosure.services import notice_pages as pages
from disclosure.services.notice_concerns import concerns
from disclosure.services.notice_decisions import (
    cannot_be_decided,
    lacks_late_reason,
    open_matters,
)
from disclosure.services.notice_edits import Edit, checked, looked_at, sentence_page
from disclosure.services.notice_freezing import Freezing, FrozenTexts, awaits_freezing, begin
from disclosure.services.notice_next import in_the_way, turn_of, waits_of
from disclosure.services.notice_open import Open
from disclosure.services.notice_order import (
    ANY_OR_NOT_BEGUN,
    EVERYTHING,
    Sought,
    filing_of,
    opens_later,
    order_of_release,
    without_text,
)
from disclosure.services.notice_overtaken import marks_of, overtaken
from disclosure.services.notice_places import Places
from disclosure.services.notice_texts import Loaded, NoticeTexts, One, Working, need_role
from disclosure.services.pasting_reading import Reader, with_suggested
from disclosure.signoff.guards import check_freeze
from disclosure.signoff.people import Person, Role
from disclosure.signoff.policy import still_needed
from disclosure.signoff.progress import NoticeState
from disclosure.store import notices as stored
from disclosure.trail.actions import Action
from disclosure.words.differences import changed_sentences, redline
from disclosure.words.overrides import Override, OverrideStanding, in_force

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from disclosure.store.incidents import Incident
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.words.drafts import Draft
    from disclosure.words.findings import Finding

NOW = "now"
"""The name of the draft as it stands, among the names of versions."""
GIVEN_BACK = "The drafted words were given back."
KEPT = "Looked at again after the facts beneath had moved; the words stand."


@dataclass(frozen=True, slots=True)
class Notices:
    """Shows, edits and freezes notices."""

    transactions: Transactions
    texts: NoticeTexts

    # ---- Reading -------------------------------------------------------------------------

    def index(self, person: Person, incident_id: UUID, sought: Sought = EVERYTHING) -> pages.Index:
        """List the notices ready for this incident, and those begun."""
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
        return self.index_of(loaded, sought)

    def index_of(self, loaded: Loaded, sought: Sought = EVERYTHING) -> pages.Index:
        """List the notices of a case as loaded.

        A list that is narrowed says of each text what the whole list says, so every text at hand
        is drafted for it: two of them may contradict each other.
        """
        ones = self.texts.at_hand(loaded)
        shown = [one for one in ones if sought.wants(one)]
        working, found = self._working(loaded, ones if shown else ())
        catalogue = self.texts.packs.catalogue
        places = Places.of(catalogue, loaded.known)
        lines = tuple(
            self._line(loaded, one, working.get(one.notice.id), found=found, places=places)
            for one in shown
        )
        later = (
            opens_later(loaded, ones, self.texts.packs) if sought.stands in ANY_OR_NOT_BEGUN else ()
        )
        about_all = not sought.is_narrowed
        return pages.Index(
            lines,
            pages.of_notice(found, "") if about_all else (),
            concerns=concerns(found, places) if about_all else (),
            order=order_of_release(lines, loaded, catalogue) if about_all else None,
            later=tuple(each for each in later if sought.wants_readers(each.one)),
            without_text=without_text(loaded) if about_all else (),
            team=loaded.team,
            held=len(ones),
        )

    def view(self, person: Person, incident_id: UUID, name: str) -> pages.DraftPage:
        """Show a notice: each sentence with the facts beneath it, its gaps and findings.

        Raises:
            NotFoundError: There is no such notice, or the incident is not theirs to see.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
        one = self.texts.one(loaded, name)
        working, found = self._working(loaded, self._with(loaded, one))
        shown = working.get(one.notice.id) or _as_released(one)
        own = pages.of_notice(found, one.notice.id)
        sources = self.texts.sources(loaded, one.notice.audience)
        views = pages.sentence_views(shown.draft, sources, loaded.known.versions, own, shown.edits)
        places = Places.of(self.texts.packs.catalogue, loaded.known)
        frozen, line = one.frozen, self._line(loaded, one, shown, found=found, places=places)
        differs = len(changed_sentences(frozen.draft, shown.draft)) if frozen else 0
        return pages.DraftPage(
            line=line,
            draft=shown.draft,
            sentences=views,
            open=line.open,
            turn=turn_of(
                loaded,
                one,
                person,
                hold=line.hold,
                why_not=self._in_the_way(loaded, one, shown),
            ),
            team=loaded.team,
            removed=tuple(e for e in shown.edits if _is_left_out(e.override, views)),
            idle=tuple(e for e in shown.edits if e.standing is OverrideStanding.IDLE),
            is_frozen_text=frozen is not None and not differs,
            digest=shown.draft.digest,
            differs=differs,
            filing=filing_of(one, loaded, self.texts.packs.catalogue),
            overtaken=overtaken(self.texts, loaded, one),
        )

    def sentence(
        self,
        person: Person,
        incident_id: UUID,
        name: str,
        sentence_id: str,
        *,
        after: str = "",
        words: str = "",
    ) -> pages.SentencePage:
        """Show one sentence to be edited, or with `after` a new one to be written.

        With `words` that are being written, it says what they seem to rest on.

        Raises:
            NotFoundError: There is no such sentence in this notice.
        """
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
        one = self.texts.one(loaded, name)
        working = self.texts.working(loaded, [one])[one.notice.id]
        sources = self.texts.sources(loaded, one.notice.audience)
        page = sentence_page(
            one, working, sources, loaded.known, sentence_id=sentence_id, after=after
        )
        reader = Reader(
            loaded.known, self.texts.packs.catalogue.vocabulary, one.notice.audience, sources
        )
        return with_suggested(page, reader, words)

    def versions(self, person: Person, incident_id: UUID, name: str) -> pages.VersionsPage:
        """List every version of a notice, and what happened to it."""
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            begun = [*one.earlier, *([one.begun] if one.begun else [])]
            ids = [each.id for each in begun]
            versions = stored.versions_of(tx, ids)
            entries = stored.entries_about(tx, incident_id, ids)
        lines = [
            pages.version_line(each.series, version, entries.get(each.id, ()))
            for each in begun
            for version in versions.get(each.id, ())
        ]
        said = [entry for each in begun for entry in entries.get(each.id, ())]
        marks = marks_of(loaded, one)
        return pages.VersionsPage(one, tuple(lines), tuple(said), one.earlier, marks)

    def redline(
        self, person: Person, incident_id: UUID, name: str, *, older: str, newer: str
    ) -> pages.RedlinePage:
        """Set two texts of a notice against each other; `now` is the draft as it stands."""
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            before, after = (self._text(tx, loaded, one, ref) for ref in (older, newer))
        return pages.RedlinePage(one, older, newer, redline(before, after), marks_of(loaded, one))

    def text(self, person: Person, incident_id: UUID, name: str, ref: str) -> pages.TextPage:
        """Give what a recipient reads: a version, or with `now` the draft as it stands."""
        with self.transactions.read() as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            ref = f"{one.series}.{one.progress.version}" if one.is_out and ref == NOW else ref
            draft = self._text(tx, loaded, one, ref)
        is_released = one.is_out and ref == f"{one.series}.{one.progress.version}"
        marks = marks_of(loaded, one)
        return pages.TextPage(one, draft, ref, draft.digest, is_released=is_released, marks=marks)

    # ---- Writing -------------------------------------------------------------------------

    def override(self, person: Person, incident_id: UUID, name: str, edit: Edit) -> None:
        """Edit a sentence by hand, leave it out, fill a gap, or add one.

        Raises:
            ForbiddenError: The person is no drafter.
            InvalidInputError: The words, the reason or what they rest on are refused.
            ConflictError: Somebody else has edited the sentence since it was shown.
        """
        need_role(person, Role.DRAFTER, "edit a notice")
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            check_freeze(one.progress)
            working = self.texts.working(loaded, [one])[one.notice.id]
            sources = self.texts.sources(loaded, one.notice.audience)
            override = checked(edit, one, working, sources, person=person, at=tx.at)
            if override is not None:
                self._add(tx, loaded.incident, one, override)

    def give_back(self, person: Person, incident_id: UUID, name: str, sentence_id: str) -> None:
        """Take an edit back: the drafted words stand again, an added sentence goes."""
        self._again(person, incident_id, name, sentence_id, reason=GIVEN_BACK)

    def keep(self, person: Person, incident_id: UUID, name: str, sentence_id: str) -> None:
        """Say that words by hand still stand although what lies beneath them has moved."""
        self._again(person, incident_id, name, sentence_id, reason=KEPT)

    def freeze(self, person: Person, incident_id: UUID, name: str, *, seen: str) -> int:
        """Keep the text as a version that can be approved, and give its number.

        Raises:
            ForbiddenError: The person is no drafter.
            ConflictError: The text has moved since the person saw it.
            RuleError: It was released, an edit by hand was overtaken, or nothing has changed.
        """
        return Freezing(self.transactions, self.texts).one(person, incident_id, name, seen=seen)

    def freeze_ready(
        self, person: Person, incident_id: UUID, seen: Mapping[str, str]
    ) -> FrozenTexts:
        """Freeze every text that is ready, each as it was seen; says which are left out, and why.

        Raises:
            ForbiddenError: The person is no drafter.
            NotFoundError: There is no such notice, or the incident is not theirs to see.
        """
        return Freezing(self.transactions, self.texts).ready(person, incident_id, seen)

    def begin_again(self, person: Person, incident_id: UUID, name: str) -> None:
        """Begin a notice again after it was released, to say something else.

        Raises:
            ForbiddenError: The person is no drafter.
            RuleError: The present one has not been released.
        """
        need_role(person, Role.DRAFTER, "begin a notice")
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            if one.is_out:
                begin(tx, loaded.incident.id, [one])
            elif one.series == 1:
                message = (
                    "This notice has not been released, so it is still the one to work on. Edit "
                    "it and freeze a new version."
                )
                raise RuleError("not-released", message)

    # ---- Steps ---------------------------------------------------------------------------

    def _with(self, loaded: Loaded, one: One) -> Sequence[One]:
        ones = self.texts.at_hand(loaded)
        return ones if one in ones else (*ones, one)

    def _working(
        self, loaded: Loaded, ones: Sequence[One]
    ) -> tuple[dict[str, Working], tuple[Finding, ...]]:
        """Draft what is about to go out, and find what is wrong with it."""
        working = self.texts.working(loaded, [one for one in ones if not one.is_out])
        return working, self.texts.findings(loaded, [w.draft for w in working.values()])

    def _line(
        self,
        loaded: Loaded,
        one: One,
        shown: Working | None,
        *,
        found: Sequence[Finding],
        places: Places,
    ) -> pages.Line:
        draft = (shown or _as_released(one)).draft if shown or one.is_out else None
        hold = self.texts.hold(loaded, one)
        return pages.Line(
            one=one,
            audience=self.texts.reader(loaded, one),
            duty=loaded.duty(one.notice.obligation),
            state=one.state,
            gaps=sum(1 for _ in draft.gaps()) if draft and not one.is_out else 0,
            findings=pages.of_notice(found, one.notice.id),
            needed=() if one.is_out else still_needed(one.policy, one.progress.approvals),
            hold=hold,
            open=open_matters(loaded, one, draft, found, places) if draft else Open(),
            blocked=cannot_be_decided(one, loaded.team),
            waits_for=waits_of(loaded, hold),
            to_freeze=draft.digest if draft and awaits_freezing(one) else "",
            marks=marks_of(loaded, one),
        )

    def _in_the_way(self, loaded: Loaded, one: One, shown: Working) -> str:
        frozen = one.frozen if one.state is NoticeState.SIGNED_OFF else None
        return in_the_way(
            one,
            overtaken=bool(shown.overtaken),
            changed=frozen is not None and bool(self.texts.changed(loaded, one, frozen)),
            lacks_reason=lacks_late_reason(loaded, one),
        )

    def _text(self, tx: Transaction, loaded: Loaded, one: One, ref: str) -> Draft:
        if ref == NOW:
            return self.texts.working(loaded, [one])[one.notice.id].draft
        series, _, number = ref.partition(".")
        begun = [b for b in (*one.earlier, one.begun) if b and str(b.series) == series]
        if not begun or not number.isdecimal():
            raise NotFoundError(stored.NO_VERSION)
        return stored.version_of(tx, begun[0].id, int(number[:6])).draft

    def _again(
        self, person: Person, incident_id: UUID, name: str, sentence_id: str, *, reason: str
    ) -> None:
        """Add an edit that follows from the one in force."""
        need_role(person, Role.DRAFTER, "edit a notice")
        with self.transactions.begin(person) as tx:
            loaded = self.texts.load(tx, person, incident_id)
            one = self.texts.one(loaded, name)
            check_freeze(one.progress)
            held = in_force(one.overrides).get(sentence_id)
            if held is None:
                return
            if reason == KEPT:
                working = self.texts.working(loaded, [one])[one.notice.id]
                edit = looked_at(held, working, self.texts.sources(loaded, one.notice.audience))
            else:
                edit = replace(held, text=None, is_removed=False)
            made = replace(
                edit,
                reason=reason,
                author=person.id,
                author_name=person.name,
                at=tx.at,
                number=held.number + 1,
            )
            self._add(tx, loaded.incident, one, made)

    def _add(self, tx: Transaction, incident: Incident, one: One, override: Override) -> None:
        begun = one.begun or begin(tx, incident.id, [one])[one.notice.id]
        stored.add_override(tx, begun.id, override)
        tx.record(
            Action.SENTENCE_EDITED,
            chain=incident.id,
            subject=begun.id,
            detail={
                "template": one.notice.id,
                "sentence": override.sentence_id,
                "number": override.number,
                "text": override.text,
                "is_removed": override.is_removed,
                "rests_on": [f"{rest.fact}@{rest.version}" for rest in override.rests_on],
            },
            reason=override.reason,
        )


def _as_released(one: One) -> Working:
    """Give the text that was released, as it was released."""
    if one.frozen is None:
        raise NotFoundError(stored.NO_VERSION)
    return Working(one.frozen.draft, one.frozen.draft, ())


def _is_left_out(override: Override, views: Mapping[str, object]) -> bool:
    return override.is_removed and override.sentence_id not in views
