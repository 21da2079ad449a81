"""The pages of organisations: added by name, read by those who need to, changed by owners."""

from uuid import uuid4

import pytest
from desks import Setting
from visitors import Visitor, checked, errors_beside, said

from disclosure.facts.case import Entity, Organisation, Security

ADDING = "/settings/organisations/new"


@pytest.fixture
def organisation_id(setting: Setting):
    return setting.organisation_id


@pytest.fixture
def path(organisation_id) -> str:
    return f"/settings/organisations/{organisation_id}"


# ---- Who gets here ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more", ["/entities/new", "/entities/made-up", "/name", "/answers/data", "/answers/made-up"]
)
def test_only_owners_see_the_pages_that_change(reader, path, more) -> None:
    assert reader.get(path + more).status_code == 403
    assert reader.get(ADDING).status_code == 403
    reader.get("/settings")
    assert reader.post(f"{path}/name", name="Other plc", seen="1").status_code == 403
    assert reader.post(f"{path}/answers/data", seen="1").status_code == 403


def test_whoever_is_outside_is_sent_to_sign_in(app, path) -> None:
    assert Visitor(app).get(path).request.path == "/sign-in"


def test_nobody_reads_an_organisation_none_of_their_incidents_is_about(reader, path) -> None:
    unknown, theirs = (reader.get(there) for there in (f"/settings/organisations/{uuid4()}", path))
    assert (unknown.status_code, theirs.status_code) == (404, 404)
    assert said(unknown) == said(theirs)


def test_an_owner_gets_no_organisation_by_a_made_up_id(inside) -> None:
    there = f"/settings/organisations/{uuid4()}"
    assert inside.get(there).status_code == 404
    for more in ("/entities/new", "/name", "/answers/data"):
        assert inside.get(there + more).status_code == 404
    inside.get("/settings")
    assert inside.post(f"{there}/name", name="Other plc", seen="1").status_code == 404
    assert inside.post(f"{there}/answers/data", seen="1").status_code == 404


def test_there_is_no_topic_by_a_made_up_id(inside, path) -> None:
    assert inside.get(f"{path}/answers/made-up").status_code == 404


def test_the_team_of_an_incident_reads_the_profile_and_whom_to_ask(reader, setting, dana) -> None:
    company = Entity(
        "plc",
        "Mine Trading Ltd",
        ("controller",),
        "213800KUD8LAJWSQ9D15",
        (Security("equity", "aim", "GB0031274896", "HRBF"),),
        {"fca.authorised": "no"},
    )
    answers = {"gdpr.controller": "yes", "size": "under-250", "address": "1 Quay Street"}
    setting.organisation_id = setting.organisation(Organisation("Mine plc", answers, (company,)))
    incident_id = setting.incident(dana)
    overview = reader.get(f"/incidents/{incident_id}").text
    path = f"/settings/organisations/{setting.organisation_id}"
    assert f'href="{path}"' in overview
    page = reader.get(path)
    words = said(page)
    assert page.status_code == 200
    assert "An owner changes it: Olive Owner." in words
    assert "Decides why and how personal data is used (controller) Yes" in words
    assert "Size Under 250 staff" in words
    assert "Postal address 1 Quay Street" in words
    assert "Sector Not answered" in words
    assert "Mine Trading Ltd" in words
    assert "Shares, London Stock Exchange, AIM, GB0031274896, HRBF" in words
    assert "Authorised by the Financial Conduct Authority No" in words
    assert f'action="{path}' not in page.text


# ---- Several ------------------------------------------------------------------------------------


def test_an_owner_adds_an_organisation_and_settings_list_it(inside, desk) -> None:
    page = inside.get(ADDING)
    once = page.text.split('name="once" type="hidden" value="')[1].split('"')[0]
    page = inside.post(ADDING, name="Clement Chambers LLP", once=once)
    assert "Clement Chambers LLP" in said(page)
    assert "/answers/data" in page.text  # its own page, ready for answers
    inside.post(ADDING, name="Clement Chambers LLP", once=once)
    listed = [each.name for each in desk.organisations.list()]
    assert sorted(listed) == ["Clement Chambers LLP", "Harcourt & Vale plc"]
    words = said(inside.get("/settings"))
    assert "Clement Chambers LLP" in words
    assert "Harcourt & Vale plc" in words


def test_a_name_that_is_not_taken_stands_beside_its_field(inside) -> None:
    inside.get(ADDING)
    page = inside.post(ADDING, name="harcourt & vale PLC", once="x")
    assert page.status_code == 422
    assert "of this name already" in errors_beside(page)["name"]


def test_each_organisation_has_its_own_page(inside, setting, path) -> None:
    other = setting.organisation(Organisation("Clement Chambers LLP"))
    assert "Clement Chambers LLP" not in said(inside.get(path))
    page = inside.get(f"/settings/organisations/{other}")
    assert "Name Clement Chambers LLP Change" in said(page)


