"""Every notice as a PDF of record: valid, complete, ours alone, and the same bytes again."""

import hashlib
import io
import json
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import page
import pikepdf
import pytest
from papered import CASES, HEAD, a_paper, a_record, every_paper, papers_of
from pdf_text import fonts_in, read, squeezed

from builders import ROOT
from disclosure.outputs import pdf as printer
from disclosure.outputs.papers import DRAFT, EXAMPLE, BoardPage, Paper, PaperError, attachment
from disclosure.outputs.pdf import print_now
from disclosure.words import letters
from disclosure.words.drafts import (
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    Paragraph,
    Part,
    Sentence,
    open_questions,
)
from disclosure.words.prose import count_words

STANDARDS = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
NAMES = sorted(every_paper())
RECORDS = [name for name in NAMES if name.endswith(".record") and ".board." not in name]


@pytest.fixture(scope="module")
def printed():
    """Print each document once."""
    made: dict[str, bytes] = {}

    def once(name: str) -> bytes:
        if name not in made:
            made[name] = print_now(every_paper()[name])
        return made[name]

    return once


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


# ---- Archivable and accessible at once -----------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_document_meets_both_standards(name: str, printed) -> None:
    for standard in STANDARDS:
        report = page.validate_pdf_bytes(printed(name), profile=standard)
        assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]


def test_the_validator_sees_a_fault(printed) -> None:
    with opened(printed(NAMES[0])) as pdf:
        del pdf.Root.MarkInfo
        out = io.BytesIO()
        pdf.save(out)
    for standard in STANDARDS:
        assert not page.validate_pdf_bytes(out.getvalue(), profile=standard).is_compliant


@pytest.mark.parametrize("name", NAMES)
def test_only_our_font_is_embedded(name: str, printed) -> None:
    assert {font[:14] for font in fonts_in(printed(name))} == {"Source-Sans-3-"} or fonts_in(
        printed(name)
    ) <= {"Source-Sans-3", *(f"Source-Sans-3-{cut}" for cut in ("Bold", "Italic", "Bold-Italic"))}


def test_a_document_says_its_language_its_title_and_who_wrote_it(printed) -> None:
    with opened(printed("ms-2025.voluntary.letter.staff.record")) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Letter to staff, Harcourt & Vale plc"
        assert str(pdf.docinfo["/Author"]) == "Harcourt & Vale plc"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


# ---- Exactly the approved sentences, in order ----------------------------------------------------


def origin_of(paper: Paper) -> list[str]:
    """The last lines of every document: the layout's own words."""
    return [
        f"Version 3, digest {paper.provenance.digest}.",
        f"Trail entry 214, head {HEAD}.",
        f"Known at {WHEN[paper.letterhead.name][0]}.",
        "Law as of 21 November 2026.",
        "What each sentence rests on is in facts.json, inside this file.",
    ]


WHEN = {
    "Meridian Co-operative Society": ("30 April 2025, 12:00 BST", "30 April 2025, 13:00 BST"),
    "Harcourt & Vale plc": ("22 April 2025, 14:00 BST", "22 April 2025, 15:00 BST"),
    "Brightwell Stores plc": ("24 October 2021, 10:00 BST", "24 October 2021, 11:00 BST"),
}
"""When each case looks from, as its file says, and an hour later, when it is given out."""


def said_in(part: Part) -> list[str]:
    if isinstance(part, HeadingPart):
        return [part.text]
    if isinstance(part, Paragraph):
        return [s.text for s in part.sentences]
    if isinstance(part, ItemList):
        return [s.text for s in ((part.intro,) if part.intro else ()) + part.items]
    if isinstance(part, Line):
        return [part.sentence.text]
    answer = [text for inner in part.parts for text in said_in(inner)]
    return [part.ref, part.question, *(answer or ["Not known yet."])]


def headline(draft: Draft) -> list[str]:
    return [draft.headline.text] if draft.headline else []


