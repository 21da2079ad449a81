"""Drafts as HTML: valid, safe, self-contained, and the same words as the draft's."""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
import pytest

from builders import (
    CASES,
    NOON,
    ROOT,
    a_case,
    a_case_file,
    a_draft,
    a_fact,
    a_sentence,
    an_entry,
    an_organisation,
    the_catalogue,
)
from disclosure.facts.case import Case
from disclosure.outputs.files import File
from disclosure.outputs.html import HTMLWriter
from disclosure.outputs.pack import PackWriter
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Pack, Packs
from disclosure.words.drafts import GAP, Draft
from disclosure.words.findings import Finding, Severity

EXAMPLES = ("coop-2025", "ms-2025", "ms-2025-aware", "tesco-2021")
HOSTILE = """<script>alert("x")</script><img src=x onerror='y'> & "quoted" &amp; it's"""
REFERENCES = {"src", "srcset", "action", "data", "poster", "formaction", "background"}


def pack_of(case: Case) -> Pack:
    catalogue = the_catalogue()
    return Packs(catalogue, Assessments(catalogue)).draft(case, notices=["all"])


@cache
def example(name: str) -> Pack:
    return pack_of(a_case_file(name))


def pages_of(pack: Pack) -> dict[str, str]:
    files: list[File] = PackWriter(HTMLWriter(ROOT / "templates")).files(
        pack.assessment,
        pack.drafts,
        pack.findings,
        formats=["html"],
        audiences={a.id: a.title for a in the_catalogue().audiences.values()},
    )
    return {f.path: f.content.decode() for f in files if f.path.endswith(".html")}


