"""The trail as a page, an incident as it was known, and the copy that can be verified."""

import io
import re
from datetime import UTC
from html import unescape

import pytest
from noticed import REPORT
from sqlalchemy import event
from visitors import errors_beside, said, signed_in

from disclosure.signoff.people import Role
from disclosure.trail.actions import Action
from disclosure.trail.verify import verify

LINK = re.compile(r'<a class="govuk-link"[^>]* href="([^"]+)">([^<]+)')


@pytest.fixture
def here(table):
    """Give the address of the incident."""
    return f"/incidents/{table.incident}"


def links(page):
    return {words.strip(): unescape(href) for href, words in LINK.findall(page.text)}


def address_of(here, at):
    return f"{here}/known?at={at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


# ---- The trail -----------------------------------------------------------------------------------


def test_the_page_says_who_did_what_when_and_why(table, ada, here):
    table.release()
    page = said(ada.get(f"{here}/trail"))
    assert "Gita Rao released version 1 of “Personal data breach report”." in page
    assert "Reason: Whether personal data is involved came out on the holiday." in page
    # The example case stands on 22 April 2025 at 14:00 in London, in summer time.
    assert "Tuesday 22 April 2025 14:0" in page
    assert re.search(r"14:0\d London \(13:0\d UTC\)", page)


def test_the_box_says_that_all_entries_hold_and_how_to_verify_them_elsewhere(table, ada, here):
    table.release()
    entries = table.setting.entries(chain=table.incident)
    page = said(ada.get(f"{here}/trail"))
    assert f"All {len(entries)} entries hold" in page
    assert f"./disclose verify FILE.zip --head {entries[-1].digest}" in page
    assert entries[-1].digest[:16] in page


def test_narrowing_keeps_the_order_and_says_how_many(table, ada, here):
    table.release()
    page = ada.get(f"{here}/trail?order=oldest&kind=approvals")
    assert "3 entries of" in said(page)
    first, last = said(page).index("asked for approval"), said(page).index("released version")
    assert first < last
    assert "order=newest" in links(page)["Newest first"]


def test_a_day_that_is_none_is_refused_beside_the_field(ada, here):
    page = ada.get(f"{here}/trail?day=31/2/2025")
    assert page.status_code == 422
    assert "day" in errors_beside(page)


@pytest.mark.parametrize("query", ["kind=x&who=%00&about=%00", "after=-1&before=x", "who=nobody"])
def test_an_address_that_no_page_gave_shows_no_entry_or_all_of_them(ada, here, query):
    assert ada.get(f"{here}/trail?{query}").status_code == 200


def test_every_link_of_the_trail_leads_somewhere(table, ada, here):
    table.release()
    page = ada.get(f"{here}/trail")
    found = {unescape(href) for href in re.findall(r'href="([^"#]+)"', page.text)}
    found = {href for href in found if href.startswith(f"{here}/")}
    assert len(found) > 10
    for href in sorted(found):
        assert ada.get(href).status_code == 200, href


# ---- As known at ---------------------------------------------------------------------------------


def test_the_past_is_marked_with_its_instant_and_holds_nothing_recorded_later(
    setting, table, ada, here
):
    at = setting.clock()
    setting.clock.go_on(minutes=5)
    setting.desk.incidents.rename(table.drafter, table.incident, "Another title")
    table.release()
    page = ada.get(address_of(here, at))
    words = said(page)
    assert "The past. As known at Tuesday 22 April 2025, 14:0" in words
    assert "London (13:0" in words
    assert "Another title" not in page.text
    assert "released" not in words.lower().replace("texts released by then", "")
    assert "Draft" in words
    now = ada.get(address_of(here, setting.clock()))
    assert "Another title" in now.text
    assert "Released, not yet recorded as sent" in said(now)
    assert "released by Gita Rao" in said(now)


def test_nothing_on_a_page_of_the_past_changes_anything_or_leads_to_the_present(table, ada, here):
    table.release()
    page = ada.get(address_of(here, table.setting.clock()))
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    assert 'method="post"' not in main
    inside = set(re.findall(r'href="(/[^"]*)"', main))
    assert {unescape(href).partition("?")[0] for href in inside} == {f"{here}/known"}


