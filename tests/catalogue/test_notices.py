"""Notice files: how they are named, what stands at their top, what they must contain."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builders import a_stage, a_vocabulary, an_obligation, the_catalogue
from disclosure.catalogue.law import Law
from disclosure.catalogue.notice_top import unread_files
from disclosure.catalogue.notices import load_notices
from disclosure.catalogue.vocabulary import Audience
from disclosure.law.confidence import Confidence
from disclosure.law.obligations import Content
from disclosure.problems import Problem
from disclosure.words.blocks import Notice

FRONT = """+++
title = "Report"
layout = "letter"
ready = "always"
why = "An example."
+++
"""
BODY = '{% say incident.cause cite="Art 1" %}{% when confirmed %}X.{% endsay %}\n'
CONTENTS = (
    Content("what", "What happened", "Art 1", Confidence.VERIFIED),
    Content("who", "Who is affected", "Art 2; Guide 7", Confidence.VERIFIED),
)
AUDIENCES = {
    name: Audience(name, name, frozenset(), 9, after_market=False)
    for name in ("authority", "customers")
}

Loaded = tuple[tuple[Notice, ...], list[Problem]]
Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Write files below `notices/` and load them."""

    def load(files: dict[str, str], contents: tuple[Content, ...] = ()) -> Loaded:
        for name, text in files.items():
            path = tmp_path / "templates" / "notices" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        duties = (
            replace(an_obligation("uk.law.1"), contents=contents),
            an_obligation("uk.body", stages=[a_stage(name="report")]),
        )
        problems: list[Problem] = []
        law = Law(duties, {}, {}, {})
        return load_notices((tmp_path,), law, a_vocabulary(), AUDIENCES, problems), problems

    return load


def the_problem(loaded: Loaded) -> tuple[str, str, str]:
    (problem,) = loaded[1]
    return problem.file, problem.path, problem.wrong


# ---- The name of a file --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "name", "obligation", "stage", "audience"),
    [
        (
            "uk.law/1.initial.authority.en-GB.j2",
            "uk.law.1.initial.authority",
            "uk.law.1",
            "initial",
            "authority",
        ),
        (
            "uk.body/_.report.authority.en-GB.j2",
            "uk.body.report.authority",
            "uk.body",
            "report",
            "authority",
        ),
        (
            "voluntary/letter.customers.en-GB.j2",
            "voluntary.letter.customers",
            "",
            "letter",
            "customers",
        ),
    ],
)
def test_the_name_of_a_file_says_what_it_is(
    load: Load, file: str, name: str, obligation: str, stage: str, audience: str
) -> None:
    (notice,), problems = load({file: FRONT + BODY})
    assert problems == []
    assert (notice.id, notice.obligation, notice.stage) == (name, obligation, stage)
    assert (notice.audience, notice.language) == (audience, "en-GB")
    assert notice.file == f"templates/notices/{file}"


OF_A_LAW = "The folder 'uk.law' is that of a law, but the name has no provision and stage."


@pytest.mark.parametrize(
    ("file", "wrong", "how"),
    [
        ("uk.law/1.authority.en-GB.j2", OF_A_LAW, "A text no law asks for lies in voluntary/"),
        (
            "uk.law/1.initial.authority.customers.en-GB.j2",
            "The name has 5 parts between its full stops, not 4.",
            "Write provision.stage.audience.language: 33.initial.authority.en-GB.j2.",
        ),
        (
            "uk.law/letter.j2",
            "The name does not end in a language: 'letter' is none.",
            "Write provision.stage.audience.language: 33.initial.authority.en-GB.j2.",
        ),
        (
            "voluntary/letter.en-GB.j2",
            "The name has 2 parts between its full stops, not 3.",
            "Write kind.audience.language: letter.staff.en-GB.j2.",
        ),
        (
            "voluntary/1.letter.customers.en-GB.j2",
            "The name has 4 parts between its full stops, not 3.",
            "Write kind.audience.language: letter.staff.en-GB.j2.",
        ),
    ],
)
def test_a_file_of_another_name_is_refused(load: Load, file: str, wrong: str, how: str) -> None:
    notices, problems = load({file: FRONT + BODY})
    assert notices == ()
    (problem,) = problems
    assert (problem.file, problem.path) == (f"templates/notices/{file}", "file name")
    assert problem.wrong == wrong
    assert problem.allowed.startswith(how)


