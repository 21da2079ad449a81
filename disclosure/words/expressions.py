"""Wordings: the small part of Jinja a notice may use, read by Jinja and worked out by us.

Jinja parses; nothing of it is run. What is not in the closed list of forms below does not
exist: no calls, no loops, no arithmetic, no attribute beyond a fact's own. So a value can
never become code, and every fact a sentence prints is known before it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jinja2 import Environment, TemplateSyntaxError, nodes

from disclosure.facts.instants import LONDON, When, span
from disclosure.facts.versions import FactVersion, Value
from disclosure.problems import nearest
from disclosure.words.filters import (
    AGREE,
    AGREE_TAKES,
    FILTERS,
    TEXT_FILTERS,
    Filter,
    Name,
    WordingError,
    agree,
    bare,
    plain,
    stop,
    time_filters,
)
from disclosure.words.house import STYLE

if TYPE_CHECKING:
    from collections.abc import Sequence

ATTRIBUTES = (
    "as_of",
    "expected_by",
    "being_checked",
    "checked",
    "checked_by",
    "checked_until",
    "basis",
    "reason",
    "source",
    "outlook",
    "checks",
)
"""What a wording may say of a fact besides its value.

`outlook` is what is known of something unknown: who checks it, on what basis so far, and when
an answer is expected. `checks` is what was looked at, by whom and up to when.
"""

WRITE_NAMES = (
    "Between {{ and }} stands the name of a fact, and after a stroke how it is printed: "
    "{{ THE.FACT | bare }}. Whatever depends on something is a 'when' of its own."
)
WRITE_TAGS = (
    "Inside a wording only {% if THE.FACT %} … {% endif %} may stand; "
    "a list is written with 'each'."
)
_BEFORE_STOP = re.compile(r"\s+([.,;:!?])")
ENTRY, GROUP = "it", ("them", "all")
_PARSER = Environment(autoescape=False)  # noqa: S701 - it only parses; outputs escape
for _name in FILTERS:
    _PARSER.filters[_name] = str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a wording may print.

    Attributes:
        facts: The facts the sentence names, by key.
        words_of: Gives a version's value, or one of its fields, as a reader sees it.
        entry: The entry at hand, in a list of records.
        group: All entries shown, in a sentence or an introduction for several.
        style: The words of the house, by name.
    """

    facts: Mapping[str, FactVersion]
    words_of: Callable[[FactVersion, str], str]
    zone: ZoneInfo = LONDON
    entry: FactVersion | None = None
    group: Sequence[FactVersion] = ()
    time_filters: Mapping[str, Filter] = field(default_factory=dict)
    style: Mapping[str, str] = field(default_factory=dict)


