"""Texts for the market, authorities, contracts and insiders: complete, in order, and not too early.

What each must hold is typed from the law files; the order of the breach report from the
authority's form; lengths and grades from the checklist of market texts.
"""

import io
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pikepdf
import pytest
from drafted import CASE_NAMES, Drafted, drafted, texts, with_versions
from papered import CASES, a_paper

from builders import (
    LONDON,
    ROOT,
    a_case,
    a_case_file,
    a_fact,
    a_judgement,
    a_submission,
    an_entry,
    the_catalogue,
)
from disclosure.catalogue.load import load_catalogue
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import Support
from disclosure.outputs.pdf import print_now
from disclosure.words.blocks import Notice
from disclosure.words.choosing import offered
from disclosure.words.drafts import Answered, HeadingPart
from disclosure.words.prose import count_words, longest_sentence, reading_grade

AT = datetime(2026, 11, 20, 14, tzinfo=LONDON)
CATALOGUE = the_catalogue()
SHIPPED = load_catalogue(ROOT)
OURS = tuple(
    notice for notice in SHIPPED.notices if notice.id.startswith(("uk.", "contract.", "inside."))
)
EACH = pytest.mark.parametrize("notice", OURS, ids=lambda notice: notice.id)
MARKET = [notice for notice in OURS if notice.audience == "market"]


def the(name: str) -> Notice:
    return CATALOGUE.notice(name)


def nothing_known() -> Case:
    return a_case(facts=[], at=AT)


# ---- What there is -------------------------------------------------------------------------------

SERVES = {
    # text: the stage of the law it serves
    "uk.mar.17-1.holding.market": "announce",
    "uk.mar.17-1.update.market": "update",
    "uk.mar.17-1.data.market": "update",
    "uk.mar.17-1.restoration.market": "update",
    "uk.mar.17-4-notice.notify.authority": "notify",
    "uk.mar.17-4-notice.explanation.authority": "notify",
    "uk.dtr.6.file.authority": "file",
    "uk.gdpr.33.follow-up.authority": "follow-up",
    "uk.gdpr.33.final.authority": "follow-up",
    "uk.gdpr.33-2.initial.customers": "initial",
    "uk.pecr.5a.initial.authority": "initial",
    "uk.nis.11.initial.authority": "initial",
    "uk.nis.12.initial.authority": "initial",
    "uk.fca.sup-15-3.notify.authority": "notify",
    "uk.pra.notifications-2.notify.authority": "notify",
    "uk.psr.99.initial.authority": "initial",
    "uk.sra.report.authority": "report",
    "uk.report-fraud.report.authority": "report",
    "uk.report-fraud.scotland.report.authority": "report",
    "uk.ofsi.disclosure.report.authority": "report",
    "uk.tpr.report.authority": "report",
    "uk.charity.report.authority": "report",
    "uk.charity.oscr.report.authority": "report",
    "uk.charity.ccni.report.authority": "report",
    "uk.nhs.dspt.initial.authority": "initial",
    "contract.insurance.notify.insurer": "notify",
    "contract.card.acquirer.authority": "acquirer",
    "contract.customers.notify.customers": "notify",
}


@pytest.mark.parametrize("name", SERVES)
def test_each_text_serves_its_stage_of_the_law(name: str) -> None:
    assert the(name).stage == SERVES[name]


WITHOUT = {
    # what stays without a text, and why
    "no body is told": ("uk.gdpr.33-5", "uk.pecr.5a-8", "uk.mar.17-4", "uk.mar.18", "uk.ofsi"),
    "a look-up": ("uk.govuk-signpost",),
    "superseded": ("uk.ca.105b",),
    "a decision of the regulator comes first": ("uk.mar.17-5",),
    "cleared with the adviser, and announced as the market rules say": ("uk.takeover",),
    "made and not yet in force, the form not published": (
        "uk.fca.sup-15-18",
        "uk.fca.sup-15-18-psp",
        "uk.fca.sup-15-18-updates",
        "uk.fca.sup-15-18-final",
        "uk.fca.sup-15-18-final-late",
        "uk.pra.operational-incident",
        "uk.pra.operational-incident-final",
        "uk.pra.operational-incident-final-late",
        "uk.boe.fmi",
    ),
    "no law": (
        "uk.csrb",
        "uk.csrb.customers",
        "uk.ransomware-regime",
        "uk.ransomware-regime.payment",
        "uk.ca.105k-proposal",
    ),
}


