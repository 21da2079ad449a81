"""A letter in two languages: each drafted, checked, corrected and exported as what it is."""

import io
import zipfile
from dataclasses import replace
from email import message_from_bytes, policy
from functools import cache

import pytest

from builders import ROOT, a_case_file, a_sentence, the_vocabulary
from disclosure.catalogue.load import Catalogue, check_catalogue, load_catalogue
from disclosure.facts.case import Case
from disclosure.outputs.eml import eml
from disclosure.outputs.fragment import fragment
from disclosure.outputs.html import HTMLWriter
from disclosure.outputs.notices import as_text
from disclosure.outputs.outgoing import Outgoing
from disclosure.outputs.pack import PackWriter
from disclosure.outputs.word import docx
from disclosure.problems import NotFoundError
from disclosure.services.assessments import Assessments
from disclosure.services.pack_papers import PackPapers
from disclosure.services.packs import Packs
from disclosure.words.corrections import readers_of
from disclosure.words.drafts import Draft, Paragraph
from disclosure.words.findings import CaseInputs, Finding, Severity
from disclosure.words.record import as_data, from_data
from disclosure.words.rulebook import find

TWO = ROOT / "tests" / "cases" / "two-languages"
ENGLISH = "voluntary.letter.staff"
OTHER = f"{ENGLISH}.qps-ploc"


@cache
def two() -> Catalogue:
    return load_catalogue(ROOT, TWO)


def the_case(**style: str) -> Case:
    case = a_case_file("ms-2025")
    profile = {**case.organisation.profile, **{f"style.{k}": v for k, v in style.items()}}
    return replace(case, organisation=replace(case.organisation, profile=profile))


def packs() -> Packs:
    return Packs(two(), Assessments(two()))


@cache
def both() -> tuple[Draft, Draft]:
    english, other = packs().draft_only(the_case(), notices=[ENGLISH, OTHER])
    return english, other


def words(draft: Draft) -> str:
    return " ".join(sentence.text for sentence in draft.said())


def found(*drafts: Draft) -> list[Finding]:
    case = the_case()
    vocabulary, audiences = the_vocabulary()
    return [*find(CaseInputs(case.known_at(case.at), drafts, (), audiences, vocabulary))]


# ---- Two texts -----------------------------------------------------------------------------------


def test_the_example_is_clean() -> None:
    assert [str(problem) for problem in check_catalogue(ROOT, TWO).problems] == []


def test_both_are_drafted_from_the_same_facts_each_in_its_language() -> None:
    english, other = both()
    assert (english.language, other.language) == ("en-GB", "qps-ploc")
    assert (english.notice, other.notice) == (ENGLISH, OTHER)
    description = a_case_file("ms-2025").known_at(a_case_file("ms-2025").at)
    said = description.current["incident.description"].value
    assert f"[Ŵé åŕé đéåļîñĝ ŵîţĥ: {said}.]" in words(other)
    assert "[Ðéåŕ çøļļéåĝúé,]" in words(other)
    assert "Ŵé" not in words(english)
    # The same fact lies beneath both.
    beneath = [{r.fact for s in draft.said() for r in s.rests_on} for draft in both()]
    assert "incident.description" in beneath[0] & beneath[1]


def test_both_are_ready_unasked_and_approved_by_the_same_people() -> None:
    ready = {draft.notice for draft in packs().draft_only(the_case())}
    assert {ENGLISH, OTHER} <= ready
    approvals = two().approvals
    policies = [
        approvals.for_notice(two().notice(name).in_any_language, "staff").id
        for name in (ENGLISH, OTHER)
    ]
    assert policies[0] == policies[1]


@pytest.mark.parametrize("asked", ["voluntary.email.customers.qps-ploc", f"{ENGLISH}.cy"])
def test_a_text_missing_in_a_language_is_said_and_none_is_taken_in_its_place(asked: str) -> None:
    text, _, language = asked.rpartition(".")
    with pytest.raises(NotFoundError) as error:
        packs().draft_only(the_case(), notices=[asked])
    assert str(error.value).startswith(
        f"There is no text '{text}' in the language '{language}', and none in another language "
        "is taken in its place. It is there in: en-GB"
    )


def test_the_words_of_the_house_are_those_of_the_language() -> None:
    case = the_case(colleague="partner")
    english, other = packs().draft_only(case, notices=[ENGLISH, OTHER])
    assert words(english).startswith("Dear partner,")
    assert words(other).startswith("[Ðéåŕ çøļļéåĝúé,]")