Part = Callable[[Scope], object]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording ready to be written.

    Attributes:
        source: As the file gives it.
        line: Where it begins.
        names: Every dotted name it prints or asks for.
        prints: Every name it prints, with the ways behind it in their order.
    """

    source: str
    line: int
    names: frozenset[str]
    parts: tuple[Part, ...]
    prints: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def write(self, scope: Scope) -> str:
        """Write the sentence.

        Raises:
            WordingError: A value cannot be written as the wording asks.
        """
        text = "".join(str(part(scope)) for part in self.parts)
        return _BEFORE_STOP.sub(r"\1", " ".join(text.split()))


class WordingSyntaxError(ValueError):
    """A wording uses something the notice language does not have."""

    def __init__(self, line: int, wrong: str) -> None:
        """Keep the line for the message."""
        super().__init__(wrong)
        self.line = line


@lru_cache(maxsize=4096)
def compile_wording(source: str, line: int) -> Wording:
    """Compile a wording.

    Raises:
        WordingSyntaxError: It uses something the language does not have; names the line.
    """
    try:
        raw = [n for n, kind, _ in _PARSER.lex(source) if kind == "raw_begin"]
        tree = _PARSER.parse(source)
    except TemplateSyntaxError as error:
        raise WordingSyntaxError(
            line + error.lineno - 1, _unreadable(error.message or "")
        ) from None
    if raw:
        raise WordingSyntaxError(line + raw[0] - 1, "'raw' is not part of the notice language.")
    compiler = _Compiler(line)
    parts = compiler.body(tree.body)
    names = frozenset(compiler.names)
    return Wording(" ".join(source.split()), line, names, parts, tuple(compiler.prints))


NOT_OURS: Mapping[str, str] = {
    "For": "'for'",
    "Compare": "A comparison",
    "And": "'and' between {{ and }}, or behind 'if',",
    "Or": "'or' between {{ and }}, or behind 'if',",
    "Not": "'not'",
    "Call": "A bracket behind a name",
    "Getitem": "A square bracket",
    "Const": "A text or a number between {{ and }}",
}
"""What people who know other templates write here most, in their words."""


def _called(node: nodes.Node) -> str:
    kind = type(node).__name__
    return NOT_OURS.get(kind, f"'{kind}'")


def _unreadable(said: str) -> str:
    """Say why Jinja could not read a wording, for people who have never heard of it."""
    if "unknown tag" in said:
        return "This tag opens nothing. Whatever holds otherwise is a 'when' of its own."
    if "'endif'" in said:
        return "An {% if … %} is not closed. Write {% endif %} behind what depends on it."
    return f"What stands between {{{{ and }}}} cannot be read. {WRITE_NAMES}"


class _Compiler:
    """Turns Jinja's tree into a few closures, refusing every other kind of node."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.names: set[str] = set()
        self.prints: list[tuple[str, tuple[str, ...]]] = []

    def refuse(self, node: nodes.Node, what: str) -> WordingSyntaxError:
        # Jinja gives a few nodes no line of their own; what they enclose has one.
        lines = [each.lineno for each in (node, *node.find_all(nodes.Node)) if each.lineno]
        return WordingSyntaxError(self.line + min(lines, default=1) - 1, what)

    def body(self, body: list[nodes.Node]) -> tuple[Part, ...]:
        return tuple(part for node in body for part in self.node(node))

    def node(self, node: nodes.Node) -> list[Part]:
        if isinstance(node, nodes.Output):
            return [self.output(child) for child in node.nodes]
        if isinstance(node, nodes.If):
            return [self.choice(node)]
        wrong = f"{_called(node)} is not part of the notice language. {WRITE_TAGS}"
        raise self.refuse(node, wrong)

    def output(self, node: nodes.Node) -> Part:
        if isinstance(node, nodes.TemplateData):
            text = node.data
            return lambda _: text
        value = self.expression(node)
        ways: list[str] = []
        while isinstance(node, nodes.Filter) and node.node is not None:
            ways.insert(0, node.name)
            node = node.node
        self.prints.append((self.dotted(node), tuple(ways)))
        return lambda scope: plain(value(scope), scope.zone)

    def choice(self, node: nodes.If) -> Part:
        if node.elif_:
            raise self.refuse(node, "Use two 'when' instead of 'elif'.")
        test = self.expression(node.test)
        yes, no = self.body(node.body), self.body(node.else_)

        def part(scope: Scope) -> str:
            try:
                given = bool(plain(test(scope), scope.zone))
            except WordingError:
                given = False
            return "".join(str(each(scope)) for each in (yes if given else no))

        return part

    def expression(self, node: nodes.Node) -> Part:
        if isinstance(node, nodes.Filter):
            return self.filter(node)
        if isinstance(node, (nodes.Getattr, nodes.Name)):
            dotted = self.dotted(node)
            self.names.add(dotted)
            return _lookup(dotted)
        wrong = f"{_called(node)} is not part of the notice language. {WRITE_NAMES}"
        raise self.refuse(node, wrong)

    def filter(self, node: nodes.Filter) -> Part:
        if node.name not in FILTERS:
            allowed = nearest(node.name, sorted(FILTERS))
            raise self.refuse(node, f"Nothing is printed as '{node.name}'. {allowed}")
        if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
            how = 'Write {{ THE.FACT | bare }}, or {{ THE.FACT | agree("is", "are") }}.'
            raise self.refuse(node, f"'{node.name}' is used in an unknown way. {how}")
        arguments = [self.constant(argument) for argument in node.args]
        value, name = self.expression(node.node), node.name
        takes = AGREE_TAKES if name == AGREE else 0
        if len(arguments) != takes:
            how = 'Write agree("is", "are").' if takes else f"Write {name} without brackets."
            wrong = f"'{name}' takes {takes} texts in brackets. {how}"
            raise self.refuse(node, wrong)
        if name == AGREE:
            one, many = arguments
            return lambda scope: agree(value(scope), one, many)
        return lambda scope: _filter(name, scope)(value(scope))

    def constant(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            return node.value
        wrong = 'Write text in quotation marks only: agree("is", "are").'
        raise self.refuse(node, wrong)

    def dotted(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Name):
            return self.plain_name(node, node.name)
        if isinstance(node, nodes.Getattr):
            return f"{self.dotted(node.node)}.{self.plain_name(node, node.attr)}"
        raise self.refuse(node, f"Only names of facts can be printed. {WRITE_NAMES}")

    def plain_name(self, node: nodes.Node, name: str) -> str:
        if name.startswith("_"):
            raise self.refuse(node, f"'{name}' is no fact.")
        return name


def split_attribute(dotted: str) -> tuple[str, str]:
    """Split 'incident.kind.as_of' into the fact's key and the attribute asked of it."""
    key, _, last = dotted.rpartition(".")
    return (key, last) if last in ATTRIBUTES else (dotted, "")


def _filter(name: str, scope: Scope) -> Filter:
    return TEXT_FILTERS.get(name) or (scope.time_filters or time_filters(scope.zone))[name]


def _lookup(dotted: str) -> Part:
    root, _, rest = dotted.partition(".")
    if root == STYLE:
        return lambda scope: scope.style.get(rest, "")
    if root == ENTRY:
        return lambda scope: _of_version(_entry(scope), rest, scope)
    if root in GROUP:
        return lambda scope: [_of_version(version, rest, scope) for version in scope.group]
    key, attribute = split_attribute(dotted)

    def part(scope: Scope) -> object:
        version = scope.facts.get(key)
        if version is None:
            message = f"{key} is not known here."
            raise WordingError(message)
        return _of_version(version, attribute, scope)

    return part


def _entry(scope: Scope) -> FactVersion:
    if scope.entry is None:
        message = "'it' stands outside a list."
        raise WordingError(message)
    return scope.entry


def _of_version(version: FactVersion, name: str, scope: Scope) -> Name:
    """Give a version's value, a field of an entry, or an attribute such as `as_of`."""
    if name in SENTENCES:
        return Name(SENTENCES[name](version, scope), version)
    if name in ATTRIBUTES:
        held = version.true_at if name == "as_of" else getattr(version.support, name)
        return _given(held, version, scope)
    value: Value | None = version.fields.get(name) if name else version.value
    if value is None and (name or not version.record):
        # A field left empty prints as nothing, so that a wording can ask whether it is given.
        return Name("", version)
    return Name(scope.words_of(version, name), version, value)


def _outlook(version: FactVersion, scope: Scope) -> str:
    support, said = version.support, []
    if support.being_checked:
        said.append(f"Being checked by {stop(support.being_checked)}")
    if support.basis:
        said.append(f"So far there has been {stop(support.basis)}")
    if support.expected_by:
        said.append(f"Expected by {_local(support.expected_by, scope)}.")
    return " ".join(said)


def _checks(version: FactVersion, scope: Scope) -> str:
    support = version.support
    if support.checked_until is None:
        return ""
    until = _local(support.checked_until, scope)
    return f"Checked: {bare(support.checked)}, by {support.checked_by}, up to {until}."


def _local(moment: datetime, scope: Scope) -> str:
    return time_filters(scope.zone)["stamp"](moment)


SENTENCES: Mapping[str, Callable[[FactVersion, Scope], str]] = {
    "outlook": _outlook,
    "checks": _checks,
}


def _given(held: str | datetime | None, version: FactVersion, scope: Scope) -> Name:
    if isinstance(held, datetime):
        when = When.exactly(held)
        return Name(span(when, scope.zone), version, when)
    return Name(held or "", version, held)