def test_an_unknown_audience_is_a_problem(load: Load) -> None:
    loaded = load({"voluntary/letter.neighbours.en-GB.j2": FRONT + BODY})
    assert the_problem(loaded) == (
        "templates/notices/voluntary/letter.neighbours.en-GB.j2",
        "file name",
        "There is no audience 'neighbours'.",
    )
    assert "authority" in loaded[1][0].allowed


def test_an_unknown_obligation_is_a_problem(load: Load) -> None:
    loaded = load({"uk.law/9.initial.authority.en-GB.j2": FRONT + BODY})
    assert the_problem(loaded)[1:] == ("file name", "There is no obligation 'uk.law.9'.")


def test_files_come_in_the_order_of_their_names_and_shared_pieces_are_none(load: Load) -> None:
    notices, problems = load(
        {
            "voluntary/letter.customers.en-GB.j2": FRONT + '{% include "what" %}\n',
            "uk.law/1.initial.authority.en-GB.j2": FRONT + BODY,
            "_shared/what.j2": BODY,
            "voluntary/README.md": "No notice.",
        }
    )
    assert problems == []
    assert [n.id for n in notices] == ["uk.law.1.initial.authority", "voluntary.letter.customers"]
    assert notices[1].blocks[0].file == "_shared/what.j2"


# ---- The top of a file ---------------------------------------------------------------------------

LETTER = "voluntary/letter.customers.en-GB.j2"
SHOWN = f"templates/notices/{LETTER}"


def test_the_top_of_a_file_is_kept(load: Load) -> None:
    top = FRONT.replace(
        'ready = "always"\n', 'ready = "applies"\nmax_words = 90\nnote = "Read it."\n'
    ).replace('example."\n', 'example."\n[[fixed]]\nid = "sorry"\napproved_by = "counsel"\n')
    (notice,), problems = load(
        {LETTER: f'{top}{BODY}{{% fixed id="sorry" %}}Sorry.{{% endfixed %}}'}
    )
    assert problems == []
    assert (notice.title, notice.layout, notice.ready) == ("Report", "letter", "applies")
    assert (notice.why, notice.note, notice.max_words) == ("An example.", "Read it.", 90)
    assert notice.fixed == {"sorry": "counsel"}


def test_what_need_not_be_said_has_a_default(load: Load) -> None:
    (notice,), _ = load({LETTER: FRONT + BODY})
    assert (notice.note, notice.max_words, notice.fixed) == ("", None, {})


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "The file is empty."),
        (BODY, "The file begins with '{% say incident.caus', not with +++."),
        (f"Words before.\n{FRONT}{BODY}", "The file begins with 'Words before.', not with +++."),
        (FRONT.replace("+++", "---") + BODY, "The file begins with '---', not with +++."),
        (FRONT.rstrip("+\n") + BODY, "The file has no second line of +++."),
    ],
)
def test_a_file_without_its_top_is_refused(load: Load, text: str, wrong: str) -> None:
    loaded = load({LETTER: text})
    assert loaded[0] == ()
    assert the_problem(loaded) == (SHOWN, "line 1", wrong)
    assert loaded[1][0].allowed.endswith("stands at its top, between two lines of +++.")


ROW = """offer_when = ['some service where area = "payment"']"""


