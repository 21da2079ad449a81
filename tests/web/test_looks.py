"""Pages of a decision not to notify: who reviewed it, when one looks again, and what it says."""

import pytest
from noticed import a_table
from visitors import errors_beside, said, signed_in

# The desk stands on Tuesday 22 April 2025, 14:00 in London; two weeks on is 6 May.
KEY = "sra_serious"
OWN_DATE = f"review:{KEY}"
OFFICES = "communications lead and data protection officer"
ALONE = "Not reviewed by a second person yet"


@pytest.fixture
def table(setting):
    return a_table(setting)


@pytest.fixture
def at(table):
    return f"/incidents/{table.incident}"


@pytest.fixture
def page(at):
    return f"{at}/judgements/{KEY}"


@pytest.fixture
def counsel(app, table):
    return signed_in(app, table.counsel)


@pytest.fixture
def officer(app, table):
    return signed_in(app, table.protection)


def fields(visitor, page, **typed):
    """Give the form of the judgement as counsel fills it in."""
    sent = visitor.untouched(page) | {"value": "no", "why": "No client is concerned."}
    return sent | {"made_by_name": "Gita Rao", "made_by": "general counsel"} | typed


@pytest.fixture
def declined(counsel, page):
    """Let counsel decide that nobody is notified; nobody has reviewed it."""
    assert counsel.send(page, fields(counsel, page)).status_code == 200


def test_the_form_offers_two_weeks_and_asks_beneath_the_answer(counsel, page):
    sent = counsel.untouched(page)
    assert (sent["again_on"], sent["reviewer"]) == ("6/5/2025", "")
    words = said(counsel.get(page))
    beneath = words[words.index("No Who has reviewed this decision") :]
    assert beneath.index("Nobody yet") < beneath.index("Look at it again on")
    # A question after which somebody is always told asks for neither.
    other = said(counsel.get(page.replace(KEY, "aware_personal_data")))
    assert "Who has reviewed this decision" not in other


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"again_on": ""}, "again_on", "The day to look at it again is missing."),
        ({"again_on": "22/4/2025"}, "again_on", "This day is not in the future."),
        ({"again_on": "31/4/2025"}, "again_on", "There is no such date."),
        ({"reviewer": "outside"}, "reviewer_name", "Name whoever has reviewed it"),
        ({"reviewer_name": "Una Marsh"}, "reviewer_role", "This is empty. Say in which role"),
        (
            {"reviewer_name": "Gita Rao", "reviewer_role": "counsel"},
            "reviewer",
            "Gita Rao judged this. A second person reviews it.",
        ),
    ],
)
def test_what_does_not_fit_stands_beside_its_field(counsel, page, typed, field, words):
    answer = counsel.send(page, fields(counsel, page, **typed))
    assert answer.status_code == 422
    found = errors_beside(answer)
    assert found.keys() == {field}
    assert found[field].startswith(words)


def test_a_member_chosen_as_reviewer_is_named_with_their_office(counsel, page, table):
    sent = fields(counsel, page, reviewer=str(table.protection.id))
    assert counsel.send(page, sent | {"reviewer_name": "Una"}).status_code == 422
    assert counsel.send(page, sent).status_code == 200
    words = said(counsel.get(page))
    assert f"Reviewed by Dora Lind, {OFFICES}" in words
    assert ALONE not in words


def test_an_answer_that_notifies_does_not_look_at_these_fields(counsel, page):
    sent = fields(counsel, page, value="yes", again_on="nonsense", reviewer="outside")
    assert counsel.send(page, sent).status_code == 200
    assert "Second person" not in said(counsel.get(page))


