"""Wordings of an organisation's own: in place of a shipped text, or of some of its blocks."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builders import a_vocabulary, an_obligation
from disclosure.catalogue.law import Law
from disclosure.catalogue.notices import HERE, fill_shelf
from disclosure.catalogue.organisations import load_organisations
from disclosure.catalogue.vocabulary import Audience
from disclosure.law.confidence import Confidence
from disclosure.law.obligations import Content
from disclosure.problems import Problem
from disclosure.words.blocks import Notice, Question

AUDIENCES = {
    name: Audience(name, name, frozenset(), 9, after_market=False)
    for name in ("authority", "customers")
}
DUTY = replace(
    an_obligation("uk.law.1"),
    contents=(Content("what", "What happened", "Art 1", Confidence.VERIFIED),),
)
REPORT, LETTER = "uk.law/1.initial.authority.en-GB.j2", "voluntary/letter.customers.en-GB.j2"
FRONT = """+++
title = "Report"
layout = "letter"
ready = "always"
why = "An example."

[[fixed]]
id = "thanks"
approved_by = "counsel"
+++
"""
CAUSE = '{% say incident.cause id="cause" cite="Art 1" %}{% when confirmed %}A fault.{% endsay %}\n'
THANKS = '{% fixed id="thanks" %}Thank you.{% endfixed %}\n'
SHIPPED = {
    REPORT: f"{FRONT}{CAUSE}\n{THANKS}",
    LETTER: f'{FRONT}{{% question "Why?" ref="1" %}}{CAUSE}{{% endquestion %}}\n{THANKS}',
}
WHOLE = FRONT.replace("+++\n", '+++\nreplaces = "text"\n', 1)


def blocks(*names: str, fixed: str = "") -> str:
    """Give the top of a file that replaces some blocks."""
    listed = f'\n[[fixed]]\nid = "{fixed}"\napproved_by = ""' if fixed else ""
    return f"+++\nreplaces = {json.dumps(names)}{listed}\n+++\n"


class Read:
    """What came of reading a folder."""

    def __init__(self, here: tuple[Notice, ...], own: dict, problems: list[Problem]) -> None:
        """Keep what was read."""
        self.here = {notice.id: notice for notice in here}
        self.own = {name: {n.id: n for n in notices} for name, notices in own.items()}
        self.problems = problems

    @property
    def told(self) -> list[tuple[str, str]]:
        """Give where something is wrong, and what."""
        return [(problem.path, problem.wrong) for problem in self.problems]


Load = Callable[..., Read]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Write texts of one's own beside those that are shipped, and read both."""

    def load(own: dict[str, str], **organisations: dict[str, str]) -> Read:
        shipped, local = tmp_path / "shipped", tmp_path / "own"
        write(shipped / "templates" / "notices", SHIPPED)
        write(local / "templates" / "notices", own)
        for name, files in organisations.items():
            folder = local / "organisations" / name
            (folder / "templates" / "notices").mkdir(parents=True)
            names = files.pop("organisation.toml", f'schema = 1\nnames = ["{name.title()} Ltd"]')
            (folder / "organisation.toml").write_text(names, encoding="utf-8")
            write(folder / "templates" / "notices", files)
        problems: list[Problem] = []
        law = Law((DUTY,), {}, {}, {})
        shelf = fill_shelf((shipped, local), law, a_vocabulary(), AUDIENCES, problems)
        here = tuple(shelf.notices.values())
        return Read(here, load_organisations(local, shelf), problems)

    return load


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def words(notice: Notice) -> dict[str, str]:
    """Give the wording of each block by its id."""
    found = {}
    for block in notice.every_block():
        whens = getattr(block, "whens", ())
        wording = whens[0].wording if whens else getattr(block, "wording", None)
        found[block.id] = wording.source if wording else ""
    return found


# ---- A whole text --------------------------------------------------------------------------------


