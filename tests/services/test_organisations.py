"""The organisation profile: versions that are only added, and questions that say who asks."""

from dataclasses import replace
from typing import get_args
from uuid import UUID

import pytest
from running import REPORT, an_incident_that_runs

from disclosure.casefile.formats import SecurityFormat
from disclosure.facts.case import Entity, Organisation, Security
from disclosure.facts.vocabulary import ROLES
from disclosure.problems import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from disclosure.services.incidents import Incidents
from disclosure.services.organisations import Held, Organisations
from disclosure.services.profile_checks import KINDS, ROLES_IN_WORDS, VENUES
from disclosure.services.sign_in import SignedIn
from disclosure.signoff.people import Role
from disclosure.store.deadlines import clocks_of
from disclosure.store.incidents import organisation_at
from disclosure.store.models import IncidentRow, OrganisationVersionRow
from disclosure.store.organisations import add_version
from disclosure.trail.actions import INSTALLATION, Action

# 213800KUD8LAJWSQ9D15 has the check digits of ISO 17442, GB0031274896 that of ISO 6166; both are
# made up for this project's example cases.
SHARES = Security("equity", "main-market", "GB0031274896", "HRBF")
PLC = Entity("", "Harbour Foods plc", ("issuer", "controller"), "213800KUD8LAJWSQ9D15", (SHARES,))


def first(kept: Organisations, owner: SignedIn) -> Held:
    return kept.get(owner.person, kept.list()[0].id)


def record(kept: Organisations, owner: SignedIn, *, seen: int | None = None, name="", **answers):
    held = first(kept, owner)
    given = {key.replace("__", "."): answer for key, answer in answers.items()}
    seen = held.number if seen is None else seen
    if name:
        kept.rename(owner.person, held.id, name, seen=seen)
    if given:
        kept.record_answers(owner.person, held.id, given, seen=seen)
    return first(kept, owner)


def save(kept: Organisations, owner: SignedIn, entity: Entity):
    held = first(kept, owner)
    kept.save_entity(owner.person, held.id, entity, seen=held.number)
    return first(kept, owner).organisation.entities


# ---- Versions -----------------------------------------------------------------------------------


def test_the_first_version_is_a_name_and_nothing_else(kept, owner) -> None:
    held = first(kept, owner)
    assert (held.number, held.recorded_by) == (1, "Olive Owner")
    assert held.organisation.name == "Harbour Foods plc"
    assert held.organisation.profile == {}
    assert [each.name for each in kept.list()] == ["Harbour Foods plc"]


def test_answers_make_a_new_version_and_the_old_one_stays(accounts, kept, owner) -> None:
    before = accounts.clock.now
    accounts.clock.go_on(hours=1)
    held = record(kept, owner, gdpr__controller="yes", sector=" food ", members="")
    assert held.number == 2
    assert held.organisation.profile == {"gdpr.controller": "yes", "sector": "food"}
    with accounts.transactions.read() as tx:
        assert organisation_at(tx, held.id, before).profile == {}
        assert tx.session.query(OrganisationVersionRow).count() == 2


def test_an_answer_taken_back_is_not_answered(kept, owner) -> None:
    record(kept, owner, gdpr__controller="yes")
    assert record(kept, owner, gdpr__controller="").organisation.profile == {}


def test_the_same_again_makes_no_version(accounts, kept, owner) -> None:
    record(kept, owner, sector="food")
    before = accounts.actions()
    assert record(kept, owner, sector="food").number == 2
    assert accounts.actions() == before


def test_the_trail_names_what_changed_and_not_the_answers(accounts, kept, owner) -> None:
    record(kept, owner, name="Harbour Foods Group plc", address="1 Quay Street", size="under-250")
    entry = accounts.entries()[-1]
    assert entry.action == Action.PROFILE_RECORDED
    assert entry.detail == {"version": 3, "changed": ["address", "size"]}
    assert accounts.entries()[-2].detail == {"version": 2, "changed": ["name"]}
    assert [each.name for each in kept.list()] == ["Harbour Foods Group plc"]


def test_two_owners_at_once_do_not_undo_each_other(kept, owner) -> None:
    record(kept, owner, sector="food")
    with pytest.raises(ConflictError, match="Olive Owner has changed the profile"):
        record(kept, owner, seen=1, sector="fish")
    assert first(kept, owner).organisation.profile == {"sector": "food"}
    with pytest.raises(ConflictError, match="Olive Owner has changed the profile"):
        record(kept, owner, seen=1, sector="")
    record(kept, owner, name="Harbour Group plc")
    with pytest.raises(ConflictError):
        record(kept, owner, seen=2, name="Harbour plc")


