"""The look is our own, stands in this repository, and loads nothing from anywhere else."""

import re
import secrets
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from flask import Flask, render_template, render_template_string
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "disclosure" / "web" / "static"
SHEETS = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
LOADS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
BUILDS = re.compile(r"\.govuk-(?:header|footer|logo)\b")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
@pytest.mark.parametrize("word", ["GDS Transport", "crest", "crown", "gov.uk"])
def test_no_style_sheet_carries_the_brand_of_the_government(sheet: Path, word: str) -> None:
    assert word.lower() not in sheet.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_the_head_foot_and_logo_of_the_government_are_not_there(sheet: Path) -> None:
    assert BUILDS.findall(sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_what_a_style_sheet_loads_lies_beside_it(sheet: Path) -> None:
    loads = LOADS.findall(sheet.read_text(encoding="utf-8"))
    assert [load for load in loads if not (sheet.parent / load).is_file()] == []
    assert "@import" not in sheet.read_text(encoding="utf-8")


def test_every_font_file_is_used() -> None:
    text = (STATIC / "disclosure.css").read_text(encoding="utf-8")
    used = {Path(load).name for load in LOADS.findall(text)}
    assert used == {path.name for path in STATIC.rglob("*.woff2")}
    assert used


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_what_a_script_imports_lies_beside_it(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    imports = re.findall(r"""\bfrom\s*["']([^"']+)["']""", text)
    assert [load for load in imports if not (script.parent / load).is_file()] == []
    assert "sourceMappingURL" not in text


def test_our_script_names_no_other_server() -> None:
    assert "//" not in re.sub(r"//[ ].*", "", (STATIC / "disclosure.js").read_text("utf-8"))


@pytest.mark.parametrize(
    "folder",
    [STATIC / "fonts", STATIC / "vendor" / "govuk-frontend", ROOT / "tests" / "browser" / "vendor"],
    ids=lambda path: path.name,
)
def test_what_comes_from_elsewhere_has_its_licence_beside_it(folder: Path) -> None:
    assert (folder / "LICENCE.txt").stat().st_size > 500


@pytest.mark.parametrize(
    ("name", "most"),
    [("disclosure.css", 400), ("subjects.css", 400), ("disclosure.js", 200), ("fields.js", 200)],
)
def test_our_own_files_stay_small(name: str, most: int) -> None:
    assert len((STATIC / name).read_text(encoding="utf-8").splitlines()) <= most


def test_the_page_about_the_files_names_the_versions_that_are_here() -> None:
    about = (STATIC / "README.md").read_text(encoding="utf-8")
    base = STATIC / "vendor" / "govuk-frontend"
    for path in (base / "govuk-frontend.min.css", base / "govuk-frontend.min.js"):
        first = re.search(r"govuk-frontend (\d+\.\d+\.\d+)", path.read_text(encoding="utf-8"))
        assert first
        assert f"`govuk-frontend` {first[1]}" in about
    axe = (ROOT / "tests" / "browser" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
    version = re.search(r"axe v(\d+\.\d+\.\d+)", axe)
    assert version
    assert f"`axe-core` {version[1]}" in about


# Contrast, worked out from the colours of the style sheet by the formula of WCAG 2.2.


def colours() -> dict[str, str]:
    text = (STATIC / "disclosure.css").read_text(encoding="utf-8")
    screen = text.split("@media print")[0]
    return {name: six(hexes) for name, hexes in re.findall(r"--([a-z-]+): (#\w+);", screen)}


def six(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_names() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "quiet", "accent") for ground in ("paper", "wash")),
        ("band-quiet", "band"),
        ("paper", "band"),
        ("paper", "accent"),
        ("paper", "stop"),
        ("ink", "focus"),
        ("accent-deep", "accent-wash"),
        *((kind, f"{kind}-wash") for kind in ("good", "soon", "stop", "wait")),
        *(("ink", f"{kind}-wash") for kind in ("good", "soon", "stop", "wait", "accent")),
    ],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    known = colours()
    assert contrast(known[text], known[ground]) >= 4.5


def test_the_edge_of_a_field_can_be_seen() -> None:
    known = colours()
    assert contrast(known["edge"], known["paper"]) >= 3


# The macros, rendered as a page renders them.


class Inner(Form):
    kind = RadioField(
        "Which kind?",
        choices=[SelectChoice("yes", "Yes"), SelectChoice("unknown", "Not known yet")],
        validators=[InputRequired("Choose a kind.")],
    )
    who = StringField("Who is checking?")


class Row(Form):
    name = StringField("Name", [InputRequired("Give the service a name."), Length(max=40)])


class Outer(Form):
    once = HiddenField(default="a-token")
    question = FormField(Inner)
    rows = FieldList(FormField(Row), min_entries=2)
    is_so = BooleanField("Still so")


OF_AN_INCIDENT = (
    "incidents.show",
    "facts.index",
    "duties.index",
    "notices.index",
    "said.show",
    "deadlines.of_incident",
    "registers.index",
    "trail.show",
    "incidents.team",
)


@pytest.fixture(scope="module")
def app() -> Flask:
    made = Flask("look", template_folder=str(ROOT / "templates" / "web"))
    made.config["SECRET_KEY"] = secrets.token_hex()
    made.jinja_env.undefined = StrictUndefined
    made.jinja_env.trim_blocks = made.jinja_env.lstrip_blocks = True
    CSRFProtect(made)
    for endpoint in (
        "home.show",
        "deadlines.wall",
        "law.index",
        "settings.show",
        "sign_in.sign_out",
    ):
        made.add_url_rule(f"/{endpoint}", endpoint)
    for endpoint in OF_AN_INCIDENT:
        made.add_url_rule(f"/incidents/<incident_id>/{endpoint}", endpoint)
    return made


def shown(app: Flask, source: str, **context: object) -> str:
    macros = '{% import "_forms.html" as forms %}{% import "_parts.html" as parts %}'
    with app.test_request_context():
        page = render_template_string(macros + source, **context)
    # An unclosed element or an id given twice is a fault of the macro, not of the page.
    html5lib.HTMLParser(strict=True).parseFragment(page.strip())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    return page


def attributes(page: str, element: str, field: str) -> str:
    """Give the start tag of the element with this id."""
    found = re.search(rf'<{element}\b[^>]*\bid="{field}"[^>]*>', page)
    assert found, f"no {element} with the id {field}"
    return found[0]


def test_the_summary_finds_the_errors_of_forms_within_forms(app: Flask) -> None:
    form = Outer()
    form.validate()
    page = shown(app, "{{ forms.errors_summary(form) }}", form=form)
    assert re.findall(r'<a href="#([^"]+)">([^<]+)</a>', page) == [
        ("question-kind", "Choose a kind."),
        ("rows-0-name", "Give the service a name."),
        ("rows-1-name", "Give the service a name."),
    ]


def test_no_errors_means_no_summary(app: Flask) -> None:
    assert shown(app, "{{ forms.errors_summary(form) }}", form=Outer()).strip() == ""


def test_an_error_is_tied_to_its_field(app: Flask) -> None:
    form = Outer()
    form.validate()
    page = shown(app, "{{ forms.text(form.rows[1].form.name, 'Short') }}", form=form)
    start = attributes(page, "input", "rows-1-name")
    assert 'aria-describedby="rows-1-name-hint rows-1-name-error"' in start
    assert 'aria-invalid="true"' in start
    assert attributes(page, "p", "rows-1-name-error")


def test_browsers_neither_cut_nor_refuse_what_is_typed(app: Flask) -> None:
    page = shown(app, "{{ forms.text(form.rows[0].form.name) }}", form=Outer())
    start = attributes(page, "input", "rows-0-name")
    assert "maxlength" not in start
    assert "required" not in start


def test_the_first_choice_is_what_the_summary_leads_to(app: Flask) -> None:
    source = (
        "{{ forms.radios(form.kind, {'unknown': 'Say who'}, {'unknown': forms.text(form.who)}) }}"
    )
    page = shown(app, source, form=Inner(data={"kind": "unknown"}))
    assert 'value="yes"' in attributes(page, "input", "kind")
    second = attributes(page, "input", "kind-1")
    assert 'aria-describedby="kind-1-item-hint"' in second
    assert " checked" in second
    assert page.index('id="kind-1-more"') < page.index('id="who"')


def test_a_form_carries_its_tokens(app: Flask) -> None:
    source = "{{ forms.form_open('/x', true, form) }}{{ forms.form_close() }}"
    page = shown(app, source, form=Outer())
    assert re.search(r'name="csrf_token" value="[^"]{20,}"', page)
    assert 'value="a-token"' in attributes(page, "input", "once")
    assert "novalidate" in page
    assert 'enctype="multipart/form-data"' in page


def test_what_people_type_is_text_and_not_html(app: Flask) -> None:
    bad = '<script>alert("x")</script>'
    source = """{{ forms.text(form.who, bad) }}{{ forms.radios(form.kind, {'yes': bad}) }}
      {{ parts.tag(bad, 'stop') }}{{ parts.summary_list([(bad, bad, '/x', bad)]) }}
      {{ parts.notification('success', bad) }}{{ parts.inset(bad) }}{{ parts.empty(bad) }}
      {{ parts.when(bad, '2025-04-22T08:10:00+00:00') }}{{ parts.finding('stop', bad, bad) }}
      {{ parts.redline([('same', bad), ('ins', bad), ('del', bad)]) }}
      {{ parts.breadcrumbs([(bad, '/x'), (bad, '')]) }}{{ parts.pagination('/x', '/y', bad) }}
      {% call parts.details(bad) %}{{ bad }}{% endcall %}
      {{ parts.task_list([{'id': 't', 'title': bad, 'href': '/x', 'state': bad}]) }}"""
    page = shown(app, source, form=Inner(data={"who": bad}), bad=bad)
    assert "<script" not in page


def test_a_redline_says_in_words_what_was_added_and_taken_out(app: Flask) -> None:
    source = "{{ parts.redline([('same', 'About '), ('del', '1,200'), ('ins', '1,450')]) }}"
    page = re.sub(r"<[^>]+>", "", shown(app, source))
    assert page == "About [taken out: 1,200][added: 1,450]"


# The frame of every page.


def framed(app: Flask, **context: object) -> str:
    usual = {
        "person": SimpleNamespace(name="Ines Okafor", roles=frozenset()),
        "incident": None,
        "messages": [],
        "here": "",
        "subnav_here": "",
        "errors": (),
    }
    source = '{% extends "layout.html" %}{% block title %}Facts{% endblock %}'
    with app.test_request_context():
        page = render_template_string(source, **{**usual, **context})
    html5lib.HTMLParser(strict=True).parse(page)
    return page


def title_of(page: str) -> str:
    return page.partition("<title>")[2].partition("</title>")[0]


INCIDENT = SimpleNamespace(id="7", title="A <b>bold</b> title", organisation_name="Alder plc")


@pytest.mark.parametrize(
    ("context", "title"),
    [
        ({}, "Facts – Disclosure"),
        ({"errors": {"a": ["b"]}}, "Error: Facts – Disclosure"),
        ({"incident": INCIDENT}, "Facts – A &lt;b&gt;bold&lt;/b&gt; title – Disclosure"),
    ],
)
def test_the_title_says_page_incident_and_product(
    app: Flask, context: dict[str, object], title: str
) -> None:
    assert title_of(framed(app, **context)) == title


def test_the_page_one_is_on_is_marked(app: Flask) -> None:
    page = framed(app, here="deadlines", incident=INCIDENT, subnav_here="facts")
    assert re.findall(r'aria-current="page">([^<]+)<', page) == ["Deadlines", "Facts"]


def test_who_is_signed_out_sees_no_navigation(app: Flask) -> None:
    page = framed(app, person=None)
    assert "<nav" not in page
    assert "Sign out" not in page


def test_nothing_stands_inline_and_nothing_comes_from_elsewhere(app: Flask) -> None:
    page = framed(app, incident=INCIDENT, messages=[("success", "Done so.", "", "")])
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert re.findall(r"<script[^>]*>(?!</script>)", page) == []
    assert not re.search(r"""(?:href|src|action)="(?:\w+:)?//""", page)


def test_an_error_keeps_what_was_typed_and_sends_it_again(app: Flask) -> None:
    with app.test_request_context():
        page = render_template(
            "error.html",
            status=400,
            heading="This page was open for too long",
            why="Nothing was stored.",
            what_to_do="Send it now.",
            reference="1a2b3c4d",
            kept=[("cause", "<i>typed</i>")],
            resume={"action": "/x", "fields": [("cause", "<i>typed</i>"), ("csrf_token", "old")]},
        )
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<dd>&lt;i&gt;typed&lt;/i&gt;</dd>" in page
    assert 'name="cause" value="&lt;i&gt;typed&lt;/i&gt;"' in page
    assert page.count('name="csrf_token"') == 1
    assert 'value="old"' not in page
    assert "1a2b3c4d" in page
