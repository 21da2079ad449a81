"""One incident with a life of its own, exported once before and once after redactions."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from desks import a_setting
from recorded import (
    DECLINED,
    PEOPLE,
    SECRET,
    STAFF,
    a_recorded,
    edit_a_sentence,
    unpacked,
    with_a_life,
)

from disclosure.facts.instants import When
from disclosure.facts.standings import Quality
from disclosure.facts.versions import Count
from disclosure.services.redactions import What


@dataclass(frozen=True)
class Bundles:
    """The files of both bundles, and the digest of the last entry of each."""

    whole: dict[str, bytes]
    whole_head: str
    redacted: dict[str, bytes]
    redacted_head: str


@pytest.fixture(scope="session")
def old_bundle(_sqlite_template, tmp_path_factory, library):
    """Give a bundle of an incident in which nobody decided not to notify."""
    folder = tmp_path_factory.mktemp("old-bundle")
    path = shutil.copy(_sqlite_template, folder / "disclosure.db")
    made = a_recorded(a_setting(f"sqlite:///{path}", folder, library))
    bundle, _ = made.bundle()
    made.desk.close()
    return unpacked(bundle)


@pytest.fixture(scope="session")
def bundles(_sqlite_template, tmp_path_factory, library):
    folder = tmp_path_factory.mktemp("bundles")
    path = shutil.copy(_sqlite_template, folder / "disclosure.db")
    made = with_a_life(a_setting(f"sqlite:///{path}", folder, library))
    whole, exported = made.bundle()
    assert SECRET.encode() in unpacked(whole)["trail.jsonl"]
    made.answer(PEOPLE, Count(9_000, 9_000, Quality.EXACT, "people"))
    made.redact(What.FACT, f"{PEOPLE}@1")
    name = edit_a_sentence(made, "We are sorry, and will write again.")
    made.redact(What.EDIT, f"{STAFF}#1/{name}@1")
    since = When.exactly(datetime(2025, 4, 19, 8, 10, tzinfo=UTC))
    made.judge("aware_personal_data", "not-certain", "To be on the safe side.", since)
    made.redact(What.JUDGEMENT, "aware_personal_data@1")
    made.judge(DECLINED, "no", "Judged anew.")
    made.redact(What.JUDGEMENT, f"{DECLINED}@1")
    redacted, again = made.bundle()
    made.desk.close()
    return Bundles(unpacked(whole), exported.head, unpacked(redacted), again.head)
