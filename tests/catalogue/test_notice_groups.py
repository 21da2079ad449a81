"""A text written once for each group: one notice an option, and what is wrong with its file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builders import a_stage, a_vocabulary, an_obligation
from disclosure.catalogue.law import Law
from disclosure.catalogue.notices import fill_shelf
from disclosure.catalogue.vocabulary import Audience
from disclosure.facts.vocabulary import Kind, Question, RecordType
from disclosure.problems import Problem
from disclosure.words.blocks import Fixed, Notice, Records, Say

AUDIENCES = {"customers": Audience("customers", "C", frozenset(), 9, after_market=False)}
GUESTS = {"guests": "hotel guests", "diners": "diners"}
TOP = 'title = "Letter"\nlayout = "letter"\nready = "always"\nwhy = "It tells them."\n'
EACH = f'{TOP}each_of = "touched.who"\n'
BODY = """
{% fixed id="dear-guest" as="salutation" when $group = "guests" %}Dear guest,{% endfixed %}
{% fixed id="dear" as="salutation" when $group != "guests" %}Dear reader,{% endfixed %}
{% each touched where who = $group id="list" optional quiet %}
{% when confirmed %}{{ it.what }}.
{% endeach %}
{% say incident.cause id="cause" %}
{% when confirmed and no touched where confirmed and who = $group %}It may be {{ incident.cause }}.
{% when confirmed %}It is {{ incident.cause }}.
{% when unknown %}We do not yet know.
{% endsay %}
{% gap "whom it is for" id="whom" when $group missing %}
"""
FIXED = "".join(
    f'\n[[fixed]]\nid = "{name}"\napproved_by = ""\n' for name in ("dear-guest", "dear")
)

Load = Callable[..., tuple[dict[str, Notice], list[Problem]]]


def vocabulary(options: dict[str, str]):
    who = Question("who", Kind.CHOICE, "Who", options=options)
    what = Question("what", Kind.TEXT, "What")
    touched = RecordType("touched", "Touched", "", "what", {"who": who, "what": what})
    plain = a_vocabulary()
    return replace(plain, records={**plain.records, "touched": touched})


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a text for customers of that top and body, and others beside it."""

    def load(top=EACH, body=BODY, options=GUESTS, fixed=FIXED, own="", law=()):
        roots = (tmp_path / "shipped", tmp_path / "own")
        for root, text in zip(roots, (f"+++\n{top}{fixed}+++\n{body}", own), strict=True):
            folder = root / "templates" / "notices" / ("uk.law" if law else "voluntary")
            folder.mkdir(parents=True)
            name = "1.initial.customers.en-GB.j2" if law else "letter.customers.en-GB.j2"
            if text:
                (folder / name).write_text(text, encoding="utf-8")
        problems: list[Problem] = []
        held = fill_shelf(roots, Law(law, {}, {}, {}), vocabulary(options), AUDIENCES, problems)
        return held.notices, problems

    return load


def ids(notice: Notice) -> list[str]:
    return [block.id for block in notice.every_block()]


def test_there_is_one_for_each_option_and_one_for_nobody_in_particular(load) -> None:
    notices, problems = load()
    assert problems == []
    assert {name: notice.title for name, notice in notices.items()} == {
        "voluntary.letter.customers": "Letter",
        "voluntary.letter.customers.guests": "Letter: hotel guests",
        "voluntary.letter.customers.diners": "Letter: diners",
    }
    assert {notice.family for notice in notices.values()} == {"voluntary.letter.customers"}
    assert [notice.group for notice in notices.values()] == ["", "guests", "diners"]


def test_what_is_for_one_group_stands_in_its_text_alone(load) -> None:
    nobody, guests, diners = load()[0].values()
    assert ids(guests) == ["dear-guest", "list", "cause"]
    assert ids(diners) == ["dear", "list", "cause"]
    assert ids(nobody) == ["dear", "cause", "whom"]
    assert [list(notice.fixed) for notice in (guests, diners)] == [["dear-guest"], ["dear"]]
    (listed,) = (block for block in diners.blocks if isinstance(block, Records))
    assert listed.where[0].values == ("diners",)
    # Of nobody nothing is certain: what is said of groups where it is leaves no room.
    (cause,) = (block for block in nobody.blocks if isinstance(block, Say))
    assert [when.wording.source[:6] for when in cause.whens] == ["It may", "We do "]
    assert not any(isinstance(block, Fixed) and block.terms for block in guests.blocks)


def test_one_option_more_is_one_text_more(load) -> None:
    notices, problems = load(options={**GUESTS, "staff-families": "families of staff"})
    assert problems == []
    assert list(notices)[-1] == "voluntary.letter.customers.staff-families"


def test_a_block_of_ours_changes_for_each_group(load) -> None:
    own = (
        '+++\nreplaces = ["cause"]\n+++\n{% say incident.cause id="cause" %}\n'
        '{% when confirmed and $group = "guests" %}For guests: {{ incident.cause }}.\n'
        "{% when confirmed %}For others: {{ incident.cause }}.\n"
        "{% when unknown %}We do not yet know.\n{% endsay %}\n"
    )
    notices, problems = load(own=own)
    assert problems == []
    said = {
        notice.group: next(b for b in notice.blocks if isinstance(b, Say)).whens[0].wording.source
        for notice in notices.values()
    }
    assert said["guests"].startswith("For guests")
    assert said["diners"].startswith("For others")
    assert said[""].startswith("For others")
    assert all("“cause”" in notice.own for notice in notices.values())


def test_a_text_in_place_of_it_that_all_share_leaves_no_letter_behind(load) -> None:
    own = f'+++\n{TOP}replaces = "text"\n+++\n{{% heading "H" %}}\n'
    notices, problems = load(own=own)
    assert problems == []
    assert list(notices) == ["voluntary.letter.customers"]


@pytest.mark.parametrize(
    ("change", "wrong", "how"),
    [
        (
            {"top": f'{TOP}each_of = "touched.hwo"\n'},
            "'touched.hwo' is no choice of a list.",
            "touched.who",
        ),
        (
            {"top": f'{TOP}each_of = "touched.what"\n'},
            "'touched.what' is no choice of a list.",
            "touched.who",
        ),
        (
            {"top": TOP},
            "'$group' is named, but the text is not written for each group.",
            'Write each_of = "data.who" at its top.',
        ),
        (
            {"options": {"men": "men", "women": "women"}},
            "The group 'men' bears a name that a language could have.",
            "Give the option a longer id.",
        ),
    ],
)
def test_what_is_wrong_with_its_groups_is_told(load, change, wrong, how) -> None:
    _, problems = load(**change)
    assert [(each.path, each.wrong) for each in problems] == [("each_of", wrong)]
    assert how in problems[0].allowed


def test_a_mistake_in_it_is_told_once_and_not_for_each_group(load) -> None:
    _, problems = load(body=BODY.replace("it.what", "it.waht"))
    assert [each.wrong for each in problems] == ["touched has no field 'waht'."]


def test_a_group_that_is_none_is_told(load) -> None:
    _, problems = load(
        body=BODY.replace("touched where who = $group id", 'touched where who = "x" id')
    )
    assert [each.wrong for each in problems] == ["'x' is not a value that who can have."]


def test_the_first_letter_must_not_close_the_clock_for_all(load) -> None:
    duty = an_obligation("uk.law.1", stages=[a_stage(name="initial")])
    _, problems = load(law=(duty,))
    assert [each.wrong for each in problems] == [
        "The first of these texts would close the clock of uk.law.1, initial."
    ]
    assert 'Write each_of = "touched.who" into that stage' in problems[0].allowed
