"""Each remark of the linter, and beside it the nearest thing that is fine."""

from dataclasses import replace

import pytest

from builders import a_notice, a_vocabulary, the_catalogue
from disclosure.words.blocks import Fixed
from disclosure.words.lint import Remark, cites, lint
from disclosure.words.retelling import with_retold
from disclosure.words.standing_facts import clock_names, is_known_key

FINE = "{% when confirmed %}X.{% endsay %}"


def remarks(
    body: str, *, fixed: tuple[str, ...] = (), shared: dict[str, str] | None = None
) -> tuple[Remark, ...]:
    vocabulary = a_vocabulary()
    notice = a_notice(body, fixed=fixed, shared=shared)
    return lint(notice, vocabulary, lambda key: is_known_key(key, vocabulary, {}))


def say(when: str, wording: str = "X.", facts: str = "incident.cause") -> str:
    return f"{{% say {facts} %}}\n{{% when {when} %}}{wording}{{% endsay %}}"


def each(when: str, wording: str = "X.", where: str = "") -> str:
    return f"{{% each service {where} %}}\n{{% when {when} %}}{wording}{{% endeach %}}"


def fixed(condition: str = "", wording: str = "Sorry.") -> str:
    when = f" when {condition}" if condition else ""
    return f'{{% fixed id="sorry"{when} %}}{wording}{{% endfixed %}}'


NO_STANDING = "The condition does not say how well the first fact, or the entry, is known."


