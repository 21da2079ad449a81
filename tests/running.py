"""Incidents with running clocks, for tests of deadlines and reminders."""

from builders import a_fact, moment
from disclosure.facts.instants import When
from disclosure.services.duties import TypedJudgement
from disclosure.store.facts import add_versions
from disclosure.store.models import SubmissionRow
from disclosure.trail.actions import Action

REPORT = "uk.gdpr.33/initial"
AWARE = moment("Mon 2026-11-23 07:30 UTC")
DUE = moment("Thu 2026-11-26 07:30 UTC")
"""72 hours from awareness; the clock of a desk stands on Monday at 09:00."""


def record(setting, person, incident_id, *versions):
    """Record facts as the services do: with an entry, and with what follows from it."""
    with setting.desk.transactions.begin(person) as tx:
        add_versions(tx, incident_id, versions, person)
        tx.record(Action.FACT_RECORDED, chain=incident_id, subject=versions[0].key)
        setting.desk.deadlines.refresh(tx, incident_id)


def unrecorded(setting, person, incident_id, version):
    """Add a fact without an entry: the whole transaction is refused at its end."""
    with setting.desk.transactions.begin(person) as tx:
        add_versions(tx, incident_id, [version], person)
        setting.desk.deadlines.refresh(tx, incident_id)


def judge_aware(setting, person, incident_id, instant=AWARE, number=1):
    """Judge since when we are aware; `number` counts the judgements."""
    when = When.exactly(instant)
    judge(setting, person, incident_id, "aware_personal_data", "aware", when, number)


def judge(setting, person, incident_id, key, value, when=None, number=1):
    """Judge a question, as its page does."""
    typed = TypedJudgement(
        key=key,
        value=value,
        when=when,
        made_at=setting.clock(),
        made_by="data protection officer",
        made_by_name=person.name,
        why="Data was seen to leave.",
        seen=number - 1,
    )
    setting.desk.duties.judge(person, incident_id, typed)


def submit(setting, person, incident_id, deadline=REPORT, at=None, reference="IC-42"):
    """Record that a notice was given."""
    obligation, _, stage = deadline.partition("/")
    with setting.desk.transactions.begin(person) as tx:
        tx.session.add(
            SubmissionRow(
                incident_id=incident_id,
                notice_id=None,
                version=None,
                obligation=obligation,
                stage=stage,
                audience="authority",
                given_at=at or tx.at,
                recipient="Information Commission",
                channel="online form",
                reference=reference,
                late_reason="",
                receipt_id=None,
                recorded_at=tx.at,
                recorded_by=person.id,
                recorded_by_name=person.name,
            )
        )
        tx.record(Action.NOTICE_GIVEN, chain=incident_id, subject=deadline)
        setting.desk.deadlines.refresh(tx, incident_id)


def involved(setting):
    """Give the fact that personal data is involved."""
    return a_fact("personal_data.involved", "yes", recorded_at=setting.clock())


def an_incident_that_runs(setting, person, title="Cyber incident", instant=AWARE):
    """Give an incident whose report clock runs."""
    incident_id = setting.incident(person, title)
    record(setting, person, incident_id, involved(setting))
    judge_aware(setting, person, incident_id, instant)
    return incident_id