def test_two_owners_at_different_questions_do_not_wait_for_each_other(kept, owner) -> None:
    record(kept, owner, sector="food")
    held = record(kept, owner, seen=1, size="under-250")
    assert held.organisation.profile == {"sector": "food", "size": "under-250"}
    kept.save_entity(owner.person, held.id, PLC, seen=1)
    with pytest.raises(ConflictError):
        kept.save_entity(owner.person, held.id, replace(PLC, legal_name="Other plc"), seen=1)


def test_answers_to_other_questions_stay_as_they_are(kept, owner) -> None:
    record(kept, owner, gdpr__controller="yes", sector="food")
    assert record(kept, owner, sector="fish").organisation.profile == {
        "gdpr.controller": "yes",
        "sector": "fish",
    }


def test_only_owners_change_it(accounts, kept, owner) -> None:
    member = accounts.join(owner.person, "Dana Drafter", Role.DRAFTER).person
    held = first(kept, owner)
    for attempt in (
        lambda: kept.add(member, "Other plc"),
        lambda: kept.rename(member, held.id, "X", seen=1),
        lambda: kept.record_answers(member, held.id, {"sector": "food"}, seen=1),
        lambda: kept.save_entity(member, held.id, PLC, seen=1),
        lambda: kept.remove_entity(member, held.id, "x", seen=1),
    ):
        with pytest.raises(ForbiddenError):
            attempt()


def test_whoever_works_on_an_incident_of_it_reads_it_and_nobody_else(accounts, kept, owner) -> None:
    dana = accounts.join(owner.person, "Dana Drafter", Role.DRAFTER).person
    eve = accounts.join(owner.person, "Eve Else", Role.DRAFTER).person
    other = kept.add(owner.person, "Other plc")
    held = first(kept, owner)
    incidents = Incidents(accounts.transactions)
    made = incidents.open(owner.person, title="Tills down", organisation_id=held.id)
    incidents.add(owner.person, made, dana.id)
    assert kept.get(dana, held.id) == held
    for person, organisation_id in ((eve, held.id), (dana, other), (dana, UUID(int=1))):
        with pytest.raises(NotFoundError, match="none of your incidents is about it"):
            kept.get(person, organisation_id)


def test_an_incident_is_opened_for_an_organisation_one_has_need_to_know_of(
    accounts, kept, owner
) -> None:
    dana = accounts.join(owner.person, "Dana Drafter", Role.DRAFTER).person
    held = first(kept, owner)
    alone = kept.choice(dana)
    assert ([each.id for each in alone.organisations], alone.is_all) == ([held.id], True)
    # The organisation is a plc; what has not been typed is which legal entities it has.
    assert alone.organisations[0].beside.startswith("No legal entity entered yet; here since ")
    other = kept.add(owner.person, "Other plc")
    assert kept.choice(dana).organisations == ()
    everything = kept.choice(owner.person)
    assert [each.id for each in everything.organisations] == [held.id, other]
    assert everything.is_all
    incidents = Incidents(accounts.transactions)
    made = incidents.open(owner.person, title="Tills down", organisation_id=held.id)
    incidents.add(owner.person, made, dana.id)
    theirs = kept.choice(dana)
    assert ([each.id for each in theirs.organisations], theirs.is_all) == ([held.id], False)
    assert incidents.open(dana, title="Another", organisation_id=held.id)
    with pytest.raises(InvalidInputError, match="ask an owner") as refused:
        incidents.open(dana, title="A third", organisation_id=other)
    assert [problem.path for problem in refused.value.problems] == ["organisation"]


def test_an_organisation_is_not_renamed_to_the_name_of_another(kept, owner) -> None:
    kept.add(owner.person, "Other plc")
    with pytest.raises(InvalidInputError, match="of this name already") as refused:
        record(kept, owner, name=" OTHER  plc ")
    assert [problem.path for problem in refused.value.problems] == ["name"]
    assert first(kept, owner).number == 1
    # Its own name in other letters is its own.
    assert record(kept, owner, name="HARBOUR FOODS PLC").organisation.name == "HARBOUR FOODS PLC"


def test_an_owner_made_none_in_the_meantime_changes_no_organisation(accounts, kept, owner) -> None:
    bea = accounts.join(owner.person, "Bea Boss", Role.OWNER).person
    accounts.people.change_roles(owner.person, bea.id, roles=[Role.DRAFTER], capacities=[])
    held = first(kept, owner)
    with pytest.raises(ForbiddenError, match="no longer an owner"):
        kept.add(bea, "Other plc")
    with pytest.raises(ForbiddenError, match="no longer an owner"):
        kept.record_answers(bea, held.id, {"sector": "food"}, seen=held.number)
    assert first(kept, owner).number == held.number


