"""What was typed, in words, on the pages that say that a form was not taken."""

import pytest
from desks import PASSWORD
from visitors import said

from builders import the_catalogue
from disclosure.web.readable import readable


def shown(**fields: str) -> list[tuple[str, str]]:
    """Give what is shown of a form; `___` in a name stands for a dash."""
    sent = [(name.replace("___", "-"), value) for name, value in fields.items()]
    return readable(sent, the_catalogue().vocabulary)


# ---- In words -----------------------------------------------------------------------------------


def test_a_fact_is_named_by_its_question_and_answered_in_its_words() -> None:
    question = the_catalogue().vocabulary.facts["incident.kind"]
    option, words = next(iter(question.options.items()))
    assert shown(fact_incident__kind___given___choice=option) == [(question.label, words)]
    label = the_catalogue().vocabulary.facts["personal_data.involved"].label
    assert shown(
        fact_personal_data__involved___given___choice="yes",
        fact_personal_data__involved___checked_by="the forensic firm",
    ) == [
        (label, "Yes, established"),
        (f"{label}: checked by", "the forensic firm"),
    ]


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("given-choice", "yes-likely", "Yes, probably (not certain)"),
        ("given-choice", "no-sign", "No sign so far (we looked, and go on looking)"),
        ("given-choice", "unknown", "Don't know yet"),
        ("standing", "suspected", "Likely, but not certain"),
        ("answer", "wrong", "It was wrong when said"),
        ("ceiling", "made-up", "made-up"),
    ],
)
def test_what_was_chosen_is_shown_in_the_words_in_which_it_is_offered(part, value, words) -> None:
    sent = {f"fact_personal_data__involved-{part}": value}
    assert [said for _, said in readable(sent.items(), the_catalogue().vocabulary)] == [words]


def test_an_answer_of_the_profile_is_named_by_its_question() -> None:
    controller = "Decides why and how personal data is used (controller)"
    assert shown(answer___gdpr___controller="no", answer___sector="food") == [
        (controller, "No"),
        ("Sector", "food"),
    ]


def test_what_no_question_asks_is_named_by_the_end_of_its_name() -> None:
    assert shown(legal_name="Harcourt Ltd", securities___0___isin="GB00") == [
        ("Legal name", "Harcourt Ltd"),
        ("Isin", "GB00"),
    ]
    assert shown(fact_made__up___given___text="x", answer___made___up="y") == [
        ("Text", "x"),
        ("Up", "y"),
    ]


def test_what_a_form_sends_of_itself_is_left_out() -> None:
    assert (
        shown(
            seen="3",
            once="token",
            now="2026-11-23T09:00",
            as_of="now",
            source="  ",
            fact_incident__kind___seen="0",
            fact_incident__kind___answer="leave",
            fact_incident__kind___standing="confirmed",
            fact_incident__kind___source="",
            owner="1b671a64-40d5-491e-99b0-da01ff1f3341",
        )
        == []
    )


# ---- On the pages -------------------------------------------------------------------------------


def test_a_refusal_by_role_says_once_whom_to_ask(reader) -> None:
    page = reader.get("/people")
    assert page.status_code == 403
    assert said(page).lower().count("ask an owner") == 1


def test_a_move_that_is_not_allowed_leads_back_and_keeps_only_what_was_typed(inside, owner) -> None:
    inside.get(f"/people/{owner.id}")
    page = inside.post(f"/people/{owner.id}/disable")
    assert page.status_code == 409
    assert "Nothing was changed" in said(page)
    assert f'href="/people/{owner.id}">Go back to the page</a>' in page.text
    assert "What you had typed" not in said(page)
    inside.get(f"/people/{owner.id}")
    page = inside.post(f"/people/{owner.id}", roles=["drafter"], seen="owner")
    assert "What you had typed" in said(page)
    assert "Roles drafter" in said(page)
    assert "Seen" not in said(page)


def test_a_form_of_facts_that_came_too_late_is_shown_in_words(reader, setting, dana, clock) -> None:
    incident_id = setting.incident(dana)
    reader.get(f"/incidents/{incident_id}")
    clock.go_on(hours=13)
    fields = {
        "fact_personal_data__involved-given-choice": "yes",
        "fact_personal_data__involved-seen": "0",
        "csrf_token": reader.form_token(),
    }
    reader.client.post(f"/incidents/{incident_id}/facts/data", data=fields)
    page = reader.sign_in(dana.email, PASSWORD)
    assert page.request.path == "/kept"
    label = the_catalogue().vocabulary.facts["personal_data.involved"].label
    assert f"{label} Yes" in said(page)
    # What is sent again is the form as it was.
    assert 'name="fact_personal_data__involved-seen" value="0"' in page.text