@pytest.mark.parametrize(
    ("body", "line", "wrong"),
    [
        # Names
        (f"{{% say incident.colour %}}{FINE}", 1, "There is no fact 'incident.colour'."),
        (f"{{% say incident.cause, a.b %}}{FINE}", 1, "There is no fact 'a.b'."),
        (say("confirmed and a.b confirmed"), 2, "There is no fact 'a.b'."),
        (say("confirmed and a.b missing"), 2, "There is no fact 'a.b'."),
        (say("confirmed and incident.cause.basis given"), 2, "no fact 'incident.cause.basis'"),
        (say("confirmed and some shop"), 2, "There is no list 'shop'."),
        (say("confirmed and no shop where confirmed"), 2, "There is no list 'shop'."),
        ("{% each shop %}{% when confirmed %}X{% endeach %}", 1, "There is no list 'shop'."),
        (say('confirmed and some service where colour = "x"'), 2, "service has no field 'colour'."),
        (each("confirmed", where="where colour given"), 1, "service has no field 'colour'."),
        (each("confirmed and colour missing"), 2, "service has no field 'colour'."),
        (each('confirmed and value = "x"'), 2, "service has no field 'value'."),
        (each("confirmed", "{{ it.colour }}"), 2, "service has no field 'colour'."),
        (each("confirmed", "{{ it.name.as_of }}"), 2, "service has no field 'name.as_of'."),
        (each("confirmed and a.b confirmed"), 2, "There is no fact 'a.b'."),
        (each("confirmed", "{{ incident.cause }}"), 2, "'incident.cause' is printed inside a list"),
        (
            "{% each service %}\n{% intro %}{{ org.name }}{% when confirmed %}X{% endeach %}",
            1,
            "'org.name' is printed inside a list of service.",
        ),
        (fixed("a.b confirmed"), 1, "There is no fact 'a.b'."),
        (fixed("some shop"), 1, "There is no list 'shop'."),
        # Values
        (say('confirmed and value = "flood"', facts="incident.kind"), 2, "'flood' is not a value"),
        (say('confirmed and incident.kind = "flood"'), 2, "'flood' is not a value"),
        (say('confirmed and personal_data.involved = "maybe"'), 2, "'maybe' is not a value"),
        (say('confirmed and profile.size = "huge"'), 2, "'huge' is not a value"),
        (say('confirmed and judgement.aware = "perhaps"'), 2, "'perhaps' is not a value"),
        (say('confirmed and value in ("aware", "x")', facts="judgement.aware"), 2, "'x' is not a"),
        (each("confirmed", where='where state = "shut"'), 1, "'shut' is not a value that state"),
        (each('confirmed and state != "shut"'), 2, "'shut' is not a value that state can have."),
        (say('confirmed and no service where state = "shut"'), 2, "'shut' is not a value"),
        (fixed('incident.kind = "flood"'), 1, "'flood' is not a value"),
        # What is printed
        (say("confirmed", "{{ incident.kind }}"), 2, "'incident.kind' is printed but not named"),
        (
            say("confirmed", "{{ incident.kind }}", "incident.cause, incident.kind"),
            2,
            "'incident.kind' is printed, but the condition does not say how well it is known.",
        ),
        (
            say(
                "confirmed and incident.kind confirmed or unknown",
                "{{ incident.kind }}",
                "incident.cause, incident.kind",
            ),
            2,
            "'incident.kind' is printed, but the condition does not say how well it is known.",
        ),
        (
            say(
                'confirmed and incident.kind != "fire"',
                "{{ incident.kind }}",
                "incident.cause, incident.kind",
            ),
            2,
            "'incident.kind' is printed, but the condition does not say how well it is known.",
        ),
        (
            say(
                "confirmed",
                "{{ judgement.aware.instant | day }}",
                "incident.cause, judgement.aware",
            ),
            2,
            "'judgement.aware.instant' is printed, but the condition does not say",
        ),
        (
            say("confirmed", "{{ judgement.aware.instant | day }}"),
            2,
            "'judgement.aware.instant' is printed but not named at the head",
        ),
        (say("unknown", "{{ incident.cause }}"), 2, "printed although it may be unknown here"),
        (
            say("confirmed or unknown", "{{ incident.cause }}"),
            2,
            "printed although it may be unknown here",
        ),
        (fixed(wording="{{ org.name }} is sorry."), 1, "A fixed sentence prints 'org.name'."),
        # What is printed whatever is known
        (fixed(wording="No data was taken."), 1, "says “No data was taken”, which only a fact"),
        (
            fixed(wording="There is no evidence that personal data was accessed."),
            1,
            "says “no evidence that personal data was accessed”, which only a fact can bear",
        ),
        (fixed(wording="We have told the police."), 1, "says “told the police”, which only a fact"),
        (fixed(wording="12,000 people are affected."), 1, "which only a fact can bear"),
        (fixed(wording="Our stores are open."), 1, "which only a fact can bear"),
        (
            say("confirmed", "The cause is {{ incident.cause }}. No card data was taken."),
            2,
            "of which the facts beneath it say nothing",
        ),
        (
            each("confirmed", "{{ it.name }} is stopped. We have told the police."),
            2,
            "of which the facts beneath it say nothing",
        ),
        # Hedges and checks
        (say("suspected", "It was a fault."), 2, "A suspected fact is stated without a hedge."),
        (
            say(
                "confirmed and incident.kind suspected",
                "A {{ incident.kind }}.",
                "incident.cause, incident.kind",
            ),
            2,
            "A suspected fact is stated without a hedge.",
        ),
        (say("confirmed or suspected", "A fault."), 2, "A suspected fact is stated without"),
        (each("suspected", "{{ it.name }} is down."), 2, "A suspected fact is stated without"),
        (
            say("no-sign", "No sign up to {{ incident.cause.checked_until | moment }}."),
            2,
            "'No sign' is said without 'checked'.",
        ),
        (
            each("no-sign", "No sign in {{ it.checked }}."),
            2,
            "'No sign' is said without 'checked_until'.",
        ),
        (say('value = "no"'), 2, NO_STANDING),
        (say("incident.kind confirmed"), 2, NO_STANDING),
        (each('state = "stopped"'), 2, NO_STANDING),
        # Moves
        (f'{{% say incident.cause moves="SING" %}}{FINE}', 1, "There is no move 'SING'."),
        (say('confirmed moves="WHAT SING"'), 2, "There is no move 'SING'."),
        (each('confirmed moves="SING"'), 2, "There is no move 'SING'."),
    ],
)
def test_the_linter_remarks_once_on(body: str, line: int, wrong: str) -> None:
    listed = ("sorry",) if "fixed" in body else ()
    (remark,) = remarks(body, fixed=listed)
    assert wrong in remark.wrong
    assert (remark.line, remark.file) == (line, "notice.j2")
    assert remark.allowed


