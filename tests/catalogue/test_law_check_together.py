"""The check as a whole: a fault is told once, others beside it too, and nothing false for it.

The regime that `./disclose law new` writes is spoilt in one or two places; what is then said is
compared with what a reader who knows the law files would say.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builders import ROOT
from disclosure.catalogue.load import Check, check_catalogue, load_catalogue
from disclosure.catalogue.skeleton import Start, write_skeleton
from disclosure.problems import CatalogueError, InvalidInputError

TODAY = date(2026, 11, 22)
START = Start("uk.harbours.9", "Harbour Authorities Regulations 2026", "reg 9", TODAY)
REGIME = "regimes/uk.harbours"
OWN = ROOT / "tests" / "cases" / "own-catalogue"

Spoil = Callable[..., list[str]]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    write_skeleton(ROOT, tmp_path / "own", START)
    return tmp_path / "own"


@pytest.fixture
def spoil(own: Path) -> Spoil:
    """Replace words in the files of the regime; gives every complaint, its folder left out."""

    def spoil(*changes: tuple[str, str, str]) -> list[str]:
        for file, old, new in changes:
            path = own / REGIME / file
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return said(own)

    return spoil


def check(own: Path) -> Check:
    return check_catalogue(ROOT, own, TODAY)


def said(own: Path) -> list[str]:
    return [str(p).replace(f"{own}/{REGIME}/", "") for p in check(own).problems]


# ---- What is written to start from --------------------------------------------------------------


def test_what_is_written_to_start_from_is_clean_and_its_duty_appears(own: Path) -> None:
    found = check(own)
    assert [str(problem) for problem in found.problems] == []
    assert found.own == (1, 3)
    catalogue = load_catalogue(ROOT, own)
    rule = catalogue.obligation("uk.harbours.9", TODAY)
    assert (rule.kind, rule.status, rule.is_watched) == ("obligation", "in-force", False)
    assert rule.cite == "Harbour Authorities Regulations 2026 reg 9"
    assert [stage.id for stage in rule.stages] == ["initial", "final"]
    assert {"harbours.happened", "harbours.told_already"} <= set(catalogue.vocabulary.facts)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("contract.port-operator", "contract.port-operator/_.toml"),
        ("uk.wires.4-2", "uk.wires/4-2.toml"),
    ],
)
def test_the_name_of_the_duty_decides_its_file(tmp_path: Path, name: str, file: str) -> None:
    law = 'The "Port" Agreement'
    written = write_skeleton(ROOT, tmp_path / "own", Start(name, law, "clause 3", TODAY))
    assert tmp_path / "own/regimes" / file in written
    assert said(tmp_path / "own") == []
    rule = load_catalogue(ROOT, tmp_path / "own").obligation(name, TODAY)
    assert rule.cite == 'The "Port" Agreement clause 3'
    assert rule.kind == ("contract" if name.startswith("contract.") else "obligation")


@pytest.mark.parametrize("name", ["uk", "UK.harbours", "fr.harbours.9", "uk.harbours.", "uk/../x"])
def test_what_is_no_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match="is no id of a duty"):
        write_skeleton(ROOT, tmp_path, Start(name, "Act", "s 1", TODAY))
    assert list(tmp_path.iterdir()) == []


def test_a_regime_that_is_there_is_not_written_over(own: Path) -> None:
    before = (own / REGIME / "9.toml").read_bytes()
    with pytest.raises(InvalidInputError, match="is there already; nothing was written"):
        write_skeleton(ROOT, own, START)
    assert (own / REGIME / "9.toml").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="It cannot be written"):
        write_skeleton(ROOT, tmp_path / "own", START)


# ---- One fault, told once -----------------------------------------------------------------------

REFUSED = "9.toml: 9.toml was refused, and 3 worked cases were left out for it. Mend it first."


def test_a_fault_of_form_hides_no_unknown_name(spoil: Spoil) -> None:
    told = spoil(
        ("9.toml", "summary =", "sumary ="),
        ("9.toml", 'fact = "harbours.happened"', 'fact = "harbours.hapened"'),
        ("9.toml", 'authority = "harbours-office"', 'authority = "harbour-office"'),
        ("9.toml", '"judged:harbours_aware"', '"judged:harbour_aware"'),
        ("9.toml", 'counting = "exact-hours"', 'counting = "hours"'),
    )
    starts = [
        REFUSED,
        (
            "9.toml: applies_when[1].fact: There is no fact 'harbours.hapened'. Did you mean "
            "'harbours.happened'? Use a key of forms/facts.toml or of your asks.toml"
        ),
        "9.toml: authority: There is no authority 'harbour-office'. Did you mean 'harbours-office'",
        "9.toml: stages[0].limits[0].counting: 'hours' is not one of the options.",
        (
            "9.toml: stages[0].limits[0].starts_at: There is no judgement 'harbour_aware'. Did you "
            "mean 'harbours_aware'?"
        ),
        "9.toml: sumary: There is no key 'sumary' here. Did you mean 'summary'?",
        "9.toml: summary: The key 'summary' is missing. Add it.",
    ]
    assert [line[: len(start)] for line, start in zip(told, starts, strict=True)] == starts


def test_a_row_that_does_not_fit_still_has_its_names_looked_at(spoil: Spoil) -> None:
    row = '[[applies_when]]\nasks = "?"\nneeds = 1\ncolour = 1\n[[applies_when.any_of]]\n'
    told = spoil(("9.toml", "[[unless]]\n", f'{row}fact = "harbours.hapened"\n\n[[unless]]\n'))
    assert any("any_of[0].fact: There is no fact 'harbours.hapened'." in line for line in told)
    assert any("colour: There is no key 'colour' here." in line for line in told)


def test_a_file_that_is_not_toml_has_no_followers(spoil: Spoil) -> None:
    told = spoil(("9.toml", "schema = 1", "schema = = 1"))
    assert len(told) == 2
    assert REFUSED in told


def test_a_question_that_was_refused_is_not_said_to_be_unknown(spoil: Spoil) -> None:
    told = spoil(("asks.toml", "carries_instant = true", "carries_instant = 7"))
    assert told == [
        (
            "asks.toml: asks.toml was refused, and 3 worked cases were left out for it. "
            "Mend it first."
        ),
        (
            "asks.toml: judgements[0].carries_instant: The value 7 does not belong here. "
            "Write true or false."
        ),
    ]


def test_questions_of_a_file_that_is_not_toml_are_not_said_to_be_unknown(spoil: Spoil) -> None:
    told = spoil(("asks.toml", 'label = "Comes under', "label = “Comes under"))
    assert [line for line in told if "There is no" in line or "No question" in line] == []
    assert any("The quotation marks of this line are bent." in line for line in told)


def test_a_refused_case_takes_no_other_with_it(spoil: Spoil) -> None:
    told = spoil(
        ("cases.toml", 'outcome = "applies"', 'outcome = "aplies"'),
        ("cases.toml", 'waits_for = ["fact:harbours.happened", ', "waits_for = ["),
    )
    assert len(told) == 2
    assert told[0].startswith("cases.toml: cases[0].expect[0].outcome: 'aplies' is not one of")
    assert told[1].startswith("cases.toml: only-suspected.expect[0]: uk.harbours.9: expected it")


def test_cases_that_were_refused_are_not_said_to_be_missing(spoil: Spoil) -> None:
    told = spoil(("cases.toml", "schema = 1", "schema = = 1"))
    assert [line.partition(":")[0] for line in told] == ["cases.toml"]


# ---- What was not told before -------------------------------------------------------------------


def test_a_stage_that_waits_for_itself(spoil: Spoil) -> None:
    told = spoil(("9.toml", "submitted:uk.harbours.9/initial", "submitted:uk.harbours.9/final"))
    assert told[0] == (
        "9.toml: stages[1].limits[0].starts_at: This stage waits for its own submission, so its "
        "clock can never start. Name the stage that comes before it."
    )


def test_two_stages_that_wait_for_one_another(spoil: Spoil) -> None:
    told = spoil(("9.toml", '"judged:harbours_aware"', '"submitted:uk.harbours.9/final"'))
    waits = [line for line in told if "which waits for this one: neither can start." in line]
    assert [line.partition(": This")[0] for line in waits] == [
        "9.toml: stages[0].limits[0].starts_at",
        "9.toml: stages[1].limits[0].starts_at",
    ]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("From knowledge.", "the source cannot be looked up"),
        ("https://legislation.example/harbours", "the source has no date"),
        ("Harbour Regulations, reg 9", "the source has no date"),
        ("Harbour Regulations 2026, reg 9, read 2 November 2026", ""),
        ("https://legislation.example/harbours, read on 2 November 2026", ""),
    ],
)
def test_a_mark_higher_than_its_source_allows(spoil: Spoil, source: str, says: str) -> None:
    told = spoil(
        ("9.toml", 'source = "From knowledge."', f'source = "{source}"'),
        ("9.toml", ('asks = "Has happened what must be reported?"\ncite = "Harbour Authorities '
         'Regulations 2026 reg 9"\nconfidence = "knowledge"'),
         'asks = "Has happened what must be reported?"\ncite = "reg 9"\nconfidence = "verified"'),
    )  # fmt: skip
    if says:
        (line,) = told
        assert line.startswith(f"9.toml: source: applies_when[1] is marked 'verified', but {says}")
    else:
        assert told == []


def test_an_authority_read_nowhere(spoil: Spoil) -> None:
    told = spoil(("asks.toml", 'confidence = "knowledge"\nsource = "From knowledge."',
                  'confidence = "verified"\nsource = ""'))  # fmt: skip
    assert told == [
        (
            "asks.toml: 'harbours-office' is marked 'verified' and names no source. "
            'Add source, or lower the mark to "knowledge".'
        )
    ]


def test_a_day_that_has_not_come_yet(spoil: Spoil) -> None:
    told = spoil(
        ("9.toml", "checked_on = 2026-11-22", "checked_on = 2026-11-23"),
        ("regime.toml", "checked_on = 2026-11-22", "checked_on = 2027-11-22"),
    )
    assert told == [
        (
            "9.toml: checked_on: 2026-11-23 has not come yet; nobody can have checked it then. "
            "Write the day on which you read the source."
        ),
        (
            "regime.toml: checked_on: 2027-11-22 has not come yet; nobody can have checked it "
            "then. Write the day on which you read the source."
        ),
    ]


def test_a_jurisdiction_there_is_not(spoil: Spoil) -> None:
    told = spoil(("regime.toml", 'jurisdiction = "uk"', 'jurisdiction = "france"'))
    assert told == [
        "regime.toml: jurisdiction: 'france' is not one of the options. Allowed: uk, contract."
    ]


# ---- The right file -----------------------------------------------------------------------------


def test_a_page_or_a_section_there_is_not_is_told_of_its_own_file(spoil: Spoil) -> None:
    told = spoil(
        ("asks.toml", 'page = "sectors"', 'page = "sector"'),
        ("asks.toml", 'page = "effect"  ', 'page = "efect"  '),
        ("asks.toml", 'pages = ["when", "effect"]', 'pages = ["wen"]'),
    )
    starts = [
        (
            "asks.toml: answers[0].page: The answer 'harbours.covered' names no section of the "
            "profile. Did you mean 'sectors'?"
        ),
        (
            "asks.toml: facts[0].page: There is no question page 'efect'. uk.harbours.9 waits "
            "for it. Did you mean 'effect'?"
        ),
        "asks.toml: judgements[0].pages: There is no question page 'wen'. Did you mean 'when'?",
    ]
    assert [line[: len(start)] for line, start in zip(told, starts, strict=True)] == starts


def test_a_fact_without_a_page_is_given_one(spoil: Spoil) -> None:
    told = spoil(("asks.toml", 'page = "effect"  ', "#"))
    (line,) = told
    assert line.startswith(
        "asks.toml: facts[0].page: The fact 'harbours.happened' is asked on no page. "
        "uk.harbours.9 waits for it. Give the fact a page: page ="
    )


# ---- A folder that was not read -----------------------------------------------------------------


def test_a_folder_without_regimes_is_not_called_clean(tmp_path: Path) -> None:
    (line,) = [str(problem) for problem in check(tmp_path).problems]
    assert line == (
        f"{tmp_path}: There is no folder 'regimes' in it, so nothing of it was read. "
        "Name the folder that holds regimes/."
    )


def test_a_folder_that_cannot_be_opened_is_not_called_clean(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def refuse(path: Path) -> object:
        if path == own / REGIME:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    (line,) = [str(problem) for problem in check(own).problems]
    assert line == (
        f"{own}: The folder {own / REGIME} cannot be opened, so it was not read. "
        "Check your access to it."
    )


# ---- A folder of one's own changes nothing that is shipped --------------------------------------

SHIPPED = ROOT / "forms" / "regimes"


def added_to_gdpr(own: Path) -> Path:
    """Give a duty of one's own beside those of a shipped regime, with its cases and questions."""
    gdpr = own / "regimes" / "uk.gdpr"
    (own / REGIME).rename(gdpr)
    (gdpr / "regime.toml").unlink()
    (gdpr / "9.toml").rename(gdpr / "99.toml")
    for path in gdpr.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("uk.harbours.9", "uk.gdpr.99"), encoding="utf-8")
    return gdpr