def expected(paper: Paper) -> list[str]:
    """Everything a reader is told, in order: what the layout adds is written out here."""
    draft, who = paper.draft, paper.letterhead
    moment = WHEN[who.name][1]
    date = moment.partition(",")[0]
    words = sum(count_words(s.text) for s in draft.said())
    marks = (
        f", {draft.characters} of at most {draft.max_chars} characters" if draft.max_chars else ""
    )
    short = [draft.title, moment, *headline(draft)]
    before = {
        "announcement": [who.name, *who.lines, moment, *headline(draft)],
        "letter": [who.name, *who.lines, date, *headline(draft)],
        "statement": [who.name, *who.lines, "Statement", moment, *headline(draft)],
        "email": ["From", who.name, "Date", moment]
        + (["Subject", *headline(draft)] if draft.headline else []),
        "form": [who.name, moment, *(headline(draft) or [draft.title])],
        "banner": [who.name, *who.lines, *short],
        "post": [who.name, *who.lines, *short],
    }[draft.layout]
    after = {
        "announcement": ["– Ends –"],
        "form": [
            text
            for q in open_questions(draft)
            for text in (q.ref, q.question, "in part" if q.in_part else "wholly")
        ],
        "banner": [f"{words} of at most {draft.max_words} words"],
        "post": [f"{words} of at most {draft.max_words} words{marks}"],
    }.get(draft.layout, [])
    if draft.layout == "form" and after:
        after = ["Not yet known", "No.", "Question", "Open", *after]
    body = [text for part in draft.parts for text in said_in(part)]
    return [*before, *body, *after, *origin_of(paper)]


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_says_exactly_what_was_approved_in_order(name: str, printed) -> None:
    paper = every_paper()[name]
    assert isinstance(paper, Paper)
    assert read(printed(name)).said("Lbl") == squeezed("".join(expected(paper)))


def test_the_example_cases_have_every_layout() -> None:
    layouts = {p.draft.layout for p in every_paper().values() if isinstance(p, Paper)}
    assert layouts == {"announcement", "banner", "email", "form", "letter", "post", "statement"}


def test_a_gap_is_marked_in_a_draft_and_never_stands_in_a_record(printed) -> None:
    said = read(printed("coop-2025.voluntary.letter.staff.draft")).said()
    assert "[Stillmissing:Whosignstostaff:nothingisrecorded.]" in said
    paper = replace(a_paper(), marks=())
    with pytest.raises(PaperError, match="“Letter to staff” has gaps"):
        print_now(paper)
    with pytest.raises(PaperError, match="Fill them, or print it as a draft"):
        print_now(replace(paper, marks=(EXAMPLE,)))


def test_a_question_without_an_answer_says_so() -> None:
    paper = a_record(a_paper("uk.ncsc.report.authority"))
    asked = Answered("Is there more?", "15", "", required=False, parts=())
    draft = replace(paper.draft, parts=(*paper.draft.parts, asked))
    said = read(print_now(replace(paper, draft=draft))).said()
    assert "15Isthere more?Notknownyet.".replace(" ", "") in said


# ---- The foot, the marks ------------------------------------------------------------------------


def test_every_page_says_where_it_comes_from(printed) -> None:
    paper = every_paper()["coop-2025.uk.gdpr.33.initial.authority.record"]
    feet = read(printed("coop-2025.uk.gdpr.33.initial.authority.record")).artefacts
    assert len(feet) > 1
    for number, foot in enumerate(feet, start=1):
        assert f"Version 3 · digest {paper.provenance.digest[:16]}" in foot
        assert f"trail entry 214, head {HEAD[:16]}" in foot
        assert HEAD[:17] not in foot
        assert "Known at 30 April 2025, 12:00 BST · law as of 21 November 2026" in foot
        assert f"Page {number} of {len(feet)}" in foot


@pytest.mark.parametrize(
    ("marks", "large", "small"),
    [
        ((), "", ""),
        ((DRAFT,), "DRAFT", "DRAFT. Not approved. Not to be given out."),
        ((EXAMPLE,), "EXAMPLE", "EXAMPLE. Modelled on a public incident."),
        (
            (DRAFT, EXAMPLE),
            "DRAFTEXAMPLE",
            "DRAFT. Not approved. Not to be given out. EXAMPLE. Modelled on a public incident.",
        ),
    ],
)
def test_the_watermark_is_there_or_not_and_is_an_artefact(marks, large, small) -> None:
    made = print_now(a_record(a_paper("voluntary.banner.public"), marks))
    seen = read(made)
    (page_one,) = seen.artefacts
    assert squeezed(page_one).startswith(squeezed(large + small) + "Version3")
    assert "DRAFT" not in seen.said()
    assert "EXAMPLE" not in seen.said()
    # Who cannot see a watermark hears the title.
    title = "".join(f"{mark}, " for mark in marks)[:-2] + (": " if marks else "")
    with opened(made) as pdf:
        assert str(pdf.docinfo["/Title"]) == f"{title}Website banner, Meridian Co-operative Society"