def test_every_page_says_that_nobody_has_reviewed_it(counsel, officer, declined, at, page):
    line = f"{ALONE}. Look at it again on 6 May 2025."
    for visitor in (counsel, officer):
        assert line in said(visitor.get(f"{at}/duties"))
        assert ALONE in said(visitor.get(page))
    assert f"Gita Rao judged “No”; {ALONE[:1].lower()}{ALONE[1:]}." in said(officer.get(at))
    mine = said(counsel.get(at))
    assert "Review: " not in mine[mine.index("Waiting for you") : mine.index("Due next")]
    told = said(counsel.get(f"{at}/trail"))
    assert "“No”, to be looked at again on 6 May 2025; not reviewed by a second person yet." in told
    known = said(counsel.get(f"{at}/known"))
    assert line in known


def test_a_second_person_reviews_it_on_its_page(counsel, officer, declined, at, page):
    assert "You judged it, so somebody else on the team reviews it" in said(counsel.get(page))
    assert "I have reviewed it" not in said(counsel.get(page))
    officer.get(page)
    empty = officer.post(f"{page}/review", note="", seen="1")
    assert empty.status_code == 422
    assert errors_beside(empty).keys() == {"note"}
    officer.get(page)
    done = officer.post(f"{page}/review", note="I read the list, and agree.", seen="1")
    assert "Your review is recorded." in done.text
    words = said(done)
    assert f"Reviewed by Dora Lind, {OFFICES}; recorded " in words
    assert "I read the list, and agree." in words
    assert "I have reviewed it" not in words
    told = said(officer.get(f"{at}/trail"))
    assert "Dora Lind reviewed, as a second person, the judgement on “Could this be " in told


def test_it_stands_among_the_deadlines_as_our_own_date(counsel, declined, at, page):
    for path in (f"{at}/deadlines", "/deadlines", at):
        answer = counsel.get(path)
        words = said(answer)
        start = words.index("Look again: Could this be a serious breach")
        assert "Our own date, not the law’s" in words[start : start + 300], path
        assert f'href="{page}"' in answer.text
    assert counsel.client.get(f"{at}/deadline/{OWN_DATE}").location == page
    assert counsel.get(f"{at}/calendar/{OWN_DATE}").status_code == 200


def test_when_the_day_has_come_it_asks_for_another_look_and_is_not_late(
    counsel, declined, setting, table, at, page
):
    setting.clock.go_on(days=15)
    counsel = signed_in(counsel.app, table.counsel)
    words = said(counsel.get(f"{at}/duties"))
    assert "The day to look at it again has come: 6 May 2025." in words
    assert "Look at it again" in said(counsel.get(page))
    deadlines = said(counsel.get(f"{at}/deadlines"))
    late, due = (deadlines.find(f" {word} What Due") for word in ("Late", "Due"))
    assert late < due < deadlines.index("Look again: ")


def test_still_so_closes_it_with_a_word_of_reason(counsel, declined, at, page):
    counsel.get(page)
    empty = counsel.post(f"{page}/still-so", still_why="", still_again_on="31/2/2025", seen="1")
    assert empty.status_code == 422
    assert errors_beside(empty).keys() == {"still_again_on"}
    counsel.get(page)
    empty = counsel.post(f"{page}/still-so", still_why="", still_again_on="", seen="1")
    assert errors_beside(empty).keys() == {"still_why"}
    counsel.get(page)
    done = counsel.post(f"{page}/still-so", still_why="Over.", still_again_on="", seen="1")
    assert "It is recorded that this is still so." in done.text
    assert "Still so, said Gita Rao, communications lead and general counsel, " in said(done)
    assert "No day is set to look at it again" in said(done)
    assert "Look again: " not in said(counsel.get(f"{at}/deadlines"))
    assert "was still so: “No”." in said(counsel.get(f"{at}/trail"))


def test_a_review_of_a_judgement_made_anew_is_not_taken(counsel, officer, declined, page):
    officer.get(page)
    sent = fields(counsel, page, why="Looked at anew.")
    assert counsel.send(page, sent).status_code == 200
    stale = officer.post(f"{page}/review", note="I agree.", seen="1")
    assert stale.status_code == 409
    assert "Gita Rao has judged this in the meantime" in said(stale)