KIND_TOO = "incident.cause, incident.kind"


@pytest.mark.parametrize(
    "body",
    [
        say("confirmed", "{{ incident.cause }} {{ incident.cause.as_of | moment }}"),
        say("confirmed", "{{ org.name }}", "org.name"),
        say("confirmed", "{{ issuer.lei }}", "issuer.lei"),
        say("unknown", "Not known; expected by {{ incident.cause.expected_by | moment }}."),
        say("unknown", "{{ incident.cause.outlook }}"),
        say("confirmed and incident.kind confirmed", "{{ incident.kind }}", KIND_TOO),
        say("confirmed and incident.kind suspected", "Possibly a {{ incident.kind }}.", KIND_TOO),
        say('confirmed and incident.kind = "fire"', "{{ incident.kind }}", KIND_TOO),
        say("confirmed and incident.kind missing", facts=KIND_TOO),
        say('confirmed and value = "cyber"', facts="incident.kind"),
        say('confirmed and value in ("yes", "no")', facts="personal_data.involved"),
        say('confirmed and value = "anything"'),
        say('confirmed and incident.cause = "anything"', facts="incident.kind"),
        say('confirmed and org.name = "anything"'),
        say('confirmed and judgement.aware = "not-yet"'),
        say("confirmed", "{{ judgement.aware.instant | day }}", "judgement.aware"),
        say(
            "confirmed and judgement.aware confirmed",
            "{{ judgement.aware.instant | day }}",
            "incident.cause, judgement.aware",
        ),
        say('confirmed and law from "2026-06-19"'),
        say('confirmed and some service where state = "stopped" and detail given and suspected'),
        say("confirmed and expected_by given"),
        say("suspected", "We believe that it was a fault."),
        say("suspected", "Customers report a fault."),
        say("suspected", "It may be a fault."),
        say("suspected or unknown", "We cannot say yet."),
        say(
            "no-sign",
            "None in {{ incident.cause.checked }} to {{ incident.cause.checked_until | moment }}.",
        ),
        say("no-sign", "No sign. {{ incident.cause.checks }}"),
        say("no-sign or unknown", "We cannot say yet."),
        say('confirmed moves="WHAT"'),
        say('confirmed moves=""'),
        each(
            "confirmed", "{{ it }} {{ it.name }} {{ it.as_of }} {{ them | as_of }} {{ all.state }}"
        ),
        each("confirmed and detail given and basis missing", where='where state != "stopped"'),
        each("confirmed and incident.kind confirmed"),
        each("confirmed and some service where suspected"),
        each("confirmed", where="where confirmed or suspected"),
        each("suspected", "We believe that {{ it.name }} is down."),
        each("no-sign", "{{ it.checked }} {{ it.checked_until }}"),
        fixed("incident.kind confirmed and no service where detail given"),
        '{% heading "H" %}{% question "Q" %}' + say("confirmed") + "{% endquestion %}",
    ],
)
def test_the_linter_is_silent_on(body: str) -> None:
    assert remarks(body, fixed=("sorry",) if "fixed" in body else ()) == ()


def test_no_sign_that_prints_nothing_of_its_check_is_remarked_on_twice() -> None:
    found = remarks(say("no-sign", "No sign so far."))
    assert [remark.wrong for remark in found] == [
        "'No sign' is said without 'checked'.",
        "'No sign' is said without 'checked_until'.",
    ]


