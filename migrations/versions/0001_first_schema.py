"""The first schema: people, incidents, what is known, notices, deadlines, the trail.

Revision: 0001_sealed
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_sealed"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
PLAIN = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

ONLY_ADDED = (
    "audit_entry",
    "organisation_version",
    "fact_version",
    "entry_order",
    "judgement",
    "override",
    "notice_version",
    "receipt",
    "submission",
    "late_reason",
)
"""Tables whose rows nobody may update or delete; the database refuses it."""

REDACTABLE = {
    "audit_entry": ("actor_name", "subject", "reason", "detail", "salts"),
    "fact_version": ("content", "change_reason", "salt"),
    "judgement": ("why", "note", "salt"),
    "override": ("content", "reason"),
    "notice_version": ("draft", "digest"),
    "receipt": ("name", "sha256", "body"),
    "submission": ("recipient", "channel", "reference", "late_reason", "salt"),
    "late_reason": ("reason",),
}
"""The columns a redaction may empty; their rows name it in `redacted_by`."""

LOSES_KEYS = ("detail", "salts", "content")
"""Columns of plain values, from which a redaction takes whole keys."""

DRAFT = "draft"
"""A frozen text, whose place another one takes: the one whose digest the redaction names."""


def upgrade() -> None:
    """Make every table, and the triggers of those that are only ever added to."""
    _people()
    _incidents()
    _knowledge()
    _notices()
    _deadlines()
    _trail()
    _refuse_changes()


def downgrade() -> None:
    """Take everything away again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change() CASCADE")
        for table in REDACTABLE:
            op.execute(f"DROP FUNCTION refuse_change_of_{table}() CASCADE")
    for table in (*TABLES[::-1],):
        op.drop_table(table)


TABLES = (
    "person",
    "one_time_link",
    "login",
    "throttle",
    "parked_form",
    "typing",
    "once",
    "organisation",
    "organisation_version",
    "incident",
    "team",
    "fact_version",
    "entry_order",
    "judgement",
    "notice",
    "override",
    "notice_version",
    "receipt",
    "submission",
    "late_reason",
    "deadline_owner",
    "stage_clock",
    "outbox",
    "chain",
    "audit_entry",
)


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
        return
    for table in ONLY_ADDED:
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
        # What is neither true nor false is no redaction.
        unless = f"WHEN ({_is_redaction(table)}) IS NOT TRUE " if table in REDACTABLE else ""
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refusal}")
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {unless}{refusal}")


def _refuse_on_postgresql() -> None:
    refusal = "RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;"
    begun = "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    op.execute(f"CREATE FUNCTION refuse_change{begun} {refusal} END $$")
    for table in ONLY_ADDED:
        function = "refuse_change"
        if table in REDACTABLE:
            function = f"refuse_change_of_{table}"
            unless = f"IF ({_is_redaction(table)}) IS NOT TRUE THEN {refusal} END IF;"
            op.execute(f"CREATE FUNCTION {function}{begun} {unless} RETURN NEW; END $$")
        for name, change, each, made_by in (
            ("only_added", "UPDATE", "ROW", function),
            ("never_deleted", "DELETE", "ROW", "refuse_change"),
            ("never_emptied", "TRUNCATE", "STATEMENT", "refuse_change"),
        ):
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {change} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {made_by}()"
            )


def _is_redaction(table: str) -> str:
    """Give the condition that an update does no more than a redaction may."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
    others = sorted(columns - {*REDACTABLE[table], "redacted_by"})
    return " AND ".join(
        [
            *(f"{_same(name, table)}" for name in others),
            *(_emptied(name) for name in REDACTABLE[table] if name not in (DRAFT, "digest")),
            f"EXISTS (SELECT 1 FROM audit_entry e WHERE {_named_entry(table)})",  # noqa: S608 - ours
        ]
    )


def _same(column: str, table: str) -> str:
    if op.get_bind().dialect.name == "sqlite":
        return f"NEW.{column} IS OLD.{column}"
    # JSON that is kept as it was written has no equality of its own.
    kind = "::text" if (table, column) == ("audit_entry", "seals") else ""
    return f"NEW.{column}{kind} IS NOT DISTINCT FROM OLD.{column}{kind}"


def _emptied(column: str) -> str:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if column == "body":
        return "(NEW.body = OLD.body OR length(NEW.body) = 0)"
    if column not in LOSES_KEYS:
        return f"(NEW.{column} = OLD.{column} OR NEW.{column} = '')"
    if is_sqlite:
        return (  # our own names, nothing from outside
            f"NOT EXISTS (SELECT 1 FROM json_each(NEW.{column}) n "  # noqa: S608
            f"LEFT JOIN json_each(OLD.{column}) o ON o.key = n.key "
            "WHERE o.key IS NULL OR o.type <> n.type OR o.value IS NOT n.value)"
        )
    return (
        f"NOT EXISTS (SELECT 1 FROM jsonb_each(CAST(NEW.{column} AS jsonb)) n "  # noqa: S608
        f"WHERE CAST(OLD.{column} AS jsonb) -> n.key IS DISTINCT FROM n.value)"
    )


def _named_entry(table: str) -> str:
    """Give the condition on the entry that an update names: the last of its chain, a redaction."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    incident = "OLD.incident_id"
    if table in ("override", "notice_version"):
        incident = "(SELECT n.incident_id FROM notice n WHERE n.id = OLD.notice_id)"
    chain = "e.chain = OLD.chain"
    if table != "audit_entry":
        # SQLite keeps an id without its dashes.
        chain = f"replace(e.chain, '-', '') = {incident}"
        chain = chain if is_sqlite else f"e.chain = CAST({incident} AS text)"
    last = "NOT EXISTS (SELECT 1 FROM audit_entry l WHERE l.chain = e.chain AND l.seq > e.seq)"
    named = f"{chain} AND e.seq = NEW.redacted_by AND e.action = 'redacted' AND {last}"
    if table != "notice_version":
        return named
    if is_sqlite:
        kept = "SELECT k.value FROM json_each(e.detail, '$.kept') k"
    else:
        kept = "SELECT jsonb_array_elements_text(CAST(e.detail AS jsonb) -> 'kept')"
    return f"{named} AND NEW.digest IN ({kept})"


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("roles", PLAIN, nullable=False),
        sa.Column("capacities", PLAIN, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("disabled_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "one_time_link",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("roles", PLAIN, nullable=False),
        sa.Column("capacities", PLAIN, nullable=False),
        sa.Column("teams", PLAIN, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_one_time_link_made_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_time_link_person_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_one_time_link")),
    )
    op.create_table(
        "login",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_login_person_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_login")),
    )
    op.create_index(op.f("ix_login_person_id"), "login", ["person_id"], unique=False)
    op.create_table(
        "throttle",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "parked_form",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fields", PLAIN, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_parked_form_person_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_parked_form")),
    )
    op.create_table(
        "typing",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fields", PLAIN, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_typing_person_id")),
        sa.PrimaryKeyConstraint("person_id", "path", name=op.f("pk_typing")),
    )
    op.create_table(
        "once",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_once_person_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_once")),
    )


