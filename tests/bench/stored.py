"""Metric 1: facts on the desk's own pages, until eight drafts stand as frozen versions."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict

from walking import Form, form_to

from bench.floor import FIELDS
from bench.measuring import Goal, Metric, take_turns, timed
from bench.served import Client, must, new_once, two_floors, two_of
from bench.sites import EIGHT, Site, a_folder, a_site

PAGES = ("what-happened", "when")
DAY = "2026-09-05"
POSTED = {name: f"what is known of {name}" for name in FIELDS}
NAME = (
    "facts → 8 stored drafts: 16 facts on 2 pages and one “Freeze all ready texts”, "
    "to the floor's one POST"
)


def typed(form: Form) -> dict[str, str]:
    """Fill in a page of questions as somebody who knows everything does."""
    sent = form.untouched() | {"once": new_once(), "go": "list", "source": "incident call"}
    names = [c.name.removesuffix("-seen") for c in form.controls if c.name.endswith("-seen")]
    for name in names:
        own = [c for c in form.controls if c.name.startswith(f"{name}-")]
        sent |= answered(name, {c.name.removeprefix(f"{name}-"): c.value for c in reversed(own)})
    return sent


def answered(name: str, offered: dict[str, str]) -> dict[str, str]:
    """Answer one question: the first choice, a few words, or a day."""
    given: dict[str, str] = {}
    if "given-choice" in offered:
        given["given-choice"] = offered["given-choice"]
    elif "given-how" in offered:
        given |= {"given-how": "part", "given-day": DAY, "given-part": "whole day"}
    else:
        given["given-text"] = "a fault in a system that we run"
    if "standing" in offered:
        given["standing"] = "confirmed"
    return {f"{name}-{part}": value for part, value in given.items()}


class Pack:
    """What somebody does between the first fact and eight drafts that can be approved."""

    def __init__(self, site: Site, client: Client) -> None:
        """Take the desk and a connection."""
        self.site, self.client = site, client
        self.parts: dict[str, list[float]] = defaultdict(list)
        self.incident = ""

    def __call__(self) -> float:
        """Do it all for a new incident; give the seconds that the desk took over what was sent."""
        here = f"/incidents/{self.site.incident()}"
        self.incident = here
        forms = [(f"{here}/facts/{page}", self._typed(f"{here}/facts/{page}")) for page in PAGES]
        facts = sum(self._sent("facts, one page", path, fields) for path, fields in forms)
        began = time.perf_counter()
        form = form_to(self._page(f"{here}/notices"), f"{here}/notices/freeze")
        self.parts["list of notices, read and parsed"].append(time.perf_counter() - began)
        # The eight of the floor; a desk with more regimes has more texts ready.
        eight = {name: form.untouched()[name] for name in (f"seen-{name}" for name in EIGHT)}
        return facts + self._sent("freeze all", f"{here}/notices/freeze", eight)

    def _typed(self, path: str) -> dict[str, str]:
        # As it was left: the token of the page changes with every sign-in only.
        return typed(self.client.form_of(path))

    def _page(self, path: str) -> str:
        return must(self.client.get(path), 200).text

    def _sent(self, part: str, path: str, fields: dict[str, str]) -> float:
        request = self.client.form(path, fields)
        seconds = timed(lambda: must(self.client.ask(request), 302, 303))
        self.parts[part].append(seconds)
        return seconds

    def told(self) -> tuple[str, ...]:
        """Say where the time goes."""
        medians = {part: statistics.median(found) * 1000 for part, found in self.parts.items()}
        return (
            "of which: " + ", ".join(f"{part} {ms:.1f} ms" for part, ms in medians.items()),
            "the desk's 3 requests and commits to the floor's 1; duties are judged with each page",
        )


def stored(rounds: int) -> list[Metric]:
    """Measure it with one client and two processes, of which one serves it."""
    with a_site() as site, a_folder() as folder:
        url = f"sqlite:///{folder / 'floor.db'}"
        with two_of(site.folder) as desks, two_floors(url) as floors:
            pack, bare = Pack(site, site.signed_in(desks[0])), Client(floors[0].port)
            request = bare.form("/pack", POSTED)

            def floor() -> float:
                # One answer is too quick for one clock: the median of several.
                asked = (timed(lambda: must(bare.ask(request), 302)) for _ in range(9))
                return statistics.median(asked)

            pack()
            floor()
            pack.parts.clear()
            found = take_turns(pack, floor, rounds)
            return [Metric("pack", NAME, found, Goal(12, 6), notes=pack.told())]
