"""Decisions not to notify: a day to look again, and the looks at them afterwards.

Revision: 0004_looks
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004_looks"
down_revision = "0003_law_library"
branch_labels = None
depends_on = None

PLAIN = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

JUDGEMENT, LOOK = "judgement", "judgement_look"
REDACTABLE = {JUDGEMENT: ("why", "note", "salt"), LOOK: ("why", "salt")}
"""The columns a redaction may empty; their rows name it in `redacted_by`."""


def upgrade() -> None:
    """Add the day to judgements and the table of looks; the triggers let nobody change either."""
    op.add_column(JUDGEMENT, sa.Column("again_on", sa.Date(), nullable=True))
    _renew_trigger_of_judgements()
    op.create_table(
        LOOK,
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", PLAIN, nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_judgement_look_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_judgement_look_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "incident_id", "key", "judgement", "number", name=op.f("pk_judgement_look")
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
    else:
        op.execute(f"CREATE TRIGGER {LOOK}_no_delete BEFORE DELETE ON {LOOK} {_refusal(LOOK)}")
        _refuse_update_on_sqlite(LOOK)


def downgrade() -> None:
    """Take both away again, with every review and every confirmation."""
    op.drop_table(LOOK)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION refuse_change_of_{LOOK}()")
    else:
        # SQLite drops no column that a trigger names.
        op.execute(f"DROP TRIGGER {JUDGEMENT}_no_update")
    op.drop_column(JUDGEMENT, "again_on")
    _renew_trigger_of_judgements()


def _renew_trigger_of_judgements() -> None:
    """Let the trigger of judgements know the columns there are now."""
    if op.get_bind().dialect.name == "postgresql":
        _function_on_postgresql(JUDGEMENT)
    else:
        op.execute(f"DROP TRIGGER IF EXISTS {JUDGEMENT}_no_update")
        _refuse_update_on_sqlite(JUDGEMENT)


def _refusal(table: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"


def _refuse_update_on_sqlite(table: str) -> None:
    # What is neither true nor false is no redaction.
    # SQLite keeps an id without its dashes.
    condition = _is_redaction(table, "IS", "replace(e.chain, '-', '') = OLD.incident_id")
    unless = f"WHEN ({condition}) IS NOT TRUE"
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {unless} {_refusal(table)}"
    )


def _function_on_postgresql(table: str) -> None:
    refusal = "RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;"
    chain = "e.chain = CAST(OLD.incident_id AS text)"
    condition = _is_redaction(table, "IS NOT DISTINCT FROM", chain)
    op.execute(
        f"CREATE OR REPLACE FUNCTION refuse_change_of_{table}() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN IF ({condition}) IS NOT TRUE THEN {refusal} END IF; "
        "RETURN NEW; END $$"
    )


def _refuse_on_postgresql() -> None:
    _function_on_postgresql(LOOK)
    for name, change, each, function in (
        ("only_added", "UPDATE", "ROW", f"refuse_change_of_{LOOK}"),
        ("never_deleted", "DELETE", "ROW", "refuse_change"),
        ("never_emptied", "TRUNCATE", "STATEMENT", "refuse_change"),
    ):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {change} ON {LOOK} "
            f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        )


def _is_redaction(table: str, same: str, chain: str) -> str:
    """Give the condition that an update does no more than a redaction may.

    Args:
        table: The table.
        same: Compares two values, of which either may be NULL.
        chain: Says that an entry `e` is of the incident's chain.
    """
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
    others = sorted(columns - {*REDACTABLE[table], "redacted_by"})
    last = "NOT EXISTS (SELECT 1 FROM audit_entry l WHERE l.chain = e.chain AND l.seq > e.seq)"
    entry = "SELECT 1 FROM audit_entry e WHERE"
    named = f"{chain} AND e.seq = NEW.redacted_by AND e.action = 'redacted' AND {last}"
    return " AND ".join(
        [
            *(f"NEW.{name} {same} OLD.{name}" for name in others),
            *(f"(NEW.{name} = OLD.{name} OR NEW.{name} = '')" for name in REDACTABLE[table]),
            f"EXISTS ({entry} {named})",
        ]
    )