def test_a_block_inside_a_question_is_looked_at_too() -> None:
    body = f'{{% question "Q" %}}\n{say("suspected", "A fault.")}{{% endquestion %}}'
    (remark,) = remarks(body)
    assert remark.line == 3


# ---- Shared pieces -------------------------------------------------------------------------------


def test_a_remark_names_the_shared_piece_it_is_about() -> None:
    shared = {"piece": "\n" + say("suspected", "A fault.")}
    (remark,) = remarks('\n\n\n\n{% include "piece" %}', shared=shared)
    assert (remark.file, remark.line) == ("_shared/piece.j2", 3)


def test_a_wording_that_is_included_into_a_block_is_named_where_it_stands() -> None:
    shared = {"whens": "{% when confirmed %}X.\n{% when suspected %}A fault.\n"}
    body = '\n\n{% say incident.colour %}{% include "whens" %}{% endsay %}'
    head, wording = remarks(body, shared=shared)
    assert (head.file, head.line) == ("notice.j2", 3)
    assert (wording.file, wording.line) == ("_shared/whens.j2", 2)


# ---- Fixed sentences and the front matter --------------------------------------------------------


def test_a_fixed_sentence_must_be_listed_at_the_top_of_the_file() -> None:
    (remark,) = remarks(f"\n{fixed()}")
    assert remark.wrong == "The fixed sentence 'sorry' is not listed at the top of the file."
    assert (remark.line, remark.file) == (2, "notice.j2")


def test_the_top_of_a_file_must_not_list_what_the_text_lacks() -> None:
    (remark,) = remarks(fixed(), fixed=("sorry", "thanks"))
    wrong = "The top of the file lists a fixed sentence 'thanks' that the text lacks."
    assert remark.wrong == wrong
    assert (remark.line, remark.allowed) == (1, "Take it out there, or mend its id in the text.")


def test_a_fixed_sentence_without_words_prints_nothing() -> None:
    notice = replace(a_notice(""), blocks=(Fixed("sorry", 1),), fixed={"sorry": ""})
    assert lint(notice, a_vocabulary(), lambda _: True) == ()


# ---- What a notice uses --------------------------------------------------------------------------

WHOLE = (
    '{% heading "H" %}'
    '{% say incident.cause, incident.kind cite="Art 1; Art 2 " %}' + FINE + "{% question "
    '"Q" cite="Art 3" %}'
    '{% each service cite="Art 1" %}{% when confirmed %}X{% endeach %}'
    "{% say org.name %}" + FINE + '{% endquestion %}{% fixed id="sorry" cite=";" %}X{% endfixed %}'
)


def test_citations_are_gathered_from_blocks_and_questions() -> None:
    assert cites(a_notice(WHOLE)) == {"Art 1", "Art 2", "Art 3"}


def test_the_shipped_notices_call_for_no_remark() -> None:
    catalogue = the_catalogue()
    vocabulary, bodies = with_retold(catalogue.vocabulary), catalogue.law.authorities
    clocks = clock_names(catalogue.law.obligations)
    for notice in catalogue.notices:
        assert (
            lint(notice, vocabulary, lambda key: is_known_key(key, vocabulary, bodies, clocks))
            == ()
        )


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("overdue", []),
        ("earliest-passed", []),
        ("tardy", ["'tardy' is not a value that clock.example_law.initial.state can have."]),
    ],
)
def test_the_states_of_a_clock_are_known(value: str, wrong: list[str]) -> None:
    vocabulary, clocks = a_vocabulary(), frozenset(["clock.example_law.initial"])
    notice = a_notice(
        say(f'confirmed and clock.example_law.initial.state = "{value}"')
        + say('confirmed and clock.example_law.initial.reference = "any"')
    )
    found = lint(notice, vocabulary, lambda key: is_known_key(key, vocabulary, {}, clocks))
    assert [remark.wrong for remark in found] == wrong
