"""The press: two processes that print, a limit, and a plain word when something goes wrong."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from dataclasses import replace

import pytest
from papered import a_paper, a_record

from disclosure.outputs import press as presses
from disclosure.outputs.papers import Paper, PaperError, PDFUnavailableError
from disclosure.outputs.pdf import print_now
from disclosure.outputs.press import Press

LONG_ENOUGH = 120


@pytest.fixture(scope="module")
def press():
    made = Press()
    yield made
    made.close()


def a_banner(number: int = 214) -> Paper:
    paper = a_record(a_paper("voluntary.banner.public"))
    return replace(paper, provenance=replace(paper.provenance, trail_seq=number))


def result(job: Future[bytes]) -> bytes:
    return job.result(timeout=LONG_ENOUGH)


def processes() -> set[int]:
    """Give the numbers of the processes that this one has started and that still live."""
    return {child.pid for child in multiprocessing.active_children() if child.pid}


def test_it_gives_the_bytes_that_printing_here_gives(press: Press) -> None:
    before = press.printed
    papers = [a_banner(number) for number in range(6)]
    jobs = [press.submit(paper) for paper in papers]
    assert [result(job) for job in jobs] == [print_now(paper) for paper in papers]
    assert press.printed == before + 6


def test_it_prints_in_two_other_processes_and_only_once_asked() -> None:
    before = processes()
    made = Press()
    assert processes() == before
    for job in [made.submit(a_banner(n)) for n in range(4)]:
        result(job)
    assert len(processes() - before) == 2
    made.close()
    assert processes() == before


def test_what_cannot_be_printed_says_why_and_the_next_is_printed(press: Press) -> None:
    paper = replace(a_paper(), marks=())
    with pytest.raises(PaperError, match="“Letter to staff” has gaps"):
        result(press.submit(paper))
    assert result(press.submit(a_banner())).startswith(b"%PDF-")


def test_a_fault_of_ours_is_an_error_of_that_document_alone(press: Press) -> None:
    broken = replace(a_banner(), zone="Nowhere/Nowhere")
    with pytest.raises(PaperError, match="The document could not be made: ZoneInfoNotFoundError"):
        result(press.submit(broken))
    assert result(press.submit(a_banner())).startswith(b"%PDF-")


def test_a_process_that_dies_is_replaced_and_takes_no_other_document_with_it() -> None:
    before = processes()
    made = Press()
    result(made.submit(a_banner()))
    for number in processes() - before:
        os.kill(number, signal.SIGKILL)
    # Whether the death is seen before or while a document is handed over, the press goes on.
    jobs = [made.submit(a_banner(n)) for n in range(4)]
    ends = [job.exception(timeout=LONG_ENOUGH) for job in jobs]
    assert all(end is None or isinstance(end, PaperError) for end in ends)
    assert result(made.submit(a_banner())).startswith(b"%PDF-")
    made.close()


def test_a_death_in_the_middle_of_a_document_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(presses, "_serve", dies)
    made = Press()
    with pytest.raises(PaperError, match="ended in the middle of this one"):
        result(made.submit(a_banner()))
    monkeypatch.undo()
    assert result(made.submit(a_banner())).startswith(b"%PDF-")
    made.close()


def dies(pipe) -> None:
    """Die with a document in hand."""
    pipe.recv()
    os._exit(1)


def hangs(pipe) -> None:
    """Never answer."""
    pipe.recv()
    signal.pause()


def test_a_document_that_takes_too_long_is_given_up_and_the_press_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = processes()
    monkeypatch.setattr(presses, "_serve", hangs)
    made = Press(limit=3)
    started = time.perf_counter()
    with pytest.raises(PaperError, match="took longer than 3 seconds and was given up"):
        result(made.submit(a_banner()))
    assert time.perf_counter() - started < 30
    assert processes() == before
    monkeypatch.undo()
    made._limit = LONG_ENOUGH
    assert result(made.submit(a_banner())).startswith(b"%PDF-")
    made.close()


def test_a_closed_press_takes_nothing() -> None:
    made = Press()
    made.close()
    with pytest.raises(PaperError, match="shutting down"):
        made.submit(a_banner())


def test_a_document_called_off_in_time_is_not_printed(press: Press) -> None:
    before = press.printed
    jobs = [press.submit(a_banner(n)) for n in range(8)]
    called_off = [job for job in jobs if job.cancel()]
    for job in jobs:
        if not job.cancelled():
            result(job)
    assert called_off
    assert press.printed == before + len(jobs) - len(called_off)


# ---- Where no PDF can be made --------------------------------------------------------------------


def test_here_it_can_and_finding_out_loads_nothing() -> None:
    assert Press.why_off() == ""


@pytest.fixture
def _forgotten():
    presses._why_off.cache_clear()
    yield
    presses._why_off.cache_clear()


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("libpango-1.0", "Pango is not installed"),
        ("libharfbuzz-subset", "HarfBuzz-Subset is not installed"),
        ("lib", "Pango and Pango for fonts and HarfBuzz-Subset are not installed"),
    ],
)
@pytest.mark.usefixtures("_forgotten")
def test_without_a_library_it_says_which_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, missing: str, words: str
) -> None:
    real = presses._loads
    monkeypatch.setattr(presses, "_loads", lambda file: missing not in file and real(file))
    why = Press.why_off()
    assert why == (
        f"PDF files are off: {words}. On Debian and Ubuntu: apt-get install libpango-1.0-0 "
        "libpangoft2-1.0-0 libharfbuzz-subset0. Everything else works."
    )
    with pytest.raises(PDFUnavailableError, match=words):
        Press().submit(a_banner())


@pytest.mark.usefixtures("_forgotten")
def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presses, "find_spec", lambda _name: None)
    assert Press.why_off() == "PDF files are off: WeasyPrint or pikepdf is not installed."


def test_a_library_that_is_not_there_does_not_load() -> None:
    assert not presses._loads("libnothing-of-this-name.so.0")


def test_the_desk_starts_without_loading_the_printer() -> None:
    code = """
import sys
import disclosure.desk
from disclosure.outputs.press import Press

assert not Press.why_off()
print([name for name in ("weasyprint", "pikepdf", "fontTools") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
