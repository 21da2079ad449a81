"""Metric 8: how long a start takes, and how much memory the pages hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from secrets import choice, randbelow

from bench.creating import CLIENTS, POSTED, desk_load, floor_load
from bench.measuring import Goal, Metric, Round, resident, take_turns
from bench.served import Client, Server, floor, must, ours, two_floors, two_of
from bench.sites import EIGHT, a_folder, a_site

EVERY = 10
"""One request of so many opens an incident; the others read."""


def starting(rounds: int) -> list[Metric]:
    """Start one process on a database that is there, to its first 200."""
    with a_site() as site, a_folder() as folder:
        url = f"sqlite:///{folder / 'floor.db'}"

        def desk() -> float:
            with ours(site.folder, worker=True) as server:
                return server.seconds

        def bare() -> float:
            with floor(url) as server:
                return server.seconds

        desk()
        bare()
        found = take_turns(desk, bare, rounds)
    name = "cold start of the desk to its first 200, schema checked, to that of the floor"
    return [Metric("start", name, found, Goal(4, 2.5), "s", 1)]


def memory(requests: int) -> list[Metric]:
    """Hold the memory of two processes against the floor's, before and after many requests."""
    with a_site() as site, a_folder() as folder:
        site.incidents(50)
        incident = site.incident()
        url = f"sqlite:///{folder / 'floor.db'}"
        with two_of(site.folder) as desks, two_floors(url) as floors:
            idle, idle_floor = held(desks), held(floors)
            mixed = desk_load(site, desks)
            opened = mixed.request
            paths = pages(str(incident))
            each_once(mixed.clients, paths)
            warm = held(desks)
            many(mixed.clients, lambda c: one_of(c, paths, opened), requests)
            bare = floor_load(floors)
            many(bare.clients, lambda c: c.form("/create", POSTED), requests)
            after, after_floor = held(desks), held(floors)
    said = (f"{requests} requests by {CLIENTS} clients, one in {EVERY} opens an incident",)
    # Memory does not wait for the processor: no round of it is disturbed.
    return [
        a_size(
            "memory", "memory of 2 processes at rest, to the floor", idle, idle_floor, Goal(2, 1.6)
        ),
        a_size(
            "memory-loaded", "the same after many mixed requests", after, after_floor, notes=said
        ),
        a_size(
            "growth",
            "growth since each page was shown once",
            after,
            warm,
            Goal(1.1, 1.1),
            notes=said,
        ),
    ]


def a_size(
    key: str, name: str, ours_mb: float, floor_mb: float, goal: Goal | None = None,
    notes: tuple[str, ...] = (),
) -> Metric:  # fmt: skip
    """Give a ratio of two sizes, which are measured once."""
    return Metric(key, name, (Round(ours_mb, floor_mb, 0.0),), goal or Goal(), "MB", 1, notes)


def held(servers: Sequence[Server]) -> float:
    """Give the memory of servers."""
    return resident([server.process.pid for server in servers])


def pages(incident: str) -> list[str]:
    """Give the pages that are read."""
    here = f"/incidents/{incident}"
    beneath = ("", "/facts", "/facts/what-happened", "/notices", f"/notices/{EIGHT[0]}", "/duties",
               "/deadlines", "/trail")  # fmt: skip
    return ["/", "/deadlines", *(f"{here}{path}" for path in beneath)]


def each_once(clients: Sequence[Client], paths: Sequence[str]) -> None:
    """Show every page to everybody."""
    for client in clients:
        for path in paths:
            must(client.get(path), 200)


def one_of(client: Client, paths: Sequence[str], opened: Callable[[Client], bytes]) -> bytes:
    """Give a request: mostly a page, now and then something to record."""
    if randbelow(EVERY) == 0:
        return opened(client)
    return client.request("GET", choice(paths))


def many(clients: Sequence[Client], request: Callable[[Client], bytes], number: int) -> None:
    """Send so many requests, from all clients at once."""

    def ask(client: Client) -> None:
        for _ in range(number // len(clients)):
            must(client.ask(request(client)), 200, 302, 303)

    with ThreadPoolExecutor(len(clients)) as pool:
        for done in [pool.submit(ask, client) for client in clients]:
            done.result()
