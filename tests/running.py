"""Incidents with running clocks, for tests of deadlines and reminders."""

from builders import a_fact, moment
from disclosure.facts.case import Organisation
from disclosure.facts.instants import When
from disclosure.services.duties import TypedJudgement
from disclosure.services.look_checks import TypedDecline, usual_day
from disclosure.store.deadlines import Clock, clocks_of
from disclosure.store.facts import add_versions
from disclosure.store.models import OutboxRow, SubmissionRow
from disclosure.trail.actions import Action

REPORT = "uk.gdpr.33/initial"
AWARE = moment("Mon 2026-11-23 07:30 UTC")
DUE = moment("Thu 2026-11-26 07:30 UTC")
"""72 hours from awareness; the clock of a desk stands on Monday at 09:00."""


def on_personal_data(setting):
    """Let the organisation of a desk decide on personal data, and process that of others."""
    profile = {"gdpr.controller": "yes", "gdpr.processor": "yes"}
    setting.organisation_id = setting.organisation(Organisation("Harcourt & Vale plc", profile))


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


def judge(setting, person, incident_id, key, value, when=None, number=1, decline=None):
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
        looked_at=frozenset({f"role:{person.id}:data protection officer", "personal-data"}),
        decline=decline or TypedDecline(usual_day(setting.clock().date())),
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


# ---- What is found afterwards -------------------------------------------------------------------


def rows(setting, incident_id) -> dict[str, Clock]:
    """Give the clocks of an incident as they are stored, by deadline."""
    with setting.desk.transactions.read() as tx:
        return {clock.deadline: clock for clock in clocks_of(tx, incident_id)}


def line(setting, person, incident_id, deadline=REPORT):
    """Give a deadline as its page shows it."""
    return setting.desk.deadlines.of_incident(person, incident_id).line(deadline)


def wall(setting, person, **wanted):
    """Give the deadlines of every incident somebody sees."""
    return setting.desk.deadlines.wall(person, **wanted)


def keys(shown):
    """Give the deadlines of a wall in order."""
    return [row.clock.deadline for row in shown.rows]


def outbox(setting):
    """Give each reminder with its deadline, step and time, and what became of it."""
    with setting.desk.transactions.read() as tx:
        found = tx.session.query(OutboxRow).order_by(OutboxRow.due_at).all()
        return [((r.payload["deadline"], r.payload["step"], r.due_at), r.state) for r in found]
