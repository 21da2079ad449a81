"""What the check says to a lawyer: of days, numbers, quotation marks, and cases that come out so.

A slip everybody makes is told in the words of whoever made it, with what to write instead; the
words of a programming language do not occur.
"""

from datetime import date
from pathlib import Path

import pytest

from builders import ROOT
from disclosure.catalogue.formats import LimitFormat, WorkedCasesFile
from disclosure.catalogue.load import Catalogue, load_catalogue
from disclosure.catalogue.skeleton import Start, write_skeleton
from disclosure.catalogue.worked import WorkedCase, run
from disclosure.files import FileModel, fit, load, load_most, read_table
from disclosure.problems import Problem

RULE = "uk.harbours.9"
TODAY = date(2026, 11, 22)


class Dated(FileModel):
    on: date


class Many(FileModel):
    days: list[Dated]
    more: tuple[Dated, ...] = ()


# ---- Lines that are not TOML --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "wrong", "allowed"),
    [
        ("on = 22/11/2026", "'22/11/2026' is no day.", "Write the day as 2026-11-22, without quo"),
        ("on = 2.11.2026", "'2.11.2026' is no day.", "Write the day as 2026-11-02, without quot"),
        ("on = 2026-1-5", "'2026-1-5' is no day.", "Write the day as 2026-01-05, without"),
        ("in = { from = 1/4/2021 }", "'1/4/2021' is no day.", "Write the day as 2021-04-01"),
        ("on = 31/11/2026", "'31/11/2026' is no day.", "Write the day as 2026-11-22, without"),
        ("on = “text”", "The quotation marks of this line are bent.", 'Write straight ones: "…".'),
        ('on = ["a", “b”]', "The quotation marks of this line are bent.", "Write straight ones"),
        ("on = 24h", "'24h' is no number.", "Write the number alone: 24."),
        ("on = 24 hours", "'24 hours' is no number.", "Write the number alone: 24."),
        ("on = yes", "'yes' lacks its quotation marks.", 'Write "yes".'),
    ],
)
def test_a_slip_of_the_pen_is_told_with_what_to_write(
    tmp_path: Path, line: str, wrong: str, allowed: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f"schema = 1\n{line}\nlast = 2\n", encoding="utf-8")
    problem = read_table(path, "a.toml")
    assert isinstance(problem, Problem)
    assert (problem.path, problem.wrong) == ("line 2", wrong)
    assert problem.allowed.startswith(allowed)


def test_a_bent_mark_inside_a_text_is_no_slip(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('a = "He said “no”"\n', encoding="utf-8")
    assert read_table(path, "a.toml") == {"a": "He said “no”"}


def test_a_file_that_is_not_there_is_told_in_plain_words(tmp_path: Path) -> None:
    problem = read_table(tmp_path / "none.toml", "none.toml")
    assert str(problem) == "none.toml: There is no such file. Check its name and its folder."


# ---- Values that do not belong ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ("2026-11-02", "Write the day as 2026-11-02, without quotation marks."),
        ("2/11/2026", "Write the day as 2026-11-02, without quotation marks."),
        ("soon", "Write the day as 2026-11-22, without quotation marks."),
    ],
)
def test_a_day_in_quotation_marks(given: str, allowed: str) -> None:
    (problem,) = fit(Dated, {"on": given}, "a.toml")
    assert (problem.path, problem.allowed) == ("on", allowed)