def parsed(page: str) -> Element:
    """Parse a page as HTML5; the first fault in it is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def said_in(page: Element) -> Iterator[Element]:
    """Give the sentences and gaps of the text itself, in order."""
    main = page.find(".//main")
    assert main is not None
    return (span for span in main.iter("span") if span.get("id", "").startswith("s-"))


@pytest.fixture(params=EXAMPLES)
def pages(request: pytest.FixtureRequest) -> dict[str, Element]:
    return {name: parsed(page) for name, page in pages_of(example(request.param)).items()}


def test_every_page_says_its_language_its_title_and_its_one_heading(
    pages: dict[str, Element],
) -> None:
    # No example records whose data it is: one text stands for the letters to each group.
    assert len(pages) == len([n for n in the_catalogue().notices if not n.group]) + 1
    for page in pages.values():
        assert page.get("lang") == "en-GB"
        assert words(page.find("head/title"))
        assert len(list(page.iter("h1"))) == 1
        assert words(next(page.iter("h1")))
        viewports = [meta for meta in page.iter("meta") if meta.get("name") == "viewport"]
        assert [meta.get("content") for meta in viewports] == [
            "width=device-width, initial-scale=1"
        ]


def test_every_page_is_marked_as_a_draft(pages: dict[str, Element]) -> None:
    for page in pages.values():
        first = next(page.find("body").iter("p"))
        assert words(first) == "DRAFT. Not approved. Not to be given out."


def test_no_page_has_a_script_or_asks_for_anything_from_outside(pages: dict[str, Element]) -> None:
    for page in pages.values():
        names = {element.tag for element in page.iter() if isinstance(element.tag, str)}
        assert not names & {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
        for element in page.iter():
            assert not REFERENCES & {*element.attrib}
            assert not [name for name in element.attrib if name.startswith("on")]
        styles = "".join(words(style) for style in page.iter("style"))
        assert styles
        assert not re.search(r"url\(|@import|expression\(", styles)


def test_links_lead_to_a_place_on_the_page_or_to_a_page_of_the_pack(
    pages: dict[str, Element],
) -> None:
    for page in pages.values():
        ids = {element.get("id") for element in page.iter() if element.get("id")}
        for link in page.iter("a"):
            target = link.get("href", "")
            assert target.removeprefix("#") in ids if target[0] == "#" else target in pages


def test_ids_are_unique_and_without_blanks(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len({*ids}), name
        assert [i for i in ids if re.search(r"\s", i)] == []


def test_tables_have_a_caption_and_headers_with_a_scope(pages: dict[str, Element]) -> None:
    for page in pages.values():
        tables = list(page.iter("table"))
        assert tables
        for table in tables:
            assert words(table.find("caption"))
            headers = list(table.iter("th"))
            assert headers
            assert {header.get("scope") for header in headers} == {"col"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_are_those_of_the_draft_in_order(name: str) -> None:
    pack = example(name)
    pages = pages_of(pack)
    for draft in pack.drafts:
        spans = list(said_in(parsed(pages[f"{draft.notice}.html"])))
        said = [words(span) for span in spans if span.get("class") != "gap"]
        assert said == [" ".join(s.text.split()) for s in draft.said()]
        assert [span.get("id") for span in spans] == [f"s-{s.id}" for s in draft.sentences()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_gaps_are_marked_in_words_and_not_by_colour_alone(name: str) -> None:
    pack = example(name)
    pages = pages_of(pack)
    for draft in pack.drafts:
        spans = said_in(parsed(pages[f"{draft.notice}.html"]))
        gaps = [words(span) for span in spans if span.get("class") == "gap"]
        assert gaps == [f"Still missing: {' '.join(s.text.split())}" for s in draft.gaps()]


def test_a_form_lists_what_cannot_be_answered_yet() -> None:
    page = parsed(pages_of(example("ms-2025"))["uk.gdpr.33.initial.authority.html"])
    assert "What cannot be answered yet" in [words(heading) for heading in page.iter("h2")]


def test_findings_stand_beside_the_text_with_their_weight_in_words() -> None:
    draft = a_draft(a_sentence("the cause", kind=GAP))
    found = Finding("gap", Severity.STOP, draft.notice, "what", "Find it out.")
    page = parsed(HTMLWriter(ROOT / "templates").notice(draft, [found], context="Example."))
    beside = page.find(".//aside")
    assert "stop: Find it out. Go to the sentence" in words(beside)
    assert [link.get("href") for link in beside.iter("a")] == ["#s-what"]


# ---- Hostile values --------------------------------------------------------------------------


def a_hostile_case() -> Case:
    case = a_case(
        facts=[
            a_fact("incident.kind", "cyber", true_at=NOON),
            a_fact("incident.description", HOSTILE, true_at=NOON),
            an_entry(
                "service",
                "till",
                {"name": HOSTILE, "area": "stores", "state": "affected"},
                true_at=NOON,
            ),
        ],
        organisation=an_organisation({"gdpr.controller": "yes", "market.uk_admitted": "yes"}),
    )
    changed = {name: getattr(case, name) for name in Case.__slots__} | {"title": HOSTILE}
    return Case(**changed)


def test_hostile_values_reach_the_pages_as_words_only() -> None:
    pack = pack_of(a_hostile_case())
    pages = pages_of(pack)
    reached = 0
    for draft in pack.drafts:
        page = parsed(pages[f"{draft.notice}.html"])
        assert not [e for e in page.iter() if e.tag in ("script", "img")]
        said = [words(span) for span in said_in(page) if span.get("class") != "gap"]
        assert said == [" ".join(s.text.split()) for s in draft.said()]
        reached += sum('alert("x")</script>' in text for text in said)
    assert reached >= 5
    assert not [name for name, page in pages.items() if "<script" in page or "<img" in page]


def test_hostile_titles_reach_the_cover_as_words_only() -> None:
    cover = parsed(pages_of(pack_of(a_hostile_case()))["index.html"])
    assert words(next(cover.iter("h1"))) == HOSTILE
    assert words(cover.find("head/title")) == f"{HOSTILE}: drafts"


def a_hostile_draft() -> Draft:
    version = a_fact(HOSTILE)
    sentence = a_sentence(HOSTILE, version, name='x" onclick="y', cite=HOSTILE)
    return a_draft(sentence, title=HOSTILE)


def test_hostile_values_stay_inside_attributes_and_tables_too() -> None:
    found = Finding("risky-wording", Severity.NOTE, "example.letter", 'x" onclick="y', HOSTILE)
    html = HTMLWriter(ROOT / "templates").notice(a_hostile_draft(), [found], context=HOSTILE)
    page = parsed(html)
    assert not [e for e in page.iter() if "onclick" in e.attrib or e.tag in ("script", "img")]
    assert words(page.find(".//footer")).startswith(HOSTILE)
    assert HOSTILE in words(page.find(".//table"))


def test_the_cases_are_where_they_are_expected() -> None:
    assert [name for name in EXAMPLES if not (CASES / f"{name}.toml").is_file()] == []
