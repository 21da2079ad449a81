"""The example tells three incidents through the services of the desk, and says that it is one."""

from datetime import UTC, datetime

import pytest
from visitors import Visitor, said

from builders import moment
from disclosure.demo.build import MARKER, build_example
from disclosure.problems import InvalidInputError, NotFoundError
from disclosure.settings import Settings
from disclosure.signoff.progress import NoticeState
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import INSTALLATION, Action
from disclosure.trail.entries import chain_break
from disclosure.web.app import create_app

HARCOURT, MERIDIAN, BRIGHTWELL = (
    "Cyber incident affecting stores",
    "Attempted unauthorised access to some systems",
    "Disruption to online grocery shopping",
)


@pytest.fixture(scope="module")
def example(tmp_path_factory, library):
    made = build_example(Settings(), tmp_path_factory.mktemp("example") / "desk", library=library)
    yield made
    made.desk.close()


@pytest.fixture(scope="module")
def olive(example):
    return next(part.person for part in example.desk.example.cast() if part.person.name[0] == "O")


@pytest.fixture(scope="module")
def incidents(example, olive):
    return {incident.title: incident.id for incident in example.desk.incidents.list(olive)}


def states(example, olive, incident):
    lines = example.desk.notices.index(olive, incident).lines
    return {line.one.notice.id: line.one.progress.state for line in lines}


def clocks(example, olive, incident):
    lines = example.desk.deadlines.of_incident(olive, incident).lines
    return {line.listed.clock.deadline: line.listed.clock for line in lines}


def test_it_is_opened_on_a_wednesday_before_a_bank_holiday(example):
    opened = moment("Wed 2025-04-30 15:05 UTC")
    assert opened <= example.clock() < datetime(2025, 4, 30, 16, tzinfo=UTC)


def test_three_incidents_are_seen_by_the_owner_and_one_by_each_of_the_others(example, incidents):
    assert set(incidents) == {HARCOURT, MERIDIAN, BRIGHTWELL}
    seen = [len(part.organisations) for part in example.desk.example.cast()]
    assert seen == [3] + [1] * 13


def test_texts_stand_in_several_states(example, olive, incidents):
    harcourt = states(example, olive, incidents[HARCOURT])
    assert harcourt["uk.mar.17-1.announce.market"] is NoticeState.GIVEN
    assert harcourt["voluntary.notice.suppliers"] is NoticeState.SUPERSEDED
    meridian = states(example, olive, incidents[MERIDIAN])
    assert meridian["voluntary.statement.media"] is NoticeState.REFUSED
    assert meridian["voluntary.letter.staff"] is NoticeState.REQUESTED
    assert meridian["uk.ncsc.report.authority"] is NoticeState.FROZEN


def test_a_sentence_already_sent_became_untrue(example, olive, incidents):
    page = example.desk.notices.view(olive, incidents[HARCOURT], "voluntary.email.customers")
    stale = [matter for matter in page.open.matters if matter.rules == ("stale",)]
    said = {s.id: s.text for s in page.draft.said()}
    assert any("Click and Collect" in said[name] for matter in stale for name in matter.sentences)


def test_clocks_run_were_met_and_were_missed(example, olive, incidents):
    report = "uk.gdpr.33/initial"
    held = clocks(example, olive, incidents[MERIDIAN])
    assert held[report].due_at == moment("Sat 2025-05-03 08:30 UTC")
    assert (held[report].state, clocks(example, olive, incidents[HARCOURT])[report].state) == (
        "running",
        "met-late",
    )
    promised = [
        clock
        for key, clock in clocks(example, olive, incidents[HARCOURT]).items()
        if key.startswith("promise:") and clock.state == "running"
    ]
    assert promised
    assert all(clock.due_at == moment("Tue 2025-04-29 17:00 UTC") for clock in promised)
    kept = clocks(example, olive, incidents[BRIGHTWELL]).values()
    assert {clock.state for clock in kept if clock.kind == "promise"} == {"met"}


def test_bodies_are_told_before_they_are_recorded_as_told(example, olive, incidents):
    with example.desk.transactions.read() as tx:
        case = example.desk.notices.texts.load(tx, olive, incidents[HARCOURT]).case
    told = {s.obligation: s.at for s in case.submissions}
    bodies = [version for version in case.facts if version.record == "body"]
    assert bodies
    for reported in ("uk.gdpr.33", "uk.ncsc"):
        assert all(body.true_at > told[reported] for body in bodies)


