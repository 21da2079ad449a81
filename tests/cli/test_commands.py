"""Every command on the example cases: what it prints, what it leaves, how it ends."""

import functools
import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from disclosure import bootstrap
from disclosure.catalogue.load import load_catalogue
from disclosure.cli import main as commands
from disclosure.outputs import contracts
from disclosure.outputs.press import Press
from disclosure.resources import ResourcesMissingError

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "forms" / "examples"
MS, AWARE = str(CASES / "ms-2025.toml"), str(CASES / "ms-2025-aware.toml")
EXAMPLES = ("coop-2025", "ms-2025", "ms-2025-aware", "tesco-2021")
LOAD_ONCE = functools.cache(load_catalogue)


@dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    code: object
    out: str
    err: str

    @property
    def flat(self) -> str:
        """What it printed, as if the terminal had no edge."""
        return " ".join(self.out.split())


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line; the catalogue is read once for all."""
    monkeypatch.delenv("DISCLOSURE_LOCAL_CATALOGUE", raising=False)
    monkeypatch.setattr(bootstrap, "load_catalogue", LOAD_ONCE)

    def command(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as left:
            commands.main.main(list(arguments))
        said = capsys.readouterr()
        return Done(left.value.code, said.out, said.err)

    return command


def checked(done: Done, schema: str) -> dict:
    """Give the JSON a command printed, once it has been held against its schema."""
    assert (done.code, done.err) == (0, "")
    made = json.loads(done.out)
    jsonschema.Draft202012Validator(contracts.schema(schema)).validate(made)
    return made


def duty_in(output: dict, name: str) -> dict:
    return next(duty for duty in output["duties"] if duty["obligation"] == name)


def too_wide(text: str, width: int = 88) -> list[str]:
    """Lines that pass the width and could have been broken: an address cannot."""
    return [line for line in text.splitlines() if len(line) > width and " " in line.strip()]


# ---- assess: the case in which nobody has judged awareness ---------------------------------------


def test_without_a_judgement_the_breach_report_is_not_decided_and_says_what_it_waits_for(
    run: Run,
) -> None:
    duty = duty_in(checked(run("assess", MS, "--json"), "assess"), "uk.gdpr.33")
    assert duty["outcome"] == "undetermined"
    assert {"judgement:aware_personal_data", "fact:personal_data.involved"} <= {*duty["waits_for"]}


def test_the_earliest_possible_deadline_is_given_and_called_that(run: Run) -> None:
    # Only the day of the first signal is known: Saturday 19 April begins at 00:00 BST, and 72
    # hours later it is Tuesday 22 April, 00:00 BST. The reading that gives an outer limit has
    # been law since 20 August 2025 only.
    duty = duty_in(checked(run("assess", MS, "--json"), "assess"), "uk.gdpr.33")
    first = duty["stages"][0]
    assert first["state"] == "earliest-possible"
    assert first["starts_at"] == "2025-04-19T00:00:00+01:00"
    assert first["due_at"] == "2025-04-22T00:00:00+01:00"
    assert first["outer_limit_at"] is None


def test_the_text_says_the_same_of_the_earliest_possible_deadline(run: Run) -> None:
    done = run("assess", MS)
    assert done.code == 0
    for waits in (
        "“Is personal data involved?” (fact:personal_data.involved)",
        "(judgement:aware_personal_data)",
    ):
        assert waits in done.flat.partition("[uk.gdpr.33]")[2].partition("Waits for:")[2]
    assert "earliest it could be due; the start is not known yet" in done.flat
    assert "Due at the earliest Tue 22 April 2025, 00:00 BST (Mon 23:00 UTC)" in done.flat
    assert "This earliest possible deadline has passed: judge the start now." in done.flat


def test_open_deadlines_stand_at_the_top(run: Run) -> None:
    head = run("assess", MS).flat.partition(" APPLIES ")[0]
    assert "DEADLINES Tue 22 April 2025, 00:00 BST (Mon 23:00 UTC): the earliest it could" in head
    assert "and that has passed: judge the start now" in head
    assert "Personal data breach" in head or "personal data breach" in head


def test_what_is_voluntary_stands_apart_and_what_is_not_checked_is_said(run: Run) -> None:
    said = run("assess", MS).flat
    voluntary = said.partition(" VOLUNTARY ")[2]
    assert "[uk.ncsc]" in voluntary
    assert "[uk.ncsc]" not in said.partition(" VOLUNTARY ")[0]
    assert "Not checked, because it is not in the library yet: the thresholds" in said


# ---- assess: the same case with awareness judged at 09:10 on 19 April ----------------------------


def test_with_awareness_judged_the_deadline_is_exact(run: Run) -> None:
    # 09:10 on 19 April and 72 hours is 09:10 on 22 April, which has passed at 14:00 that day.
    # Before 20 August 2025 there is no outer limit.
    duty = duty_in(checked(run("assess", AWARE, "--json"), "assess"), "uk.gdpr.33")
    first = duty["stages"][0]
    assert duty["outcome"] == "presumed"
    assert first["starts_at"] == "2025-04-19T09:10:00+01:00"
    assert first["due_at"] == "2025-04-22T09:10:00+01:00"
    assert first["outer_limit_at"] is None
    assert first["state"] == "overdue"


def test_the_arithmetic_says_that_the_bank_holiday_counts(run: Run) -> None:
    duty = duty_in(checked(run("assess", AWARE, "--json"), "assess"), "uk.gdpr.33")
    words = " ".join(duty["stages"][0]["arithmetic"])
    assert "Weekends and bank holidays count" in words
    assert "Monday 21 April (Easter Monday" in words


def test_the_text_says_the_same_of_the_exact_deadline(run: Run) -> None:
    done = run("assess", AWARE)
    assert "PRESUMED TO APPLY" in done.out
    assert "Due Tue 22 April 2025, 09:10 BST (08:10 UTC)." in done.flat
    assert "; outer limit" not in done.flat
    assert "holds only for time that starts on or after 20 August 2025." in done.flat
    assert "Weekends and bank holidays count: Saturday 19 April, Sunday 20 April" in done.flat
    assert "OVERDUE" in done.out


# ---- assess: the instant and the day of the law --------------------------------------------------


def test_the_law_note_says_that_todays_law_is_applied_to_an_earlier_incident(run: Run) -> None:
    made = checked(run("assess", MS, "--json"), "assess")
    assert made["law_as_of"] == "2026-11-21"
    assert made["law_note"].startswith(
        "The law of 21 November 2026 is applied to an earlier incident"
    )
    assert "The law of 21 November 2026 is applied to an earlier incident" in run("assess", MS).flat


def test_there_is_no_law_note_when_the_days_agree(run: Run) -> None:
    made = checked(run("assess", MS, "--law-as-of", "2025-04-22", "--json"), "assess")
    assert (made["law_as_of"], made["law_note"]) == ("2025-04-22", "")
    assert "is applied to" not in run("assess", MS, "--law-as-of", "2025-04-22").out


def test_a_day_before_all_law_has_no_duties_and_says_so(run: Run) -> None:
    done = run("assess", MS, "--law-as-of", "1990-01-01")
    assert done.code == 0
    assert "No rule in the library is in force on that day." in done.out


def test_an_earlier_instant_shows_less(run: Run) -> None:
    # Everything in the case was recorded at 13:40.
    before = checked(run("assess", MS, "--at", "2025-04-22T13:00:00+01:00", "--json"), "assess")
    after = checked(run("assess", MS, "--json"), "assess")
    assert before["at"] == "2025-04-22T13:00:00+01:00"
    assert duty_in(before, "uk.ncsc")["outcome"] == "undetermined"
    assert duty_in(after, "uk.ncsc")["outcome"] == "applies"
    assert duty_in(before, "uk.gdpr.33")["stages"][0]["due_at"] is None


def test_before_it_falls_due_the_clock_runs(run: Run) -> None:
    made = checked(run("assess", AWARE, "--at", "2025-04-22T09:10:00+01:00", "--json"), "assess")
    assert duty_in(made, "uk.gdpr.33")["stages"][0]["state"] == "running"


@pytest.mark.parametrize(
    "instant",
    ["2025-04-22T14:00:00", "2025-04-22", "yesterday", "", "0001-01-01T00:00:00+01:00"],
)
def test_a_time_without_offset_is_refused_with_an_example(run: Run, instant: str) -> None:
    done = run("assess", MS, "--at", instant)
    assert (done.code, done.out) == (2, "")
    assert "Write 2025-04-22T14:00:00+01:00." in done.err


@pytest.mark.parametrize("day", ["22 April", "2025-02-30", "0001-01-01", ""])
def test_what_is_no_day_is_refused_with_an_example(run: Run, day: str) -> None:
    done = run("assess", MS, "--law-as-of", day)
    assert (done.code, done.out) == (2, "")
    assert "Write 2026-11-21." in done.err


# ---- Every example, every schema, every line -----------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_assessed(run: Run, name: str) -> None:
    path = str(CASES / f"{name}.toml")
    made = checked(run("assess", path, "--json"), "assess")
    assert made["case"].split("-")[0] in {"harcourt", "meridian", "brightwell"}
    text = run("assess", path)
    assert all(duty["obligation"] in text.out for duty in made["duties"])
    assert too_wide(text.out) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_findings(run: Run, name: str) -> None:
    path = str(CASES / f"{name}.toml")
    made = checked(run("findings", path, "--json"), "findings")
    text = run("findings", path)
    assert made["findings"]
    others = [found["message"] for found in made["findings"] if found["rule"] != "gap"]
    assert [message for message in others if message not in text.flat] == []
    assert too_wide(text.out) == []


def test_gaps_stand_together_by_notice_with_the_advice_once(run: Run) -> None:
    done = run("findings", MS)
    stops = done.out.partition("Warning: ")[0]
    assert stops.count("Fill these gaps") == 1
    assert stops.count("Personal data breach report: ") == 1
    assert "Data protection officer or other contact: nothing is recorded (UK GDPR Art" in stops
    for advice in ("The law asks", "The form asks", "Readers will look", "Add it to the org"):
        assert advice not in done.flat


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_a_good_case_file(run: Run, name: str) -> None:
    done = run("case", "check", str(CASES / f"{name}.toml"))
    assert done.code == 0
    assert done.out.startswith(f"{name}.toml is a good case file: ")


def test_one_judgement_is_not_called_judgements(run: Run) -> None:
    assert run("case", "check", AWARE).out.endswith(" 1 judgement.\n")


def test_run_shows_the_duties_and_then_the_drafts_of_the_example(run: Run) -> None:
    done = run("show")
    assert done.code == 0
    duties, drafts = done.out.index("NOT DECIDED YET"), done.out.index("DRAFT. Not approved.")
    assert duties < drafts
    assert done.flat.endswith("See them: disclosure findings forms/examples/ms-2025.toml")
    assert too_wide(done.out) == []


def test_run_takes_another_case(run: Run) -> None:
    done = run("show", str(CASES / "tesco-2021.toml"))
    assert done.code == 0
    assert done.out.startswith("Disruption to online grocery shopping\n")


# ---- The law and the vocabulary ------------------------------------------------------------------


def test_the_law_is_listed(run: Run) -> None:
    made = checked(run("law", "list", "--json"), "law-list")
    rule = next(o for o in made["obligations"] if o["id"] == "uk.gdpr.33")
    assert rule["kind"] == "obligation"
    assert rule["cites"][0] == "UK GDPR Art 33(1)"
    assert rule["stages"] == ["initial", "follow-up"]
    text = run("law", "list").out
    assert all(o["id"] in text for o in made["obligations"])
    assert too_wide(text) == []


def test_the_law_is_listed_as_of_a_day(run: Run) -> None:
    made = checked(run("law", "list", "--law-as-of", "2025-04-22", "--json"), "law-list")
    assert made["law_as_of"] == "2025-04-22"


def test_one_duty_is_shown_with_every_row_and_its_support(run: Run) -> None:
    done = run("law", "show", "uk.gdpr.33")
    assert done.code == 0
    for line in (
        "Report a personal data breach to the Information Commission [uk.gdpr.33]",
        "Is the organisation a controller of personal data? Yes. (UK GDPR Art 33(1)",
        "Has there been a personal data breach? At least 1 of these (",
        "From the instant that the judgement aware_personal_data names: 72 hours, weekends and",
        "bank holidays included (UK GDPR Art 33(1); verified).",
        "not reviewed by a lawyer",
    ):
        assert line in done.flat


def test_addresses_are_not_broken(run: Run) -> None:
    out = run("law", "show", "uk.gdpr.33").out
    assert "https://ico.org.uk/for-organisations/report-a-breach/" in out
    assert too_wide(out) == []


def test_every_duty_can_be_shown(run: Run) -> None:
    made = checked(run("law", "list", "--json"), "law-list")
    for rule in made["obligations"]:
        shown = run("law", "show", rule["id"])
        assert (shown.code, too_wide(shown.out)) == (0, [])


@pytest.mark.slow
def test_the_law_is_checked_and_clean(run: Run) -> None:
    made = checked(run("law", "check", "--json"), "law-check")
    assert made["problems"] == []
    assert made["obligations"] >= 14
    assert run("law", "check").out.endswith(": clean.\n")


def test_the_law_is_due_for_review_on_a_day(run: Run) -> None:
    # The UK GDPR files say: review by 21 May 2027.
    made = checked(run("law", "review", "--on", "2027-05-21", "--json"), "law-review")
    regime = next(r for r in made["regimes"] if r["id"] == "uk.gdpr")
    assert "its review was due by 2027-05-21" in regime["reasons"]
    before = checked(run("law", "review", "--on", "2027-05-20", "--json"), "law-review")
    regime = next(r for r in before["regimes"] if r["id"] == "uk.gdpr")
    assert not any("was due" in reason for reason in regime["reasons"])
    assert "uk.gdpr: " in run("law", "review", "--on", "2027-05-21").out


def test_everything_that_can_be_recorded_is_listed(run: Run) -> None:
    made = checked(run("facts", "list", "--json"), "facts-list")
    text = run("facts", "list").out
    keys = [fact["key"] for fact in (*made["facts"], *made["profile"], *made["judgements"])]
    assert {"incident.kind", "personal_data.involved", "gdpr.controller"} <= {*keys}
    assert "aware_personal_data" in keys
    assert [key for key in keys if f"{key}  (" not in text] == []
    assert too_wide(text) == []


@pytest.mark.parametrize("name", sorted([*contracts.SCHEMAS, "case"]))
def test_a_schema_is_printed_and_is_one(run: Run, name: str) -> None:
    done = run("schema", name)
    assert done.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.out))


def test_the_schema_of_a_case_file_is_printed_by_either_name(run: Run) -> None:
    assert run("case", "schema").out == run("schema", "case").out


# ---- pack ----------------------------------------------------------------------------------------


def test_pack_says_what_it_wrote_and_where_to_go_on(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    done = run("pack", MS, "--out", str(out))
    files = [path for path in out.rglob("*") if path.is_file()]
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{len(files)} files in {out}.\n")
    assert "disclosure findings" in done.out
    assert "The law of 21 November 2026 is applied to an earlier incident" in done.flat


def test_pack_writes_the_notices_and_formats_asked_for(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "pack"
    chosen = ("--notice", "voluntary.post.public", "--notice", "uk.gdpr.34.initial.people-affected")
    done = run("pack", MS, "--out", str(out), *chosen, "--format", " txt ,json")
    assert done.code == 0
    assert {path.name for path in out.iterdir()} == {
        "manifest.json",
        "uk.gdpr.34.initial.people-affected.json",
        "uk.gdpr.34.initial.people-affected.txt",
        "voluntary.post.public.json",
        "voluntary.post.public.txt",
    }


POST = ("--notice", "voluntary.post.public")


def test_pack_writes_pdf_unasked_with_the_page_for_the_board(run: Run, tmp_path: Path) -> None:
    done = run("pack", MS, "--out", str(tmp_path / "pack"), *POST)
    assert (done.code, done.err) == (0, "")
    assert "PDF" not in done.out
    for name in ("voluntary.post.public.pdf", "board.timeline.pdf"):
        assert (tmp_path / "pack" / name).read_bytes().startswith(b"%PDF-1.7")


def test_pack_writes_one_zip_with_the_same_bytes_each_time(run: Run, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        done = run("pack", MS, "--zip", "--out", str(tmp_path / name), *POST)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"7 files in {tmp_path / name}.")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        listed = [*manifest["files"], *(f for n in manifest["notices"] for f in n["files"])]
        for file in listed:
            assert hashlib.sha256(archive.read(file["path"])).hexdigest() == file["sha256"]
        # The case looks from 14:00 on 22 April 2025, as its people count the hours.
        assert {e.date_time for e in archive.infolist()} == {(2025, 4, 22, 14, 0, 0)}
        assert len(archive.namelist()) == len(listed) + 1


def test_without_pango_a_pack_is_made_all_the_same_and_says_why(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Press, "why_off", lambda: "PDF files are off: Pango is not installed.")
    done = run("pack", MS, "--out", str(tmp_path / "pack"), *POST)
    assert (done.code, done.err) == (0, "")
    assert "PDF files are off: Pango is not installed.\n" in done.out
    assert not list((tmp_path / "pack").glob("*.pdf"))
    asked = run("pack", MS, "--out", str(tmp_path / "other"), *POST, "--format", "pdf")
    assert asked.code == 2
    assert "PDF files are off: Pango is not installed." in asked.err
    assert not (tmp_path / "other").exists()


def test_what_cannot_be_printed_is_named_with_the_way_out(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "odd.toml"
    text = Path(MS).read_text(encoding="utf-8")
    odd.write_text(text.replace('"a cyber incident"', '"a cyber incident (漢)"'), encoding="utf-8")
    done = run("pack", str(odd), "--out", str(tmp_path / "pack"))
    assert (done.code, done.out) == (2, "")
    assert "These characters cannot be printed: “漢” (U+6F22)." in done.err
    assert "Nothing was written. Without PDF: --format txt,html,json." in done.err
    assert not (tmp_path / "pack").exists()


def test_pack_lists_the_notices_there_are(run: Run) -> None:
    done = run("pack", "--list")
    assert (done.code, done.err) == (0, "")
    assert (
        "uk.gdpr.33.initial.authority Personal data breach report for: An authority; "
        "duty uk.gdpr.33, initial; ready while the duty is not decided, too" in done.flat
    )
    assert "voluntary.letter.staff Letter to staff for: Staff; no duty; always ready" in done.flat
    assert too_wide(done.out) == []


def test_an_unknown_notice_is_not_found_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    done = run("pack", MS, "--out", str(tmp_path / "pack"), "--notice", "nothing.of.this.name")
    assert (done.code, done.out) == (4, "")
    assert done.err == "There is no notice 'nothing.of.this.name'. See `disclosure pack --list`.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("formats", ["odt", "txt,odt", "", ","])
def test_an_unknown_format_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, formats: str
) -> None:
    done = run("pack", MS, "--out", str(tmp_path / "pack"), "--format", formats)
    assert (done.code, done.out) == (2, "")
    assert "Allowed: txt, html, json, pdf, news, eml, fragment, docx, merge." in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [(), (MS,), ("--out", "somewhere")])
def test_pack_needs_a_case_and_a_folder(run: Run, arguments: tuple[str, ...]) -> None:
    done = run("pack", *arguments)
    assert done.code == 2
    assert "disclosure pack FILE --out FOLDER" in done.err


def test_a_folder_with_other_things_in_it_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run("pack", MS, "--out", str(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert "It holds 'mine.txt', which is not part of a pack." in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# ---- How commands end ----------------------------------------------------------------------------


def test_a_bad_case_file_lists_every_problem_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    text = Path(MS).read_text(encoding="utf-8")
    text = text.replace('key = "incident.nature"', 'key = "incident.natur"')
    text = text.replace('value = "cyber"', 'value = "sorcery"')
    text = text.replace('state = "delayed"', 'state = "late"')
    bad.write_text(text, encoding="utf-8")
    done = run("pack", str(bad), "--out", str(tmp_path / "pack"))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("This was refused: 3 problems. Nothing was written.\n")
    for wrong in ("incident.natur", "sorcery", "late"):
        assert wrong in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


@pytest.mark.parametrize("command", ["assess", "findings", "show"])
def test_a_file_that_is_not_there_is_refused(run: Run, command: str, tmp_path: Path) -> None:
    done = run(command, str(tmp_path / "nothing.toml"))
    assert (done.code, done.out) == (2, "")
    assert "nothing.toml" in done.err


@pytest.mark.parametrize(
    ("arguments", "help_at"),
    [
        (("assess",), "disclosure assess --help"),
        (("bogus",), "disclosure --help"),
        (("assess", MS, "--bogus"), "disclosure assess --help"),
        (("schema", "nothing"), "disclosure schema --help"),
    ],
)
def test_wrong_usage_is_refused_and_says_where_help_is(
    run: Run, arguments: tuple[str, ...], help_at: str
) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith(f"See: {help_at}\n")


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert done.err.startswith("Usage: disclosure [OPTIONS] COMMAND [ARGS]...")


def test_help_and_version_are_no_faults(run: Run) -> None:
    assert run("--help").code == 0
    assert run("--version") == Done(0, "disclosure, version 0.1.0\n", "")


def test_an_unknown_obligation_is_not_found(run: Run) -> None:
    done = run("law", "show", "uk.gdpr.99")
    assert (done.code, done.out) == (4, "")
    assert done.err == "There is no obligation 'uk.gdpr.99'. See `disclosure law list`.\n"


def test_an_unknown_setting_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCLOSURE_LOCAL_CATALOGE", "somewhere")
    done = run("law", "list")
    assert done.code == 2
    assert "Did you mean 'DISCLOSURE_LOCAL_CATALOGUE'?" in done.err


def break_the_law(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Add a local catalogue with a regime that is no TOML and one that lacks everything."""
    for name, text in (("contract.one", "schema = "), ("contract.two", "schema = 1\n")):
        folder = tmp_path / "law" / "regimes" / name
        folder.mkdir(parents=True)
        (folder / "regime.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("DISCLOSURE_LOCAL_CATALOGUE", str(tmp_path / "law"))


@pytest.mark.parametrize("arguments", [("law", "list"), ("assess", MS), ("law", "review")])
def test_broken_law_stops_every_command_and_lists_every_problem(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    break_the_law(monkeypatch, tmp_path)
    done = run(*arguments)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("The law or the notices were refused: ")
    assert "contract.one" in done.err
    assert "contract.two" in done.err


def test_the_check_of_broken_law_counts_and_lists(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    break_the_law(monkeypatch, tmp_path)
    done = run("law", "check")
    assert done.code == 3
    assert "contract.one" in done.err
    assert " problems.\n" in done.out


def a_fault(*_: object, **__: object) -> None:
    message = "the secret of the case"
    raise RuntimeError(message)


def test_a_fault_of_ours_shows_a_reference_and_nothing_of_the_case(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "services", a_fault)
    done = run("assess", MS)
    assert (done.code, done.out) == (1, "")
    assert "Something went wrong inside the product (reference " in done.err
    assert "Traceback" not in done.err
    assert "secret" not in done.err


@pytest.mark.parametrize("arguments", [("--debug", "assess", MS), ("assess", MS, "--debug")])
def test_a_fault_of_ours_shows_its_trace_when_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(commands, "services", a_fault)
    done = run(*arguments)
    assert done.code == 1
    assert "Traceback" in done.err


def test_stopping_a_command_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "services", stop)
    done = run("assess", MS)
    assert done.code == 1
    assert done.err.strip() == "Stopped."


def test_missing_data_folders_are_said_with_the_code_of_the_law(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Path:
        message = "The folders forms and templates were found in neither place. Reinstall."
        raise ResourcesMissingError(message)

    monkeypatch.setattr(bootstrap, "resource_root", missing)
    done = run("law", "list")
    assert (done.code, done.out) == (3, "")
    assert done.err == "The folders forms and templates were found in neither place. Reinstall.\n"


def test_without_a_checkout_run_asks_for_a_case(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "EXAMPLE", "forms/examples/nothing-here.toml")
    done = run("show")
    assert (done.code, done.out) == (2, "")
    assert "Name a case file: disclosure show FILE." in done.err


def test_findings_of_one_case_are_told_apart_by_instant(run: Run) -> None:
    made = checked(
        run("findings", AWARE, "--at", "2025-04-22T13:00:00+01:00", "--json"), "findings"
    )
    assert (made["case"], made["at"]) == (
        "harcourt-vale-2025-aware",
        "2025-04-22T13:00:00+01:00",
    )