def test_every_obligation_has_a_text_or_a_reason_why_not() -> None:
    texted = {notice.obligation for notice in SHIPPED.notices}
    left = {rule.id for rule in SHIPPED.law.obligations} - texted
    assert left == {name for names in WITHOUT.values() for name in names}


def test_titles_tell_the_texts_apart() -> None:
    titles = [notice.title for notice in SHIPPED.notices]
    assert sorted(titles) == sorted(set(titles))


# ---- What the law asks for -----------------------------------------------------------------------

ONLY_SOMETIMES = (
    # contents that the law asks for under a condition: a late text, one that cannot say all yet, or
    # whatever else there is to say
    "reasons-late",
    "why-not-more",
    "helpful",
)


def _cited(held: Drafted) -> set[str]:
    """Give every citation of what the draft says or shows as missing."""
    found = {sentence.cite for sentence in held.draft.sentences()}
    found |= {part.cite for part in held.draft.parts if isinstance(part, Answered)}
    return {part.strip() for cite in found for part in cite.split(";") if part.strip()}


def _asked(notice: Notice) -> list[tuple[str, set[str]]]:
    rules = [rule for rule in CATALOGUE.law.obligations if rule.id == notice.obligation]
    return [
        (content.id, {part.strip() for part in content.cite.split(";")})
        for rule in rules
        for content in rule.contents
        if content.id not in ONLY_SOMETIMES and rule.in_force_on(AT.date())
    ]


@pytest.mark.parametrize("known", ["nothing", "ms-2025-aware"])
@EACH
def test_a_draft_says_or_shows_as_missing_all_the_law_asks_for(notice: Notice, known: str) -> None:
    case = nothing_known() if known == "nothing" else a_case_file(known)
    cited = _cited(drafted(case, notice))
    assert [name for name, wanted in _asked(notice) if not wanted & cited] == []


# ---- The breach report in the order of its form --------------------------------------------------

FORM = (
    *("R1", "R2", "R3", "R4"),
    *("A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9a", "A9b", "A9c", "A10", "A11"),
    *("A12-C", "A12-I", "A12-A", "A12b", "A13", "A14", "A15", "A16"),
    *("B1", "B2", "B3", "B5", "B6"),
    *("U1", "U2", "U3", "U4", "U5", "U6", "U7"),
)
MAY_BE_LEFT_OUT = {"A9c", "A15", "A16"}
"""Questions that are not asked of every report."""
BREACH = ("initial", "follow-up", "final")


@pytest.mark.parametrize("stage", BREACH)
def test_the_breach_report_keeps_the_order_of_the_form(stage: str) -> None:
    held = drafted(a_case_file("ms-2025-aware"), the(f"uk.gdpr.33.{stage}.authority"))
    refs = [part.ref for part in held.draft.parts if isinstance(part, Answered)]
    assert refs == [ref for ref in FORM if ref in refs]
    assert set(FORM) - set(refs) <= MAY_BE_LEFT_OUT


def test_the_three_reports_answer_alike() -> None:
    case = a_case_file("ms-2025-aware")
    first, second, last = (
        {
            part.ref: [sentence.text for inner in part.parts for sentence in _said(inner)]
            for part in drafted(case, the(f"uk.gdpr.33.{stage}.authority")).draft.parts
            if isinstance(part, Answered)
        }
        for stage in BREACH
    )
    own = {"R1", "A16"}
    for ref in set(first) - own:
        assert first[ref] == second[ref] == last[ref]