def test_a_text_that_is_kept_keeps_its_language() -> None:
    _, other = both()
    kept = from_data(as_data(other))
    assert kept == other
    # The language is part of what an approval is bound to.
    assert replace(other, language="en-GB").digest != other.digest


# ---- What is checked -----------------------------------------------------------------------------


def test_it_is_said_that_no_check_read_the_words() -> None:
    english, other = both()
    (finding,) = [f for f in found(english, other) if f.rule == "other-language"]
    assert (finding.notice, finding.severity) == (OTHER, Severity.WARNING)
    assert "“qps-ploc”" in finding.message


def test_checks_of_english_words_are_not_shown_it_and_the_others_are() -> None:
    _, other = both()
    # A word that says too much in English, where it is no English word.
    wrong = a_sentence("[A small and isolated incident; everything works as normal.]", name="x")
    risky = replace(other, parts=(Paragraph((wrong,)), *other.parts))
    rules = {f.rule for f in found(risky) if f.notice == OTHER}
    assert rules.isdisjoint({"risky-wording", "reading-grade", "unsupported-claim", "says-more"})
    assert "risky-wording" in {f.rule for f in found(replace(risky, language="en-GB"))}
    assert "too-long" in {f.rule for f in found(replace(other, max_words=1)) if f.notice == OTHER}


def test_words_by_hand_that_nothing_can_hold_to_the_facts_stop_it() -> None:
    _, other = both()
    by_hand = replace(a_sentence("[Åļļ îš ŵéļļ.]", name="x"), by_hand="Ada Field")
    edited = replace(other, parts=(*other.parts, Paragraph((by_hand,))))
    stops = [f for f in found(edited) if f.severity is Severity.STOP and f.notice == OTHER]
    assert [(f.rule, f.sentence) for f in stops] == [("other-language", "x")]


# ---- What was said -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "notice", "readers"),
    [
        ("staff", ENGLISH, "staff"),
        ("staff", OTHER, "staff:@qps-ploc"),
        ("authority", "uk.gdpr.33.initial.authority", "authority:uk.gdpr.33"),
        ("authority", "uk.gdpr.33.initial.authority.cy", "authority:uk.gdpr.33:@cy"),
        ("staff", "", "staff"),
    ],
)
def test_who_was_told_in_another_language_is_told_apart(
    audience: str, notice: str, readers: str
) -> None:
    assert readers_of(audience, notice) == readers


# ---- What goes out -------------------------------------------------------------------------------


@pytest.fixture
def going_out() -> Outgoing:
    case = the_case()
    return Outgoing(both()[1], case.organisation, None, case.at, case.zone)


def test_every_file_says_its_language(going_out: Outgoing) -> None:
    assert '<article lang="qps-ploc">' in fragment(going_out)
    mail = message_from_bytes(eml(going_out), policy=policy.default)
    page = mail.get_body(("html",))
    assert page is not None
    assert '<html lang="qps-ploc">' in page.get_content()
    with zipfile.ZipFile(io.BytesIO(docx(going_out))) as word:
        assert b"<dc:language>qps-ploc</dc:language>" in word.read("docProps/core.xml")
        assert b'w:val="qps-ploc"' in word.read("word/styles.xml")


def test_the_pack_names_it_by_its_key_and_says_its_language() -> None:
    made = packs().draft(the_case(), notices=[ENGLISH, OTHER])
    paper = PackPapers(two(), packs()).papers(made)[OTHER]
    assert paper.draft.language == "qps-ploc"
    writer = PackWriter(HTMLWriter(ROOT / "templates"))
    files = writer.files(
        made.assessment,
        made.drafts,
        made.findings,
        formats=("txt", "html", "json"),
        audiences={},
        printed={},
    )
    bodies = {each.path: each.content for each in files}
    assert {f"{OTHER}.txt", f"{OTHER}.html", f"{OTHER}.json", f"{ENGLISH}.txt"} <= bodies.keys()
    assert b'<html lang="qps-ploc">' in bodies[f"{OTHER}.html"]
    assert b'"language": "qps-ploc"' in bodies[f"{OTHER}.json"]


def test_the_list_of_notices_names_the_language_and_whose_wording_it_is() -> None:
    said = " ".join(as_text([two().notice(OTHER)], {}).split())
    assert said.startswith(f"{OTHER} [Łéţţéŕ ţø šţåƒƒ]")
    assert said.endswith("language qps-ploc; own wording of this installation")
    assert "own wording" not in as_text([two().notice(ENGLISH)], {})