LIMIT = {
    "starts_at": "judged:x", "counting": "exact-hours", "cite": "s 1", "confidence": "verified",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "wrong", "allowed"),
    [
        ({"cite": ""}, "This may not be empty.", "Write what belongs here."),
        ({"runs": {"hours": "24"}}, "'24' does not belong here.",
         "Write it without quotation marks: 24."),
        ({"first_day_counts": "true"}, "'true' does not belong here.",
         "Write it without quotation marks: true."),
        ({"runs": {"hours": "a day"}}, "'a day' does not belong here.", "Write a whole number."),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind(change: dict, wrong: str, allowed: str) -> None:
    (problem,) = fit(LimitFormat, LIMIT | change, "a.toml")
    assert (problem.wrong, problem.allowed) == (wrong, allowed)


def test_an_empty_list_of_cases_and_an_instant_in_quotation_marks() -> None:
    case = {
        "id": "a", "title": "t", "source": "s", "law_as_of": TODAY, "at": "22/11/2026",
        "expect": [],
    }  # fmt: skip
    found = fit(WorkedCasesFile, {"schema": 1, "cases": [case]}, "a.toml")
    assert [(p.path, p.allowed) for p in found] == [
        ("cases[0].at", "Write the instant as 2026-11-22T14:00:00+00:00, without quotation marks."),
        ("cases[0].expect", "Write at least one entry."),
    ]


def test_a_due_day_is_told_once_and_without_the_words_of_the_machine() -> None:
    expect = {"obligation": "x", "outcome": "applies", "due": {"initial": "22/11/2026"}}
    case = {"id": "a", "title": "t", "source": "s", "law_as_of": TODAY, "expect": [expect]}
    found = fit(WorkedCasesFile, {"schema": 1, "cases": [case]}, "a.toml")
    assert [p.path for p in found] == ["cases[0].at", "cases[0].expect[0].due.initial"]


# ---- Half a file --------------------------------------------------------------------------------


def test_one_wrong_entry_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        "colour = 1\n[[days]]\non = 2026-11-22\n[[days]]\non = 7\n[[days]]\non = 2026-11-24\n",
        encoding="utf-8",
    )
    most = load_most(Many, path, "a.toml")
    assert most.form is not None
    assert [each.on.day for each in most.form.days] == [22, 24]
    assert [problem.path for problem in most.problems] == ["colour", "days[1].on"]
    assert most.left_out == ({"on": 7},)
    assert most.problems == tuple(load(Many, path, "a.toml"))


def test_a_file_without_what_it_needs_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("schema = 1\n", encoding="utf-8")
    most = load_most(Many, path, "a.toml")
    assert most.form is None
    assert "The key 'days' is missing." in [problem.wrong for problem in most.problems]


# ---- Worked cases -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    own = tmp_path_factory.mktemp("own")
    write_skeleton(ROOT, own, Start(RULE, "Harbours Act 2026", "s 9", TODAY))
    return own, load_catalogue(ROOT, own)


def told(harbours: tuple[Path, Catalogue], case: int, *changes: tuple[str, str]) -> list[str]:
    """Give what is said of a case of the skeleton after words of it were replaced."""
    own, catalogue = harbours
    path = own / "regimes/uk.harbours/cases.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    changed = own / "changed.toml"
    changed.write_text(text, encoding="utf-8")
    loaded = load(WorkedCasesFile, changed, "cases.toml")
    assert isinstance(loaded, WorkedCasesFile), loaded
    found = run(WorkedCase("cases.toml", loaded.cases[case]), catalogue.law, catalogue.vocabulary)
    return [
        f"{p.wrong} {p.allowed}".removesuffix(" Mend the rule or the expectation.") for p in found
    ]


TOLD, SUSPECTED, OTHERS = range(3)


@pytest.mark.parametrize(
    ("case", "old", "new", "said"),
    [
        (TOLD, "2026-11-21T15:30:00+00:00       #", "2026-11-21T14:30:00+00:00 #",
         f"{RULE}: expected 'initial' due 21 Nov 2026 14:30; it comes out 15:30."),
        (TOLD, "final = 2026-12-20", "final = 2026-12-21",
         f"{RULE}: expected 'final' due 21 Dec 2026 23:59:59; it comes out 20 Dec 2026 23:59:59."),
        (TOLD, "final = 2026-12-20T23:59:59+00:00", 'final = "none"',
         f"{RULE}: expected no date for 'final'; it comes out 20 Dec 2026 23:59:59."),
        (SUSPECTED, "waits_for = [", "[cases.expect.due]\nfinal = 2026-12-20T12:00:00+00:00\n#",
         f"{RULE}: expected 'final' due 20 Dec 2026 12:00; no date came out."),
        (TOLD, "[cases.expect.due]", "[cases.expect.outer]",
         f"{RULE}: expected the outer limit of 'initial' 21 Nov 2026 15:30; no date came out."),
        (SUSPECTED, 'outcome = "presumed"', 'outcome = "applies"',
         (f"{RULE}: expected 'applies'; it comes out as 'presumed'. It waits for "
         "fact:harbours.happened and judgement:harbours_aware.")),
        (SUSPECTED, '["fact:harbours.happened", "judgement:harbours_aware"]', "[]",
         (f"{RULE}: expected it to wait for nothing; it waits for fact:harbours.happened and "
         "judgement:harbours_aware.")),
        (TOLD, "[cases.expect.due]\n",
         '[cases.expect.states]\ninitial = "running"\n[cases.expect.due]\n',
         f"{RULE}: expected the clock of 'initial' to be 'running'; it is 'met'."),
        (TOLD, "\ninitial = 2026", "\ninitail = 2026",
         f"{RULE}: it has no stage 'initail'. Did you mean 'initial'? It has initial and final."),
        (OTHERS, '"does-not-apply"', '"does-not-apply"\n[cases.expect.states]\ninitial = "running"',
         f"{RULE}: expected the clock of 'initial' to be 'running'; the duty does not apply."),
    ],
)  # fmt: skip
def test_a_case_that_comes_out_otherwise(
    harbours: tuple[Path, Catalogue], case: int, old: str, new: str, said: str
) -> None:
    assert said in told(harbours, case, (old, new))