def test_no_organisation_of_that_id(kept, owner) -> None:
    with pytest.raises(NotFoundError):
        kept.get(owner.person, UUID(int=1))
    with pytest.raises(NotFoundError):
        kept.record_answers(owner.person, UUID(int=1), {"sector": "food"}, seen=1)


def test_what_follows_from_the_profile_follows_for_each_incident(
    accounts, kept, owner, desk_incidents
) -> None:
    followed = []
    kept = replace(kept, on_change=(lambda _tx, incident_id: followed.append(incident_id),))
    record(kept, owner, gdpr__controller="yes")
    assert followed == desk_incidents


@pytest.fixture
def desk_incidents(accounts, owner) -> list[UUID]:
    incidents = Incidents(accounts.transactions)
    first = incidents.open(owner.person, title="One")
    accounts.clock.go_on(minutes=1)
    return [first, incidents.open(owner.person, title="Two")]


def has_no_report(setting, incident_id) -> bool:
    """Say whether the report to the Information Commission is on the list of an incident."""
    with setting.desk.transactions.read() as tx:
        return REPORT not in {clock.deadline for clock in clocks_of(tx, incident_id)}


def answer(setting, person, organisation_id, **answers: str) -> None:
    kept = setting.desk.organisations
    held = kept.get(person, organisation_id)
    given = {key.replace("__", "."): value for key, value in answers.items()}
    kept.record_answers(person, held.id, given, seen=held.number)


def test_deadlines_follow_the_profile_of_their_own_organisation(setting) -> None:
    """Article 33 binds controllers: who is none has no report to make, so no clock."""
    ada = setting.person("Ada Clark")
    controller = {"gdpr.controller": "yes"}
    setting.organisation_id = mine = setting.organisation(Organisation("Mine plc", controller))
    running, ended = (an_incident_that_runs(setting, ada, title) for title in ("One", "Two"))
    setting.organisation_id = setting.organisation(Organisation("Theirs plc", controller))
    theirs = an_incident_that_runs(setting, ada, "Three")
    with setting.desk.transactions.begin(None) as tx:
        tx.session.get(IncidentRow, ended).closed_at = tx.at
        tx.record(Action.INCIDENT_CLOSED, chain=ended)
    answer(setting, ada, mine, gdpr__controller="no")
    assert has_no_report(setting, running)
    assert not has_no_report(setting, theirs)
    assert not has_no_report(setting, ended)  # a closed incident stays as it was judged
    wall = setting.desk.deadlines.wall(ada)
    assert running not in {r.incident_id for r in wall.rows if r.clock.deadline == REPORT}


def test_when_what_follows_fails_the_profile_is_as_before(accounts, kept, owner) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("The deadlines cannot be written.")

    Incidents(accounts.transactions).open(owner.person, title="One")
    with pytest.raises(RuntimeError):
        record(replace(kept, on_change=(refuse,)), owner, sector="food")
    assert first(kept, owner).number == 1


# ---- Several ------------------------------------------------------------------------------------


def test_an_owner_adds_an_organisation_by_its_name(accounts, kept, owner) -> None:
    accounts.clock.go_on(minutes=1)
    made = kept.add(owner.person, "  Clement  Chambers LLP ")
    assert [each.name for each in kept.list()] == ["Harbour Foods plc", "Clement Chambers LLP"]
    held = kept.get(owner.person, made)
    assert (held.number, held.organisation) == (1, Organisation("Clement Chambers LLP"))
    entry = accounts.entries()[-1]
    assert (entry.action, entry.subject) == (Action.ORGANISATION_ADDED, str(made))
    assert entry.detail == {"name": "Clement Chambers LLP"}


def test_a_form_sent_twice_adds_one_organisation(kept, owner) -> None:
    made = kept.add(owner.person, "Clement Chambers LLP", once="token")
    assert kept.add(owner.person, "Clement Chambers LLP", once="token") == made
    assert len(kept.list()) == 2


@pytest.mark.parametrize("name", [" ", "<b>", "x" * 201, "harbour foods  PLC"])
def test_a_name_that_is_not_taken_adds_nothing(kept, owner, name) -> None:
    with pytest.raises(InvalidInputError) as refused:
        kept.add(owner.person, name)
    assert [problem.path for problem in refused.value.problems] == ["name"]
    assert len(kept.list()) == 1