def test_a_duty_may_be_added_to_a_regime_of_the_library(own: Path) -> None:
    added_to_gdpr(own)
    assert said(own) == []
    theirs, ours = load_catalogue(ROOT).law, load_catalogue(ROOT, own).law
    assert ours.regimes == theirs.regimes
    kept = tuple(rule for rule in ours.obligations if rule.id != "uk.gdpr.99")
    assert kept == theirs.obligations


def test_a_regime_of_the_library_is_not_described_again(own: Path) -> None:
    gdpr = added_to_gdpr(own)
    text = (SHIPPED / "uk.gdpr" / "regime.toml").read_text(encoding="utf-8")
    (gdpr / "regime.toml").write_text(text, encoding="utf-8")
    wrong = (
        f"{gdpr}/regime.toml: id: The library has the regime 'uk.gdpr', and its own file "
        "describes it. Take this file out; your duties may stay, or choose another id."
    )
    assert said(own) == [wrong]
    with pytest.raises(CatalogueError):
        load_catalogue(ROOT, own)


def test_a_shipped_duty_gets_no_version_from_a_folder_of_ones_own(own: Path) -> None:
    ca = own / "regimes" / "uk.ca"
    ca.mkdir()
    text = (SHIPPED / "uk.ca" / "105b.toml").read_text(encoding="utf-8")
    days = "in_force = { from = 2011-05-26, until = 2022-09-30 }"
    assert days in text
    later = text.replace(days, "in_force = { from = 2030-01-01, until = 2030-12-31 }")
    (ca / "105b@2030-01-01.toml").write_text(later, encoding="utf-8")
    (told,) = [each for each in said(own) if "105b" in each]
    assert told == (
        f"{ca}/105b@2030-01-01.toml: id: 'uk.ca.105b' is given by forms/regimes/uk.ca/105b.toml, "
        "for other days. A local file may add ids, not redefine them."
    )