def test_looking_back_asks_for_the_time_first_and_shows_the_facts_first(ada, here):
    for path in ("/trail", "/facts"):
        assert "/known?ask=when" in ada.get(f"{here}{path}").text
    asked = ada.get(f"{here}/known?ask=when")
    assert asked.status_code == 200
    assert "Look back at an instant" in said(asked)
    assert "As known at" not in said(asked)
    shown = ada.get(f"{here}/known").text
    assert shown.index('id="facts"') < shown.index('id="deadlines"') < shown.index('id="duties"')


def test_it_steps_to_the_entry_before_and_to_the_next(setting, table, ada, here):
    entries = setting.entries(chain=table.incident)
    setting.clock.go_on(minutes=1)
    page = ada.get(address_of(here, entries[-1].at))
    assert f"The last entry by then is number {entries[-1].seq}" in said(page)
    assert "Nothing was recorded after this." in said(page)
    setting.desk.incidents.rename(table.drafter, table.incident, "Another title")
    page = ada.get(address_of(here, entries[-1].at))
    following = ada.get(links(page)["To the next entry"])
    assert f"The last entry by then is number {entries[-1].seq + 1}" in said(following)
    assert "Another title" in following.text
    assert "Another title" not in ada.get(links(following)["To the entry before"]).text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("at=yesterday", "There is no such instant."),
        ("at=2025-04-22T13:05:00", "There is no such instant."),
        ("day=1/1/2020&time=10:00", "had not been opened"),
        ("day=1/1/2090", "in the future"),
        ("day=31/2/2025", "Write day, month, year"),
        ("time=10:00", "no date"),
    ],
)
def test_an_instant_that_there_is_nothing_at_is_refused_beside_the_field(ada, here, query, words):
    page = ada.get(f"{here}/known?{query}")
    assert page.status_code == 422
    assert words in errors_beside(page)["day"]


def test_a_day_alone_is_its_end_and_today_is_now(setting, ada, here):
    local = setting.clock()
    page = said(ada.get(f"{here}/known?day={local.day}/{local.month}/{local.year}"))
    assert f"{local:%H:%M}:00 London" in page


# ---- The copy ------------------------------------------------------------------------------------


def test_an_approver_downloads_a_copy_that_verifies(setting, table, app, here):
    table.release()
    visitor = signed_in(app, table.counsel)
    assert "Download the copy" in said(visitor.get(f"{here}/trail"))
    answer = visitor.post(f"{here}/trail/bundle", follow=False)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    copy = io.BytesIO(answer.data)
    answer.close()
    head = setting.entries(Action.BUNDLE_EXPORTED, chain=table.incident)[0].digest
    verdict = verify(copy, "copy.zip", head=head)
    # The facts of the example were put in without a number, so no file can match their entry.
    assert verdict.broken is None
    assert (verdict.head, verdict.entries) == (head, 12)
    assert "Gita Rao took a copy of the whole record." in said(visitor.get(f"{here}/trail"))


def test_nobody_else_downloads_it(setting, table, ada, here):
    assert Role.APPROVER not in table.drafter.roles
    page = ada.get(f"{here}/trail")
    assert "Download the copy" not in said(page)
    assert ada.post(f"{here}/trail/bundle").status_code == 403
    assert not setting.entries(Action.BUNDLE_EXPORTED, chain=table.incident)


# ---- Statements ----------------------------------------------------------------------------------


def test_no_page_needs_more_statements_for_a_longer_trail(setting, table, ada, here):
    def counted(path):
        statements.clear()
        assert ada.get(path).status_code == 200
        return sum(not each.startswith("BEGIN") for each in statements)

    statements = []
    event.listen(
        setting.desk.engine, "before_cursor_execute", lambda *said: statements.append(said[2])
    )

    table.release(REPORT)
    at = setting.entries(chain=table.incident)[-1].at
    paths = (f"{here}/trail", f"{here}/trail?kind=team&order=oldest", address_of(here, at))
    first = [counted(path) for path in paths]
    assert max(first[:2]) <= 15
    assert first[2] <= 27

    def after_sixty_more():
        for number in range(60):
            setting.desk.incidents.rename(table.drafter, table.incident, f"Title {number}")
        return [counted(path) for path in paths]

    # The newest page speaks of no fact any more, so that it reads none; then nothing changes.
    few = after_sixty_more()
    assert all(now <= before for now, before in zip(few, first, strict=True)), (first, few)
    assert after_sixty_more() == few