# ---- A company of its own -----------------------------------------------------------------------


def test_a_company_answers_for_itself(inside, desk, owner, organisation_id, path) -> None:
    page = inside.get(f"{path}/entities/new")
    assert "Answers that differ for this company" in said(page)
    assert "answer-sector" not in page.text  # only what has a list of answers
    fields = entity(answer__fca__authorised="perhaps")
    page = inside.post(f"{path}/entities/new", **fields)
    assert list(errors_beside(page)) == ["answer-fca-authorised"]
    inside.post(f"{path}/entities/new", **entity(answer__fca__authorised="yes"))
    (added,) = desk.organisations.get(owner, organisation_id).organisation.entities
    assert added.profile == {"fca.authorised": "yes"}
    page = inside.get(f"{path}/entities/{added.id}")
    assert '<option selected value="yes">Yes</option>' in page.text


# ---- The profile --------------------------------------------------------------------------------


def test_the_profile_lists_its_topics_and_how_far_each_is(inside, setting, desk, path) -> None:
    words = said(inside.get(path))
    assert "answers that duties wait for are missing" in words
    (topic,) = [each for each in desk.organisations.sections() if each.id == "data"]
    several = len(topic.questions)
    assert f"None of {several} answered" in words
    setting.organisation_id = setting.organisation(
        Organisation("Mine plc", {"gdpr.controller": "yes"})
    )
    words = said(inside.get(f"/settings/organisations/{setting.organisation_id}"))
    assert f"1 of {several} answered" in words


def test_another_name_is_a_new_version(inside, desk, owner, organisation_id, path) -> None:
    sent = inside.untouched(f"{path}/name") | {"name": " Harcourt  Group plc "}
    assert "Harcourt Group plc" in said(inside.send(f"{path}/name", sent))
    held = desk.organisations.get(owner, organisation_id)
    assert (held.organisation.name, held.number) == ("Harcourt Group plc", 2)


def test_a_topic_is_saved_and_says_why_it_asks(inside, desk, owner, organisation_id, path) -> None:
    page = inside.get(f"{path}/answers/data")
    # The controller: UK GDPR Art 33, 33(5), 34 and DPA 2018 s.164A.
    assert "Asked because of 4 duties" in said(page)
    assert "answer-sector" not in page.text
    page = inside.post(f"{path}/answers/data", seen="1", answer__gdpr__controller="yes")
    assert "Saved as a new version" in said(page)
    assert page.request.path == path
    held = desk.organisations.get(owner, organisation_id)
    assert held.organisation.profile == {"gdpr.controller": "yes"}


def test_saving_goes_on_to_the_next_topic_and_keeps_the_others(
    inside, desk, owner, organisation_id, path
) -> None:
    inside.get(f"{path}/answers/data")
    answers = {"answer__gdpr__controller": "yes"}
    page = inside.post(f"{path}/answers/data", seen="1", go="next", **answers)
    assert page.request.path == f"{path}/answers/market"
    inside.post(f"{path}/answers/market", seen="2", answer__market__uk_admitted="no")
    held = desk.organisations.get(owner, organisation_id)
    assert held.organisation.profile == {"gdpr.controller": "yes", "market.uk_admitted": "no"}
    # An answer taken back is not answered, and another topic does not notice.
    inside.post(f"{path}/answers/data", seen="3")
    held = desk.organisations.get(owner, organisation_id)
    assert held.organisation.profile == {"market.uk_admitted": "no"}


def test_answers_that_cannot_both_be_so_are_refused_beside_one_of_them(
    inside, desk, owner, organisation_id, path
) -> None:
    inside.get(f"{path}/answers/market")
    clash = {"answer__aim__company": "yes", "answer__market__uk_admitted": "no"}
    page = inside.post(f"{path}/answers/market", seen="1", **clash)
    assert page.status_code == 422
    (told,) = errors_beside(page).items()
    assert told[0] == "answer-aim-company"
    assert "AIM is a UK market" in told[1]
    assert "See “Has shares or bonds admitted" in told[1]
    assert desk.organisations.get(owner, organisation_id).number == 1


def test_what_stood_before_is_no_reason_to_refuse_another_topic(
    inside, setting, desk, owner
) -> None:
    made = setting.organisation(
        Organisation("Mine plc", {"aim.company": "yes", "market.uk_admitted": "no"})
    )
    path = f"/settings/organisations/{made}/answers/data"
    inside.get(path)
    inside.post(path, seen="1", answer__gdpr__controller="yes")
    assert desk.organisations.get(owner, made).number == 2


def test_aim_and_a_regulated_market_are_taken_and_asked_after(inside, path) -> None:
    inside.get(f"{path}/answers/market")
    three = ("aim__company", "market__uk_admitted", "market__regulated_market")
    page = inside.post(
        f"{path}/answers/market", seen="1", **{f"answer__{name}": "yes" for name in three}
    )
    assert "Saved as a new version" in said(page)
    assert "only for different securities, such as shares on AIM and bonds" in said(page)


