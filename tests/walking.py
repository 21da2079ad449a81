"""Walks through every form of a page as a browser shows it, to fill in what nobody should."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

NS = "{http://www.w3.org/1999/xhtml}"
CHOSEN = ("radio", "checkbox", "select")
NOT_TYPED = ("hidden", "file", "button", *CHOSEN)

CODE = '"><script>alert(1)</script><img src=x onerror=x>{{ 1234567*7 }}{% if %}'
"""What no field takes as it is: HTML, a script, and marks of a template."""

SERVICE = {
    "field_name-text": "Loyalty card",
    "field_area-choice": "online",
    "field_state-choice": "open",
    "standing": "confirmed",
}
"""What somebody types of a service that is new."""

JUDGED = {
    "value": "aware",
    "when_date": "2025-04-21",
    "when_time": "09:00",
    "made_by": "data protection officer",
    "made_by_name": "Dora Lind",
    "why": "What we found shows that it happened here.",
}
"""What somebody types of when the organisation became aware."""


@dataclass(frozen=True)
class Control:
    """One input of a form: its name, its kind, what it holds, and what it offers."""

    name: str
    kind: str
    value: str
    is_on: bool = True
    options: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Say whether somebody types into it."""
        return self.kind not in NOT_TYPED


@dataclass(frozen=True)
class Form:
    """A form that is posted."""

    action: str
    controls: tuple[Control, ...]

    def filled(
        self, type_: Callable[[int, Control], str], *, pick: int = 0
    ) -> list[tuple[str, str]]:
        """Give what a browser would send, with something else in every field one types into.

        Args:
            type_: Gives what is typed, from the number of the field and the field.
            pick: Which of the options is chosen, counted round.
        """
        sent, groups, typed = [], {}, 0
        for control in self.controls:
            if control.kind in ("radio", "checkbox"):
                groups.setdefault((control.name, control.kind), []).append(control.value)
            elif control.kind == "select":
                offered = control.options or ("",)
                sent.append((control.name, offered[pick % len(offered)]))
            elif control.is_typed:
                sent.append((control.name, type_(typed, control)))
                typed += 1
            elif control.kind == "hidden":
                sent.append((control.name, control.value))
        sent += [(name, values[pick % len(values)]) for (name, _), values in groups.items()]
        return sent

    def tampered(self, with_: str) -> list[tuple[str, str]]:
        """Give what no browser sends: every hidden field and every choice is something else."""
        return [
            (c.name, c.value if c.name == "csrf_token" else with_)
            for c in self.controls
            if c.kind == "hidden" or c.kind in CHOSEN
        ]

    def untouched(self) -> dict[str, str]:
        """Give what a browser sends when nobody has touched anything; buttons are not pressed."""
        return {
            c.name: c.value
            for c in self.controls
            if c.kind not in ("button", "submit", "file")
            and (c.kind not in ("radio", "checkbox") or c.is_on)
        }

    @property
    def hidden(self) -> dict[str, str]:
        """Give what a form sends of itself."""
        return {c.name: c.value for c in self.controls if c.kind == "hidden"}

    @property
    def token(self) -> str:
        """Give the token of the form."""
        return next(c.value for c in self.controls if c.name == "csrf_token")


@lru_cache(maxsize=2)
def tree(text: str) -> Element:
    """Read a page as a browser does."""
    return html5lib.parse(text)


def forms_of(text: str) -> Iterator[Form]:
    """Give every form of a page that is posted."""
    for form in tree(text).iter(f"{NS}form"):
        if form.get("method") == "post":
            named = (element for element in form.iter() if element.get("name"))
            yield Form(form.get("action", ""), tuple(_control(element) for element in named))


def form_to(text: str, action: str) -> Form:
    """Give the form of a page that is sent to an address."""
    return next(form for form in forms_of(text) if form.action == action)


def longest_form(text: str) -> Form:
    """Give the form of a page that asks most."""
    return max(forms_of(text), key=lambda form: len(form.controls))


def _control(element: Element) -> Control:
    tag, name = str(element.tag).removeprefix(NS), element.get("name", "")
    if tag == "select":
        options = list(element.iter(f"{NS}option"))
        on = [o.get("value", "") for o in options if o.get("selected") is not None]
        values = tuple(o.get("value", "") for o in options)
        return Control(name, "select", (on or [*values[:1], ""])[0], options=values)
    if tag == "input":
        kind = element.get("type", "text")
        return Control(name, kind, element.get("value", ""), element.get("checked") is not None)
    return Control(name, tag, "".join(element.itertext()))


def shown(text: str) -> set[str]:
    """Give every text of a page and everything its fields hold, without the blanks around."""
    held = {" ".join("".join(tree(text).itertext()).split())}
    for element in tree(text).iter():
        if element.get("value"):
            held.add(element.get("value", "").strip())
        if str(element.tag) in (f"{NS}textarea", f"{NS}dd"):
            held.add("".join(element.itertext()).strip())
    return held


def planted(text: str) -> list[str]:
    """Give what does not belong on a page: scripts within it, handlers, a picture from nowhere."""
    return [_named(element) for element in tree(text).iter() if _is_planted(element)]


def _is_planted(element: Element) -> bool:
    tag = str(element.tag).removeprefix(NS)
    is_script = tag == "script" and not element.get("src", "").startswith("/static/")
    has_handler = any(str(name).lower().startswith("on") for name in element.attrib)
    leads_astray = element.get("href", "").lower().startswith(("javascript:", "data:", "//"))
    return is_script or has_handler or leads_astray or tag in {"style", "iframe"}


def _named(element: Element) -> str:
    return f"{element.tag} {dict(element.attrib)}"


def typed_by(sent: Iterable[tuple[str, str]], form: Form) -> list[str]:
    """Give what somebody typed into the fields of a form, passwords left out."""
    kinds = {c.name: c for c in form.controls}
    return [v for n, v in sent if kinds[n].is_typed and kinds[n].kind != "password" and v.strip()]