def _said(part: object) -> list:
    return list(getattr(part, "sentences", ())) or list(getattr(part, "items", ()))


# ---- What follows an earlier text ----------------------------------------------------------------

FOLLOWS = {
    "uk.gdpr.33.follow-up.authority": ("uk.gdpr.33", "initial"),
    "uk.gdpr.33.final.authority": ("uk.gdpr.33", "initial"),
    "uk.pecr.5a.follow-up.authority": ("uk.pecr.5a", "initial"),
    "uk.dpa.67.follow-up.authority": ("uk.dpa.67", "initial"),
    "uk.psr.99.intermediate.authority": ("uk.psr.99", "initial"),
    "uk.psr.99.final.authority": ("uk.psr.99", "initial"),
    "uk.nhs.dspt.update.authority": ("uk.nhs.dspt", "initial"),
    "uk.charity.update.authority": ("uk.charity", "report"),
    "uk.ca.105k.update.authority": ("uk.ca.105k", "report"),
    "uk.ctp.intermediate.authority": ("uk.ctp", "initial"),
    "uk.ctp.final.authority": ("uk.ctp", "initial"),
}
SENT = datetime(2026, 11, 18, 9, 30, tzinfo=LONDON)
LAST = ("uk.gdpr.33.final.authority", "uk.psr.99.final.authority")
OVER = (a_fact("incident.ongoing", "no"),)


def _after(name: str) -> Case:
    obligation, stage = FOLLOWS[name]
    sent = replace(a_submission(obligation, stage), at=SENT, reference="IC-1234")
    facts = [a_fact("incident.description", "an outage"), *(OVER if name in LAST else ())]
    return replace(a_case(facts=facts, at=AT), submissions=(sent,))


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_follows_is_offered_once_the_first_was_sent(name: str) -> None:
    assert not offered(the(name), drafted(nothing_known(), the(name)).sources)
    assert offered(the(name), drafted(_after(name), the(name)).sources)


@pytest.mark.parametrize("name", LAST)
def test_a_last_report_waits_until_the_incident_is_over_or_service_is_back(name: str) -> None:
    going_on = with_versions(_after(name), a_fact("incident.ongoing", "yes"))
    back = a_fact("incident.resolved_at", When.exactly(SENT))
    assert not offered(the(name), drafted(going_on, the(name)).sources)
    assert not offered(the(name), drafted(with_versions(going_on, back), the(name)).sources)
    sent = replace(a_case(facts=[back], at=AT), submissions=_after(name).submissions)
    assert offered(the(name), drafted(sent, the(name)).sources)


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_follows_names_the_first_report_and_its_reference(name: str) -> None:
    said = " ".join(texts(drafted(_after(name), the(name)).draft))
    assert "at 09:30 on Wednesday 18 November 2026 (London time)" in said
    assert "IC-1234" in said


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_is_new_stands_first(name: str) -> None:
    held = drafted(_after(name), the(name))
    headings = [part.text for part in held.draft.parts if isinstance(part, HeadingPart)]
    assert headings[0] == "What is new"
    said = "Two more systems were found to be affected."
    new = a_fact("report.changes", said, recorded_at=AT - timedelta(hours=1))
    told = drafted(with_versions(_after(name), new), the(name))
    assert "Since our last report: Two more systems were found to be affected." in texts(told.draft)


def test_a_text_on_a_delay_is_offered_once_a_delay_was_decided() -> None:
    decided = a_judgement("delay_disclosure", "yes", instant=SENT, made_at=SENT)
    delayed = replace(nothing_known(), judgements=(decided,))
    for name in ("holding.market", "notify.authority", "explanation.authority"):
        provision = "17-1" if name.endswith("market") else "17-4-notice"
        notice = the(f"uk.mar.{provision}.{name}")
        assert not offered(notice, drafted(nothing_known(), notice).sources)
        assert offered(notice, drafted(delayed, notice).sources)


