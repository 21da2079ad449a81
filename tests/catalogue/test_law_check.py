"""Checking the law: the shipped files are clean, and every mistake planted in a copy is told.

Each mistake must be reported at its file and key path, say what is wrong, and say what is
allowed or what to do.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import LOCAL_CATALOGUE, ROOT, the_catalogue
from disclosure.catalogue.load import check_catalogue, load_catalogue
from disclosure.problems import CatalogueError, Problem

BREACH = "forms/regimes/uk.gdpr/33.toml"
PEOPLE = "forms/regimes/uk.gdpr/34.toml"
LETTER = "templates/notices/uk.gdpr/34.initial.people-affected.en-GB.j2"


def test_the_shipped_law_and_the_example_contract_are_clean() -> None:
    check = check_catalogue(ROOT, LOCAL_CATALOGUE)
    assert [str(problem) for problem in check.problems] == []
    assert check.obligations == len(the_catalogue().law.obligations)
    assert check.notices == len({n.family for n in the_catalogue().notices}) > 0
    assert check.cases >= 400


def test_the_shipped_law_is_clean_alone() -> None:
    check = check_catalogue(ROOT)
    assert [str(problem) for problem in check.problems] == []
    assert check.obligations == len(load_catalogue(ROOT).law.obligations) >= 75


# ---- A copy to spoil ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("law")
    for name in ("forms", "templates"):
        shutil.copytree(ROOT / name, root / name)
    return root


Plant = Callable[[str, str, str], None]


@pytest.fixture
def plant(copied: Path) -> Iterator[Plant]:
    """Replace words in a file of the copy, and put everything back after the test."""
    before: dict[Path, str | None] = {}

    def replace(file: str, old: str, new: str) -> None:
        path = copied / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has changed: this test no longer finds its place."
        before.setdefault(path, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    yield replace
    for path, text in before.items():
        path.write_text(text or "", encoding="utf-8")


def found(copied: Path) -> tuple[Problem, ...]:
    return check_catalogue(copied).problems


def told(copied: Path, file: str, path: str) -> Problem:
    """Give the one problem told of a place; a mistake may make others elsewhere."""
    problems = [p for p in found(copied) if (p.file, p.path) == (file, path)]
    assert len(problems) == 1, [str(p) for p in found(copied)]
    return problems[0]


def test_the_copy_is_clean(copied: Path) -> None:
    assert [str(problem) for problem in found(copied)] == []


# ---- Mistakes in law files ----------------------------------------------------------------------

FOLLOW_UP = """starts_at = "submitted:uk.gdpr.33/initial"
  counting"""
CONTENT = """[[contents]]
id = "extra"
title = "Something more"
cite = "UK GDPR Art 99"
confidence = "knowledge"