def _incidents() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "organisation_version",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("content", PLAIN, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_version_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_organisation_version_recorded_by")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "number", name=op.f("pk_organisation_version")),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("law_as_of", sa.Date(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_incident_opened_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_incident_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(
        op.f("ix_incident_organisation_id"), "incident", ["organisation_id"], unique=False
    )
    op.create_table(
        "team",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_team_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_person_id")),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name=op.f("pk_team")),
    )
    op.create_index(op.f("ix_team_person_id"), "team", ["person_id"], unique=False)


def _knowledge() -> None:
    op.create_table(
        "fact_version",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("true_at", INSTANT, nullable=True),
        sa.Column("ceiling", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("content", PLAIN, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_fact_version_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_fact_version_person_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "key", "number", name=op.f("pk_fact_version")),
    )
    op.create_table(
        "entry_order",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("keys", PLAIN, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_entry_order_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "record", "number", name=op.f("pk_entry_order")),
    )
    op.create_table(
        "judgement",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("earliest", INSTANT, nullable=True),
        sa.Column("latest", INSTANT, nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("facts", PLAIN, nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_judgement_incident_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_judgement_person_id")),
        sa.PrimaryKeyConstraint("incident_id", "key", "number", name=op.f("pk_judgement")),
    )


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["begun_by"], ["person.id"], name=op.f("fk_notice_begun_by")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_notice_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(
        "ix_notice_series", "notice", ["incident_id", "template", "series"], unique=True
    )
    op.create_table(
        "override",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", PLAIN, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_override_author")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_override_notice_id")),
        sa.PrimaryKeyConstraint("notice_id", "sentence", "number", name=op.f("pk_override")),
    )
    op.create_table(
        "notice_version",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("draft", PLAIN, nullable=False),
        sa.Column("known_at", INSTANT, nullable=False),
        sa.Column("law_as_of", sa.Date(), nullable=False),
        sa.Column("frozen_at", INSTANT, nullable=False),
        sa.Column("frozen_by", sa.Uuid(), nullable=False),
        sa.Column("authors", PLAIN, nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["frozen_by"], ["person.id"], name=op.f("fk_notice_version_frozen_by")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notice.id"], name=op.f("fk_notice_version_notice_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", "number", name=op.f("pk_notice_version")),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_receipt_added_by")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_receipt_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_incident_id"), "receipt", ["incident_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_by_name", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_submission_incident_id")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_submission_notice_id")),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_submission_receipt_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_submission_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index(op.f("ix_submission_incident_id"), "submission", ["incident_id"], unique=False)


def _deadlines() -> None:
    op.create_table(
        "late_reason",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("given_by_name", sa.Text(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_late_reason_given_by")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_late_reason_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_reason")),
    )
    op.create_index(
        op.f("ix_late_reason_incident_id"), "late_reason", ["incident_id"], unique=False
    )
    op.create_table(
        "deadline_owner",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("deadline", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_deadline_owner_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_deadline_owner_person_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "deadline", name=op.f("pk_deadline_owner")),
    )
    op.create_table(
        "stage_clock",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("deadline", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=True),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("outer_limit_at", INSTANT, nullable=True),
        sa.Column("next_review_at", INSTANT, nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_stage_clock_incident_id")
        ),
        sa.PrimaryKeyConstraint("incident_id", "deadline", name=op.f("pk_stage_clock")),
    )
    op.create_index(op.f("ix_stage_clock_due_at"), "stage_clock", ["due_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("payload", PLAIN, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_outbox_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_outbox_incident_id"), "outbox", ["incident_id"], unique=False)


def _trail() -> None:
    op.create_table(
        "chain",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seals", sa.JSON(), nullable=False),
        sa.Column("salts", sa.JSON(), nullable=False),
        sa.Column("redacted_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_subject", "audit_entry", ["chain", "subject"], unique=False)
