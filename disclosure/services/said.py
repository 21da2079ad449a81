"""What each audience has been told: when, in which version, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from disclosure.outputs.said import CONTRADICT, SaidCell, SaidRow, said_register
from disclosure.services.known_texts import Happened
from disclosure.services.notice_order import group_of
from disclosure.services.said_contradictions import contradictions_of
from disclosure.services.said_pages import Reader, Text, WithoutText
from disclosure.services.said_table import table_of
from disclosure.signoff.events import Given
from disclosure.signoff.progress import NoticeState, fold, standing
from disclosure.store.incidents import incident_for, load_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.catalogue.load import Catalogue
    from disclosure.facts.case import Case
    from disclosure.outputs.registers import Register
    from disclosure.services.said_contradictions import Contradiction, Quoted
    from disclosure.services.said_pages import Row, SaidTable, Telling
    from disclosure.signoff.people import Person
    from disclosure.store.notices import Begun, Version
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.words.blocks import Notice

AUTHORITY = "authority"
"""The audience of reports; each goes to one body, which is a reader of its own."""
APPROVED = (NoticeState.SIGNED_OFF, NoticeState.RELEASED)
"""Where a text is approved and nobody has been given it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Says what everybody was told."""

    transactions: Transactions
    catalogue: Catalogue

    def table(self, person: Person, incident_id: UUID) -> SaidTable:
        """Give what everybody was told, as far as it is recorded now.

        Raises:
            NotFoundError: The incident does not exist or is not theirs to see.
        """
        with self.transactions.read() as tx:
            incident = incident_for(tx, person, incident_id)
            return said_of(tx, load_case(tx, incident), self.catalogue)


def said_of(tx: Transaction, case: Case, catalogue: Catalogue) -> SaidTable:
    """Give what everybody was told, of a case that was read already; in three statements."""
    return table_from(Happened.of(tx, UUID(case.id)), case, catalogue)


def table_from(happened: Happened, case: Case, catalogue: Catalogue) -> SaidTable:
    """Give what everybody was told, from what happened to the notices."""
    told = _Told(case, catalogue)
    texts = [text for begun in happened.begun for text in told.texts(happened, begun)]
    without = [each for begun in happened.begun for each in told.without_text(happened, begun)]
    readers = [text.reader for text in texts] + [each.reader for each in without]
    found = {reader.key: reader for reader in readers}
    known = case.known_at(case.at)
    table = table_of(
        known,
        texts,
        catalogue,
        readers=sorted(found.values(), key=told.place),
        without_text=sorted(without, key=lambda each: each.at),
    )
    return replace(table, contradictions=contradictions_of(texts, known))


@dataclass(frozen=True, slots=True)
class _Told:
    """Reads from the events of notices who was told what."""

    case: Case
    catalogue: Catalogue

    def texts(self, happened: Happened, begun: Begun) -> Iterator[Text]:
        """Give every giving of the texts of one series, and the one that is about to go."""
        notice = self.catalogue.notice(begun.template)
        versions = {each.number: each for each in happened.versions.get(begun.id, ())}
        for given in self._given(happened, begun):
            if given.version in versions:
                yield self._text(notice, begun, versions[given.version], given)
        progress = fold(happened.events.get(begun.id, ()))
        policy = self.catalogue.approvals.for_notice(notice.in_any_language, notice.audience)
        if standing(progress, policy) in APPROVED and progress.version in versions:
            yield self._text(notice, begun, versions[progress.version])

    def without_text(self, happened: Happened, begun: Begun) -> Iterator[WithoutText]:
        """Give what was reported before, or without, a text of this program."""
        notice = self.catalogue.notice(begun.template)
        for given in self._given(happened, begun):
            if given.outside:
                yield WithoutText(
                    self.reader(notice), notice.title, given.at_given, given.channel,
                    given.recipient,
                )  # fmt: skip

    def _given(self, happened: Happened, begun: Begun) -> Iterator[Given]:
        for event in happened.events.get(begun.id, ()):
            if isinstance(event, Given) and event.at <= self.case.at:
                yield event

    def _text(
        self, notice: Notice, begun: Begun, version: Version, given: Given | None = None
    ) -> Text:
        return Text(
            notice=notice.id,
            title=notice.title,
            series=begun.series,
            version=version.number,
            draft=version.draft,
            reader=self.reader(notice),
            at=given.at_given if given else None,
            channel=given.channel if given else "",
            recipient=given.recipient if given else "",
        )

    def reader(self, notice: Notice) -> Reader:
        """Give who reads a notice: its audience, or the one authority it goes to."""
        rules = (o for o in self.catalogue.law.obligations if o.id == notice.obligation)
        rule = next(rules, None) if notice.audience == AUTHORITY else None
        authority = self.catalogue.law.authorities.get(rule.authority) if rule else None
        if authority is None:
            title = self.catalogue.audiences[notice.audience].title
            return Reader(notice.audience, notice.audience, title)
        name = authority.name_on(self.case.law_as_of).name
        return Reader(f"{AUTHORITY}.{authority.id}", AUTHORITY, name)

    def place(self, reader: Reader) -> tuple[int, int, str]:
        """Say where a reader's column stands: the market first, then as the lists of texts do."""
        audiences = list(self.catalogue.audiences)
        group = group_of(reader.audience)
        return group.place, audiences.index(reader.audience), reader.title


# ---- As a file ---------------------------------------------------------------------------


def register_of(table: SaidTable, case: Case) -> Register:
    """Give what everybody was told as rows of a file; what contradicts each other stands first."""
    rows = (*table.overtaken, *(row for _, rows in table.topics for row in rows))
    readers = tuple(reader.title for reader in table.readers)
    against = (_row_of_words(each, table) for each in table.contradictions)
    held = (_row(row, table) for row in rows)
    return said_register(readers, [*against, *held], case.zone)


def _row_of_words(found: Contradiction, table: SaidTable) -> SaidRow:
    quoted = {each.text.reader.key: each for each in found.both}
    cells = (quoted.get(reader.key) for reader in table.readers)
    told = tuple(_quoted(each) if each else None for each in cells)
    return SaidRow(CONTRADICT, found.reason, "", None, None, told, is_of_words=True)


def _quoted(quoted: Quoted) -> SaidCell:
    text = quoted.text
    return SaidCell("", None, quoted.sentence.text, text.given_at, _where(text), "")


def _row(row: Row, table: SaidTable) -> SaidRow:
    return SaidRow(
        fact=row.label,
        topic=row.topic,
        now=row.now.words if row.now else "",
        standing=row.now.standing if row.now else None,
        as_of=row.now.as_of if row.now else None,
        cells=tuple(_cell(cell.told, table) if cell.told else None for cell in row.cells),
    )


def _cell(told: Telling, table: SaidTable) -> SaidCell:
    return SaidCell(
        said=told.stated.words,
        standing=told.stated.standing,
        words=" ".join(sentence.text for sentence in told.sentences),
        at=told.text.given_at,
        where=_where(told.text),
        fate=str(told.fate),
        differs=told.differs,
        is_contradicted=table.is_contradicted(told),
    )


def _where(text: Text) -> str:
    return f"{text.title}, text {text.series}, version {text.version}"
