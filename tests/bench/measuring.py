"""Rounds in which ours and a reference take turns, and what else the machine was doing."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROUNDS = 12
MOST_FOREIGN = 0.25
"""Cores that processes of others may take in a round that is judged."""
TICKS = os.sysconf("SC_CLK_TCK")
BUSY = (0, 1, 2, 5, 6)
"""User, nice, system and both kinds of interrupts, among the columns of /proc/stat."""
OTHERS: set[int] = set()
"""Processes of ours that are no descendants, such as a database server."""


@dataclass(frozen=True)
class Round:
    """What one round gave: seconds or a rate of each, and the cores that others used."""

    ours: float
    floor: float
    foreign: float

    @property
    def ratio(self) -> float:
        """Give ours as a multiple of the reference."""
        return self.ours / self.floor

    @property
    def is_quiet(self) -> bool:
        """Say whether the round may be judged."""
        return self.foreign <= MOST_FOREIGN


@dataclass(frozen=True)
class Goal:
    """What a ratio is held against.

    Attributes:
        gate: What the median must not miss; None where there is no gate.
        target: The ambitious one.
        more: A rate: the higher the better.
    """

    gate: float | None = None
    target: float | None = None
    more: bool = False

    def met(self, ratio: float) -> bool | None:
        """Say whether a ratio passes the gate; None without one."""
        if self.gate is None:
            return None
        return ratio >= self.gate if self.more else ratio <= self.gate

    def __str__(self) -> str:
        sign = "≥" if self.more else "≤"
        if self.gate is None:
            return "no gate"
        return f"gate {sign} {self.gate:g}, target {sign} {self.target:g}"


@dataclass(frozen=True)
class Metric:
    """A ratio over the rounds.

    Attributes:
        unit: What ours and the reference are counted in.
        scale: What seconds are multiplied by to give the unit.
    """

    key: str
    name: str
    rounds: tuple[Round, ...]
    goal: Goal = field(default_factory=Goal)
    unit: str = "ms"
    scale: float = 1000.0
    notes: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """Give it as data."""
        quiet = [r for r in self.rounds if r.is_quiet]
        # A median of fewer than half of the rounds says more about the machine than about us.
        is_judged = len(quiet) * 2 >= len(self.rounds)
        counted = quiet if is_judged else list(self.rounds)
        ratios = sorted(r.ratio for r in counted)
        median = statistics.median(ratios)
        return {
            "key": self.key,
            "name": self.name,
            "ratio": [round(r, 3) for r in (ratios[0], median, ratios[-1])],
            "ours": three([r.ours * self.scale for r in counted]),
            "reference": three([r.floor * self.scale for r in counted]),
            "unit": self.unit,
            "goal": str(self.goal),
            "verdict": verdict(self.goal.met(median), is_judged=is_judged),
            "rounds": len(self.rounds),
            "quiet_rounds": len(quiet),
            "foreign_cores": three([r.foreign for r in self.rounds]),
            "notes": list(self.notes),
        }


def verdict(met: bool | None, *, is_judged: bool) -> str:
    """Give what a median says of its gate, where the machine let it say anything."""
    if met is None:
        return "no gate"
    if not is_judged:
        return "NOT JUDGED: others used the machine"
    return "passes" if met else "FAILS"


def three(values: list[float]) -> list[float]:
    """Give the least, the median and the most."""
    return [float(f"{v:.4g}") for v in (min(values), statistics.median(values), max(values))]


def timed(work: Callable[[], object]) -> float:
    """Give the seconds a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def take_turns(
    ours: Callable[[], float], floor: Callable[[], float], rounds: int = ROUNDS
) -> tuple[Round, ...]:
    """Let ours and the reference take turns; each measures itself, and begins every other time."""
    found = []
    for n in range(rounds):
        watch = Foreign()
        if n % 2:
            second = floor()
            first = ours()
        else:
            first = ours()
            second = floor()
        found.append(Round(first, second, watch.cores()))
    return tuple(found)


def compare(
    ours: Callable[[], object], floor: Callable[[], object], rounds: int = ROUNDS
) -> tuple[Round, ...]:
    """Time ours and the reference in turn, after each has run once."""
    ours()
    floor()
    return take_turns(lambda: timed(ours), lambda: timed(floor), rounds)


# ---- The machine --------------------------------------------------------------------------------


class Foreign:
    """Counts the cores that processes of others use, from now on."""

    def __init__(self) -> None:
        self.begun, self.all, self.own = time.monotonic(), busy(), own()

    def cores(self) -> float:
        """Give how many they used on average."""
        seconds = time.monotonic() - self.begun
        used = (busy() - self.all) - (own() - self.own)
        return max(0.0, used / TICKS / seconds)


def busy() -> int:
    """Give the ticks of work the whole machine has done."""
    columns = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    return sum(int(columns[n]) for n in BUSY)


def own() -> int:
    """Give the ticks that this process, its descendants and its servers have used."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            columns = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        pid = int(path.parent.name)
        parents[pid] = int(columns[1])
        ticks[pid] = sum(int(column) for column in columns[11:15])
    ours = {os.getpid(), *OTHERS}
    return sum(used for pid, used in ticks.items() if is_of(pid, ours, parents))


def is_of(pid: int, ours: set[int], parents: dict[int, int]) -> bool:
    """Say whether a process descends from one of ours."""
    while pid:
        if pid in ours:
            return True
        pid = parents.get(pid, 0)
    return False


def yardstick() -> float:
    """Time a fixed loop, in milliseconds: it shows how quiet the machine is."""
    return timed(lambda: sum(n * n for n in range(100_000))) * 1000


def fsync_p50(folder: Path) -> float:
    """Give how long the disk takes to confirm 4 KiB, in milliseconds."""
    with tempfile.TemporaryFile(dir=folder) as file:
        found = []
        for _ in range(200):
            file.seek(0)
            file.write(b"x" * 4096)
            file.flush()
            found.append(timed(lambda: os.fdatasync(file.fileno())))
    return statistics.median(found) * 1000


def resident(pids: list[int]) -> float:
    """Give the memory of processes in MB: what each holds, shared pages counted in each."""
    kib = 0
    for pid in pids:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        kib += next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return kib / 1024