def test_the_notice_that_services_are_back_says_so(example, olive, incidents):
    page = example.desk.notices.view(olive, incidents[BRIGHTWELL], "voluntary.restored.customers")
    assert any(sentence.text.startswith("Working again") for sentence in page.draft.said())


def test_what_is_not_known_any_more_has_no_value(example, olive, incidents):
    with example.desk.transactions.read() as tx:
        case = example.desk.notices.texts.load(tx, olive, incidents[BRIGHTWELL]).case
    assert case.known_at(case.at).current["next_update.at"].value is None


def test_people_read_words_and_no_ids(example, olive, incidents):
    visitor = Visitor(create_app(example.desk))
    visitor.get("/example")
    visitor.post("/example", person=str(olive.id))
    here = f"/incidents/{incidents[HARCOURT]}"
    paths = ("/duties/uk.gdpr.33", "/deadlines", "/notices", "/facts/outside", "/known")
    for path in (*paths, "/notices/uk.gdpr.33.initial.authority"):
        page = said(visitor.get(f"{here}{path}"))
        for raw in ("not-certain", "service:gift-cards", "voluntary statement media"):
            assert raw not in page, (path, raw)
    assert "Not certain, presumed to be safe" in said(visitor.get(f"{here}/duties/uk.gdpr.33"))
    waiting = f"/incidents/{incidents[MERIDIAN]}/deadline/uk.gdpr.33/follow-up"
    assert "uk.gdpr.33/initial" not in said(visitor.get(waiting))


def test_an_overdue_promise_leads_to_the_text_that_keeps_it(example, olive, incidents):
    visitor = Visitor(create_app(example.desk))
    visitor.get("/example")
    visitor.post("/example", person=str(olive.id))
    here = f"/incidents/{incidents[HARCOURT]}"
    page = visitor.get(f"{here}/deadline/promise:voluntary-email-customers-1")
    assert "Write the update" in said(page)
    assert f"{here}/notices/voluntary.email.customers/begin-again" in page.text
    text = said(visitor.get(f"{here}/notices/voluntary.email.customers"))
    assert "Promised, and not done" in text
    assert "“Our next update will come by 18:00 on Tuesday 29 April" in text


def test_our_own_reminder_is_the_same_on_every_list(example, olive, incidents):
    visitor = Visitor(create_app(example.desk))
    visitor.get("/example")
    visitor.post("/example", person=str(olive.id))
    here = f"/incidents/{incidents[HARCOURT]}"
    for path in ("/", here, f"{here}/deadlines", "/deadlines"):
        page = said(visitor.get(path))
        announced, listed = (
            page.index(title)
            for title in ("further announcement when", "Open and keep the insider")
        )
        reminder = "look again by Wed 30 April 16:30"
        assert announced < page.index(reminder) < listed, path


def test_every_chain_holds(example, incidents):
    with example.desk.transactions.read() as tx:
        for chain in (INSTALLATION, *incidents.values()):
            assert chain_break(whole_chain(tx, chain)) is None


def test_one_enters_as_somebody_of_the_example_and_it_is_recorded(example, olive, incidents):
    entered = example.desk.example.enter(olive.id, place="127.0.0.1")
    assert example.desk.people.person_of(entered.token) == olive
    with example.desk.transactions.read() as tx:
        *_, (last, *_) = whole_chain(tx, INSTALLATION)
    assert (last.action, last.subject) == (Action.SIGNED_IN, str(olive.id))
    with pytest.raises(NotFoundError):
        example.desk.example.enter(incidents[HARCOURT], place="127.0.0.1")


def test_every_page_says_that_it_is_an_example(example):
    page = create_app(example.desk).test_client().get("/example").get_data(as_text=True)
    assert "Modelled on public incidents" in page
    assert "Here it is Wed 30 April 2025" in page


def test_a_desk_with_real_incidents_has_no_such_door(setting):
    client = create_app(setting.desk).test_client()
    assert client.get("/example").status_code == 404
    assert "Modelled on public incidents" not in client.get("/sign-in").get_data(as_text=True)
    assert setting.desk.example is None


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path, library):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="not an earlier example"):
        build_example(Settings(), tmp_path, library=library)
    assert not (tmp_path / MARKER).exists()
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
