"""Measures speed as ratios to floors measured in the same run: `./disclose bench [--json]`.

Each metric is the median over interleaved rounds of ours divided by a reference of a few
lines that does the bare work. Absolute times depend on the machine and its neighbours; ratios
much less so. Run it on demand; no test asserts a time.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment

from disclosure.bootstrap import Services, build_services
from disclosure.facts.case import Case
from disclosure.law.duties import assess_all
from disclosure.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 12
LONDON = ZoneInfo("Europe/London")
EIGHT = (
    "uk.gdpr.33.initial.authority",
    "uk.mar.17-1.announce.market",
    "uk.ncsc.report.authority",
    "voluntary.letter.staff",
    "voluntary.email.customers",
    "voluntary.statement.media",
    "voluntary.notice.suppliers",
    "voluntary.banner.public",
)

# ---- References: the bare work, frozen. Change them in a commit of their own. -------------------

PAGE = Environment(autoescape=True).from_string(
    "<h1>{{ title }}</h1>{% for s in sentences %}<p id='{{ s.id }}'>{{ s.text }}</p>{% endfor %}"
)


def eight_bare_pages(sentences: list[list[dict[str, str]]]) -> None:
    """Fill a plain page template eight times."""
    for page in sentences:
        PAGE.render(title="Notice", sentences=page)


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


# ---- Ours ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Metric:
    """A ratio over the rounds, and our own median in milliseconds."""

    name: str
    lowest: float
    median: float
    highest: float
    ours_ms: float
    target: str


def timed(work: Callable[[], object]) -> float:
    """Give the seconds a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def compare(
    name: str, ours: Callable[[], object], reference: Callable[[], object], target: str
) -> Metric:
    """Time ours and the reference in turn, and give the ratios."""
    ours()
    reference()
    rounds = [(timed(ours), timed(reference)) for _ in range(ROUNDS)]
    ratios = sorted(own / floor for own, floor in rounds)
    own_ms = statistics.median(own for own, _ in rounds) * 1000
    return Metric(name, ratios[0], statistics.median(ratios), ratios[-1], own_ms, target)


def metrics() -> list[Metric]:
    """Measure everything."""
    services = build_services(Settings())
    case = services.cases.open(ROOT / "tests/cases/ms-2025-aware.toml")
    drafted = services.packs.draft(case, notices=EIGHT)
    pages = [[{"id": s.id, "text": s.text} for s in draft.sentences()] for draft in drafted.drafts]
    holidays = frozenset(services.catalogue.law.calendars["england-wales"].days)
    duties = len(drafted.assessment.duties)
    return [
        compare(
            "facts -> 8 drafts, with every reason (to 8 bare Jinja pages)",
            lambda: services.packs.draft_only(case, notices=EIGHT),
            lambda: eight_bare_pages(pages),
            "no gate yet: the stored form comes with the desk",
        ),
        compare(
            f"deadline engine, {duties} obligations with trace (to as many bare deadlines)",
            lambda: engine(services, case),
            lambda: bare_deadlines(duties * 20, holidays),
            "<= 25x; ambitious <= 10x",
        ),
        compare(
            "cold start to the first assessment (to a bare process with the same libraries)",
            lambda: process("-m", "disclosure", "assess", "tests/cases/ms-2025.toml"),
            lambda: process("-c", "import click, jinja2, pydantic, stdnum.isin"),
            "<= 4x; ambitious <= 2.5x",
        ),
    ]


def engine(services: Services, case: Case) -> None:
    """Judge the whole library twenty times."""
    known, law = case.known_at(case.at), services.catalogue.law
    for _ in range(20):
        assess_all(law.obligations, known, law.calendars, law_as_of=case.law_as_of)


def process(*arguments: str) -> None:
    """Run Python once."""
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def yardstick() -> float:
    """Time a fixed loop, in milliseconds: it shows how quiet the machine is."""
    return timed(lambda: sum(n * n for n in range(100_000))) * 1000


def main() -> None:
    """Print the metrics as text or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    before = yardstick()
    measured = metrics()
    context = {
        "python": platform.python_version(),
        "rounds": ROUNDS,
        "yardstick_ms": [round(before, 1), round(yardstick(), 1)],
    }
    if as_json:
        print(json.dumps({"context": context, "metrics": [asdict(m) for m in measured]}, indent=2))
        return
    print(f"Ratios: min / median / max of {ROUNDS} rounds, ours / floor.  {context}")
    for m in measured:
        print(f"{m.lowest:7.2f} / {m.median:6.2f} / {m.highest:6.2f}   {m.name}")
        print(f"{'':27}ours {m.ours_ms:.1f} ms; target {m.target}")


if __name__ == "__main__":
    main()
