"""Wordings: the little that is allowed, everything else refused with its line."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from builders import NOON, a_fact, an_entry, moment, the_sources
from builders import a_known as known
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.words.expressions import (
    Scope,
    WordingSyntaxError,
    compile_wording,
    split_attribute,
)
from disclosure.words.filters import WordingError

CAUSE = a_fact("incident.cause", "a fault in a switch.")
TIED = Support(
    source="security lead",
    basis="a log of 08:40",
    reason="it holds no personal data",
    checked="the order database.",
    checked_by="the security team",
    checked_until=moment("Fri 2026-07-10 09:30 Europe/London"),
    being_checked="our network team",
    expected_by=datetime(2026, 7, 10, 16, tzinfo=UTC),
)


def write(
    wording: str,
    *facts: FactVersion,
    entry: FactVersion | None = None,
    group: tuple[FactVersion, ...] = (),
) -> str:
    sources = the_sources(known(*facts))
    scope = Scope(sources.facts, sources.words_of, entry=entry, group=group)
    return compile_wording(wording, 1).write(scope)


# ---- What is allowed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wording", "written"),
    [
        ("Plain words.", "Plain words."),
        ("", ""),
        ("Caused by {{ incident.cause }}", "Caused by a fault in a switch."),
        ("{{ incident.cause | capital }}", "A fault in a switch."),
        ("{{ incident.cause | bare | capital }}, we think.", "A fault in a switch, we think."),
        ('{{ incident.cause | agree("is", "are") }}', "is"),
        ("one\n   two\n\nthree", "one two three"),
        ("A thing , and another .", "A thing, and another."),
        ("Before{# a remark #} after.", "Before after."),
        ("{%- if incident.cause -%} given {%- endif -%}", "given"),
        ("{% if incident.cause %}yes{% else %}no{% endif %}", "yes"),
        ("{% if incident.nature %}yes{% else %}no{% endif %}", "no"),
        ("{% if incident.nature %}yes{% endif %}", ""),
        ("{% if incident.cause %}{% if incident.nature %}a{% else %}b{% endif %}{% endif %}", "b"),
        ("{% if incident.cause | capital %}yes{% endif %}", "yes"),
    ],
)
def test_a_wording_prints_words_and_facts(wording: str, written: str) -> None:
    assert write(wording, CAUSE) == written


def test_every_name_is_known_before_anything_is_written() -> None:
    wording = compile_wording(
        "{{ it.name | capital }}{% if a.b.basis %}{{ c }}{% else %}{{ d.e | day }}{% endif %}", 7
    )
    assert wording.names == {"it.name", "a.b.basis", "c", "d.e"}
    assert wording.line == 7
    assert wording.source.startswith("{{ it.name | capital }}")


@pytest.mark.parametrize(
    ("dotted", "split"),
    [
        ("incident.cause", ("incident.cause", "")),
        ("incident.cause.as_of", ("incident.cause", "as_of")),
        ("it.outlook", ("it", "outlook")),
        ("basis", ("", "basis")),
        ("incident.detail", ("incident.detail", "")),
    ],
)
def test_an_attribute_is_split_from_its_fact(dotted: str, split: tuple[str, str]) -> None:
    assert split_attribute(dotted) == split


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("as_of", "12:00 on Friday 20 November"),
        ("expected_by", "17:00 on Friday 10 July"),
        ("checked_until", "09:30 on Friday 10 July"),
        ("being_checked", "our network team"),
        ("checked", "the order database."),
        ("checked_by", "the security team"),
        ("basis", "a log of 08:40"),
        ("reason", "it holds no personal data"),
        ("source", "security lead"),
        (
            "outlook",
            (
                "Being checked by our network team. So far there has been a log of 08:40. "
                "Expected by 17:00 on Friday 10 July 2026 (London time)."
            ),
        ),
        (
            "checks",
            (
                "Checked: the order database, by the security team, up to 09:30 on "
                "Friday 10 July 2026 (London time)."
            ),
        ),
    ],
)
def test_a_fact_and_an_entry_have_the_same_attributes(name: str, written: str) -> None:
    fact = a_fact("incident.cause", "x", true_at=NOON, support=TIED)
    entry = an_entry(fields={"name": "the tills"}, true_at=NOON, support=TIED)
    assert write(f"{{{{ incident.cause.{name} }}}}", fact) == written
    assert write(f"{{{{ it.{name} }}}}", entry=entry) == written


@pytest.mark.parametrize(
    "name",
    [
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
    ],
)
def test_an_attribute_that_is_not_recorded_prints_nothing_and_can_be_asked_for(name: str) -> None:
    fact = a_fact("incident.cause", "x")
    asked = f"{{% if incident.cause.{name} %}}given{{% else %}}not{{% endif %}}"
    assert write(f"{{{{ incident.cause.{name} }}}}", fact) == ""
    assert write(asked, fact) == "not"
    full = a_fact("incident.cause", "x", true_at=NOON, support=TIED)
    assert write(asked, full) == "given"


def test_an_instant_on_which_an_answer_depends_is_written_by_every_filter_of_time() -> None:
    fact = a_fact("incident.cause", standing=Standing.UNKNOWN, support=TIED)
    assert write("{{ incident.cause.expected_by | by }}", fact) == "by 17:00 on Friday 10 July"
    # A filter of text sees the words, not a mark that something is given.
    assert write("{{ incident.cause.expected_by | bare }}", fact) == "17:00 on Friday 10 July"


def test_an_unknown_fact_prints_as_nothing() -> None:
    fact = a_fact("incident.cause", standing=Standing.UNKNOWN)
    assert write("[{{ incident.cause }}]", fact) == "[]"


# ---- Entries and groups --------------------------------------------------------------------------

TILLS = an_entry(entry="tills", fields={"name": "the tills", "state": "stopped"})
SITE = an_entry(
    entry="site", fields={"name": "our website", "state": "working", "detail": "slow at times"}
)


@pytest.mark.parametrize(
    ("wording", "written"),
    [
        ("{{ it }}", "the tills"),
        ("{{ it.name }}", "the tills"),
        ("{{ it.state }}", "not working"),
        ("{{ it.detail }}", ""),
        ("{{ it.name }}{% if it.detail %}: {{ it.detail }}{% endif %}", "the tills"),
        ("{{ them | listed }}", "the tills and our website"),
        ("{{ them.name | listed }}", "the tills and our website"),
        ("{{ all.name }}", "the tills and our website"),
        ("{{ all.detail | listed }}", "slow at times"),
        ('{{ them | agree("is", "are") }}', "are"),
        ("{% if them.detail %}some{% else %}none{% endif %}", "some"),
        ("{% if them.returns_at %}some{% else %}none{% endif %}", "none"),
    ],
)
def test_an_entry_is_it_and_a_group_is_them(wording: str, written: str) -> None:
    assert write(wording, entry=TILLS, group=(TILLS, SITE)) == written


def test_it_outside_a_list_cannot_be_written() -> None:
    with pytest.raises(WordingError, match="'it' stands outside a list"):
        write("{{ it.name }}")


def test_a_fact_that_is_not_known_cannot_be_written() -> None:
    with pytest.raises(WordingError, match=r"incident\.cause is not known here"):
        write("{{ incident.cause }}")


def test_an_instant_is_written_in_the_zone_of_the_case() -> None:
    started = a_fact("incident.started_at", When.exactly(datetime(2026, 7, 1, 9, tzinfo=UTC)))
    assert write("{{ incident.started_at }}", started) == "10:00 on Wednesday 1 July"


# ---- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wording", "wrong"),
    [
        ("{{ f() }}", "A bracket behind a name is not part of the notice language."),
        ("{{ a.b() }}", "A bracket behind a name is not part of the notice language."),
        ("{{ a['b'] }}", "A square bracket is not part"),
        ("{{ a[0].b }}", "Only names of facts"),
        ("{{ f().b }}", "Only names of facts"),
        ("{{ 'x' }}", "A text or a number between {{ and }} is not part"),
        ("{{ 7 }}", "A text or a number between {{ and }} is not part"),
        ("{{ 7 * 7 }}", "'Mul'"),
        ("{{ a + b }}", "'Add'"),
        ("{{ -a }}", "'Neg'"),
        ("{{ a ~ b }}", "'Concat'"),
        ("{{ a == b }}", "A comparison is not part"),
        ("{{ a and b }}", "'and' between {{ and }}"),
        ("{{ not a }}", "'not' is not part"),
        ("{{ a is defined }}", "'Test'"),
        ("{{ a if b else c }}", "'CondExpr'"),
        ("{{ [a] }}", "'List'"),
        ("{{ (a, b) }}", "'Tuple'"),
        ("{{ {'a': b} }}", "'Dict'"),
        ("{{ a | safe }}", "Nothing is printed as 'safe'."),
        ("{{ a | attr('x') }}", "Nothing is printed as 'attr'."),
        ("{{ a | capital(x='y') }}", "unknown way"),
        ("{{ a | agree(*b) }}", "unknown way"),
        ("{{ a | agree(**b) }}", "unknown way"),
        ("{{ a | agree(b, 'c') }}", "text in quotation marks"),
        ("{{ a | agree(1, 2) }}", "text in quotation marks"),
        ("{{ a | agree }}", "takes 2 texts"),
        ("{{ a | agree('is') }}", "takes 2 texts"),
        ("{{ a | agree('is', 'are', 'be') }}", "takes 2 texts"),
        ("{{ a | capital('x') }}", "takes 0 texts"),
        ("{{ _a }}", "'_a' is no fact"),
        ("{{ a.__class__ }}", "'__class__' is no fact"),
        ("{{ a._b.c }}", "'_b' is no fact"),
        ("{% for x in a %}{{ x }}{% endfor %}", "a list is written with 'each'"),
        ("{% set a = b %}", "'Assign'"),
        ("{% set a %}b{% endset %}", "'AssignBlock'"),
        ("{% macro m() %}x{% endmacro %}", "'Macro'"),
        ("{% call m() %}x{% endcall %}", "'CallBlock'"),
        ("{% filter capital %}x{% endfilter %}", "'FilterBlock'"),
        ("{% with %}x{% endwith %}", "'With'"),
        ("{% block b %}x{% endblock %}", "'Block'"),
        ("{% extends 'a' %}", "'Extends'"),
        ("{% include 'a' %}", "'Include'"),
        ("{% import 'a' as b %}", "'Import'"),
        ("{% raw %}{{ a }}{% endraw %}", "'raw'"),
        ("{% autoescape true %}x{% endautoescape %}", "'Scope'"),
        ("{% if a == b %}x{% endif %}", "A comparison is not part"),
        ("{% if a %}x{% elif b %}y{% endif %}", "two 'when' instead of 'elif'"),
        (
            "{% if a %}{{ f() }}{% endif %}",
            "A bracket behind a name is not part of the notice language.",
        ),
        (
            "{% if a %}x{% else %}{{ f() }}{% endif %}",
            "A bracket behind a name is not part of the notice language.",
        ),
        ("{% if a %}x", "Write {% endif %} behind what depends on it."),
        ("{{ a", "cannot be read"),
        ("{{ }}", "cannot be read"),
        ("x{% endif %}", "This tag opens nothing."),
        ("{{ a | }}", "cannot be read"),
    ],
)
def test_everything_else_is_refused_with_its_line(wording: str, wrong: str) -> None:
    with pytest.raises(WordingSyntaxError) as refused:
        compile_wording(f"First line.\nSecond line.\n{wording}", 40)
    assert wrong in str(refused.value)
    assert refused.value.line == 42


# ---- Values never become code --------------------------------------------------------------------

HOSTILE = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{{ incident.cause }}",
    "<script>alert(1)</script>",
    "{# gone? #}",
    "a & b < c",
    "{{ ''.__class__.__mro__ }}",
    "%s {0} $HOME `id`",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_printed_as_it_stands(value: str) -> None:
    entry = an_entry(fields={"name": value, "state": value})
    fact = a_fact("incident.cause", value, support=Support(basis=value))
    assert write("[{{ incident.cause }}]", fact) == f"[{value}]"
    assert write("[{{ incident.cause.basis }}]", fact) == f"[{value}]"
    assert write("[{{ it.name }} {{ it.state }}]", entry=entry) == f"[{value} {value}]"


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("through", ["capital", "lower_first", "bare", "listed"])
def test_no_filter_reads_a_hostile_value(value: str, through: str) -> None:
    plain: dict[str, Callable[[str], str]] = {
        "capital": lambda text: text[:1].upper() + text[1:],
        "lower_first": lambda text: text[:1].lower() + text[1:],
        "bare": lambda text: text.rstrip("."),
        "listed": str,
    }
    fact = a_fact("incident.cause", value)
    assert write(f"{{{{ incident.cause | {through} }}}}", fact) == plain[through](value)
