"""Pages that list or show a text say when it is worded by the organisation itself."""

from dataclasses import replace

import pytest
from noticed import REPORT, STAFF, Table
from visitors import Visitor, said, signed_in

from builders import ROOT
from disclosure.catalogue.load import Catalogue, load_catalogue
from disclosure.services.assessments import Assessments
from disclosure.services.notice_texts import NoticeTexts
from disclosure.services.notices import Notices
from disclosure.services.packs import Packs
from disclosure.signoff.progress import short
from disclosure.web.app import create_app
from disclosure.web.shown_notices import whose_words

OWN = ROOT / "tests" / "cases" / "own-catalogue"
TWO = ROOT / "tests" / "cases" / "two-languages"
TAG = '<span class="tag tag--quiet">Own wording</span>'


@pytest.fixture(scope="module")
def with_own() -> Catalogue:
    return load_catalogue(ROOT, OWN)


@pytest.fixture
def ada(table: Table, with_own: Catalogue, compiled) -> Visitor:
    """Give the drafter's browser on a desk that was started with words of one's own."""
    texts = NoticeTexts(Packs(with_own, Assessments(with_own)))
    desk = table.setting.desk
    made = create_app(replace(desk, notices=Notices(desk.transactions, texts)))
    made.jinja_env.bytecode_cache = compiled
    return signed_in(made, table.drafter)


@pytest.fixture
def base(table: Table) -> str:
    return f"/incidents/{table.incident}/notices"


def test_the_list_marks_them_and_no_other(ada: Visitor, base: str) -> None:
    page = ada.get(f"{base}?readers=staff").text
    before, _, after = page.partition(f'/{STAFF}">')
    assert before
    assert after.partition("</a>")[2].lstrip().startswith(TAG)
    # The letter to staff and the sign are the only texts the example replaces.
    assert page.count(TAG) == 1


def test_the_draft_names_whose_wording_it_is_and_its_digest(
    ada: Visitor, base: str, with_own: Catalogue
) -> None:
    page = ada.get(f"{base}/{STAFF}")
    digest = with_own.of("Harcourt & Vale plc").notice(STAFF).wording
    assert TAG in page.text
    assert "Own wording of Harcourt & Vale plc, in “priority”, “thanks”." in said(page)
    assert f'Its digest is <span class="code">{short(digest)}</span>' in page.text
    assert "Thank you, each of you." in said(page)
    assert TAG not in ada.get(f"{base}/{REPORT}").text


def test_the_versions_say_with_which_wording_each_was_drafted(
    ada: Visitor, base: str, with_own: Catalogue
) -> None:
    page = ada.get(f"{base}/{STAFF}")
    seen = page.text.partition('name="seen" value="')[2].partition('"')[0]
    ada.post(f"{base}/{STAFF}/freeze", seen=seen)
    wording = short(with_own.of("Harcourt & Vale plc").notice(STAFF).wording)
    assert f"drafted with wording {wording} of Harcourt & Vale plc" in said(
        ada.get(f"{base}/{STAFF}/versions")
    )


def test_a_text_in_another_language_says_so() -> None:
    notice = load_catalogue(ROOT, TWO).notice(f"{STAFF}.qps-ploc")
    assert whose_words(notice) == "Own wording, in qps-ploc"
    assert whose_words(replace(notice, own="")) == "In qps-ploc"
    assert whose_words(replace(notice, own="", language="en-GB")) == ""