# ---- Twice the same, without end, and with a mark nobody sees -----------------------------------


def test_a_content_that_stands_twice_is_told(spoil: Spoil) -> None:
    told = spoil(("9.toml", 'id = "contact"', 'id = "nature"'))
    assert told[-1] == "9.toml: contents: 'nature' stands twice. Keep one."


def test_a_worked_case_that_stands_twice_is_told(own: Path, spoil: Spoil) -> None:
    text = (own / REGIME / "cases.toml").read_text(encoding="utf-8")
    first, second = re.findall(r'^id = "(.*)"$', text, re.MULTILINE)[:2]
    told = spoil(("cases.toml", f'id = "{second}"', f'id = "{first}"'))
    assert told == [f"cases.toml: cases: '{first}' stands twice. Keep one."]


@pytest.mark.parametrize(
    ("unit", "counting", "most"),
    [("hours", "exact-hours", 87_660), ("days", "calendar-days", 3_653),
     ("months", "calendar-months", 120), ("business_days", "business-days", 2_610)],
)  # fmt: skip
def test_a_limit_without_end_is_refused(spoil: Spoil, unit: str, counting: str, most: int) -> None:
    runs, method = "runs = { hours = 24 }", 'counting = "exact-hours"'
    calendar = '\n  calendar = "england-wales"' if unit == "business_days" else ""
    told = spoil(
        ("9.toml", runs, f"runs = {{ {unit} = 999999999 }}"),
        ("9.toml", method, f'counting = "{counting}"{calendar}'),
    )
    words = unit.replace("_", " ")
    assert told[-1] == (
        f"9.toml: stages[0].limits[0].runs.{unit}: A limit of 999999999 {words} is longer than "
        f"any law gives. Write a number up to {most}: ten years."
    )