# ---- What is taken ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"gdpr__controller": "perhaps"}, "gdpr.controller"),
        ({"size": "huge"}, "size"),
        ({"sector": "<b>food</b>"}, "sector"),
        ({"sector": "x" * 501}, "sector"),
        ({"reporter": "DPO\u202e"}, "reporter"),
        ({"name": "<i>"}, "name"),
        ({"name": "x" * 201}, "name"),
    ],
)
def test_an_answer_not_taken_is_named_and_nothing_is_recorded(kept, owner, answers, field) -> None:
    with pytest.raises(InvalidInputError) as refused:
        record(kept, owner, **answers)
    assert [problem.path for problem in refused.value.problems] == [field]
    assert first(kept, owner).number == 1


def test_an_answer_nobody_asks_for_is_left_out(kept, owner) -> None:
    assert record(kept, owner, made__up="yes").organisation.profile == {}


# ---- Legal entities -----------------------------------------------------------------------------


def test_a_legal_entity_is_added_changed_and_left_out(kept, owner) -> None:
    (added,) = save(kept, owner, PLC)
    assert added == replace(PLC, id="harbour-foods-plc")
    (changed,) = save(kept, owner, replace(added, roles=("issuer",), securities=()))
    assert (changed.roles, changed.securities) == (("issuer",), ())
    held = first(kept, owner)
    kept.remove_entity(owner.person, held.id, added.id, seen=held.number)
    assert first(kept, owner).organisation.entities == ()
    assert first(kept, owner).number == 4


def test_two_of_one_name_get_two_ids(kept, owner) -> None:
    save(kept, owner, PLC)
    entities = save(kept, owner, replace(PLC, lei="", securities=()))
    assert [entity.id for entity in entities] == ["harbour-foods-plc", "harbour-foods-plc-2"]


def test_a_name_without_latin_letters_gets_an_id_too(kept, owner) -> None:
    assert [e.id for e in save(kept, owner, Entity("", "Морской продукт", ()))] == ["entity"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"legal_name": " "}, "legal_name"),
        ({"legal_name": "<b>"}, "legal_name"),
        ({"profile": {"fca.authorised": "perhaps"}}, "fca.authorised"),
        ({"roles": ("emperor",)}, "roles"),
        ({"lei": "213800KUD8LAJWSQ9D16"}, "lei"),  # one off in the check digits
        ({"lei": "213800"}, "lei"),
        ({"securities": (SHARES, replace(SHARES, kind=""))}, "securities-1-kind"),
        ({"securities": (replace(SHARES, venue="moon"),)}, "securities-0-venue"),
        ({"securities": (replace(SHARES, isin="GB0031274897"),)}, "securities-0-isin"),
        ({"securities": (replace(SHARES, ticker="<b>"),)}, "securities-0-ticker"),
    ],
)
def test_what_is_wrong_with_an_entity_is_named_by_field(kept, owner, changes, field) -> None:
    with pytest.raises(InvalidInputError) as refused:
        save(kept, owner, replace(PLC, **changes))
    assert [problem.path for problem in refused.value.problems] == [field]


def test_a_company_answers_for_itself_what_has_a_list_of_answers(kept, owner) -> None:
    given = {"fca.authorised": "yes", "size": "", "sector": "food"}
    (added,) = save(kept, owner, replace(PLC, profile=given))
    assert added.profile == {"fca.authorised": "yes"}
    (changed,) = save(kept, owner, replace(added, profile={"fca.authorised": ""}))
    assert changed.profile == {}


def test_an_answer_of_a_company_that_no_page_asks_stays(accounts, kept, owner) -> None:
    held = first(kept, owner)
    own = replace(PLC, id="plc", profile={"sector": "food", "sra.regulated": "no"})
    with accounts.transactions.begin(owner.person) as tx:
        add_version(tx, held.id, 2, replace(held.organisation, entities=(own,)))
        tx.record(Action.PROFILE_RECORDED, chain=INSTALLATION, subject=held.id)
    (changed,) = save(kept, owner, replace(own, profile={"sra.regulated": "yes"}))
    assert changed.profile == {"sector": "food", "sra.regulated": "yes"}


def test_an_entity_that_is_not_there_is_not_changed(kept, owner) -> None:
    with pytest.raises(NotFoundError):
        save(kept, owner, replace(PLC, id="made-up"))
    with pytest.raises(NotFoundError):
        first(kept, owner).entity("made-up")


def test_every_role_kind_and_venue_of_a_case_file_has_words() -> None:
    fields = SecurityFormat.model_fields
    assert set(ROLES_IN_WORDS) == set(ROLES)
    assert set(KINDS) == set(get_args(fields["kind"].annotation))
    assert set(VENUES) == set(get_args(fields["venue"].annotation))
