"""Texts in another language: a key of their own, words of their own, and no English among them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import a_vocabulary, an_obligation
from disclosure.catalogue.law import Law
from disclosure.catalogue.notices import Shelf, fill_shelf
from disclosure.catalogue.organisations import load_organisations
from disclosure.catalogue.vocabulary import Audience

AUDIENCES = {
    name: Audience(name, name, frozenset(), 9, after_market=False)
    for name in ("authority", "customers")
}
QPS = 'schema = 1\nhedges = ["måýƀé"]\n[house]\nstaff = "çøļļéåĝúéš"\n'
LANGUAGE = "templates/languages/qps-ploc.toml"
ENGLISH = "templates/notices/voluntary/letter.customers.en-GB.j2"
OTHER = "templates/notices/voluntary/letter.customers.qps-ploc.j2"
TOP = '+++\ntitle = "T"\nlayout = "letter"\nready = "always"\nwhy = "An example."\n+++\n'
CAUSE = "{% say incident.cause %}{% when confirmed %}[Ç: {{ incident.cause }}.]{% endsay %}"

Load = Callable[[dict[str, str]], Shelf]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Write files and read the notices among them."""

    def load(files: dict[str, str]) -> Shelf:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        law = Law((an_obligation("uk.law.1"),), {}, {}, {})
        return fill_shelf((tmp_path,), law, a_vocabulary(), AUDIENCES, [])

    return load


def told(shelf: Shelf) -> list[tuple[str, str, str]]:
    return [(p.file, p.path, p.wrong) for p in shelf.problems]


def test_a_text_stands_in_two_languages_side_by_side(load: Load) -> None:
    shelf = load({LANGUAGE: QPS, ENGLISH: TOP + CAUSE, OTHER: TOP + CAUSE})
    assert told(shelf) == []
    assert {key: notice.language for key, notice in shelf.notices.items()} == {
        "voluntary.letter.customers": "en-GB",
        "voluntary.letter.customers.qps-ploc": "qps-ploc",
    }
    one, other = shelf.notices.values()
    assert one.in_any_language == other.in_any_language == "voluntary.letter.customers"
    assert (one.stage, one.audience) == (other.stage, other.audience)


def test_the_key_of_a_duty_carries_the_language_too(load: Load) -> None:
    name = "templates/notices/uk.law/1.initial.authority.qps-ploc.j2"
    shelf = load({LANGUAGE: QPS, name: TOP + CAUSE})
    (notice,) = shelf.notices.values()
    assert notice.id == "uk.law.1.initial.authority.qps-ploc"
    assert (notice.obligation, notice.stage) == ("uk.law.1", "initial")
    assert notice.in_any_language == "uk.law.1.initial.authority"


def test_a_language_nobody_described_is_refused(load: Load) -> None:
    shelf = load({OTHER: TOP + CAUSE})
    wrong = "There is no language 'qps-ploc', and no text of it is taken for another."
    assert told(shelf) == [(OTHER, "file name", wrong)]
    assert shelf.notices == {}


@pytest.mark.parametrize("ending", ["English", "e", "en_GB", "en--GB", ""])
def test_what_is_no_language_is_refused(load: Load, ending: str) -> None:
    name = f"templates/notices/voluntary/letter.customers.{ending}.j2"
    shelf = load({LANGUAGE: QPS, name: TOP + CAUSE})
    assert [path for _, path, _ in told(shelf)] == ["file name"]


def test_it_includes_pieces_of_its_language_and_never_the_english_ones(load: Load) -> None:
    piece = "templates/notices/_shared/cause.j2"
    files = {LANGUAGE: QPS, OTHER: TOP + '{% include "cause" %}', piece: CAUSE}
    shelf = load(files)
    assert told(shelf) == [(OTHER, "line 7", "There is no shared piece 'cause'.")]
    shelf = load({**files, "templates/notices/_shared/cause.qps-ploc.j2": CAUSE})
    assert told(shelf) == []
    (notice,) = shelf.notices.values()
    assert [block.id for block in notice.blocks] == ["incident-cause"]


def test_an_english_text_includes_no_piece_of_another_language(load: Load) -> None:
    piece = "templates/notices/_shared/cause.qps-ploc.j2"
    shelf = load({LANGUAGE: QPS, ENGLISH: TOP + '{% include "cause" %}', piece: CAUSE})
    assert told(shelf) == [(ENGLISH, "line 7", "There is no shared piece 'cause'.")]


def test_a_fault_in_a_piece_names_the_file_of_its_language(load: Load) -> None:
    piece = "templates/notices/_shared/cause.qps-ploc.j2"
    shelf = load({LANGUAGE: QPS, OTHER: TOP + '{% include "cause" %}', piece: "{% say cause %}"})
    assert {file for file, _, _ in told(shelf)} == {piece}


# ---- What it may say -----------------------------------------------------------------------------


def say(fact: str, wording: str, when: str = "confirmed") -> str:
    return f"{TOP}{{% say {fact} %}}{{% when {when} %}}{wording}{{% endsay %}}"


def entry(wording: str, tag: str = "each") -> str:
    return f"{TOP}{{% {tag} service %}}{{% when confirmed %}}{wording}{{% end{tag} %}}"