@pytest.mark.parametrize(
    ("top", "line", "wrong", "allowed"),
    [
        (
            "title = Report",
            2,
            "The value of 'title' lacks its quotation marks.",
            'Write title = "Report".',
        ),
        (
            'title = "Report\nwhy = "x"',
            2,
            "The quotation mark of 'title' is not closed.",
            "Write the second one.",
        ),
        (
            'why = "x"\ntitle = \u201cReport\u201d',
            3,
            "The quotation marks of this line are bent.",
            'Write straight ones: "\u2026". A word processor bends them; use a plain editor.',
        ),
        (
            'why = "x"\nready = "always"\nwhy = "y"',
            4,
            "'why' stands twice at the top of the file.",
            "Keep one of them.",
        ),
        (
            'title = "x"\n' + ROW.replace("'", '"'),
            3,
            "The quotation marks of this row end too early.",
            "Enclose a row in single ones, and its values in double ones: ['\u2026 = \"\u2026\"'].",
        ),
        ("", "", "It is empty.", "Begin with title, layout, ready and why."),
    ],
)
def test_a_slip_at_the_top_of_a_file_is_named_with_its_line(
    load: Load, top: str, line: int | str, wrong: str, allowed: str
) -> None:
    loaded = load({LETTER: f"+++\n{top}\n+++\n{BODY}"})
    assert loaded[0] == ()
    assert the_problem(loaded) == (SHOWN, f"line {line}" if line else "top of the file", wrong)
    assert loaded[1][0].allowed == allowed


def test_a_top_that_is_wrong_in_another_way_still_names_its_line(load: Load) -> None:
    _, (problem,) = load({LETTER: f'+++\ntitle = "A"\n[why]]\n+++\n{BODY}'})
    assert problem.path == "line 3"
    assert problem.wrong.startswith("From here on the file is not TOML")


def test_a_key_of_the_text_behind_the_fixed_sentences_is_said_to_stand_too_low(load: Load) -> None:
    fixed = '[[fixed]]\nid = "a"\napproved_by = ""\n[[fixed]]\nid = "b"\napproved_by = ""\n'
    top = FRONT.removesuffix("+++\n") + fixed + 'note = "Late."\n+++\n'
    _, (problem,) = load({LETTER: top + BODY})
    # Five lines with the fence, three of each sentence: the note is the twelfth.
    assert problem.path == "line 12, fixed[1].note"
    assert problem.allowed == (
        "Allowed: id, approved_by. What describes the whole text stands above the first [[fixed]]."
    )


def test_a_fixed_sentence_listed_twice_is_a_problem(load: Load) -> None:
    fixed = '[[fixed]]\nid = "sorry"\napproved_by = ""\n'
    top = FRONT.removesuffix("+++\n") + fixed + fixed + "+++\n"
    loaded = load({LETTER: f'{top}{BODY}{{% fixed id="sorry" %}}Sorry.{{% endfixed %}}'})
    assert the_problem(loaded)[1:] == (
        "line 10",
        "The fixed sentence 'sorry' is listed twice at the top of the file.",
    )


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('title = "Report"\n', "", "line 1, title"),
        ('title = "Report"', 'title = ""', "line 2, title"),
        ('layout = "letter"', 'layout = "poem"', "line 3, layout"),
        ('ready = "always"', 'ready = "never"', "line 4, ready"),
        ('why = "An example."', "why = 7", "line 5, why"),
        ('why = "An example."', 'why = "x"\nmax_words = 0', "line 6, max_words"),
        ('why = "An example."', 'why = "x"\norder = ["a"]', "line 6, order"),
        ('why = "An example."', 'why = "x"\n[[fixed]]\nid = "a"', "line 6, fixed[0].approved_by"),
        (
            'why = "An example."',
            'why = "x"\n[[fixed]]\nid = ""\napproved_by = ""',
            "line 7, fixed[0].id",
        ),
    ],
)
def test_front_matter_of_another_form_is_refused(load: Load, old: str, new: str, path: str) -> None:
    loaded = load({LETTER: FRONT.replace(old, new) + BODY})
    assert loaded[0] == ()
    assert the_problem(loaded)[:2] == (SHOWN, path)


