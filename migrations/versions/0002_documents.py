"""Documents: the PDFs and packs that were made, kept as they are.

Revision: 0002_documents
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_documents"
down_revision = "0001_sealed"
branch_labels = None
depends_on = None

REDACTABLE = "body"
"""What a redaction may empty; the row then names it in `redacted_by`."""


def upgrade() -> None:
    """Make the table, and the triggers that let nobody change what is in it."""
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trail_seq", sa.Integer(), nullable=False),
        sa.Column("trail_head", sa.Text(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_document_incident_id")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_document_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("key", name=op.f("uq_document_key")),
    )
    op.create_index(op.f("ix_document_incident_id"), "document", ["incident_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
    else:
        _refuse_on_sqlite()


def downgrade() -> None:
    """Take the table away again, with every document in it."""
    op.drop_table("document")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change_of_document()")


def _refuse_on_sqlite() -> None:
    refusal = "BEGIN SELECT RAISE(ABORT, 'document is only ever added to'); END"
    # What is neither true nor false is no redaction.
    # SQLite keeps an id without its dashes.
    is_redaction = _is_redaction("IS", "replace(e.chain, '-', '') = OLD.incident_id")
    unless = f"WHEN ({is_redaction}) IS NOT TRUE"
    op.execute(f"CREATE TRIGGER document_no_delete BEFORE DELETE ON document {refusal}")
    op.execute(f"CREATE TRIGGER document_no_update BEFORE UPDATE ON document {unless} {refusal}")


def _refuse_on_postgresql() -> None:
    refusal = "RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;"
    is_redaction = _is_redaction("IS NOT DISTINCT FROM", "e.chain = CAST(OLD.incident_id AS text)")
    op.execute(
        "CREATE FUNCTION refuse_change_of_document() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF ({is_redaction}) IS NOT TRUE THEN {refusal} END IF; RETURN NEW; END $$"
    )
    for name, change, each, function in (
        ("only_added", "UPDATE", "ROW", "refuse_change_of_document"),
        ("never_deleted", "DELETE", "ROW", "refuse_change"),
        ("never_emptied", "TRUNCATE", "STATEMENT", "refuse_change"),
    ):
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {change} ON document "
            f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        )


def _is_redaction(same: str, chain: str) -> str:
    """Give the condition that an update empties the body and names the redaction, and no more.

    Args:
        same: Compares two values, of which either may be NULL.
        chain: Says that an entry `e` is of the incident's chain.
    """
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("document")}
    others = sorted(columns - {REDACTABLE, "redacted_by"})
    last = "NOT EXISTS (SELECT 1 FROM audit_entry l WHERE l.chain = e.chain AND l.seq > e.seq)"
    entry = "SELECT 1 FROM audit_entry e WHERE"
    named = f"{chain} AND e.seq = NEW.redacted_by AND e.action = 'redacted' AND {last}"
    return " AND ".join(
        [
            *(f"NEW.{name} {same} OLD.{name}" for name in others),
            "length(NEW.body) = 0",
            f"EXISTS ({entry} {named})",
        ]
    )