def test_a_text_of_ones_own_stands_in_the_place_of_the_shipped_one(load: Load) -> None:
    own = WHOLE + CAUSE.replace("A fault", "Our own fault") + THANKS
    read = load({REPORT: own})
    assert read.told == []
    assert list(read.here) == ["uk.law.1.initial.authority", "voluntary.letter.customers"]
    notice = read.here["uk.law.1.initial.authority"]
    assert words(notice)["cause"] == "Our own fault."
    assert notice.own == HERE
    assert notice.file.endswith(f"/own/templates/notices/{REPORT}")
    assert read.here["voluntary.letter.customers"].own == ""


def test_a_text_that_does_not_say_that_it_replaces_one_is_refused(load: Load) -> None:
    read = load({REPORT: FRONT + CAUSE + THANKS})
    assert read.told == [("", "There is a notice 'uk.law.1.initial.authority' already.")]
    assert 'replaces = "text"' in read.problems[0].allowed
    assert read.here["uk.law.1.initial.authority"].own == ""


@pytest.mark.parametrize("top", [WHOLE, blocks("cause")])
def test_what_replaces_nothing_is_refused(load: Load, top: str) -> None:
    read = load({"voluntary/lettre.customers.en-GB.j2": top + CAUSE + THANKS})
    wrong = "There is no notice 'voluntary.lettre.customers', so nothing is replaced."
    assert read.told == [("line 2, replaces", wrong)]


def test_a_required_content_that_is_dropped_is_refused_with_its_line(load: Load) -> None:
    own = WHOLE + CAUSE.replace(' cite="Art 1"', "") + THANKS
    read = load({REPORT: own})
    # The top has eleven lines, with the one that says that it replaces.
    assert read.told == [("line 12", "Nothing in it is tied to 'Art 1' (What happened).")]
    assert read.problems[0].file.endswith(f"/own/templates/notices/{REPORT}")


# ---- Some blocks ---------------------------------------------------------------------------------


def test_a_block_is_replaced_and_the_others_stay(load: Load) -> None:
    own = blocks("thanks", fixed="thanks") + THANKS.replace("Thank you", "Many thanks")
    read = load({REPORT: own})
    assert read.told == []
    notice = read.here["uk.law.1.initial.authority"]
    assert words(notice) == {"cause": "A fault.", "thanks": "Many thanks."}
    assert notice.fixed == {"thanks": ""}
    assert notice.own == f"{HERE}, in “thanks”"
    # It begins a paragraph where the shipped one began one.
    assert [block.starts_paragraph for block in notice.blocks] == [False, True]


def test_a_block_inside_a_question_is_replaced(load: Load) -> None:
    read = load({LETTER: blocks("cause") + CAUSE.replace("A fault", "Our own fault")})
    assert read.told == []
    notice = read.here["voluntary.letter.customers"]
    assert isinstance(notice.blocks[0], Question)
    assert words(notice)["cause"] == "Our own fault."
    assert notice.fixed == {"thanks": "counsel"}


def test_a_fixed_sentence_may_give_way_to_one_with_facts(load: Load) -> None:
    own = '{% say incident.cause id="thanks" %}{% when confirmed %}Thank you.{% endsay %}'
    read = load({LETTER: blocks("thanks") + own})
    assert read.told == []
    assert read.here["voluntary.letter.customers"].fixed == {}


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (
            blocks("causes") + CAUSE.replace('"cause"', '"causes"'),
            [("line 2, replaces[0]", "The text has no block 'causes'.")],
        ),
        (
            blocks("cause", "thanks") + CAUSE,
            [("line 2, replaces[1]", "No block below bears the id 'thanks'.")],
        ),
        (
            blocks("cause") + CAUSE + THANKS,
            [("line 5", "The block 'thanks' is not named at the top.")],
        ),
        (
            blocks("cause") + '{% heading "Cause" %}\n' + CAUSE,
            [("line 4", "The block 'heading' is not named at the top.")],
        ),
        (
            blocks("cause") + CAUSE.replace(' cite="Art 1"', ""),
            [("line 4", "Nothing in it is tied to 'Art 1' (What happened).")],
        ),
        (
            blocks("cause") + CAUSE.replace("confirmed", "suspected"),
            [("line 4", "A suspected fact is stated without a hedge.")],
        ),
    ],
)
def test_blocks_that_do_not_fit_are_refused_with_their_line(
    load: Load, own: str, told: list[tuple[str, str]]
) -> None:
    read = load({REPORT: own})
    assert read.told == told
    assert {p.file.partition("/own/")[2] for p in read.problems} == {f"templates/notices/{REPORT}"}