@pytest.mark.parametrize(
    "text",
    [
        say("incident.cause", "[{{ incident.cause | capital | stop }}]"),
        say("incident.started_at", "[{{ incident.started_at | time }}]"),
        say("incident.cause", "[{{ incident.cause.as_of | time }}]"),
        say("org.name", "[{{ org.name }}]"),
        say("profile.contact.media", "[{{ profile.contact.media }}]"),
        entry("[{{ it.name }}: {{ it.detail | bare }}, {{ it.returns_at | time }}]"),
        say("incident.cause", "[{{ style.staff }}]"),
        say("incident.cause", "[Måýƀé {{ incident.cause }}]", "suspected"),
        say("incident.kind", "[Ŷéš.]", 'confirmed and value = "fire"'),
    ],
)
def test_what_was_typed_and_times_of_day_are_printed(load: Load, text: str) -> None:
    assert told(load({LANGUAGE: QPS, OTHER: text})) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (say("incident.kind", "[{{ incident.kind }}]"), "incident.kind"),
        (say("incident.started_at", "[{{ incident.started_at }}]"), "incident.started_at"),
        (
            say("incident.started_at", "[{{ incident.started_at | since }}]"),
            "incident.started_at | since",
        ),
        (
            say("personal_data.people_count", "[{{ personal_data.people_count | count }}]"),
            "personal_data.people_count | count",
        ),
        (say("incident.cause", "[{{ incident.cause.outlook }}]"), "incident.cause.outlook"),
        (say("incident.cause", "[{{ incident.cause.as_of }}]"), "incident.cause.as_of"),
        (say("judgement.aware", "[{{ judgement.aware }}]"), "judgement.aware"),
        (say("profile.size", "[{{ profile.size }}]"), "profile.size"),
        (entry("[{{ it.state }}]"), "it.state"),
        (entry("[{{ them.name | listed }}]", "together"), "them.name | listed"),
    ],
)
def test_what_would_print_english_words_is_refused(load: Load, text: str, printed: str) -> None:
    shelf = load({LANGUAGE: QPS, OTHER: text})
    assert told(shelf) == [(OTHER, "line 7", f"'{printed}' would print words of British English.")]


def test_a_word_of_the_house_is_said_in_its_language_or_not_at_all(load: Load) -> None:
    text = say("incident.cause", "[{{ style.customers }}]")
    shelf = load({LANGUAGE: QPS, OTHER: text})
    wrong = "There is no word for 'style.customers' in 'qps-ploc'."
    assert told(shelf) == [(OTHER, "line 7", wrong)]


def test_what_is_believed_is_hedged_in_words_of_the_language(load: Load) -> None:
    text = say("incident.cause", "[We believe {{ incident.cause }}]", "suspected")
    shelf = load({LANGUAGE: QPS, OTHER: text})
    assert told(shelf) == [(OTHER, "line 7", "A suspected fact is stated without a hedge.")]
    assert "one of: måýƀé" in shelf.problems[0].allowed


# ---- The file of a language ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form", "path"),
    [
        ("qps-ploc", "schema = 1", "hedges"),
        ("qps-ploc", "schema = 1\nhedges = []", "hedges"),
        ("qps-ploc", 'schema = 1\nhedges = ["x"]\n[house]\ncats = "y"', "house.cats"),
        ("qps-ploc", 'schema = 1\nhedges = ["x"]\n[house]\nstaff = ""', "house.staff"),
        ("en-GB", QPS, "file name"),
        ("Klingon", QPS, "file name"),
    ],
)
def test_a_language_file_that_is_wrong_is_refused(
    load: Load, name: str, form: str, path: str
) -> None:
    shelf = load({f"templates/languages/{name}.toml": form})
    assert [(file, where) for file, where, _ in told(shelf)] == [
        (f"templates/languages/{name}.toml", path)
    ]
    assert shelf.tongues == {}


def test_an_organisation_has_words_of_its_own_in_a_language(tmp_path: Path, load: Load) -> None:
    own = tmp_path / "organisations" / "ashdown"
    (own / "templates" / "languages").mkdir(parents=True)
    (own / "organisation.toml").write_text('schema = 1\nnames = ["Ashdown Ltd"]', encoding="utf-8")
    partners = QPS.replace("çøļļéåĝúéš", "þåŕţñéŕš").replace("måýƀé", "þéŕĥåþš")
    (own / "templates/languages/qps-ploc.toml").write_text(partners, encoding="utf-8")
    (own / OTHER).parent.mkdir(parents=True)
    text = say("incident.cause", "[Måýƀé {{ style.staff }}]", "suspected")
    (own / OTHER).write_text(text, encoding="utf-8")
    shelf = load({LANGUAGE: QPS})
    (notice,) = load_organisations(tmp_path, shelf)["ashdown ltd"]
    assert told(shelf) == []
    assert notice.tongue is not None
    assert notice.tongue.house == {"staff": "þåŕţñéŕš"}
    assert notice.tongue.hedges == ("måýƀé", "þéŕĥåþš")
    assert shelf.tongues["qps-ploc"].house == {"staff": "çøļļéåĝúéš"}