def test_a_mark_of_order_at_the_head_of_a_text_is_no_mistake(own: Path) -> None:
    shipped = ROOT / "templates/notices/voluntary/sign.public.en-GB.j2"
    text = shipped.read_text(encoding="utf-8").replace("+++\n", '+++\nreplaces = "text"\n', 1)
    here = own / "templates/notices/voluntary" / shipped.name
    here.parent.mkdir(parents=True)
    here.write_text(text, encoding="utf-8-sig")
    assert said(own) == []


# ---- What lies in a folder of one's own and is read by nobody -----------------------------------


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("templates/notices/uk.harbours/9.initial.authority.en-GB.txt", ""),
        (f"{REGIME}/10.yaml", "Did you mean '10.toml'?"),
        (f"{REGIME}/more/10.toml", ""),
        ("regime/uk.wires/5.toml", "Did you mean 'regimes'?"),
        ("organizations/ours/organisation.toml", "Did you mean 'organisations'?"),
        ("template/notices/uk.harbours/9.initial.authority.en-GB.j2", "Did you mean 'templates'?"),
        ("templates/notice/uk.harbours/9.initial.authority.en-GB.j2", "Did you mean 'notices'?"),
        ("organisations/ours/template/notices/voluntary/sign.public.en-GB.j2", "Did you mean"),
    ],
)
def test_what_nobody_reads_is_named(own: Path, name: str, hint: str) -> None:
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("schema = 1\n", encoding="utf-8")
    told = [each for each in check(own).problems if "is not read" in each.wrong]
    assert len(told) == 1
    assert str(path).startswith(told[0].file)
    assert told[0].allowed.startswith(hint)
    assert "Rename it, or take it out." in told[0].allowed