def test_a_list_that_replaces_nothing_is_refused(load: Load) -> None:
    assert [path for path, _ in load({REPORT: blocks() + CAUSE}).told] == ["line 2, replaces"]


def test_a_shared_piece_of_ones_own_bears_a_name_of_its_own(load: Load) -> None:
    SHIPPED["_shared/thanks.j2"] = THANKS
    try:
        read = load({"_shared/thanks.j2": THANKS})
    finally:
        del SHIPPED["_shared/thanks.j2"]
    assert read.told == [("", "There is a shared piece 'thanks' already.")]


# ---- Single organisations ------------------------------------------------------------------------


def test_each_client_has_its_own_words_and_no_other_sees_them(load: Load) -> None:
    own = blocks("cause") + CAUSE.replace("A fault", "Our own fault")
    added = FRONT + CAUSE + THANKS
    read = load({}, ashdown={REPORT: own}, pike={"voluntary/wire.customers.en-GB.j2": added})
    assert read.told == []
    report = "uk.law.1.initial.authority"
    assert words(read.own["ashdown ltd"][report])["cause"] == "Our own fault."
    assert read.own["ashdown ltd"][report].own == "Ashdown Ltd, in “cause”"
    assert words(read.own["pike ltd"][report])["cause"] == "A fault."
    assert "voluntary.wire.customers" in read.own["pike ltd"]
    assert "voluntary.wire.customers" not in read.own["ashdown ltd"]
    assert list(read.here) == [report, "voluntary.letter.customers"]
    assert read.here[report].own == ""


def test_a_client_builds_on_the_words_of_the_installation(load: Load) -> None:
    firm = blocks("thanks", fixed="thanks") + THANKS.replace("Thank you", "Many thanks")
    client = blocks("cause") + CAUSE.replace("A fault", "Our own fault")
    read = load({REPORT: firm}, ashdown={REPORT: client})
    assert words(read.own["ashdown ltd"]["uk.law.1.initial.authority"]) == {
        "cause": "Our own fault.",
        "thanks": "Many thanks.",
    }
    assert words(read.here["uk.law.1.initial.authority"])["cause"] == "A fault."


def test_pieces_of_one_client_are_not_another_ones(load: Load) -> None:
    text = f'{FRONT}{CAUSE}{{% include "our-thanks" %}}'
    wire = "voluntary/wire.customers.en-GB.j2"
    read = load({}, ashdown={"_shared/our-thanks.j2": THANKS, wire: text}, pike={wire: text})
    assert ("line 12", "There is no shared piece 'our-thanks'.") in read.told
    assert {p.file.partition("/organisations/")[2].partition("/")[0] for p in read.problems} == {
        "pike"
    }


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ("schema = 1\nnames = []", "names"),
        ("schema = 1", "names"),
        ('schema = 1\nnames = [""]', "names[0]"),
        ('schema = 1\nname = "Pike Ltd"\nnames = ["Pike Ltd"]', "name"),
        ('schema = 1\nnames = ["Pike Ltd", "ASHDOWN  Ltd"]', "names[1]"),
    ],
)
def test_whose_words_a_folder_holds_is_said_once_and_in_full(
    load: Load, form: str, path: str
) -> None:
    read = load({}, ashdown={}, pike={"organisation.toml": form})
    (problem,) = read.problems
    assert problem.path == path
    assert problem.file.endswith("/organisations/pike/organisation.toml")


# ---- Which wording it was ------------------------------------------------------------------------


def test_a_wording_has_a_digest_of_all_it_was_read_from(load: Load) -> None:
    def digest(*parts: object) -> str:
        text = json.dumps([*parts], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    own = blocks("cause") + CAUSE.replace("A fault", "Our own fault")
    read = load({REPORT: own})
    shipped = digest(SHIPPED[LETTER], {})
    assert read.here["voluntary.letter.customers"].wording == shipped
    both = digest(digest(SHIPPED[REPORT], {}), digest(own, {}))
    assert read.here["uk.law.1.initial.authority"].wording == both
