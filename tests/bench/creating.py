"""Metric 3: incidents opened without a pause by four clients, on two processes and one database."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.measuring import Goal, Metric, Round, take_turns
from bench.served import Client, Server, must, new_once, two_floors, two_of
from bench.sites import Site, a_folder, a_site, postgresql
from bench.stored import POSTED
from disclosure.store.trail import whole_chain
from disclosure.trail.actions import INSTALLATION
from disclosure.trail.entries import chain_break

CLIENTS = 4
SECONDS = 2.0
CHECKED = 500
GOAL = Goal(0.2, 0.35, more=True)
Request = Callable[[Client], bytes]


@dataclass
class Load:
    """Clients in a closed loop.

    Attributes:
        slowest: Of each run, the time within which 95 of 100 answers came.
    """

    clients: Sequence[Client]
    request: Request
    slowest: list[float] = field(default_factory=list)
    answered: int = 0

    def __call__(self) -> float:
        """Run for a while; give the answers per second."""
        found: list[list[float]] = [[] for _ in self.clients]
        until = time.perf_counter() + SECONDS
        begun = time.perf_counter()
        threads = [
            threading.Thread(target=self._ask, args=(client, until, took))
            for client, took in zip(self.clients, found, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - begun
        took = sorted(one for each in found for one in each)
        self.slowest.append(took[int(len(took) * 0.95)])
        self.answered += len(took)
        return len(took) / seconds

    def _ask(self, client: Client, until: float, took: list[float]) -> None:
        while (begun := time.perf_counter()) < until:
            must(client.ask(self.request(client)), 302, 303)
            took.append(time.perf_counter() - begun)


def desk_load(site: Site, servers: Sequence[Server]) -> Load:
    """Open incidents on the page."""
    organisation = str(site.setting.organisation_id)

    def request(client: Client) -> bytes:
        fields = {"title": "Cyber incident", "organisation": organisation, "once": new_once()}
        return client.form("/incidents", fields)

    clients = [site.signed_in(servers[n % len(servers)]) for n in range(CLIENTS)]
    for client in clients:
        client.get("/incidents/new")
    return Load(clients, request)


def floor_load(servers: Sequence[Server]) -> Load:
    """Send fifteen fields to the reference."""
    clients = [Client(servers[n % len(servers)].port) for n in range(CLIENTS)]
    return Load(clients, lambda client: client.form("/create", POSTED))


def turns(
    site: Site, url: str, floor_url: str, rounds: int
) -> tuple[tuple[Round, ...], tuple[str, ...]]:
    """Let both take turns, with both up all the time."""
    with two_of(site.folder, url) as desks, two_floors(floor_url) as floors:
        load, bare = desk_load(site, desks), floor_load(floors)
        load()
        bare()
        load.slowest.clear()
        bare.slowest.clear()
        found = take_turns(load, bare, rounds)
        own, other = (statistics.median(each.slowest) * 1000 for each in (load, bare))
        wanted = sum(1 for _ in site.setting.desk.incidents.list(site.person))
        return found, (
            f"p95 {own:.1f} ms to {other:.1f} ms: {own / other:.1f}x (target ≤ 3x)",
            f"{wanted} incidents are there, {load.answered} of them opened here",
            whole(site),
        )


def whole(site: Site) -> str:
    """Say whether the newest chains of the trail hold, and that of the installation."""
    listed = site.setting.desk.incidents.list(site.person)[:CHECKED]
    with site.setting.desk.transactions.read() as tx:
        chains = [INSTALLATION, *(incident.id for incident in listed)]
        broken = [chain for chain in chains if chain_break(whole_chain(tx, chain))]
    return f"of {len(chains)} chains verified, {len(broken)} are broken"


def creating(rounds: int, number: int) -> list[Metric]:
    """Measure it on SQLite."""
    with a_site() as site, a_folder() as folder:
        site.incidents(number)
        found, notes = turns(site, "", f"sqlite:///{folder / 'floor.db'}", rounds)
    name = f"create, sustained, SQLite, {number} incidents there; {CLIENTS} clients, 2 processes"
    return [Metric("create", name, found, GOAL, "per second", 1, notes)]


def on_postgresql(rounds: int, number: int) -> list[Metric]:
    """Measure it on PostgreSQL, with two nodes."""
    with postgresql() as server:
        if server is None:
            return []
        version, url, floor_url = server
        with a_site(url) as site:
            site.incidents(number)
            found, notes = turns(site, url, floor_url, rounds)
    name = f"create, sustained, PostgreSQL, {number} incidents there; {CLIENTS} clients, 2 nodes"
    notes = (*notes, f"PostgreSQL {version}, fsync on")
    return [Metric("postgresql", name, found, GOAL, "per second", 1, notes)]