def test_the_announcement_on_data_waits_for_data_and_that_of_return_for_a_service() -> None:
    data = a_fact("personal_data.involved", "yes", recorded_at=SENT)
    back = an_entry(
        "service",
        "web",
        {"name": "our website", "area": "online", "state": "restored"},
        recorded_at=SENT,
    )
    for name, fact in (("data", data), ("restoration", back)):
        notice = the(f"uk.mar.17-1.{name}.market")
        assert not offered(notice, drafted(nothing_known(), notice).sources)
        known = with_versions(nothing_known(), fact)
        assert offered(notice, drafted(known, notice).sources)


# ---- How it reads --------------------------------------------------------------------------------

GRADE, LONGEST = 12, 25
PROMOTIONAL = re.compile(
    r"\b(?:proud|leading|world-class|robust|swift\w*|resilien\w*|strong\w*|committed|excellent"
    r"|pleased|confident|best|unique|innovative|trusted)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("case", CASE_NAMES)
@pytest.mark.parametrize("notice", MARKET, ids=lambda notice: notice.id)
def test_a_market_text_reads_at_grade_twelve_without_a_long_sentence(
    notice: Notice, case: str
) -> None:
    said = texts(drafted(a_case_file(case), notice).draft)
    assert reading_grade("\n".join(said)) <= GRADE
    assert [text for text in said if count_words(longest_sentence(text)) > LONGEST] == []
    assert [text for text in said if PROMOTIONAL.search(text)] == []


@pytest.mark.parametrize("notice", MARKET, ids=lambda notice: notice.id)
def test_a_market_text_has_headline_issuer_lei_and_the_line_on_inside_information(
    notice: Notice,
) -> None:
    ids = {block.id for block in notice.every_block()}
    assert {"headline", "issuer", "inside-information", "person-responsible", "lei"} <= ids


REPORTS = [notice for notice in OURS if notice.layout == "form"]


@pytest.mark.parametrize("notice", REPORTS, ids=lambda notice: notice.id)
def test_a_report_says_of_the_unknown_who_checks_and_by_when(notice: Notice) -> None:
    keys = [key for key in ("incident.cause", "harm.expected") if key in _facts(notice)]
    by = AT + timedelta(days=1)
    support = Support(being_checked="the security team", expected_by=by)
    for key in keys:
        unknown = a_fact(key, None, Standing.UNKNOWN, recorded_at=SENT, support=support)
        said = " ".join(texts(drafted(with_versions(nothing_known(), unknown), notice).draft))
        assert "Being checked by the security team." in said
        assert "14:00 on 21 November" in said or "14:00 on Saturday 21 November" in said


def _facts(notice: Notice) -> set[str]:
    return {key for block in notice.every_block() for key in getattr(block, "facts", ())}


@EACH
def test_with_nothing_known_a_text_claims_nothing(notice: Notice) -> None:
    held = drafted(nothing_known(), notice)
    about = {rest.fact for s in held.draft.said() for rest in s.rests_on}
    assert {key for key in about if key in CATALOGUE.vocabulary.facts} == set()
    assert not any(":" in key for key in about)


def test_the_insurer_is_told_facts_and_no_admission() -> None:
    for name in ("contract.insurance.notify.insurer", "inside.update.insurer"):
        said = texts(drafted(a_case_file("coop-2025"), the(name)).draft)
        assert any("admits no liability" in text for text in said)


def test_legal_advice_stays_out_of_what_the_insurer_reads() -> None:
    assert "privileged" not in CATALOGUE.audiences["insurer"].may_read
    assert "privileged" in CATALOGUE.audiences["board"].may_read


# ---- One page for directors ----------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_the_brief_for_directors_fits_on_one_page(case: str) -> None:
    content = print_now(a_paper("inside.brief.board", case))
    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1


def test_the_brief_for_directors_is_not_in_a_pack_unasked() -> None:
    # It may rest on what is privileged, and a pack goes from hand to hand.
    brief = the("inside.brief.board")
    assert (brief.obligation, brief.ready, brief.audience) == ("", "applies", "board")
