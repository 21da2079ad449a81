"""A text in words of the organisation's own: drafted for it alone, named as such, and kept so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from noticed import STAFF, Table, a_table

from builders import ROOT, a_case_file, the_catalogue
from disclosure.catalogue.load import Catalogue, load_catalogue
from disclosure.facts.standings import Change
from disclosure.problems import NotFoundError
from disclosure.services.approvals import Approvals
from disclosure.services.assessments import Assessments
from disclosure.services.notice_texts import NoticeTexts
from disclosure.services.notices import Notices
from disclosure.services.packs import Packs
from disclosure.signoff.progress import NoticeState
from disclosure.trail.actions import Action

OWN = ROOT / "tests" / "cases" / "own-catalogue"
SIGN = "voluntary.sign.public"
THANKS = "Thank you, each of you."


@pytest.fixture(scope="module")
def with_own() -> Catalogue:
    return load_catalogue(ROOT, OWN)


def packs_of(catalogue: Catalogue) -> Packs:
    return Packs(catalogue, Assessments(catalogue))


def text_of(catalogue: Catalogue, name: str, organisation: str = "") -> str:
    case = a_case_file("ms-2025")
    if organisation:
        case = replace(case, organisation=replace(case.organisation, name=organisation))
    (made,) = packs_of(catalogue).draft_only(case, notices=[name])
    return " ".join(sentence.text for sentence in made.said())


# ---- For whom it is drafted ----------------------------------------------------------------------


def test_the_organisation_named_gets_its_own_words(with_own: Catalogue) -> None:
    said = text_of(with_own, STAFF)
    assert THANKS in said
    assert "comes before everything else." in said
    assert "Our priority is to put this right." not in said
    # The rest of the letter is the shipped one.
    assert said.startswith("Dear colleague,")


def test_any_other_gets_the_shipped_words(with_own: Catalogue) -> None:
    shipped = text_of(the_catalogue(), STAFF, "Ashdown Ltd")
    assert text_of(with_own, STAFF, "Ashdown Ltd") == shipped
    assert THANKS not in shipped


@pytest.mark.parametrize("name", ["Harcourt & Vale plc", " harcourt  &  VALE plc"])
def test_capitals_and_spaces_of_its_name_do_not_count(with_own: Catalogue, name: str) -> None:
    assert THANKS in text_of(with_own, STAFF, name)


def test_a_draft_says_whose_wording_it_was_made_with(with_own: Catalogue) -> None:
    case = a_case_file("ms-2025")
    letter, sign = packs_of(with_own).draft_only(case, notices=[STAFF, SIGN])
    assert letter.own == "Harcourt & Vale plc, in “priority”, “thanks”"
    assert sign.own == "Harcourt & Vale plc"
    (shipped,) = packs_of(the_catalogue()).draft_only(case, notices=[STAFF])
    assert shipped.own == ""
    assert len({letter.wording, sign.wording, shipped.wording}) == len((letter, sign, shipped))


def test_a_text_that_one_client_added_is_not_there_for_another(
    tmp_path: Path, with_own: Catalogue
) -> None:
    sign = with_own.of("Harcourt & Vale plc").notice(SIGN)
    wire = replace(sign, id="voluntary.wire.public")
    own = {"ashdown ltd": (*with_own.notices, wire)}
    catalogue = replace(with_own, own=own)
    assert text_of(catalogue, wire.id, "Ashdown Ltd")
    with pytest.raises(NotFoundError, match=r"There is no notice 'voluntary\.wire\.public'\."):
        text_of(catalogue, wire.id)
    # Lists over all incidents name texts by their titles, whoever has them.
    assert catalogue.notice(wire.id) is wire
    assert wire in catalogue.every_notice


# ---- On the desk ---------------------------------------------------------------------------------


Worded = Callable[[Catalogue], Table]


@pytest.fixture
def worded(setting) -> Worded:
    """Give the same incident with the words of another catalogue, as after a new start."""
    table = a_table(setting)

    def worded(catalogue: Catalogue) -> Table:
        texts = NoticeTexts(packs_of(catalogue))
        transactions = setting.desk.transactions
        approvals = Approvals(transactions, texts)
        return replace(table, notices=Notices(transactions, texts), approvals=approvals)

    return worded


def test_the_trail_keeps_with_which_wording_a_version_was_made(
    worded: Worded, with_own: Catalogue
) -> None:
    table = worded(with_own)
    table.freeze(STAFF)
    (entry,) = table.setting.entries(Action.NOTICE_FROZEN)
    notice = with_own.of("Harcourt & Vale plc").notice(STAFF)
    assert entry.detail["wording"] == notice.wording
    assert entry.detail["own"] == "Harcourt & Vale plc, in “priority”, “thanks”"
    one = table.page(STAFF).one
    assert one.frozen is not None
    assert (one.frozen.draft.wording, one.frozen.draft.own) == (notice.wording, notice.own)


def test_what_was_approved_stands_in_its_words_when_the_wording_changes(
    worded: Worded, with_own: Catalogue
) -> None:
    before = worded(the_catalogue())
    digest = before.sign_off(STAFF)
    after = worded(with_own)
    page = after.page(STAFF)
    assert (page.state, page.changed) == (NoticeState.SIGNED_OFF, ())
    draft = after.notices.view(after.drafter, after.incident, STAFF)
    assert THANKS in {view.sentence.text for view in draft.sentences.values()}
    after.approvals.judge_free_of_inside_information(
        after.counsel, after.incident, STAFF, seen=digest, why="It says what is public."
    )
    after.approvals.release(after.counsel, after.incident, STAFF, seen=digest)
    frozen = after.page(STAFF).one.frozen
    assert frozen is not None
    assert THANKS not in {sentence.text for sentence in frozen.draft.said()}


def test_a_changed_fact_sets_it_aside_all_the_same(worded: Worded, with_own: Catalogue) -> None:
    worded(the_catalogue()).request(STAFF)
    after = worded(with_own)
    description = "incident.description"
    after.record(after.next_version(description, Change.CHANGES, "an attack on our network"))
    page = after.page(STAFF)
    assert page.state is NoticeState.SUPERSEDED


def test_a_fact_that_is_only_confirmed_again_sets_nothing_aside(
    worded: Worded, with_own: Catalogue
) -> None:
    worded(the_catalogue()).request(STAFF)
    after = worded(with_own)
    after.record(after.next_version("incident.description", Change.RE_CONFIRMS))
    assert after.page(STAFF).state is NoticeState.REQUESTED
