"""The radar against a second reader: which sentences do later facts overtake, in ten cases.

The labels were written by somebody who had not seen the radar, from what was said on the day and
from what turned out later. Each text of a label is drafted from what was known on the day, given
out, and looked at again once everything that came later is recorded.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from drafted import as_released

from builders import CASES, ROOT, the_catalogue
from disclosure.casefile.load import load_case
from disclosure.facts.case import Case, Release
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs
from disclosure.words.corrections import How, overtaken
from disclosure.words.corrections_now import said_now
from disclosure.words.drafts import Draft

Label = dict[str, str]
FILE = Path(__file__).parent / "radar_labels.toml"
FILES, LATER = ROOT / "tests" / "cases" / "files", ROOT / "tests" / "cases" / "later"
HOUR = timedelta(hours=1)
OUTDATED, WRONG, UNTOUCHED = "outdated", "wrong-when-said", "untouched"

END = (
    "The end of the incident was recorded for the first time and lies beneath no sentence of the "
    "day: the radar follows what a sentence rests on. The status of each service is found."
)
CAUSE = "What is known now is the technique. The cause is a question of its own and is still open."
REASON_GONE = (
    "The instruction stands as recorded until somebody takes it back; its reason has gone."
)
GONE = "The text has been shortened since it was labelled and no longer says this."
OTHERWISE = (
    "The text says this otherwise since it was labelled: that sentence wants its own reading."
)
MARKET = "uk.mar.17-1.announce.market"
PRESS = "voluntary.statement.media"
EMAIL, LETTER, POST = (
    "voluntary.email.customers",
    "voluntary.letter.staff",
    "voluntary.post.public",
)
CARD = "bring-card-or-cash"

ARGUED: dict[tuple[str, str, str], str] = {
    # (case, notice, sentence): why the radar says that it is untouched, or nothing
    **{("tesco-2021", name, "what"): END for name in (MARKET, EMAIL, POST)},
    **{("royalmail-2023", name, "cause"): CAUSE for name in (MARKET, EMAIL)},
    **{
        ("sainsburys-2024", name, sentence): END
        for name in (MARKET, EMAIL, LETTER)
        for sentence in ("what", "no-date")
    },
    ("sainsburys-2024", POST, "what"): GONE,
    ("sainsburys-2024", LETTER, "tell-what"): END,
    ("sainsburys-2024", EMAIL, f"instructions:{CARD}"): REASON_GONE,
    ("sainsburys-2024", LETTER, f"instructions-customers:{CARD}"): REASON_GONE,
    **{("sainsburys-2024", POST, sentence): GONE for sentence in ("data", "priority")},
    **{
        (case, PRESS, sentence): GONE
        for case in ("morrisons-2014", "moveit-2023")
        for sentence in ("priority", "thanks")
    },
    **{(case, MARKET, "priority"): GONE for case in ("morrisons-2014", "jd-2023")},
    **{(case, LETTER, "priority"): GONE for case in ("morrisons-2014", "moveit-2023")},
    ("jd-2023", EMAIL, "priority"): GONE,
    ("jd-2023", EMAIL, "cause"): OTHERWISE,
    ("sainsburys-2024", EMAIL, "unclear"): OTHERWISE,
    ("ms-2025", "voluntary.till.customers", "affected-intro"): OTHERWISE,
}


@cache
def labels() -> tuple[Label, ...]:
    """Give the labels of the second reader; none until they have been handed in."""
    return tuple(tomllib.loads(FILE.read_text("utf-8"))["labels"]) if FILE.exists() else ()


def the_case(name: str, folder: Path) -> Case:
    """Give a case with what turned out later typed behind it, seen from its own day."""
    first = next(p for p in (FILES / f"{name}.toml", CASES / f"{name}.toml") if p.exists())
    both = folder / f"{name}.toml"
    later = (LATER / f"{name}.toml").read_text("utf-8")
    both.write_text(f"{first.read_text('utf-8')}\n{later}", "utf-8")
    catalogue = the_catalogue()
    return load_case(
        both, catalogue.vocabulary, stages=catalogue.stages, audiences=catalogue.audiences
    )


def drafts(case: Case, names: Iterable[str]) -> dict[str, Draft]:
    """Draft texts of a case as it stood at its instant."""
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    return {each.notice: each for each in packs.draft_only(case, notices=[*names])}


def given_out(draft: Draft, case: Case) -> Release:
    """Give a text as it went out at the instant of the case."""
    return Release(
        f"{draft.notice}#1", draft.audience, case.at, draft.notice, sentences=as_released(draft)
    )


def radar_of(case: Case, names: Iterable[str]) -> dict[tuple[str, str], str]:
    """Give what the radar says of each sentence, by its text's notice and its id or words."""
    released = drafts(case, names)
    out = tuple(given_out(draft, case) for draft in released.values())
    end = max(version.recorded_at for version in case.facts) + HOUR
    after = replace(case, releases=out, at=max(end, case.at + HOUR))
    again = drafts(after, released)
    found = {}
    for release in out:
        for sentence in release.sentences:
            found[release.notice, sentence.id] = found[release.notice, sentence.text] = UNTOUCHED
    for one in overtaken(after.known_at(after.at)):
        draft = again[one.release.notice]
        if one.is_telling and not said_now(one, draft).is_same:
            label = WRONG if one.how is How.WRONG else OUTDATED
            for name in (one.sentence.id, one.sentence.text):
                found[one.release.notice, name] = label
    return found


def test_the_radar_says_of_every_sentence_what_the_second_reader_says(tmp_path) -> None:
    differ = {}
    for name in dict.fromkeys(label["case"] for label in labels()):
        own = [label for label in labels() if label["case"] == name]
        notices = dict.fromkeys(label["notice"] for label in own)
        said = radar_of(the_case(name, tmp_path), notices)
        for label in own:
            place = (label["notice"], label["sentence"])
            radar = said.get(place, "no such sentence")
            if radar != label["label"]:
                differ[name, *place] = f"{label['label']}, but the radar: {radar}"
    assert differ.keys() == ARGUED.keys(), differ


def test_a_label_gives_its_reason() -> None:
    assert all(label["label"] in (OUTDATED, WRONG, UNTOUCHED) for label in labels())
    assert all(label["why"].strip() for label in labels() if label["label"] != UNTOUCHED)