# ---- Lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "line"), [("", 8), ("\n\n", 10)])
def test_a_fault_in_the_body_has_the_line_of_the_file(load: Load, before: str, line: int) -> None:
    loaded = load({LETTER: f"{before}{FRONT}\nWe are fine.\n"})
    assert the_problem(loaded) == (
        SHOWN,
        f"line {line}",
        "'We are fine.' stands outside a block.",
    )


def test_faults_and_remarks_name_the_shared_piece_they_are_about(load: Load) -> None:
    piece = "\nWe are fine.\n{% say incident.cause %}\n{% when suspected %}A fault.{% endsay %}\n"
    _, problems = load({LETTER: f'{FRONT}{{% include "piece" %}}', "_shared/piece.j2": piece})
    assert [(problem.file, problem.path) for problem in problems] == [
        ("templates/notices/_shared/piece.j2", "line 2"),
        ("templates/notices/_shared/piece.j2", "line 4"),
    ]


def test_a_remark_has_the_line_of_the_file(load: Load) -> None:
    loaded = load({LETTER: f"{FRONT}\n{{% say incident.colour %}}{BODY.partition('%}')[2]}"})
    assert the_problem(loaded) == (SHOWN, "line 8", "There is no fact 'incident.colour'.")


# ---- Contents ------------------------------------------------------------------------------------

REPORT = "uk.law/1.initial.authority.en-GB.j2"


@pytest.mark.parametrize("cite", ["Art 2", "Guide 7", "Art 9; Art 2"])
def test_a_content_is_covered_by_any_of_its_citations(load: Load, cite: str) -> None:
    body = BODY + BODY.replace("Art 1", cite)
    assert load({REPORT: FRONT + body}, CONTENTS)[1] == []


def test_a_content_that_no_sentence_is_tied_to_is_a_problem(load: Load) -> None:
    loaded = load({REPORT: FRONT + BODY}, CONTENTS)
    assert the_problem(loaded) == (
        f"templates/notices/{REPORT}",
        "contents",
        "Nothing in it is tied to 'Art 2; Guide 7' (Who is affected).",
    )


def test_a_citation_must_be_written_exactly_as_in_the_law_file(load: Load) -> None:
    _, problems = load({REPORT: FRONT + BODY.replace("Art 1", "Art 1(a)")}, CONTENTS)
    assert [problem.path for problem in problems] == ["contents", "contents"]


def test_a_voluntary_text_owes_no_contents(load: Load) -> None:
    assert load({LETTER: FRONT + BODY}, CONTENTS)[1] == []


# ---- Files that are passed over -----------------------------------------------------------------


def test_a_file_meant_for_a_notice_that_is_not_read_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "voluntary"
    folder.mkdir()
    names = ["a.staff.en-GB", "b.staff.en-GB.j2.txt", "c.staff.en-GB.j2", "README.md", ".x.j2.swp"]
    for name in [*names, "d.staff.en-GB.j2~"]:
        (folder / name).write_text("", encoding="utf-8")
    found = unread_files(tmp_path, "own/")
    assert [(each.file, each.path, each.wrong) for each in found] == [
        (
            f"own/voluntary/{name}",
            "file name",
            "The name does not end in .j2, so the file is not read.",
        )
        for name in names[:2]
    ]


# ---- What is shipped -----------------------------------------------------------------------------


def test_every_shipped_notice_of_a_duty_covers_what_its_law_asks_for() -> None:
    # Loading refuses anything else; that there is something to refuse is shown here.
    catalogue = the_catalogue()
    asked = {
        notice.id: len(catalogue.obligation(notice.obligation, date(2026, 11, 21)).contents)
        for notice in catalogue.notices
        if notice.obligation
    }
    assert asked["uk.gdpr.33.initial.authority"] >= 4
    assert {notice.language for notice in catalogue.notices} == {"en-GB"}