def test_across_the_change_of_the_clocks_both_times_name_theirs(
    harbours: tuple[Path, Catalogue],
) -> None:
    # 15:30 on 24 October is summer time; 24 hours later the clocks show 14:30 GMT.
    changes = [
        ("2026-11-20T15:30:00+00:00", "2026-10-24T15:30:00+01:00"),
        ("initial = 2026-11-21T15:30:00+00:00", "initial = 2026-10-24T23:30:00+01:00"),
    ]
    (said,) = told(harbours, TOLD, *changes)
    assert said == (
        f"{RULE}: expected 'initial' due 24 Oct 2026 23:30; it comes out 25 Oct 2026 14:30 GMT."
    )


@pytest.mark.parametrize(
    ("case", "old", "new", "said"),
    [
        (TOLD, 'key = "harbours.happened"', 'key = "harbours.hapened"',
         "No question has the key 'harbours.hapened'. Did you mean 'harbours.happened'?"),
        (TOLD, 'key = "harbours.happened"', 'key = "zzzz"',
         "No question has the key 'zzzz'. `./disclose facts list` prints every key there is."),
        (TOLD, '"harbours.covered" = "yes"', '"harbours.coverd" = "yes"',
         "No question has the key 'harbours.coverd'. Did you mean 'harbours.covered'?"),
        (TOLD, '"harbours.covered" = "yes"', '"harbours.covered" = "Yes"',
         "'Yes' is not an answer to harbours.covered. Did you mean 'yes'? Allowed: yes, no."),
        (TOLD, 'value = "yes"\nstanding = "conf', 'value = "Yes"\nstanding = "conf',
         "'Yes' is not an answer to harbours.happened. Did you mean 'yes'? Allowed: yes, no."),
        (TOLD, 'value = "yes"\nstanding = "conf', 'standing = "conf',
         ("harbours.happened is confirmed, and no value is given. Add value, or write "
         'standing = "unknown".')),
        (TOLD, 'standing = "confirmed"', 'standing = "unknown"',
         ("harbours.happened is unknown, and yet a value is given. Take the value out, or write "
         "how well it is known.")),
        (TOLD, 'value = "aware"', 'value = "awar"',
         ("'awar' is not an answer to harbours_aware. Did you mean 'aware'? Allowed: aware, "
         "not-yet.")),
        (TOLD, 'stage = "initial"', 'stage = "frist"',
         "'uk.harbours.9' has no stage 'frist'. Allowed: initial, final."),
        (OTHERS, 'obligation = "uk.harbours.9"', 'obligation = "uk.harbour.9"',
         "There is no rule 'uk.harbour.9'. Did you mean 'uk.harbours.9'?"),
        (OTHERS, "law_as_of = 2026-11-21", "law_as_of = 2025-11-21",
         f"No rule '{RULE}' is in force on 2025-11-21. Mend the day, or the rule's days."),
    ],
)  # fmt: skip
def test_a_name_or_an_answer_of_a_case_that_nobody_knows(
    harbours: tuple[Path, Catalogue], case: int, old: str, new: str, said: str
) -> None:
    assert said in told(harbours, case, (old, new))


def test_counts_and_instants_are_looked_at_too(harbours: tuple[Path, Catalogue]) -> None:
    fact = '[[cases.facts]]\nkey = "{}"\nvalue = {}\nstanding = "confirmed"\n[[cases.judgements]]'
    for key, value, allowed in (
        ("personal_data.people_count", '"many"', "Write a whole number, without quotation marks."),
        ("incident.detected_at", "2026-11-20",
         "Write the instant as 2026-11-22T14:00:00+00:00, without quotation marks."),
    ):  # fmt: skip
        (said,) = told(harbours, TOLD, ("[[cases.judgements]]", fact.format(key, value)))
        assert said.endswith(allowed)
