"""Column types that are the same on SQLite and PostgreSQL."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, DateTime, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

from disclosure.facts.instants import aware

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

SALT_BYTES = 16


def new_salt() -> str:
    """Give a salt, so that nobody guesses a short value from the digest of a row."""
    return secrets.token_hex(SALT_BYTES)


class UTCInstant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite alone would give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant, and turn any other into UTC."""
        return None if value is None else aware(value).astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


PLAIN = JSON().with_variant(JSONB(), "postgresql")
"""Plain values; on PostgreSQL in the form that can be indexed."""
