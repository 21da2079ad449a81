"""Facts on a real database: recorded together or not at all, and nobody's answer lost."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from asked import DATA, KIND, a_service, involved, kind

from disclosure.facts.answers import NewVersion
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import Support
from disclosure.problems import ForbiddenError, InvalidInputError, NotFoundError, RuleError
from disclosure.services.facts import AnswersConflictError, Facts, SentBeforeError
from disclosure.signoff.people import Role
from disclosure.store.incidents import incident_by_id, load_case
from disclosure.store.models import FactVersionRow
from disclosure.trail.actions import Action

PATH = "/somewhere/typing"


def the_case(setting, incident):
    with setting.desk.transactions.read() as tx:
        return load_case(tx, incident_by_id(tx, incident))


def current(setting, incident, key):
    return the_case(setting, incident).known_at(setting.clock()).fact(key)


# ---- Recording -------------------------------------------------------------------------------


def test_answers_are_recorded_with_who_and_when_and_an_entry_of_the_trail_each(
    setting, facts, ann, incident
):
    seen_at = setting.clock() - timedelta(minutes=5)
    new = kind(true_at=seen_at, support=Support(source="incident call"))
    recorded = facts.record(ann, incident, [new, involved()])
    assert [version.name for version in recorded.versions] == [f"{KIND}@1", f"{DATA}@1"]
    stored = current(setting, incident, KIND)
    assert (stored.value, stored.recorded_by, stored.true_at) == ("cyber", "Ann Lee", seen_at)
    assert (stored.support.source, stored.change) == ("incident call", Change.FIRST)
    told = setting.entries(Action.FACT_RECORDED, chain=incident)
    assert [entry.subject for entry in told] == [KIND, DATA]
    assert told[0].detail["number"] == 1
    with setting.desk.transactions.read() as tx:
        row = tx.session.get(FactVersionRow, (incident, KIND, 1))
        assert told[0].detail["digest"] == row.digest
        assert row.person_id == ann.id


def test_a_change_is_added_and_the_old_answer_stays(setting, facts, ann, incident):
    facts.record(ann, incident, [kind()])
    change = kind("outage", seen=1, change=Change.WRONG_WHEN_SAID, change_reason="no attacker")
    facts.record(ann, incident, [change])
    versions = [v for v in the_case(setting, incident).facts if v.key == KIND]
    assert [(v.number, v.value) for v in versions] == [(1, "cyber"), (2, "outage")]
    assert versions[1].change_reason == "no attacker"


def test_what_was_taken_back_can_be_answered_again(setting, facts, ann, incident):
    facts.record(ann, incident, [kind()])
    facts.record(ann, incident, [kind(None, seen=1, change=Change.WITHDRAWN, change_reason="x")])
    assert current(setting, incident, KIND) is None
    facts.record(ann, incident, [kind("outage", seen=2)])
    stored = current(setting, incident, KIND)
    assert (stored.number, stored.value, stored.change) == (3, "outage", Change.CHANGES)


def test_still_true_confirms_what_stands(setting, facts, ann, bob, incident):
    facts.record(ann, incident, [kind(support=Support(source="incident call"))])
    now = setting.clock.go_on(hours=1)
    facts.still_true(bob, incident, KIND, 1)
    stored = current(setting, incident, KIND)
    assert (stored.number, stored.value, stored.change) == (2, "cyber", Change.RE_CONFIRMS)
    assert (stored.true_at, stored.recorded_by) == (now, "Bob Hay")
    assert stored.support.source == "incident call"


@pytest.mark.parametrize("change", [Change.RE_CONFIRMS, Change.WITHDRAWN, Change.WRONG_WHEN_SAID])
def test_nothing_cannot_be_confirmed_corrected_or_taken_back(facts, ann, incident, change):
    with pytest.raises(RuleError, match="Answer it instead"):
        facts.record(ann, incident, [kind(change=change)])


def test_what_is_not_known_cannot_still_be_true(facts, ann, incident):
    facts.record(ann, incident, [involved(None, standing=Standing.UNKNOWN)])
    with pytest.raises(RuleError, match="not known yet"):
        facts.still_true(ann, incident, DATA, 1)


def test_whoever_may_not_record_records_nothing(setting, facts, incident, ann):
    eve = setting.person("Eve Ray", Role.APPROVER)
    setting.desk.incidents.add(ann, incident, eve.id)
    with pytest.raises(ForbiddenError, match="recorder or a drafter"):
        facts.record(eve, incident, [kind()])
    with pytest.raises(ForbiddenError):
        facts.move(eve, incident, "service", "website", up=True)


def test_an_incident_of_others_is_as_if_it_were_not_there(setting, facts, incident):
    eve = setting.person("Eve Ray")
    for wanted in (incident, uuid4()):
        for ask in (
            lambda wanted: facts.record(eve, wanted, [kind()]),
            lambda wanted: facts.page(eve, wanted, "when"),
            lambda wanted: facts.keep_typing(eve, wanted, PATH, {}),
            lambda wanted: facts.typing(eve, wanted, PATH),
        ):
            with pytest.raises(NotFoundError, match="not on its team"):
                ask(wanted)


def test_what_follows_from_a_change_happens_within_it(desk, ann, incident):
    followed = []
    facts = Facts(
        desk.transactions,
        desk.library.catalogue,
        on_change=(lambda tx, incident_id: followed.append((tx.recorded[-1].action, incident_id)),),
    )
    facts.record(ann, incident, [kind()])
    assert followed == [(Action.FACT_RECORDED, incident)]
    facts.record(ann, incident, [])
    assert len(followed) == 1


def test_a_failure_of_what_follows_leaves_nothing_recorded(setting, desk, ann, incident):
    def fail(tx, incident_id):
        raise RuntimeError

    facts = Facts(desk.transactions, desk.library.catalogue, on_change=(fail,))
    with pytest.raises(RuntimeError):
        facts.record(ann, incident, [kind()])
    assert the_case(setting, incident).facts == ()
    assert setting.entries(Action.FACT_RECORDED, chain=incident) == []


# ---- Two people, one answer ------------------------------------------------------------------


def test_an_answer_upon_an_old_version_is_not_recorded_nor_are_the_others(
    setting, facts, ann, bob, incident
):
    facts.record(ann, incident, [kind("cyber")])
    with pytest.raises(AnswersConflictError) as refused:
        facts.record(bob, incident, [kind("outage"), involved()])
    (conflict,) = refused.value.conflicts
    assert (conflict.theirs.value, conflict.theirs.recorded_by) == ("cyber", "Ann Lee")
    assert conflict.yours.value == "outage"
    assert current(setting, incident, KIND).value == "cyber"
    assert current(setting, incident, DATA) is None


def test_the_same_answer_twice_is_recorded_once(setting, facts, ann, bob, incident):
    facts.record(ann, incident, [kind()])
    assert facts.record(ann, incident, [kind()]).versions == ()
    assert facts.record(bob, incident, [kind()]).versions == ()
    assert current(setting, incident, KIND).number == 1


def test_a_form_sent_twice_adds_one_entry(setting, facts, ann, incident):
    facts.record(ann, incident, [a_service()], once="token")
    assert facts.record(ann, incident, [a_service()], once="token").versions == ()
    assert len(the_case(setting, incident).facts) == 1


def test_a_form_sent_again_with_another_content_records_nothing_and_says_so(
    setting, facts, ann, incident
):
    facts.record(ann, incident, [a_service()], once="token", content="a")
    assert facts.record(ann, incident, [a_service()], once="token", content="a").versions == ()
    with pytest.raises(SentBeforeError) as refused:
        facts.record(ann, incident, [a_service("app")], once="token", content="b")
    assert refused.value.conflicts == ()
    assert len(the_case(setting, incident).facts) == 1


def test_another_answer_in_a_form_sent_before_is_asked_about(facts, ann, incident):
    facts.record(ann, incident, [kind("cyber")], once="token", content="a")
    with pytest.raises(SentBeforeError) as refused:
        facts.record(ann, incident, [kind("outage")], once="token", content="b")
    (conflict,) = refused.value.conflicts
    assert (conflict.theirs.value, conflict.yours.value) == ("cyber", "outage")
    # What is recorded already is worth no question, whatever else the form held.
    again = facts.record(ann, incident, [kind("cyber")], once="token", content="c")
    assert again.versions == ()


def test_confirming_what_has_changed_meanwhile_is_refused(facts, ann, bob, incident):
    facts.record(ann, incident, [kind()])
    facts.record(ann, incident, [kind("outage", seen=1, change=Change.CHANGES)])
    with pytest.raises(AnswersConflictError):
        facts.still_true(bob, incident, KIND, 1)


# ---- Order of instants -----------------------------------------------------------------------


def instant(key, moment, **more) -> NewVersion:
    return NewVersion(key, 0, Change.FIRST, value=When.exactly(moment), **more)


def test_an_impossible_order_is_refused_beside_its_answer(setting, facts, ann, incident):
    now = setting.clock()
    facts.record(ann, incident, [instant("incident.occurred_at", now - timedelta(hours=2))])
    with pytest.raises(InvalidInputError) as refused:
        facts.record(
            ann, incident, [kind(), instant("incident.detected_at", now - timedelta(hours=3))]
        )
    (problem,) = refused.value.problems
    assert problem.path == "incident.detected_at"
    # The clock of the test stands at 09:00 on Monday 23 November; it began two hours before.
    assert problem.wrong == (
        "This lies before “When it began, as far as is known”,"
        " which is 07:00 on Monday 23 November."
    )
    assert current(setting, incident, KIND) is None


def test_both_times_can_be_mended_together(setting, facts, ann, incident):
    now = setting.clock()
    first = instant("incident.occurred_at", now - timedelta(hours=2))
    facts.record(ann, incident, [first])
    mended = replace(
        first,
        seen=1,
        change=Change.WRONG_WHEN_SAID,
        change_reason="log read wrong",
        value=When.exactly(now - timedelta(hours=5)),
    )
    detected = instant("incident.detected_at", now - timedelta(hours=3))
    assert len(facts.record(ann, incident, [mended, detected]).versions) == 2


def test_an_unlikely_order_is_recorded_and_pointed_out(setting, facts, ann, incident):
    now = setting.clock()
    recorded = facts.record(
        ann,
        incident,
        [
            instant("incident.occurred_at", now - timedelta(hours=2)),
            instant("incident.first_signal_at", now - timedelta(hours=3)),
        ],
    )
    assert [warning.key for warning in recorded.warnings] == ["incident.first_signal_at"]
    assert len(recorded.versions) == 2


# ---- Lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [["Click & Collect"], ["new"], ["電話", "website", "Website"]])
def test_an_entry_is_numbered_and_its_id_says_nothing_of_its_name(facts, ann, incident, names):
    for name in names:
        facts.record(ann, incident, [a_service(name)])
    view = facts.entries(ann, incident, "service")
    assert [entry.id for entry in view.entries] == ["1", "2", "3"][: len(names)]
    assert [entry.name for entry in view.entries] == names


def test_the_number_of_an_entry_taken_back_is_not_given_again(facts, ann, incident):
    (first,) = facts.record(ann, incident, [a_service("one")]).versions
    gone = NewVersion(first.key, 1, Change.WITHDRAWN, change_reason="It was entered twice.")
    facts.record(ann, incident, [gone])
    (second,) = facts.record(ann, incident, [a_service("two")]).versions
    assert (first.key, second.key) == ("service:1", "service:2")


def test_entries_can_be_put_in_another_order(setting, facts, ann, incident):
    for name in ("one", "two", "three"):
        facts.record(ann, incident, [a_service(name)])
    facts.move(ann, incident, "service", "3", up=True)
    facts.move(ann, incident, "service", "1", up=False)
    names = [entry.name for entry in facts.entries(ann, incident, "service").entries]
    assert names == ["three", "one", "two"]
    told = setting.entries(Action.ENTRIES_ORDERED, chain=incident)
    assert told[-1].detail == {
        "number": 2,
        "keys": ["service:3", "service:1", "service:2"],
    }
    # At the end of the list there is nowhere to go, and nothing is recorded.
    facts.move(ann, incident, "service", "3", up=True)
    assert len(setting.entries(Action.ENTRIES_ORDERED, chain=incident)) == 2


def test_an_entry_that_is_not_there_is_not_found(facts, ann, incident):
    with pytest.raises(NotFoundError):
        facts.move(ann, incident, "service", "nothing", up=True)
    with pytest.raises(NotFoundError):
        facts.entries(ann, incident, "nothing")
    with pytest.raises(NotFoundError):
        facts.record(ann, incident, [replace(a_service(), key="service:nothing")])
    with pytest.raises(NotFoundError):
        facts.entries(ann, incident, "service").entry("nothing")


# ---- Typing ----------------------------------------------------------------------------------


def test_typing_is_kept_for_its_author_until_it_is_recorded(setting, facts, ann, bob, incident):
    facts.keep_typing(ann, incident, PATH, {"a": "first"})
    at = setting.clock.go_on(seconds=2)
    facts.keep_typing(ann, incident, PATH, {"a": "second"})
    assert facts.typing(ann, incident, PATH) == ({"a": "second"}, at)
    assert facts.typing(bob, incident, PATH) is None
    facts.record(ann, incident, [kind()], path=PATH)
    assert facts.typing(ann, incident, PATH) is None


def test_typing_that_was_refused_is_still_there(facts, ann, bob, incident):
    facts.keep_typing(bob, incident, PATH, {"a": "mine"})
    facts.record(ann, incident, [kind()])
    with pytest.raises(AnswersConflictError):
        facts.record(bob, incident, [kind("outage")], path=PATH)
    assert facts.typing(bob, incident, PATH)[0] == {"a": "mine"}


def test_typing_can_be_thrown_away(facts, ann, incident):
    facts.keep_typing(ann, incident, PATH, {"a": "mine"})
    facts.discard_typing(ann, incident, PATH)
    assert facts.typing(ann, incident, PATH) is None
