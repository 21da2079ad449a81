"""The database lets a redaction through and nothing else, on SQLite and on PostgreSQL."""

from uuid import uuid4

from recorded import Recorded, with_a_life
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from disclosure.trail.actions import Action

TAKES = {
    "fact_version": "content = '{}', change_reason = '', salt = ''",
    "judgement": "why = '', note = '', salt = ''",
    "judgement_look": "why = '', salt = ''",
    "override": "reason = ''",
    "receipt": "name = '', sha256 = '', body = ''",
    "submission": "recipient = '', channel = '', reference = '', late_reason = '', salt = ''",
    "late_reason": "reason = ''",
    "audit_entry": "actor_name = '', reason = '', detail = '{}', salts = '{}'",
}
"""What a redaction may take, of each table."""

NEVER = {
    "fact_version": ["standing = 'unknown'", "number = number + 100", "change_reason = 'x'",
                     "digest = 'x'", "salt = 'x'", "recorded_by = ''",
                     """content = '{"value": "x", "fields": {}, "support": {}}'""",
                     """content = '{"more": 1}'"""],
    "judgement": ["value = 'x'", "why = 'x'", "made_by = ''", "number = number + 100",
                  "again_on = NULL", "again_on = '2030-01-01'"],
    "judgement_look": ["why = 'x'", "by_name = ''", "by_role = ''", "kind = 'x'",
                       "again_on = '2030-01-01'", "facts = '{}'", "judgement = 99"],
    "override": ["author_name = ''", "reason = 'x'", """content = '{"text": "x"}'"""],
    "receipt": ["size = 0", "body = 'x'", "name = 'x'", "media_type = ''"],
    "submission": ["recipient = 'x'", "obligation = ''", "version = 99", "audience = ''"],
    "late_reason": ["reason = 'x'", "stage = ''", "given_by_name = ''"],
    "audit_entry": ["digest = 'x'", "previous = 'x'", "seals = '{}'", "actor = 'x'",
                    "action = 'redacted'", "reason = 'x'", """detail = '{"number": 99}'""",
                    """salts = '{"reason": "00"}'"""],
    "notice_version": ["digest = 'x'", "frozen_at = known_at", "draft = '{}'"],
    "organisation_version": ["content = '{}'"],
    "entry_order": ["record = ''"],
}  # fmt: skip
"""What nothing may do, whichever redaction it names."""


def attempt(recorded: Recorded, table: str, change: str, naming) -> str:
    """Try an update that names an entry, take it back, and give what the database said."""
    where = f"WHERE chain = '{recorded.incident}' AND seq = 1" if table == "audit_entry" else ""
    try:
        with recorded.desk.transactions.begin(None) as tx:
            if table == "entry_order":
                tx.session.execute(text(AN_ORDER))
            named = naming(tx, recorded)
            if table in TAKES or table == "notice_version":
                change = f"{change}, redacted_by = {named}"
            tx.session.execute(text(f"UPDATE {table} SET {change} {where}"))  # noqa: S608 - ours
            raise ItWentThrough  # noqa: TRY301 - takes it back
    except ItWentThrough:
        return ""
    except DatabaseError as error:
        return str(error.orig)


class ItWentThrough(Exception):  # noqa: N818 - no error: what a test may hope for
    """The database took it."""


AN_ORDER = (
    "INSERT INTO entry_order (incident_id, record, number, keys, recorded_at) "
    "SELECT incident_id, 'service', 1, '[]', recorded_at FROM fact_version LIMIT 1"
)


def redaction(tx, recorded: Recorded, **more) -> int:
    """Record a redaction, and give its number."""
    said = {"chain": recorded.incident, "subject": "a test", "reason": "A test.", **more}
    return tx.record(Action.REDACTED, **said).seq


def another_action(tx, recorded: Recorded) -> int:
    return tx.record(Action.INCIDENT_RENAMED, chain=recorded.incident).seq


def another_chain(tx, recorded: Recorded) -> int:
    tx.record(Action.INCIDENT_RENAMED, chain=recorded.incident)
    other = uuid4()
    for _ in range(tx.next_seq(recorded.incident) - 1):
        seq = redaction(tx, recorded, chain=other)
    return seq


def not_the_last(tx, recorded: Recorded) -> int:
    seq = redaction(tx, recorded)
    tx.record(Action.INCIDENT_RENAMED, chain=recorded.incident)
    return seq


def not_there(tx, recorded: Recorded) -> int:
    return redaction(tx, recorded) + 1


def nothing(tx, recorded: Recorded) -> str:
    redaction(tx, recorded)
    return "NULL"


def test_the_database_lets_a_redaction_through_and_nothing_else(setting):
    recorded = with_a_life(setting)
    for table, change in TAKES.items():
        assert attempt(recorded, table, change, redaction) == "", table
        for naming in (another_action, another_chain, not_the_last, not_there, nothing):
            said = attempt(recorded, table, change, naming)
            assert f"{table} is only ever added to" in said, (table, naming.__name__)
    for table, changes in NEVER.items():
        for change in changes:
            said = attempt(recorded, table, change, redaction)
            assert f"{table} is only ever added to" in said, (table, change)


def test_a_frozen_text_becomes_the_one_the_redaction_names_and_no_other(setting):
    recorded = with_a_life(setting)

    def naming(*kept: str):
        return lambda tx, made: redaction(tx, made, detail={"kept": [*kept]})

    change = "digest = 'a-digest', draft = '{}'"
    assert attempt(recorded, "notice_version", change, naming("other", "a-digest")) == ""
    for other in (naming(), naming("other"), redaction):
        said = attempt(recorded, "notice_version", change, other)
        assert "notice_version is only ever added to" in said