def test_one_security_is_not_on_aim_and_on_the_main_market(
    inside, desk, owner, organisation_id, path
) -> None:
    def rows(second: str) -> dict[str, str]:
        shares = {"kind": "equity", "venue": "aim", "isin": "GB0031274896"}
        others = {"kind": "debt", "venue": "main-market", "isin": second}
        return {
            f"securities__{n}__{name}": value
            for n, row in enumerate((shares, others))
            for name, value in row.items()
        }

    inside.get(f"{path}/entities/new")
    page = inside.post(f"{path}/entities/new", **entity(**rows("GB0031274896")))
    assert page.status_code == 422
    ((field, words),) = errors_beside(page).items()
    assert field == "securities-1-venue"
    assert "cannot be on AIM and on the Main Market at once" in words
    inside.post(f"{path}/entities/new", **entity(**rows("GB0002634946")))
    (added,) = desk.organisations.get(owner, organisation_id).organisation.entities
    assert [each.venue for each in added.securities] == ["aim", "main-market"]


def test_the_last_topic_goes_to_the_list(inside, desk, path) -> None:
    last = desk.organisations.sections()[-1]
    page = inside.get(f"{path}/answers/{last.id}")
    assert "Save and go to the topics" in said(page)
    assert 'value="next"' not in page.text


def test_a_question_asked_elsewhere_opens_its_topic_with_the_answer_chosen(inside, path) -> None:
    page = inside.get(f"{path}?asked=market.uk_admitted&answer=no")
    assert page.request.path == f"{path}/answers/market"
    assert checked(page, "answer-market-uk_admitted") == ["no"]
    assert inside.get(f"{path}?asked=nonsense").request.path == path


def test_an_answer_with_markup_stands_beside_its_question(
    inside, desk, owner, organisation_id, path
) -> None:
    inside.get(f"{path}/answers/texts")
    page = inside.post(f"{path}/answers/texts", seen="1", answer__sector="<b>food</b>")
    assert page.status_code == 422
    assert set(errors_beside(page)) == {"answer-sector"}
    assert "&lt;b&gt;food" in page.text
    assert desk.organisations.get(owner, organisation_id).number == 1


@pytest.mark.parametrize("seen", ["", "x", "-1", "0", "99"])
def test_a_page_that_names_no_version_changes_nothing(
    inside, desk, owner, organisation_id, path, seen: str
) -> None:
    inside.get(f"{path}/name")
    page = inside.post(f"{path}/name", name="Other plc", seen=seen)
    assert page.status_code == 409
    page = inside.post(f"{path}/answers/data", seen=seen, answer__gdpr__controller="yes")
    assert page.status_code == 409
    assert desk.organisations.get(owner, organisation_id).number == 1


def entity(**more: str) -> dict[str, str]:
    return {"legal_name": "Harcourt & Vale plc", "seen": "1", **more}


def test_an_entity_with_a_security_is_added_changed_and_left_out(
    inside, desk, owner, organisation_id, path
) -> None:
    inside.get(f"{path}/entities/new")
    security = {
        "securities__0__kind": "equity",
        "securities__0__venue": "main-market",
        "securities__0__isin": "gb00 3127 4896",
    }
    inside.post(
        f"{path}/entities/new",
        **entity(roles="issuer", lei="213800kud8lajwsq9d15", **security),
    )
    (added,) = desk.organisations.get(owner, organisation_id).organisation.entities
    assert (added.lei, added.securities[0].isin) == ("213800KUD8LAJWSQ9D15", "GB0031274896")
    there = f"{path}/entities/{added.id}"
    page = inside.get(there)
    assert 'value="GB0031274896"' in page.text
    inside.post(there, **entity(seen="2", legal_name="Harcourt plc"))
    inside.get(there)
    page = inside.post(f"{there}/remove", seen="3")
    assert "Harcourt plc is left out" in said(page)
    assert inside.get(there).status_code == 404


def test_an_empty_row_of_securities_is_none_and_errors_find_their_row(inside, path) -> None:
    inside.get(f"{path}/entities/new")
    rows = {"securities__0__kind": "", "securities__1__isin": "GB00"}
    page = inside.post(f"{path}/entities/new", **entity(lei="123", **rows))
    assert page.status_code == 422
    assert set(errors_beside(page)) == {
        "lei",
        "securities-1-kind",
        "securities-1-venue",
        "securities-1-isin",
    }


def test_a_name_another_organisation_has_is_refused_beside_its_field(inside, setting, path) -> None:
    setting.organisation(Organisation("Meridian Books Ltd"))
    there = f"{path}/name"
    sent = inside.untouched(there) | {"name": "Meridian books ltd"}
    page = inside.send(there, sent)
    assert page.status_code == 422
    assert errors_beside(page)["name"].startswith("There is an organisation of this name")
    assert 'value="Meridian books ltd"' in page.text
