"""The reference programs: the bare work on the bare stack, frozen by `frozen.txt`.

Flask, Jinja2, SQLAlchemy Core, WeasyPrint and waitress, as the product has them, and nothing of
the product. No signing in, no tokens, no roles, no law. A ratio may be bettered only by making
the product faster: change this file in a commit of its own.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, abort, redirect, request
from jinja2 import Environment
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
)
from waitress import create_server
from werkzeug import Response

FIELDS = tuple(f"field_{n:02}" for n in range(15))
LONGEST = 200
NOTICES = 8
THREADS = 8
LONDON = ZoneInfo("Europe/London")

TABLES = MetaData()
INCIDENT = Table(
    "incident", TABLES, Column("id", Integer, primary_key=True), *(Column(f, Text) for f in FIELDS)
)
DRAFT = Table(
    "draft",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("incident", Integer, index=True),
    Column("number", Integer),
    Column("body", Text),
)
AUDIT = Table(
    "audit",
    TABLES,
    Column("seq", Integer, primary_key=True),
    Column("at", Text),
    Column("what", Text),
    Column("previous", Text),
    Column("digest", Text),
)

JINJA = Environment(autoescape=True)
SENTENCE = (
    "On the day named above we found that {{ field_01 }} was affected, and we are working with "
    "{{ field_02 }} to put it right; what we know and what we do not know yet is set out here."
)
NOTICE = JINJA.from_string(
    "<h1>{{ number }}. {{ field_00 }}</h1>"
    + "".join(f"<p id='s{n}'>{SENTENCE} {{{{ {FIELDS[n]} }}}}</p>" for n in range(12))
)
ROWS = [
    {"id": n, "title": f"Report {n}", "due": f"2026-11-{n % 28 + 1:02} 09:00"} for n in range(50)
]
PAGE = JINJA.from_string(
    "<!doctype html><title>Deadlines</title><table>"
    "{% for r in rows %}<tr><td><a href='/incidents/{{ r.id }}/deadlines'>{{ r.title }}</a></td>"
    "<td>Reported to the authority under the rule that applies, by the person named</td>"
    "<td><time datetime='{{ r.due }}'>{{ r.due }}</time></td><td>Running</td></tr>{% endfor %}"
    "</table>"
)
PAPER = (
    "<!doctype html><html lang='en'><title>Notice</title><style>@page{size:A4;margin:2cm;"
    "@bottom-right{content:'Page ' counter(page)}}body{font:11pt/1.4 sans-serif}h1{font-size:16pt}"
    "</style><h1>Notice to the authority</h1>"
    + "".join(
        f"<p>{n}. On Saturday we found that some of our services were not working as they should, "
        "and we are working with others to put it right; what we know is set out here.</p>"
        for n in range(1, 15)
    )
)


def engine_for(url: str) -> Engine:
    """Open a database: SQLite in WAL with full synchronising, PostgreSQL as it comes."""
    engine = create_engine(url)
    if not url.startswith("sqlite"):
        return engine

    @event.listens_for(engine, "connect")
    def _prepare(connection, _record):
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def chained(connection: Connection, *said: str) -> None:
    """Add rows to the audit table, each with the digest of the one before."""
    newest = select(AUDIT.c.digest).order_by(AUDIT.c.seq.desc()).limit(1)
    previous = connection.scalar(newest) or ""
    rows = []
    for what in said:
        at = datetime.now(UTC).isoformat()  # noqa: TID251 - a program of its own
        line = json.dumps([at, what, previous], separators=(",", ":"))
        digest = hashlib.sha256(line.encode()).hexdigest()
        rows.append({"at": at, "what": what, "previous": previous, "digest": digest})
        previous = digest
    connection.execute(insert(AUDIT), rows)


def checked() -> dict[str, str]:
    """Give the fields that were posted, each there and not too long."""
    fields = {name: request.form.get(name, "").strip() for name in FIELDS}
    if not all(0 < len(value) <= LONGEST for value in fields.values()):
        abort(422)
    return fields


def make_app(engine: Engine) -> Flask:
    """Make the application."""
    app = Flask(__name__)
    TABLES.create_all(engine)

    @app.get("/ok")
    def ok() -> str:
        return "ok"

    @app.get("/page")
    def page() -> str:
        return PAGE.render(rows=ROWS)

    @app.post("/create")
    def create() -> Response:
        fields = checked()
        with engine.begin() as connection:
            made = connection.execute(insert(INCIDENT), fields).inserted_primary_key[0]
            chained(connection, f"opened {made}")
        return redirect(f"/incidents/{made}")

    @app.post("/pack")
    def pack() -> Response:
        fields = checked()
        bodies = [NOTICE.render(fields, number=n) for n in range(NOTICES)]
        with engine.begin() as connection:
            made = connection.execute(insert(INCIDENT), fields).inserted_primary_key[0]
            rows = [{"incident": made, "number": n, "body": b} for n, b in enumerate(bodies)]
            connection.execute(insert(DRAFT), rows)
            digests = (hashlib.sha256(body.encode()).hexdigest() for body in bodies)
            chained(connection, *(f"drafted {made} {digest}" for digest in digests))
        return redirect(f"/incidents/{made}")

    return app


def eight_bare_papers() -> list[bytes]:
    """Print a page eight times, one after the other."""
    from weasyprint import HTML  # noqa: PLC0415 - the server needs none

    return [HTML(string=PAPER).write_pdf() for _ in range(NOTICES)]


def eight_bare_pages(sentences: list[list[dict[str, str]]]) -> None:
    """Fill a plain page template eight times."""
    for page in sentences:
        BARE.render(title="Notice", sentences=page)


BARE = JINJA.from_string(
    "<h1>{{ title }}</h1>{% for s in sentences %}<p id='{{ s.id }}'>{{ s.text }}</p>{% endfor %}"
)


def four_working_days(start: date, holidays: frozenset[date]) -> date:
    """Count four working days, day by day."""
    day, left = start, 4
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays
    return day


def bare_deadlines(number: int, holidays: frozenset[date]) -> None:
    """Count four working days and write the instant in London, many times."""
    start = datetime(2026, 12, 23, 9, tzinfo=UTC)
    for n in range(number):
        four_working_days(date(2026, 12, 1 + n % 20), holidays)
        (start + timedelta(hours=72)).astimezone(LONDON)


if __name__ == "__main__":
    create_server(
        make_app(engine_for(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=THREADS
    ).run()
