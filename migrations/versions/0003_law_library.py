"""The law library an installation ran with: what it said, what changed, which incidents it touched.

Revision: 0003_law_library
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003_law_library"
down_revision = "0002_documents"
branch_labels = None
depends_on = None

PLAIN = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table, empty: what an older version ran with is not known."""
    op.create_table(
        "law_library",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", PLAIN, nullable=False),
        sa.Column("changes", PLAIN, nullable=False),
        sa.Column("touched", PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_law_library")),
    )
    if op.get_bind().dialect.name == "postgresql":
        for name, change, each in (
            ("only_added", "UPDATE", "ROW"),
            ("never_deleted", "DELETE", "ROW"),
            ("never_emptied", "TRUNCATE", "STATEMENT"),
        ):
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {change} ON law_library "
                f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            )
        return
    refusal = "BEGIN SELECT RAISE(ABORT, 'law_library is only ever added to'); END"
    for change in ("DELETE", "UPDATE"):
        name = f"law_library_no_{change.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON law_library {refusal}")


def downgrade() -> None:
    """Take the table away again, and with it what is known of earlier libraries."""
    op.drop_table("law_library")
