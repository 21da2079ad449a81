"""The library of law: found by what one looks for, and each rule with everything that is in it."""

import re
from dataclasses import replace
from datetime import date

import pytest
from libraries import rule_of, starts, with_hours, with_rules
from visitors import said, signed_in

from builders import ROOT, the_catalogue
from disclosure.problems import NotFoundError
from disclosure.services.law_pages import LawPages, Sought

DAY = date(2026, 11, 21)
TITLES = re.compile(r'<p class="rule__title"><a class="govuk-link" href="([^"]+)"')


def found(page):
    return [href.partition("?")[0].removeprefix("/law/") for href in TITLES.findall(page.text)]


def test_every_rule_of_the_library_is_on_the_page(reader, library):
    rules = {o.id for o in library.catalogue.law.obligations}
    assert set(found(reader.get(f"/law?on={DAY}"))) == rules


def test_words_narrow_the_list_to_rules_that_have_all_of_them(reader):
    page = reader.get("/law?words=infrastructure+uk.boe")
    assert found(page) == ["uk.boe.fmi"]
    assert "1 of " in said(page)
    assert "Show all " in said(page)


def test_an_authority_narrows_the_list(reader):
    page = reader.get("/law?authority=ncsc")
    assert found(page) == ["uk.ncsc"]


def test_nothing_found_is_said(reader):
    assert "No rule is like that." in said(reader.get("/law?words=zebra+crossing"))


def test_a_rule_is_shown_with_its_conditions_clock_contents_and_cases(reader):
    page = said(reader.get(f"/law/uk.gdpr.33?on={DAY}"))
    assert "Is the organisation a controller of personal data? Yes" in page
    assert "One of these is enough:" in page
    # Nobody gains time by not judging the exception.
    assert "While this is open, the duty is presumed." in page
    assert "72 hours, weekends and bank holidays included, from the moment named in" in page
    assert "A later reading, never to be relied on: 72 hours as Regulation 1182/71" in page
    assert "for time from 20 August 2025 on" in page
    assert "Likely consequences of the breach" in page
    assert "Aware on a Friday afternoon: the weekend counts" in page
    assert "not reviewed by a lawyer" in page


def test_a_choice_is_shown_in_the_words_of_its_question(reader):
    page = said(reader.get(f"/law/uk.mar.17-1?on={DAY}"))
    assert "Is there inside information" in page
    assert "judgement:" not in page
    assert "profile:" not in page


def test_a_rule_that_is_not_there_is_not_found(reader):
    assert reader.get("/law/uk.nothing.1").status_code == 404


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01"])
def test_what_is_no_day_is_today(reader, day):
    assert reader.get(f"/law?on={day}").status_code == 200


# ---- Which version -------------------------------------------------------------------------------


def pages():
    return LawPages(the_catalogue(), ROOT, None)


def test_a_rule_that_begins_later_is_shown_as_it_will_be():
    # The complaints duty, DPA 2018 s.164A, begins on 19 June 2026.
    page = pages().rule("uk.dpa.164a", date(2025, 4, 30))
    assert page.rule.in_force_from == date(2026, 6, 19)


def test_of_two_versions_that_of_the_day_is_shown():
    # PECR reg 5A: 24 hours up to 19 August 2025, 72 hours since.
    days = (date(2025, 8, 19), date(2025, 8, 20))
    hours = [pages().rule("uk.pecr.5a", day).rule.stages[0].limits[0].amount for day in days]
    assert hours == [24, 72]


def test_the_name_of_an_authority_is_that_of_the_day():
    before = pages().rule("uk.report-fraud", date(2025, 12, 3)).authority
    after = pages().rule("uk.report-fraud", date(2025, 12, 4)).authority
    assert (before, after) == ("Action Fraud", "Report Fraud (City of London Police)")


def test_cases_are_those_of_the_rule():
    page = pages().rule("uk.sra", DAY)
    assert page.cases
    assert all(any(e.obligation == "uk.sra" for e in case.form.expect) for case in page.cases)


def test_a_status_narrows_to_rules_of_that_status():
    shelf = pages().shelf(Sought(DAY, status="voluntary"))
    ids = {rule.id for each in shelf.regimes for rule in each.rules}
    assert {"uk.ncsc", "uk.report-fraud"} <= ids
    assert "uk.gdpr.33" not in ids


def test_what_is_not_there_is_said():
    with pytest.raises(NotFoundError, match="There is no rule"):
        pages().rule("uk.nothing", DAY)


# ---- Changes ------------------------------------------------------------------------------------


def test_a_library_that_never_changed_says_so(reader, setting):
    starts(setting).note()
    page = said(reader.get("/law/changes"))
    assert "Nothing has changed since this installation first noted its library." in page
    assert "/law/changes" in reader.get("/law").text


def test_a_change_is_told_with_the_deadline_it_moved_to_the_team_alone(app, setting, table):
    catalogue, incident = setting.desk.library.catalogue, table.here[0]
    with setting.desk.transactions.begin(None) as tx:
        tx.claim(incident)
        setting.desk.deadlines.refresh(tx, incident)
    starts(setting).note()
    setting.clock.go_on(days=1)
    rule = rule_of(catalogue, "uk.gdpr.33")
    named = replace(rule_of(catalogue, "uk.sra"), summary="Said in other words.")
    starts(setting, with_rules(catalogue, with_hours(rule, 48), named)).note()
    page = said(signed_in(app, table.drafter).get("/law/changes"))
    assert "2 entries changed; 1 of them can change duties or deadlines." in page
    assert "Changed rule uk.gdpr.33: Report a personal data breach" in page
    assert "One entry changed in its words only" in page
    # Aware on Saturday 19 April 2025 at 09:10 BST: 48 hours on, and 72.
    now, was = (
        "Mon 21 April 2025, 09:10 BST (08:10 UTC)",
        "Tue 22 April 2025, 09:10 BST (08:10 UTC)",
    )
    assert f"first report: due {now} now. It was due {was}." in page
    outside = said(signed_in(app, setting.person("Eve Else")).get("/law/changes"))
    assert "It touches one open incident, whose team you are not on." in outside
    assert "first report: due" not in outside
