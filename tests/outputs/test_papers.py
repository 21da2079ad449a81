"""What documents are made from: letterheads, what sentences rest on, and data that travels."""

import json
import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from papered import CASES, HEAD, a_paper, a_record, papers_of

from builders import a_case_file, the_catalogue
from disclosure.facts.case import Entity, Organisation
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.outputs.paper_facts import facts_of
from disclosure.outputs.papers import Letterhead, attachment, letterhead_of
from disclosure.words.drafts import Paragraph, Rest, Sentence
from disclosure.words.sources import sources

LEI = "213800WZ2V4R5T6Y7U89"

# ---- Letterhead ----------------------------------------------------------------------------------


def an_organisation(**profile: str) -> Organisation:
    issuer = Entity("group", "Harcourt & Vale plc", ("issuer", "controller"), lei=LEI)
    return Organisation("Harcourt & Vale", profile, (issuer,))


def test_a_letterhead_shows_what_the_profile_holds_and_nothing_else() -> None:
    full = an_organisation(
        address="1 High Street, York YO1 1AA",
        registered="Registered in England and Wales, number 01234567",
        size="from-250",
    )
    assert letterhead_of(full, "letter") == Letterhead(
        "Harcourt & Vale",
        ("1 High Street, York YO1 1AA", "Registered in England and Wales, number 01234567"),
    )
    assert letterhead_of(an_organisation(), "letter") == Letterhead("Harcourt & Vale", ())


def test_an_announcement_is_the_issuers_under_its_lei() -> None:
    assert letterhead_of(an_organisation(), "announcement") == Letterhead(
        "Harcourt & Vale plc", (f"LEI {LEI}",)
    )
    nobody = Organisation("Harcourt & Vale", {}, ())
    assert letterhead_of(nobody, "announcement") == Letterhead("Harcourt & Vale", ())


def test_every_answer_of_the_profile_a_letterhead_shows_can_be_given() -> None:
    assert {"address", "registered"} <= set(the_catalogue().vocabulary.profile)


# ---- The data ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_every_document_can_be_handed_to_another_process(case: str) -> None:
    for paper in papers_of(case).values():
        assert pickle.loads(pickle.dumps(paper)) == paper  # noqa: S301  # our own, a moment ago


def test_the_attachment_says_where_the_document_comes_from() -> None:
    table = json.loads(attachment(a_record(a_paper())))
    assert table["schema"] == 1
    assert table["document"] == {
        "title": "Letter to staff, Meridian Co-operative Society",
        "notice": "voluntary.letter.staff",
        "organisation": "Meridian Co-operative Society",
        "marks": [],
        "version": 3,
        "digest": a_paper().draft.digest,
        "trail_seq": 214,
        "trail_head": HEAD,
        "known_at": "2025-04-30T12:00:00+01:00",
        "law_as_of": "2026-11-21",
        "dated_at": "2025-04-30T13:00:00+01:00",
    }


def test_the_same_instant_in_another_zone_is_the_same_document() -> None:
    paper = a_record(a_paper())
    universal = replace(paper.provenance, dated_at=paper.provenance.dated_at.astimezone(UTC))
    assert attachment(replace(paper, provenance=universal)) == attachment(paper)


@pytest.mark.parametrize("case", CASES)
def test_every_sentence_is_there_with_what_it_rests_on(case: str) -> None:
    for paper in papers_of(case).values():
        table = json.loads(attachment(paper))
        if "rows" in table:
            continue
        said = list(paper.draft.said())
        assert [s["text"] for s in table["sentences"]] == [s.text for s in said]
        wanted = {f"{r.fact}@{r.version}" for s in said for r in s.rests_on}
        assert set(table["facts"]) == wanted
        assert {n for s in table["sentences"] for n in s["rests_on"]} == wanted


def test_a_fact_is_told_with_its_standing_its_value_and_its_times() -> None:
    facts = a_paper("uk.ncsc.report.authority").facts["facts"]
    assert facts["incident.description@1"] == {
        "fact": "incident.description",
        "version": 1,
        "standing": "confirmed",
        "standing_in_words": "Established",
        "value": "attempted unauthorised access to some of our systems",
        "as_of": "2025-04-30T11:30:00+01:00",
        "recorded_at": "2025-04-30T11:40:00+01:00",
        "source": "incident call",
        "basis": "",
    }


# ---- What may not leave --------------------------------------------------------------------------

AT = datetime(2025, 4, 30, 11, tzinfo=UTC)
WHO_SAID_IT = "the on-call engineer, by telephone"


def rested_on(ceiling: Ceiling, *may_read: Ceiling) -> dict[str, object]:
    catalogue, case = the_catalogue(), a_case_file("coop-2025")
    version = FactVersion(
        "incident.cause", 7, Standing.SUSPECTED, AT, "a stolen password", {}, AT,
        ceiling=ceiling, support=Support(source=WHO_SAID_IT, basis="two log files"),
    )  # fmt: skip
    known = replace(case.known_at(case.at), current={"incident.cause": version})
    readable = sources(
        known,
        catalogue.vocabulary,
        catalogue.law.authorities,
        may_read=frozenset(may_read),
        on=case.law_as_of,
    )
    rest = Rest("incident.cause", 7, Standing.SUSPECTED)
    sentence = Sentence("cause", "We believe it.", "sentence", rests_on=(rest,))
    draft = replace(a_paper().draft, parts=(Paragraph((sentence,)),))
    versions = {version.name: version}
    return facts_of(draft, readable, versions, may_read=frozenset(may_read))["facts"][version.name]


def test_an_authority_is_told_the_source_and_the_basis() -> None:
    told = rested_on(Ceiling.PUBLIC, Ceiling.PUBLIC, Ceiling.AUTHORITY)
    assert (told["source"], told["basis"]) == (WHO_SAID_IT, "two log files")


def test_nobody_else_is_told_who_said_it() -> None:
    told = rested_on(Ceiling.PUBLIC, Ceiling.PUBLIC, Ceiling.INSIDE)
    assert told["value"] == "a stolen password"
    assert (told["source"], told["basis"]) == ("", "")


def test_a_fact_its_audience_may_not_read_is_named_and_no_more() -> None:
    told = rested_on(Ceiling.PRIVILEGED, Ceiling.PUBLIC, Ceiling.AUTHORITY)
    assert told == {
        "fact": "incident.cause",
        "version": 7,
        "standing": "suspected",
        "standing_in_words": "Likely, but not certain",
    }
