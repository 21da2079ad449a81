"""Makes documents in the background: leased, printed, kept; a late worker's work is void."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import disclosure
from disclosure.outputs.papers import PaperError
from disclosure.services.document_packs import (
    Packed,
    last_of,
    pack_of,
    packed,
    target_of,
    wanted_of,
)
from disclosure.services.reminders import a_worker, wait_after
from disclosure.store import document_jobs as jobs
from disclosure.store import documents as store
from disclosure.store.document_jobs import DROPPED, MADE, TRIES
from disclosure.store.documents import DocumentKind, Made, Target, Text
from disclosure.store.incidents import incident_by_id
from disclosure.trail.actions import Action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from disclosure.outputs.papers import Printable
    from disclosure.outputs.press import Press
    from disclosure.services.document_papers import DocumentPapers
    from disclosure.store.document_jobs import Job
    from disclosure.store.transactions import Transaction, Transactions
    from disclosure.trail.entries import Entry

LEASE = timedelta(minutes=2)
"""Longer than any document takes; a worker that died frees its document after it.

A pack takes longer, and holds on to its lease with each document made for it.
"""
OTHER_TEXT = "The text is another one by now."


class NotWantedError(RuntimeError):
    """What was to be made is gone; says why."""


class RedactedMeanwhileError(RuntimeError):
    """Something was redacted while a document was made, so it must be made from what is left."""


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """Makes what waits.

    Attributes:
        worker: The name under which this process takes documents.
    """

    transactions: Transactions
    papers: DocumentPapers
    press: Press
    worker: str = field(default_factory=a_worker)

    def work_once(self) -> bool:
        """Take the one document that has waited longest and settle it; say whether there was one.

        Nothing is printed within a transaction: one takes the document, another one keeps it.
        """
        if self.press.why_off():
            return False
        with self.transactions.read() as tx:
            if not jobs.is_waiting(tx):
                return False
        with self.transactions.begin(None) as tx:
            job = jobs.lease(tx, self.worker, LEASE)
        if job is None:
            return True
        try:
            self._make(job)
        except PaperError as error:
            self._failed(job, str(error))
        except NotWantedError as error:
            with self.transactions.begin(None) as tx:
                jobs.close(tx, job, DROPPED, why=str(error))
        except RedactedMeanwhileError:
            with self.transactions.begin(None) as tx:
                jobs.put_off(tx, job, "", tx.at)
        return True

    def _make(self, job: Job) -> None:
        target = job.target
        with self.transactions.read() as tx:
            seen = store.head_of(tx, target.incident_id)
            held = store.find(tx, target.key)
        if held is not None:
            with self.transactions.begin(None) as tx:
                jobs.close(tx, job, MADE)
            return
        if target.kind is DocumentKind.PACK:
            made = self._pack(job, seen)
        elif target.kind is DocumentKind.BOARD:
            made = self._board(target)
        else:
            made = self._of_text(target)
        self._keep(job, target, made, seen)

    # ---- Making --------------------------------------------------------------------------

    def _of_text(self, target: Target) -> Made:
        with self.transactions.read() as tx:
            text = _text(store.texts_of(tx, target.incident_id), target)
            paper = self.papers.paper(tx, target.incident_id, text, target.kind)
        origin = paper.provenance
        return self._printed(paper, origin.trail_seq or 0, origin.trail_head)

    def _board(self, target: Target) -> Made:
        with self.transactions.read() as tx:
            at = datetime.fromisoformat(target.made_from)
            page = self.papers.board(tx, target.incident_id, at)
        origin = page.provenance
        return self._printed(page, origin.trail_seq or 0, origin.trail_head)

    def _printed(self, paper: Printable, seq: int, head: str) -> Made:
        body = self.press.submit(paper).result()
        return Made(body, hashlib.sha256(body).hexdigest(), seq, head)

    def _pack(self, job: Job, seen: int) -> Made:
        """Make a pack; documents of it that are still to be made are made and kept first."""
        incident_id = job.target.incident_id
        with self.transactions.read() as tx:
            texts = wanted_of(store.texts_of(tx, incident_id))
            held = {each.key for each in store.of_incident(tx, incident_id)}
        wanted = pack_of(incident_id, texts)
        if wanted is None or wanted.key != job.target.key:
            raise NotWantedError(OTHER_TEXT)
        for text in texts:
            target = target_of(incident_id, text, text.kind)
            if target.key not in held:
                self._keep(job, target, self._of_text(target), seen)
        with self.transactions.read() as tx:
            body = self._packed(tx, incident_id, texts)
        last: Entry = last_of(texts)
        return Made(body, hashlib.sha256(body).hexdigest(), last.seq, last.digest)

    def _packed(self, tx: Transaction, incident_id: UUID, texts: Sequence[Text]) -> bytes:
        catalogue = self.papers.packs.catalogue
        by_key = {each.key: each.id for each in store.of_incident(tx, incident_id)}
        ids = [by_key.get(target_of(incident_id, text, text.kind).key) for text in texts]
        bodies = store.bodies_of(tx, [each for each in ids if each])
        found = []
        for text, document in zip(texts, ids, strict=True):
            if document is None or document not in bodies:
                raise RedactedMeanwhileError
            outgoing = self.papers.outgoing(tx, incident_id, text, text.kind)
            title = catalogue.notice(text.template).title
            found.append(Packed(text, title, outgoing, bodies[document]))
        return packed(incident_by_id(tx, incident_id), found, disclosure.__version__)

    # ---- Keeping -------------------------------------------------------------------------

    def _keep(self, job: Job, target: Target, made: Made, seen: int) -> None:
        """Keep a document, unless another worker has the job by now or a text was redacted."""
        with self.transactions.begin(None) as tx:
            if not jobs.is_held(tx, job):
                return
            if store.is_redacted_since(tx, target.incident_id, seen):
                raise RedactedMeanwhileError
            if store.find(tx, target.key) is None:
                self._recorded(tx, job, target, made)
            if target == job.target:
                jobs.close(tx, job, MADE)
            else:
                jobs.renew(tx, job, LEASE)

    def _recorded(self, tx: Transaction, job: Job, target: Target, made: Made) -> None:
        stored = store.add(tx, target, made)
        tx.record(
            Action.DOCUMENT_MADE,
            chain=target.incident_id,
            subject=target.notice_id or target.incident_id,
            detail={
                "document": str(stored.id),
                "kind": str(target.kind),
                "version": target.version,
                "sha256": made.sha256,
                "size": stored.size,
                "made_from": target.made_from,
                "asked_by": job.asked_by,
            },
        )

    def _failed(self, job: Job, error: str) -> None:
        """Keep why it failed; it is tried again by itself a few times, and then when asked for."""
        with self.transactions.begin(None) as tx:
            tx.claim(job.target.incident_id)
            until = tx.at + wait_after(job.tries) if job.tries < TRIES else None
            jobs.put_off(tx, job, error, until)


def _text(texts: Sequence[Text], target: Target) -> Text:
    """Find the text a document is to be made of; it must be the very one that was asked for."""
    wanted = (target.notice_id, target.version, target.made_from)
    for text in texts:
        if (text.notice_id, text.number, text.digest) == wanted:
            return text
    raise NotWantedError(OTHER_TEXT)
