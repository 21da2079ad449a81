"""Notices on somebody's first day: what presses, where it is settled, what happens next."""

import pytest
from desks import PASSWORD
from noticed import REPORT, STAFF, Table, a_table
from visitors import Visitor, said

from disclosure.signoff.progress import NoticeState
from disclosure.web.app import create_app


@pytest.fixture
def table(setting) -> Table:
    return a_table(setting)


@pytest.fixture
def app(desk, table):
    return create_app(desk)


@pytest.fixture
def base(table) -> str:
    return f"/incidents/{table.incident}/notices"


def somebody(app, person) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person.email, PASSWORD)
    return visitor


@pytest.fixture
def ada(app, table) -> Visitor:
    return somebody(app, table.drafter)


def state(table: Table) -> NoticeState:
    return table.approvals.view(table.drafter, table.incident, REPORT).state


def test_the_list_begins_with_what_is_urgent_and_the_order_of_release(ada, base) -> None:
    page = said(ada.get(base))
    assert page.index("Overdue: send now") < page.index("Order of release")
    assert page.index("Order of release") < page.index("Notices of this incident")
    assert "Must not go out like this" not in page
    assert "the disclosure committee judges it" in page
    assert "Go and settle it" in page
    assert page.count("No reason for the delay is recorded") == 1


def test_what_was_found_about_the_case_stands_beside_the_sentence_and_at_its_approval(
    ada, base
) -> None:
    for path in (f"{base}/{STAFF}", f"{base}/{STAFF}/approval"):
        page = ada.get(path)
        assert "is answered with no, but customers are asked to" in said(page)
        assert "/facts/ask/customers.need_to_act" in page.text


def test_every_gap_leads_somewhere_or_is_typed_by_hand(ada, base) -> None:
    page = ada.get(f"{base}/{REPORT}?only=gaps").text
    assert "/deadline/uk.gdpr.33/initial" in page
    assert "/records/body/data-protection" in page
    assert "/settings/organisations/" in page or "/organisations/" in page
    assert "Needed by law (" in page
    assert "Asked by the form (" in page
    assert "Before you freeze it:" in page


def test_after_a_refusal_each_reads_where_things_stand(ada, app, base, table) -> None:
    digest = table.request()
    table.approvals.refuse(
        table.protection, table.incident, REPORT, seen=digest, reason="Say the number."
    )
    dora = said(somebody(app, table.protection).get(f"{base}/{REPORT}/approval"))
    assert "You refused version 1 at 14:" in dora
    assert "Ada Field mends it and freezes a new version; nothing for you until then." in dora
    assert "Draft; version 1 was refused" in dora
    draft = said(ada.get(f"{base}/{REPORT}"))
    assert "It is word for word version 1." in draft
    assert "Dora Lind refused version 1 at 14:" in draft
    ada.post(
        f"{base}/{REPORT}/sentences/a1", text="It is an attack.", rests_on="incident.description",
        reason="Plain.", drafted="We are dealing with a cyber incident.", seen="0",
    )  # fmt: skip
    assert "It differs from version 1 in 1 sentence: compare" in said(ada.get(f"{base}/{REPORT}"))


def test_a_release_says_that_nothing_is_sent_and_where_to_file(app, base, table) -> None:
    table.sign_off()
    table.setting.clock.go_on(hours=4)
    page = said(somebody(app, table.counsel).get(f"{base}/{REPORT}/approval"))
    assert "Releasing sends nothing. Next: file it with Information Commissioner (ICO)" in page
    assert "0303 123 1113" in page
    assert "It can be released by Gita Rao" in page
    assert "Confirm or refresh them" in page


def test_a_report_already_made_is_recorded_on_its_page(ada, base, table) -> None:
    path = f"{base}/{REPORT}/given"
    ada.get(path)
    typed = {
        "outside__recipient": "Information Commissioner",
        "outside__channel": "Telephone",
        "outside__at": "2025-04-19",
        "outside__at_time": "11:00",
        "outside__outside_reason": "",
    }
    page = ada.post(f"{path}/outside", **typed)
    assert page.status_code == 422
    assert "Say why it was not released here" in page.text
    page = ada.post(f"{path}/outside", **{**typed, "outside__outside_reason": "By telephone."})
    assert "Sent to Information Commissioner" in said(page)
    assert "made without a text released here" in said(page)
    assert state(table) is NoticeState.DRAFTING