# ---- What it rests on, inside --------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_inside_dated_and_tied_to_the_document(name: str, printed) -> None:
    paper = every_paper()[name]
    with opened(printed(name)) as pdf:
        (spec,) = pdf.attachments.values()
        held = spec.get_file()
        assert held.read_bytes() == attachment(paper)
        assert held.mime_type == "application/json"
        assert spec.relationship == pikepdf.Name.Data
        assert held.creation_date == held.mod_date == paper.provenance.dated_at
        assert pdf.Root.AF
    table = json.loads(attachment(paper))
    assert table["document"]["digest"] == paper.provenance.digest


# ---- The same bytes again ------------------------------------------------------------------------

OTHER_PROCESS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from papered import every_paper
from disclosure.outputs.pdf import print_now
for name in sys.argv[2:]:
    print(hashlib.sha256(print_now(every_paper()[name])).hexdigest())
"""


def test_another_process_gives_the_same_bytes(printed) -> None:
    names = [n for n in NAMES if n.startswith("ms-2025.")]
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, str(ROOT / "tests"), *names],
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
    )
    here = [hashlib.sha256(printed(name)).hexdigest() for name in names]
    assert done.stdout.split() == here
    assert len(set(here)) == len(names)


def test_the_date_is_the_one_it_was_given_and_no_other(printed) -> None:
    made = printed("coop-2025.voluntary.letter.staff.record")
    with opened(made) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20250430130000+01'00"
        assert str(pdf.docinfo["/ModDate"]) == "D:20250430130000+01'00"
        words = pdf.Root.Metadata.read_bytes().decode()
    assert words.count("2025-04-30T13:00:00+01:00") == 2
    paper = a_record(a_paper())
    later = replace(paper.provenance, dated_at=paper.provenance.dated_at + timedelta(days=1))
    assert print_now(replace(paper, provenance=later)) != made


def a_file_with_a_stream_in_doubt() -> tuple[pikepdf.Pdf, bytes]:
    """Give a file in which the compressed form of a text ends in a carriage return."""
    texts = (str(number).encode() for number in range(100_000))
    text = next(text for text in texts if zlib.compress(text).endswith(b"\r"))
    pdf = pikepdf.new()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(zlib.compress(text), filter=pikepdf.Name.FlateDecode)
    pdf.Root.Held = pdf.make_indirect(stream)
    return pdf, text


def test_no_stream_ends_so_that_its_length_is_in_doubt() -> None:
    pdf, text = a_file_with_a_stream_in_doubt()
    assert b"\r\nendstream" in printer._bytes(pdf)
    saved = printer._saved(pdf)
    assert b"\r\nendstream" not in saved
    with opened(saved) as again:
        assert again.Root.Held.read_bytes() == text


def test_streams_that_only_saving_makes_are_left_out_where_they_end_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none = pikepdf.ObjectStreamMode.disable
    real = printer._bytes

    def unlucky(pdf: pikepdf.Pdf, **how: object) -> bytes:
        made = real(pdf, **how)
        return made if how.get("object_stream_mode") == none else made + b"\r\nendstream"

    monkeypatch.setattr(printer, "_bytes", unlucky)
    pdf, text = a_file_with_a_stream_in_doubt()
    saved = printer._saved(pdf)
    assert b"\r\nendstream" not in saved
    with opened(saved) as again:
        assert again.Root.Held.read_bytes() == text


# ---- Nothing from elsewhere ----------------------------------------------------------------------


def with_html(monkeypatch: pytest.MonkeyPatch, more: str) -> Paper:
    write = printer._shop().writer.notice
    monkeypatch.setattr(
        type(printer._shop().writer),
        "notice",
        lambda _writer, paper: write(paper).replace("</body>", f"{more}</body>"),
    )
    return a_record(a_paper("voluntary.banner.public"))


@pytest.mark.parametrize(
    "more",
    [
        '<img alt="" src="https://example.test/logo.png">',
        '<img alt="" src="FILE">',
        '<img alt="" src="data:image/svg+xml,%3Csvg/%3E">',
        '<img alt="" src="asset:nothing.svg">',
        '<img alt="" src="picture.svg">',
        '<link rel="stylesheet" href="https://example.test/a.css">',
        '<div style="background: url(http://127.0.0.1/a.png)">a</div>',
        "<style>@font-face { font-family: Other; src: url(FILE) }</style>",
    ],
)
def test_whatever_is_not_ours_is_refused_and_no_document_is_made(
    monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    there = Path(printer.__file__).resolve().as_uri()
    paper = with_html(monkeypatch, more.replace("FILE", there))
    with pytest.raises(PaperError, match=r"could not be laid out: .* is no part of a document"):
        print_now(paper)


def test_what_weasyprint_only_logs_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = with_html(monkeypatch, '<p style="colour: red">a</p>')
    with pytest.raises(PaperError, match="colour"):
        print_now(paper)


def test_characters_our_font_does_not_have_are_named() -> None:
    paper = a_record(a_paper("voluntary.banner.public"))
    odd = Paragraph((Sentence("odd", "Привет, Ελλάδα, café. 漢字 \N{PARTY POPPER}", "fixed"),))
    draft = replace(paper.draft, parts=(odd,))
    with pytest.raises(PaperError, match=r"“字” \(U\+5B57\), “漢” \(U\+6F22\), “🎉” \(U\+1F389\)"):
        print_now(replace(paper, draft=draft))
    latin = replace(odd.sentences[0], text="Привет, Ελλάδα, café.")
    fine = replace(draft, parts=(Paragraph((latin,)),))
    assert "Привет,Ελλάδα,café." in read(print_now(replace(paper, draft=fine))).said()


def test_what_a_person_typed_is_text_and_never_markup() -> None:
    paper = a_record(a_paper("voluntary.banner.public"))
    typed = '<img src="https://example.test/a.png"> & <b>'
    draft = replace(paper.draft, parts=(Paragraph((Sentence("odd", typed, "fixed"),)),))
    assert squeezed(typed) in read(print_now(replace(paper, draft=draft))).said()


# ---- The page for the board ----------------------------------------------------------------------


def a_board(case: str) -> BoardPage:
    made = papers_of(case)["board.timeline"]
    assert isinstance(made, BoardPage)
    return made


@pytest.mark.parametrize("case", CASES)
def test_the_board_page_is_one_page_with_the_picture_and_every_row(case: str, printed) -> None:
    seen = read(printed(f"{case}.board.timeline.draft"))
    assert len(seen.artefacts) == 1
    assert "Figure" in {tag for tag, _ in seen.tagged}
    said = seen.said("Figure")
    for row in a_board(case).rows:
        assert squeezed(row.when + row.lane + row.what) in said


def test_rows_that_do_not_fit_are_counted_and_clocks_stay_first() -> None:
    board = a_board("coop-2025")
    facts = next(row for row in board.rows if row.lane == "Facts recorded")
    clocks = [row for row in board.rows if row.lane == "Clocks"]
    many = replace(board, rows=(*(facts,) * 60, *clocks))
    seen = read(print_now(many))
    assert len(seen.artefacts) == 1
    said = seen.said()
    assert all(squeezed(row.what) in said for row in clocks)
    shown = said.count(squeezed(facts.what))
    assert 0 < shown < 60
    assert f"{60 - shown}moreintheattachedfacts.json." in said


def test_a_picture_that_fills_more_than_a_page_is_an_error() -> None:
    board = a_board("coop-2025")
    tall = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200"></svg>'
    with pytest.raises(PaperError, match="does not fit on one page"):
        print_now(replace(board, picture=tall))


def test_the_picture_says_in_words_what_it_shows(printed) -> None:
    with opened(printed("ms-2025.board.timeline.draft")) as pdf:
        alts = [
            str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        ]
    assert len(alts) == 1
    assert alts[0].startswith("The first 88 hours, from Sat 19 April 00:00 London")


def test_the_fonts_lie_beside_their_licence() -> None:
    folder = Path(ROOT / "templates" / "pdf" / "fonts")
    assert len(list(folder.glob("*.ttf"))) == 4
    assert "SIL Open Font License, Version 1.1" in (folder / "LICENSE.txt").read_text("utf-8")


def test_the_letters_a_text_is_held_to_are_those_of_our_font() -> None:
    """What is refused in time, and what the printer refuses, are the same."""
    fonts = ROOT / "templates" / "pdf" / "fonts"
    assert frozenset(map(ord, letters.printed())) == printer._letters(fonts)