def test_remarks_to_readers_are_no_mistake(own: Path) -> None:
    for name in ("README.md", f"{REGIME}/NOTES.txt", ".gitignore"):
        (own / name).write_text("For us.\n", encoding="utf-8")
    (own / ".git").mkdir()
    assert said(own) == []


def test_what_a_folder_replaces_is_counted_by_whose_words_they_are(own: Path) -> None:
    assert check(own).replaced == {}
    # The two texts of its own contracts are added, and replace nothing.
    assert check_catalogue(ROOT, OWN, TODAY).replaced == {"Harcourt & Vale plc": 2}


# ---- Who needs an answer of the profile ---------------------------------------------------------


def test_who_needs_an_answer_is_held_against_the_rules(spoil: Spoil) -> None:
    told = spoil(("asks.toml", 'used_by = "uk.harbours.9"', 'used_by = "uk.gdpr.33"'))
    allowed = 'Write used_by = "uk.harbours.9", and in words which texts need it.'
    assert told == [
        f"asks.toml: answers[0].used_by: It leaves out who asks it: uk.harbours.9. {allowed}",
        f"asks.toml: answers[0].used_by: It names what does not ask it: uk.gdpr.33. {allowed}",
    ]


def test_a_shipped_answer_need_not_name_a_rule_of_ones_own(spoil: Spoil) -> None:
    asked = 'profile = "harbours.covered"'
    row = asked + '\nis = "yes"\nasks = "Is it so?"\ncite = "reg 9"\nconfidence = "knowledge"'
    new = '\n\n[[applies_when]]\nprofile = "gdpr.controller"'
    told = spoil(("9.toml", asked, row + new))
    assert not [each for each in told if "used_by" in each]
