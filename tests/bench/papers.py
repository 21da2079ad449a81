"""Metric 2: a pack of eight PDFs through the two processes that print, and the same pack again."""

from __future__ import annotations

import io
import statistics
from collections.abc import Mapping

import pikepdf
from noticed import _fill

from bench.floor import eight_bare_papers
from bench.measuring import Goal, Metric, compare, take_turns, timed
from bench.served import ROOT, Client, must, ours, two_floors
from bench.sites import CASE, EIGHT, Site, a_folder, a_site, the_library
from builders import a_case_file
from disclosure.outputs.pack_zip import as_zip
from disclosure.outputs.papers import Printable
from disclosure.outputs.press import Press

ONE_PAGE = (
    "uk.mar.17-1.announce.market",
    "voluntary.letter.staff",
    "voluntary.statement.media",
    "voluntary.notice.suppliers",
    "voluntary.banner.public",
    "voluntary.letter.staff",
    "voluntary.statement.media",
    "voluntary.notice.suppliers",
)
"""Eight papers of a page each."""
NAME = "PDF pack of 8, to 8 bare WeasyPrint pages in sequence"
NOTE = (
    "ours: {} PDF/A of {} pages in all, two processes, manifest with hashes, ZIP; "
    "the reference: 8 plain PDFs of one page each, one process"
)
ASKED = 9
"""An answer out of the store is too quick for one clock: the median of so many is taken."""


def printing(rounds: int) -> list[Metric]:
    """Print eight papers with their manifest and pack them, to eight bare pages in sequence."""
    services, press = the_library(), Press()
    case = services.cases.open(ROOT / f"forms/examples/{CASE}.toml")
    drafted = services.packs.draft(case, notices=EIGHT)
    papers = services.pack_papers.papers(drafted)
    # What is repeated is printed again: nothing is kept between two papers.
    short = {f"{n}-{name}": papers[name] for n, name in enumerate(ONE_PAGE)}

    def pack(wanted: Mapping[str, Printable]) -> None:
        jobs = {name: press.submit(paper) for name, paper in wanted.items()}
        printed = {name: job.result() for name, job in jobs.items()}
        files = services.pack_writer.files(
            drafted.assessment, (), (), formats=("pdf",), audiences={}, printed=printed
        )
        as_zip(files, drafted.assessment.at)

    def compared(key: str, name: str, wanted: Mapping[str, Printable], goal: Goal) -> Metric:
        pages = [pages_of(job.result()) for job in [press.submit(p) for p in wanted.values()]]
        found = compare(lambda: pack(wanted), eight_bare_papers, rounds)
        return Metric(key, name, found, goal, notes=(NOTE.format(len(pages), sum(pages)),))

    every = {name: papers[name] for name in EIGHT}
    try:
        return [
            compared("pdf", f"{NAME}, one page each", short, Goal(1.1, 0.65)),
            compared("pdf-case", f"{NAME}, as an example case has them", every, Goal()),
        ]
    finally:
        press.close()


def pages_of(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as held:
        return len(held.pages)


def again(rounds: int) -> list[Metric]:
    """Hand out a pack that has not changed, to a page of the reference that needs no database."""
    with a_site() as site, a_folder() as folder:
        path = a_pack(site)
        url = f"sqlite:///{folder / 'floor.db'}"
        with ours(site.folder) as desk, two_floors(url) as floors:
            client, bare = site.signed_in(desk), Client(floors[0].port)
            size = len(must(client.get(path), 200).body)
            found = take_turns(
                lambda: median_of(client, path), lambda: median_of(bare, "/page"), rounds
            )
        printed = site.setting.desk.document_work.press.printed
    notes = (f"{size / 1000:.0f} kB out of the store; {printed} PDFs printed before, none again",)
    name = "unchanged pack of 8 again, to a memory page of the floor"
    return [Metric("again", name, found, Goal(3, 3), notes=notes)]


def median_of(client: Client, path: str) -> float:
    """Give the seconds of a page, the median of several."""
    request = client.request("GET", path)
    return statistics.median(timed(lambda: must(client.ask(request), 200)) for _ in range(ASKED))


def a_pack(site: Site) -> str:
    """Freeze eight notices, have everything printed, and give where the pack is."""
    desk, incident = site.setting.desk, site.incident()
    _fill(site.setting, incident, a_case_file(CASE), site.person)
    for name in EIGHT:
        seen = desk.notices.view(site.person, incident, name).digest
        desk.notices.freeze(site.person, incident, name, seen=seen)
    desk.documents.ask_whole(site.person, incident, "pack")
    while desk.document_work.work_once():
        pass
    return f"/incidents/{incident}/papers/pack/file"