[[applies_when]]"""

LAW_MISTAKES = {
    "an unknown key": (
        (BREACH, "summary =", 'deadline = "72 hours"\nsummary ='),
        "deadline",
        "There is no key 'deadline' here.",
        "Allowed: schema, id, title, kind, cite,",
    ),
    "a missing citation": (
        (BREACH, 'cite = "UK GDPR Art 4(1)(12), 33(1)"\n', ""),
        "applies_when[1].cite",
        "The key 'cite' is missing.",
        "Add it.",
    ),
    "a fact that does not exist": (
        (BREACH, 'fact = "personal_data.involved"', 'fact = "personal_data.involvd"'),
        "applies_when[1].any_of[0].fact",
        "There is no fact 'personal_data.involvd'.",
        "Did you mean 'personal_data.involved'? Use a key of forms/facts.toml or of your asks.toml",
    ),
    "an option that does not exist": (
        ("forms/regimes/uk.ncsc/_.toml", '"cyber-attempt"]', '"hacking"]'),
        "applies_when[0].in",
        "'hacking' is not a value that incident.kind can have.",
        "Allowed: cyber, cyber-attempt,",
    ),
    "a judgement that does not exist": (
        (BREACH, 'judgement = "risk_to_individuals"', 'judgement = "risk"'),
        "unless[0].judgement",
        "There is no judgement 'risk'.",
        "Use a key of forms/judgements.toml or of your asks.toml, or add it there.",
    ),
    "a length where the law gives none": (
        (BREACH, FOLLOW_UP, FOLLOW_UP.replace("  counting", "  runs = { days = 7 }\n  counting")),
        "stages[1].limits[0].runs",
        "'without-delay' has no length: the law gives none, so none may be shown.",
        "Leave runs out, or name another method.",
    ),
    "a length in the wrong unit": (
        (BREACH, "runs = { hours = 72 }", "runs = { days = 3 }"),
        "stages[0].limits[0].runs",
        "exact-hours is counted in hours.",
        "Write runs = { hours = … }.",
    ),
    "the first day of an outer limit without a citation": (
        (BREACH, "  outer_from_cite = ", "  # outer_from_cite = "),
        "stages[0].limits[0].outer_from_cite",
        "The first day of an outer limit needs its own citation.",
        "Add it.",
    ),
    "the first day of no outer limit": (
        (BREACH, '  outer = "eu-hours"\n', ""),
        "stages[0].limits[0].outer_from",
        "There is no outer limit that this day could belong to.",
        "Add outer, or leave the day out.",
    ),
    "a calendar that does not exist": (
        (
            BREACH,
            'runs = { hours = 72 }\n  counting = "exact-hours"',
            'runs = { business_days = 3 }\n  counting = "business-days"\n  calendar = "wales"',
        ),
        "stages[0].limits[0].calendar",
        "There is no calendar 'wales'.",
        "Allowed: england-wales, northern-ireland, scotland.",
    ),
    "a stage that waits for what nobody can submit": (
        (BREACH, "submitted:uk.gdpr.33/initial", "submitted:uk.gdpr.33/first"),
        "stages[1].limits[0].starts_at",
        "There is no stage 'uk.gdpr.33/first'.",
        "Name obligation/stage of a rule in the library.",
    ),
    "a start that is none": (
        (BREACH, "judged:aware_personal_data", "aware:personal_data"),
        "stages[0].limits[0].starts_at",
        "'aware:personal_data' names no start.",
        "Write one of fact:…, judged:…, decided:…, submitted:…, released:….",
    ),
    "a file that does not bear its rule's name": (
        (PEOPLE, 'id = "uk.gdpr.34"', 'id = "uk.gdpr.35"'),
        "id",
        "'uk.gdpr.35' does not belong in 34.toml.",
        "Its file is uk.gdpr/35.toml.",
    ),
    "an authority that does not exist": (
        (BREACH, 'authority = "information-commission"', 'authority = "ico"'),
        "authority",
        "There is no authority 'ico'.",
        "Allowed: ",
    ),
    "a group that can never hold": (
        (BREACH, "needs = 1", "needs = 3"),
        "applies_when[1].needs",
        "3 of 2 rows can never hold.",
        "Name a number from 1 to 2.",
    ),
    "a holiday outside the calendar": (
        ("forms/calendars/scotland.toml", "on = 2027-11-30", "on = 2031-11-30"),
        None,
        "2031-11-30 lies outside 2019-01-01 to 2030-12-31.",
        "Mend the day or the range.",
    ),
    "a worked case that expects something else": (
        (
            "forms/regimes/uk.gdpr/cases.toml",
            "initial = 2026-11-23T16:45:00+00:00",
            "initial = 2026-11-23T16:46:00+00:00",
        ),
        "tv1-weekend.expect[0]",
        "uk.gdpr.33: expected 'initial' due 23 Nov 2026 16:46; it comes out 16:45.",
        "Mend the rule or the expectation.",
    ),
}


def test_a_judgement_says_what_begins_with_it(copied: Path, plant: Plant) -> None:
    """A list of deadlines would else have no words for the clock that waits for it."""
    plant("forms/judgements.toml", 'starts_as = "awareness"\n', "")
    problem = told(copied, "forms/judgements.toml", "judgements[0].starts_as")
    assert problem.wrong == "The key 'starts_as' is missing."


@pytest.mark.parametrize(
    ("change", "path", "wrong", "allowed"), LAW_MISTAKES.values(), ids=LAW_MISTAKES
)
def test_a_mistake_in_a_law_file_is_told(
    copied: Path, plant: Plant, change: tuple[str, str, str], path: str | None, wrong: str,
    allowed: str,
) -> None:  # fmt: skip
    plant(*change)
    file = change[0]
    if path is None:
        problem = next(p for p in found(copied) if wrong in p.wrong)
        assert problem.file == file
        assert problem.path.startswith("days[")
        assert problem.path.endswith("].on")
    else:
        problem = told(copied, file, path)
    assert wrong in problem.wrong
    assert allowed in problem.allowed


def test_a_key_that_is_nearly_right_is_guessed(copied: Path, plant: Plant) -> None:
    plant(BREACH, "summary =", "sumary =")
    problems = {p.path: p for p in found(copied) if p.file == BREACH}
    assert "Did you mean 'summary'?" in problems["sumary"].allowed
    assert "The key 'summary' is missing." in problems["summary"].wrong


def test_two_files_may_not_give_one_rule_for_the_same_days(copied: Path) -> None:
    twin = copied / BREACH.replace("33.toml", "33@2024-01-01.toml")
    shutil.copy(copied / BREACH, twin)
    try:
        problem = told(copied, BREACH.replace("33.toml", "33@2024-01-01.toml"), "id")
    finally:
        twin.unlink()
    assert problem.wrong == f"'uk.gdpr.33' is given by {BREACH} for the same days."
    assert problem.allowed == "A local file may add ids, not redefine them."


def test_a_later_version_of_a_rule_is_no_mistake(copied: Path, plant: Plant) -> None:
    text = (copied / BREACH).read_text(encoding="utf-8")
    twin = copied / BREACH.replace("33.toml", "33@2027-01-01.toml")
    plant(BREACH, "{ from = 2021-01-01 }", "{ from = 2021-01-01, until = 2026-12-31 }")
    twin.write_text(text.replace("{ from = 2021-01-01 }", "{ from = 2027-01-01 }", 1))
    try:
        problems = [p for p in found(copied) if p.path == "id"]
    finally:
        twin.unlink()
    assert problems == []


def test_a_local_catalogue_may_not_redefine_what_is_shipped(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "forms/regimes/uk.sra", tmp_path / "regimes/uk.sra")
    (tmp_path / "regimes/uk.sra/regime.toml").unlink()
    problems = [p for p in check_catalogue(ROOT, tmp_path).problems if p.path == "id"]
    assert [(p.file, p.wrong) for p in problems] == [
        (
            f"{tmp_path}/regimes/uk.sra/{file}",
            f"'{name}' is given by forms/regimes/uk.sra/{file} for the same days.",
        )
        for name, file in (("uk.sra.3-5", "3-5.toml"), ("uk.sra", "_.toml"))
    ]


def test_a_worked_case_of_a_day_without_the_rule_is_told(copied: Path, plant: Plant) -> None:
    rule = "forms/regimes/uk.sra/_.toml"
    plant(rule, "in_force = { from = 2019-11-25 }", "in_force = { from = 2099-01-01 }")
    problems = found(copied)
    assert {p.file for p in problems} == {"forms/regimes/uk.sra/cases.toml"}
    assert all("No rule 'uk.sra' is in force on" in p.wrong for p in problems)


def test_a_rule_no_worked_case_shows_is_told(copied: Path) -> None:
    cases = copied / "forms/regimes/uk.sra/cases.toml"
    aside = cases.rename(cases.with_suffix(".aside"))
    try:
        problems = found(copied)
    finally:
        aside.rename(cases)
    files = {f"forms/regimes/uk.sra/{name}" for name in ("_.toml", "3-5.toml")}
    assert {p.file for p in problems} == files
    assert {p.wrong for p in problems} == {
        "No worked case shows this duty applying.",
        "No worked case shows this duty not applying.",
    }


# ---- Mistakes in notices ------------------------------------------------------------------------

WHEN_SUSPECTED = "{% when suspected %}"
SUSPECTED = (
    f"{WHEN_SUSPECTED}We believe that the incident could lead to {{{{ harm.expected | bare }}}}."
)
CERTAIN = "The incident led to {{ harm.expected | bare }}."
PHONE = "{% when confirmed and authority.information_commission.phone confirmed %}You can also"

NOTICE_MISTAKES = {
    "a sentence outside every block": (
        '{% heading "What you can do" %}',
        'We take your data very seriously.\n{% heading "What you can do" %}',
        "We take your data very seriously.",
        "stands outside",
        "Put it into {% say … %} with its facts, or into {% fixed … %}: somebody must stand",
    ),
    "a fact that does not exist": (
        "{% say harm.expected id",
        "{% say harm.expectd id",
        "{% say harm.expectd id",
        "There is no fact 'harm.expectd'.",
        "Did you mean 'harm.expected'? The names are in forms/facts.toml,",
    ),
    "a fact that is printed however well it is known": (
        PHONE,
        PHONE.replace(" and authority.information_commission.phone confirmed", ""),
        "{% when confirmed %}You can also complain",
        (
            "'authority.information_commission.phone' is printed, but the condition does not "
            "say how well it is known."
        ),
        "Add 'and authority.information_commission.phone confirmed'.",
    ),
    "a suspicion stated as a fact": (
        SUSPECTED,
        f"{WHEN_SUSPECTED}{CERTAIN}",
        CERTAIN,
        "A suspected fact is stated without a hedge.",
        "Readers would take it for certain. Write 'we believe', 'may' or 'customers report'.",
    ),
    "a value that is none": (
        'value = "yes" %}Please act',
        'value = "maybe" %}Please act',
        'value = "maybe"',
        "'maybe' is not a value that ",
        "Allowed: yes, no.",
    ),
    "a fixed sentence nobody has listed": (
        '[[fixed]]\nid = "apology"\napproved_by = ""\n',
        "",
        '{% fixed id="apology"',
        "The fixed sentence 'apology' is not listed at the top of the file.",
        'Add there, for who approves it: [[fixed]], id = "apology", approved_by = "".',
    ),
}


@pytest.mark.parametrize(
    ("old", "new", "where", "wrong", "allowed"), NOTICE_MISTAKES.values(), ids=NOTICE_MISTAKES
)
def test_a_mistake_in_a_notice_is_told(
    copied: Path, plant: Plant, old: str, new: str, where: str, wrong: str, allowed: str
) -> None:
    plant(LETTER, old, new)
    lines = (copied / LETTER).read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines, start=1) if where in line)
    problems = [p for p in found(copied) if (p.file, p.path) == (LETTER, f"line {number}")]
    assert [p for p in problems if wrong in p.wrong], [str(p) for p in found(copied)]
    assert all(p.allowed for p in problems)
    assert any(p.allowed.startswith(allowed) for p in problems)


def test_what_the_law_requires_and_no_sentence_gives_is_told(copied: Path, plant: Plant) -> None:
    plant(PEOPLE, "[[applies_when]]", CONTENT)
    problem = told(copied, LETTER, "contents")
    assert problem.wrong == "Nothing in it is tied to 'UK GDPR Art 99' (Something more)."
    assert problem.allowed == (
        'The law asks for it. Write cite="UK GDPR Art 99" into the block that says it.'
    )


def test_a_notice_named_after_no_rule_is_told(copied: Path) -> None:
    wrong = LETTER.replace("34.initial", "35.initial")
    (copied / LETTER).rename(copied / wrong)
    try:
        problem = told(copied, wrong, "file name")
    finally:
        (copied / wrong).rename(copied / LETTER)
    assert problem.wrong == "There is no obligation 'uk.gdpr.35'."


# ---- All at once --------------------------------------------------------------------------------


def test_all_problems_are_told_at_once(copied: Path, plant: Plant) -> None:
    plant(BREACH, "summary =", "sumary =")
    plant("forms/regimes/uk.sra/_.toml", 'judgement = "sra_serious"', 'judgement = "serious"')
    plant("forms/calendars/scotland.toml", "on = 2027-11-30", "on = 2031-11-30")
    with pytest.raises(CatalogueError) as error:
        load_catalogue(copied)
    files = {problem.file for problem in error.value.problems}
    assert files >= {BREACH, "forms/regimes/uk.sra/_.toml", "forms/calendars/scotland.toml"}
    for problem in error.value.problems:
        assert str(problem) in str(error.value)


def test_a_file_that_is_no_toml_is_told_with_the_others(copied: Path, plant: Plant) -> None:
    plant(PEOPLE, "schema = 1", "schema = = 1")
    plant(BREACH, "summary =", "sumary =")
    problems = {p.file: p.wrong for p in found(copied) if p.path in ("line 1", "sumary")}
    assert "not TOML" in problems[PEOPLE]
    assert "There is no key 'sumary' here." in problems[BREACH]


def test_the_product_does_not_start_on_a_mistake(copied: Path, plant: Plant) -> None:
    plant(PEOPLE, 'id = "uk.gdpr.34"', 'id = "uk.gdpr.35"')
    with pytest.raises(CatalogueError):
        load_catalogue(copied)
