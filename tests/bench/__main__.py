"""Measures speed as ratios to reference programs measured in the same run: `./disclose bench`.

A metric is the median over rounds, in which ours and its reference take turns, of ours divided
by the reference. Absolute times depend on the machine and its neighbours; ratios much less so. A
round in which processes of others used more than a quarter of a core is not judged. Run it on
demand; no test asserts a time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import disclosure
from bench import creating, engine, footprint, papers, stored, texts
from bench.measuring import MOST_FOREIGN, ROUNDS, Foreign, Metric, fsync_p50, yardstick

HERE = Path(__file__).resolve().parent
FROZEN = HERE / "frozen.txt"
FEWER = 5
"""Rounds of what takes seconds, unless more are asked for."""
LIBRARIES = ("Flask", "Jinja2", "SQLAlchemy", "waitress", "weasyprint", "psycopg")
Measured = Callable[[argparse.Namespace], list[Metric]]


def kinds() -> Mapping[str, Measured]:
    """Give what can be measured, by name."""
    return {
        "drafting": lambda asked: engine.drafting(asked.rounds),
        "texts": lambda asked: texts.texts(min(asked.rounds, asked.costly)),
        "deadlines": lambda asked: engine.deadlines(asked.rounds),
        "command": lambda asked: engine.command(asked.rounds),
        "pack": lambda asked: stored.stored(asked.rounds),
        "pdf": lambda asked: papers.printing(min(asked.rounds, asked.costly)),
        "again": lambda asked: papers.again(asked.rounds),
        "create": lambda asked: creating.creating(asked.rounds, asked.n),
        "postgresql": lambda asked: creating.on_postgresql(asked.rounds, asked.n),
        "start": lambda asked: footprint.starting(min(asked.rounds, asked.costly)),
        "memory": lambda asked: footprint.memory(asked.requests),
    }


def thawed() -> list[str]:
    """Give the reference programs that are not as they were frozen."""
    found = []
    for line in FROZEN.read_text().splitlines():
        digest, _, name = line.partition("  ")
        if hashlib.sha256((HERE / name).read_bytes()).hexdigest() != digest:
            found.append(name)
    return found


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="disclose bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="as data")
    parser.add_argument("--only", action="append", choices=sorted(kinds()), help="these alone")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds (default: %(default)s)")
    parser.add_argument(
        "--costly",
        type=int,
        default=FEWER,
        help="rounds of pdf, start and texts (default: %(default)s)",
    )
    parser.add_argument(
        "--n", type=int, default=1000, help="incidents there before (default: %(default)s)"
    )
    parser.add_argument(
        "--requests", type=int, default=2000, help="mixed requests (default: %(default)s)"
    )
    return parser.parse_args()


def surroundings() -> dict[str, object]:
    """Give what the figures were measured on."""
    with tempfile.TemporaryDirectory() as folder:
        disk = fsync_p50(Path(folder))
    return {
        "disclosure": disclosure.__version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name.lower(): version(name) for name in LIBRARIES},
        "servers": "waitress, 2 processes of 8 threads, for ours and for the floor alike",
        "durability": "SQLite WAL, synchronous=FULL",
        "fsync_p50_ms": round(disk, 3),
    }


def measured(wanted: argparse.Namespace) -> Iterator[dict[str, object]]:
    """Measure one thing after the other."""
    for name, measure in kinds().items():
        if wanted.only and name not in wanted.only:
            continue
        print(f"measuring {name} …", file=sys.stderr)
        watch, before = Foreign(), yardstick()
        found = measure(wanted)
        around = {
            "yardstick_ms": [round(before, 1), round(yardstick(), 1)],
            "foreign_cores_all_along": round(watch.cores(), 2),
        }
        for metric in found:
            yield {**metric.plain(), **around}


def shown(row: Mapping[str, object]) -> str:
    """Give a metric in lines."""
    low, median, high = row["ratio"]
    own, other = row["ours"], row["reference"]
    quiet = f"{row['quiet_rounds']} of {row['rounds']} rounds quiet"
    reference = f"reference {other[0]:g} / {other[1]:g} / {other[2]:g}"
    stick = f"yardstick {row['yardstick_ms'][0]} then {row['yardstick_ms'][1]} ms"
    beneath = [
        f"{row['verdict']} ({row['goal']}); {quiet}, others {row['foreign_cores'][1]:.2f} cores",
        f"ours {own[0]:g} / {own[1]:g} / {own[2]:g} {row['unit']}; {reference}; {stick}",
        *row["notes"],
    ]
    head = f"{low:8.2f} / {median:7.2f} / {high:7.2f}   {row['name']}"
    return "\n".join([head, *(f"{'':31}{line}" for line in beneath)])


def main() -> int:
    """Measure, and print as text or as data."""
    logging.disable(logging.INFO)
    changed = thawed()
    if changed:
        print(f"Not as frozen: {', '.join(changed)}. See tests/bench/frozen.txt.", file=sys.stderr)
        return 2
    wanted = asked()
    around = surroundings()
    if wanted.json:
        table = {"surroundings": around, "metrics": list(measured(wanted))}
        print(json.dumps(table, indent=2, ensure_ascii=False))
        return 0
    print("Ratios: least / median / most of the rounds, ours to the reference of the same round.")
    print(f"A round with more than {MOST_FOREIGN} cores of others is not judged.\n{around}\n")
    for row in measured(wanted):
        print(shown(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
