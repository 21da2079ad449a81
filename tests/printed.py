"""Documents for tests: a printer that takes no time, and a worker to make them."""

import threading
from concurrent.futures import Future
from dataclasses import dataclass, field

from desks import Setting

from disclosure.outputs.papers import PaperError, Printable
from disclosure.services.document_papers import DocumentPapers
from disclosure.services.document_work import DocumentWork
from disclosure.services.documents import Documents


@dataclass
class FakePress:
    """Prints the title of a document and what its foot names, at once.

    `fails` are the errors of the next documents, `before` is called while one is printed.
    """

    papers: list[Printable] = field(default_factory=list)
    fails: list[str] = field(default_factory=list)
    off: str = ""
    before: object = None
    closed: threading.Event = field(default_factory=threading.Event)

    def why_off(self) -> str:
        """Say why nothing is printed."""
        return self.off

    @property
    def printed(self) -> int:
        """Give how many documents were handed in."""
        return len(self.papers)

    def submit(self, paper: Printable) -> "Future[bytes]":
        """Print a document."""
        self.papers.append(paper)
        job: Future[bytes] = Future()
        if callable(self.before):
            self.before()
        if self.fails:
            job.set_exception(PaperError(self.fails.pop(0)))
        else:
            origin = paper.provenance
            said = f"%PDF {paper.title} {origin.version} {origin.trail_seq} {origin.digest}"
            job.set_result(said.encode())
        return job

    def close(self) -> None:
        """Note that it was closed."""
        self.closed.set()


@dataclass(frozen=True)
class Printing:
    """Documents of a desk, with a printer of the test's own."""

    press: FakePress
    documents: Documents
    work: DocumentWork

    def all(self) -> int:
        """Work until nothing is left; give how many documents were settled."""
        return next(n for n in range(30) if not self.work.work_once())


def a_printing(setting: Setting, worker: str = "one", press: FakePress | None = None) -> Printing:
    """Give the documents of a desk on a printer that takes no time."""
    made = press or FakePress()
    transactions, papers = setting.desk.transactions, DocumentPapers(setting.desk.library.packs)
    return Printing(
        made,
        Documents(transactions, papers, made),
        DocumentWork(transactions, papers, made, worker),
    )
