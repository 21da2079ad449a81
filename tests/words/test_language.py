"""The notice language: every block and option, and every fault with its file and line."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.facts.standings import Standing
from disclosure.words.blocks import (
    LEAD,
    Block,
    Fixed,
    Given,
    Heading,
    LawFrom,
    Question,
    Records,
    Say,
    Some,
    StandingIs,
    Term,
    ValueIn,
)
from disclosure.words.language import Parser
from disclosure.words.pieces import DEEPEST_INCLUDE, Fault
from disclosure.words.terms import TagError, Tokens, conditions

C, S, U = Standing.CONFIRMED, Standing.SUSPECTED, Standing.UNKNOWN
NO_SIGN, OUT = Standing.NO_SIGN, Standing.RULED_OUT


def blocks(
    text: str, shared: Mapping[str, str] | None = None, first_line: int = 1
) -> tuple[Block, ...]:
    parser = Parser(shared or {})
    found = parser.parse(text, "notice.j2", first_line)
    assert parser.faults == []
    return found


def faults(text: str, shared: Mapping[str, str] | None = None) -> list[Fault]:
    parser = Parser(shared or {})
    parser.parse(text, "notice.j2")
    return parser.faults


def the_fault(text: str, shared: Mapping[str, str] | None = None) -> tuple[str, int, str]:
    (fault,) = faults(text, shared)
    return fault.file, fault.line, fault.wrong


SAY = "{% say a.b %}{% when confirmed %}Yes.{% endsay %}"


# ---- Blocks and their options --------------------------------------------------------------------


def test_a_heading_has_its_text() -> None:
    (heading,) = blocks('{% heading "What you should do" %}')
    assert heading == Heading(
        "heading", 1, file="notice.j2", text="What you should do", starts_paragraph=False
    )


def test_a_sentence_has_facts_options_and_wordings() -> None:
    (say,) = blocks(
        '{% say a.b, c.d id="x" moves="WHAT WHEN" cite="Art 1" as="line" optional quiet %}\n'
        '{% when confirmed and c.d confirmed moves="" %}A.\n'
        "{% when suspected or unknown %}B.\n"
        "{% endsay %}"
    )
    assert isinstance(say, Say)
    assert (say.facts, say.lead) == (("a.b", "c.d"), "a.b")
    assert (say.id, say.moves, say.cite, say.form) == ("x", ("WHAT", "WHEN"), "Art 1", "line")
    assert say.optional
    assert say.quiet
    first, second = say.whens
    assert first.terms == (StandingIs(LEAD, (C,)), StandingIs("c.d", (C,)))
    assert (first.moves, first.line, first.wording.source) == ((), 2, "A.")
    assert second.terms == (StandingIs(LEAD, (S, U)),)
    assert (second.moves, second.line, second.file) == (None, 3, "notice.j2")


def test_without_options_a_sentence_is_bare() -> None:
    (say,) = blocks(SAY)
    assert isinstance(say, Say)
    assert (say.id, say.moves, say.cite, say.form) == ("a-b", (), "", "sentence")
    assert not say.optional
    assert not say.quiet


@pytest.mark.parametrize("tag", ["each", "together"])
def test_a_list_has_a_record_conditions_and_an_introduction(tag: str) -> None:
    (records,) = blocks(
        f'{{% {tag} service where state in ("stopped", "delayed") and area != "internal" '
        f'id="x" optional quiet %}}\n{{# remark #}}\n{{% intro %}}These:\n'
        f"{{% when confirmed and detail given %}}{{{{ it.detail }}}}\n{{% end{tag} %}}"
    )
    assert isinstance(records, Records)
    assert records.record == "service"
    assert records.together is (tag == "together")
    assert records.where == (
        ValueIn(LEAD, "state", ("stopped", "delayed")),
        ValueIn(LEAD, "area", ("internal",), negated=True),
    )
    assert records.intro
    assert records.intro.source == "These:"
    assert records.whens[0].terms == (
        StandingIs(LEAD, (C,)),
        Given(LEAD, "detail", given=True),
    )
    assert (records.id, records.optional, records.quiet) == ("x", True, True)


def test_a_list_needs_neither_conditions_nor_an_introduction() -> None:
    (records,) = blocks("{% each service %}{% when confirmed %}{{ it.name }}{% endeach %}")
    assert isinstance(records, Records)
    assert (records.where, records.intro, records.id) == ((), None, "service")


def test_a_fixed_sentence_may_depend_on_conditions() -> None:
    (fixed,) = blocks(
        '{% fixed id="sorry" moves="APOLOGY" cite="Art 1" as="signature" when some service where '
        'state = "stopped" and a.b confirmed %}We are sorry.{% endfixed %}'
    )
    assert isinstance(fixed, Fixed)
    assert (fixed.id, fixed.moves, fixed.cite) == ("sorry", ("APOLOGY",), "Art 1")
    assert fixed.form == "signature"
    assert fixed.wording
    assert fixed.wording.source == "We are sorry."
    assert fixed.terms == (
        Some("service", (ValueIn(LEAD, "state", ("stopped",)),), some=True),
        StandingIs("a.b", (C,)),
    )


def test_a_fixed_sentence_without_an_id_is_named_fixed() -> None:
    (fixed,) = blocks("{% fixed %}Thank you.{% endfixed %}")
    assert isinstance(fixed, Fixed)
    assert (fixed.id, fixed.terms) == ("fixed", ())


def test_a_question_holds_the_blocks_that_answer_it() -> None:
    (question,) = blocks(
        '{% question "What happened?" ref="B 1" cite="Art 33(3)(a)" required %}\n'
        f"{SAY}\n{{% each service %}}{{% when confirmed %}}{{{{ it }}}}{{% endeach %}}\n"
        "{% endquestion %}"
    )
    assert isinstance(question, Question)
    assert (question.text, question.ref, question.cite) == ("What happened?", "B 1", "Art 33(3)(a)")
    assert question.required
    assert question.id == "question-b-1"
    assert [type(block) for block in question.blocks] == [Say, Records]


def test_a_question_without_a_reference_is_named_after_its_words() -> None:
    (question,) = blocks(f'{{% question "What happened?" %}}{SAY}{{% endquestion %}}')
    assert isinstance(question, Question)
    assert (question.id, question.ref, question.required) == (
        "question-what-happened",
        "",
        False,
    )


@pytest.mark.parametrize("form", ["sentence", "title", "line", "signature", "salutation"])
def test_a_block_has_one_of_five_forms(form: str) -> None:
    (say,) = blocks(f'{{% say a.b as="{form}" %}}{{% when confirmed %}}Yes.{{% endsay %}}')
    assert say.form == form


def test_ids_that_stand_twice_get_numbers() -> None:
    found = blocks(
        f"{SAY}{SAY}"
        '{% fixed id="a-b" %}X.{% endfixed %}'
        '{% heading "!" %}{% heading "?" %}'
        f'{{% question "…" %}}{SAY}{{% endquestion %}}'
    )
    assert [block.id for block in found] == [
        "a-b",
        "a-b-2",
        "a-b-3",
        "heading",
        "heading-2",
        "question",
    ]
    assert isinstance(found[-1], Question)
    assert [block.id for block in found[-1].blocks] == ["a-b-4"]


def test_a_tag_may_run_over_several_lines_and_keep_its_spaces_to_itself() -> None:
    (say,) = blocks('{%- say\n  a.b,\n  c.d\n  id="x"\n-%}{%when confirmed%}Yes.{%endsay%}')
    assert isinstance(say, Say)
    assert (say.facts, say.id) == (("a.b", "c.d"), "x")


# ---- Conditions ----------------------------------------------------------------------------------


def read(text: str, *, entry: bool = False) -> tuple[Term, ...]:
    tokens = Tokens.of(text)
    found = conditions(tokens, entry=entry)
    assert tokens.done
    return found


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("confirmed", [StandingIs(LEAD, (C,))]),
        ("unknown or no-sign or ruled-out", [StandingIs(LEAD, (U, NO_SIGN, OUT))]),
        ("a.b confirmed or suspected", [StandingIs("a.b", (C, S))]),
        ("a.b given", [Given("a.b", "", given=True)]),
        ("a.b missing", [Given("a.b", "", given=False)]),
        ("as_of given", [Given(LEAD, "as_of", given=True)]),
        ("expected_by missing", [Given(LEAD, "expected_by", given=False)]),
        ("outlook given", [Given(LEAD, "outlook", given=True)]),
        ('value = "no"', [ValueIn(LEAD, "", ("no",))]),
        ('value != "no"', [ValueIn(LEAD, "", ("no",), negated=True)]),
        ('value in ("a", "b c")', [ValueIn(LEAD, "", ("a", "b c"))]),
        ('a.b = "no"', [ValueIn("a.b", "", ("no",))]),
        ("some service", [Some("service", (), some=True)]),
        ("no service", [Some("service", (), some=False)]),
        (
            'no service where suspected and state = "stopped" and a.b confirmed',
            [
                Some(
                    "service",
                    (StandingIs(LEAD, (S,)), ValueIn(LEAD, "state", ("stopped",))),
                    some=False,
                ),
                StandingIs("a.b", (C,)),
            ],
        ),
        (
            'some service where detail given and value = "no"',
            [
                Some("service", (Given(LEAD, "detail", given=True),), some=True),
                ValueIn(LEAD, "", ("no",)),
            ],
        ),
        (
            'some service where state = "open" and no data where confirmed',
            [
                Some("service", (ValueIn(LEAD, "state", ("open",)),), some=True),
                Some("data", (StandingIs(LEAD, (C,)),), some=False),
            ],
        ),
        ('law from "2026-06-19"', [LawFrom(date(2026, 6, 19))]),
        (
            'law from "2026-06-19" and confirmed',
            [LawFrom(date(2026, 6, 19)), StandingIs(LEAD, (C,))],
        ),
    ],
)
def test_a_condition_on_facts(text: str, terms: list[Term]) -> None:
    assert read(text) == tuple(terms)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("detail given", Given(LEAD, "detail", given=True)),
        ("detail missing", Given(LEAD, "detail", given=False)),
        ('state = "open"', ValueIn(LEAD, "state", ("open",))),
        ('state != "open"', ValueIn(LEAD, "state", ("open",), negated=True)),
        ('for in ("staff",)', None),
        ('for in ("staff")', ValueIn(LEAD, "for", ("staff",))),
        ('no = "x"', ValueIn(LEAD, "no", ("x",))),
        ("a.b confirmed", StandingIs("a.b", (C,))),
    ],
)
def test_a_condition_on_an_entry(text: str, term: Term | None) -> None:
    if term is None:
        with pytest.raises(TagError, match="A value is wanted"):
            read(text, entry=True)
    else:
        assert read(text, entry=True) == (term,)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "A fact, a field or a standing is missing"),
        ("confirmed and", "A fact, a field or a standing is missing"),
        ("confirmed or", "A standing is missing"),
        ("confirmed or known", "'known' is no standing"),
        ('"confirmed"', "A standing is wanted before 'confirmed'"),
        ("a.b", "After 'a.b' a test is wanted"),
        ('a.b "confirmed"', "After 'a.b' a test is wanted"),
        ("a.b is confirmed", "After 'a.b' a test is wanted"),
        ("value = no", "A value is wanted before 'no'"),
        ("value !=", "A value is missing"),
        ('value in "a"', 'Write in ("a", "b").'),
        ('value in ("a" "b")', "A closing bracket is missing"),
        ('value in ("a",)', "A value is wanted before ')'"),
        ("some service where", "A fact, a field or a standing is missing"),
        ("law from 2026-06-19", "A date is wanted before '2026-06-19'"),
        ('law from "19 June 2026"', "'19 June 2026' is no date"),
        ('law from "2026-06-31"', "'2026-06-31' is no date"),
        ("a.b; drop", "'; drop' cannot be read"),
        ('value = "unclosed', "cannot be read"),
    ],
)
def test_a_condition_that_cannot_be_read_says_why(text: str, wrong: str) -> None:
    with pytest.raises(TagError) as refused:
        read(text)
    assert wrong in str(refused.value)


# ---- Paragraphs, comments, includes --------------------------------------------------------------


@pytest.mark.parametrize(
    ("between", "starts"),
    [
        ("", False),
        ("\n", False),
        ("\n\n", True),
        ("\n  \t\n", True),
        ("\n\n\n\n", True),
        ("\n{# remark #}\n", False),
        ("\n{# two\nlines #}\n", False),
        ("\n{# a\n\nb #}\n", False),
        ("\n\n{# remark #}\n", True),
        ("\n{# remark #}\n\n", True),
    ],
)
def test_a_blank_line_begins_a_paragraph_and_a_remark_does_not(between: str, starts: bool) -> None:
    first, second = blocks(f"{SAY}{between}{SAY}")
    assert not first.starts_paragraph
    assert second.starts_paragraph is starts


def test_paragraphs_go_through_includes_and_questions() -> None:
    shared = {"one": f"{SAY}\n", "two": f"{{# what it is #}}\n{SAY}\n\n{SAY}"}
    found = blocks(
        '{% include "one" %}\n{% include "two" %}\n\n{% include "one" %}\n'
        f'{{% question "Q" %}}\n{SAY}\n\n{SAY}\n{{% endquestion %}}',
        shared,
    )
    assert [block.starts_paragraph for block in found] == [False, False, True, True, False]
    assert isinstance(found[-1], Question)
    assert [block.starts_paragraph for block in found[-1].blocks] == [False, True]


def test_a_comment_may_stand_anywhere_and_is_no_word() -> None:
    (say,) = blocks(
        "{# top #}{% say a.b %}{# one\ntwo #}\n{% when confirmed %}Ye{# three #}s.\n{# four\n#}"
        "{% endsay %}{# end #}"
    )
    assert isinstance(say, Say)
    assert say.whens[0].wording.source == "Yes."
    assert say.whens[0].line == 3


def test_shared_pieces_are_put_in_place_with_their_own_lines() -> None:
    shared = {"outer": f'\n\n{{% include "inner" %}}\n{SAY}', "inner": f"\n{SAY}"}
    inner, outer, own = blocks(f'{{% include "outer" %}}\n\n\n{SAY}', shared, first_line=10)
    assert (inner.file, inner.line) == ("_shared/inner.j2", 2)
    assert (outer.file, outer.line) == ("_shared/outer.j2", 4)
    assert (own.file, own.line) == ("notice.j2", 13)


def test_a_shared_piece_may_hold_wordings_alone() -> None:
    shared = {"whens": "{% when confirmed %}Yes.\n{% when unknown %}No.\n"}
    (say,) = blocks('{% say a.b %}{% include "whens" %}{% endsay %}', shared)
    assert isinstance(say, Say)
    assert [(when.file, when.line) for when in say.whens] == [
        ("_shared/whens.j2", 1),
        ("_shared/whens.j2", 2),
    ]


def test_pieces_nest_three_deep() -> None:
    shared = {"a": '{% include "b" %}', "b": '{% include "c" %}', "c": SAY}
    assert len(blocks('{% include "a" %}', shared)) == 1
    assert DEEPEST_INCLUDE == 3


def test_a_missing_piece_and_one_that_includes_itself_are_faults() -> None:
    assert the_fault('\n{% include "nowhere" %}') == (
        "notice.j2",
        2,
        "There is no shared piece 'nowhere'.",
    )
    file, line, wrong = the_fault('{% include "me" %}', {"me": '\n{% include "me" %}'})
    assert (file, line) == ("_shared/me.j2", 2)
    assert "'me' is included in a piece of a piece of a piece, or in itself" in wrong


# ---- Prose outside a block -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("We are fine.", 1, "We are fine."),
        (f"{SAY}\n\n  We are fine.\nReally.", 3, "We are fine."),
        ("{# one\ntwo\nthree #}\nWe are fine.", 4, "We are fine."),
        (f"{SAY}\n{{# one\ntwo #}} We are fine.", 3, "We are fine."),
        ("{% if a %}x{% endif %}", 1, "{% if a %}x{% endif %}"),
        ("{{ a.b }}", 1, "{{ a.b }}"),
        ("{% %}", 1, "{% %}"),
        (f'{{% question "Q" %}}\nWe are fine.\n{SAY}{{% endquestion %}}', 2, "We are fine."),
        ("x" * 60, 1, "x" * 40),
    ],
)
def test_prose_outside_a_block_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    assert the_fault(text) == ("notice.j2", line, f"'{said}' stands outside a block.")


def test_prose_in_a_shared_piece_is_found_in_its_file_and_at_its_line() -> None:
    shared = {"piece": f"{{# one\ntwo #}}\n{SAY}\nWe are fine.\n"}
    assert the_fault(f'{SAY}\n\n\n{{% include "piece" %}}\n{SAY}', shared) == (
        "_shared/piece.j2",
        4,
        "'We are fine.' stands outside a block.",
    )
    assert the_fault(f'{{% include "piece" %}}\nNo.\n{SAY}', {"piece": SAY})[:2] == ("notice.j2", 2)


# ---- Faults --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("{% say a.b %}\n{% when confirmed %}X.", 1, "'endsay' is missing."),
        ("{% each service %}{% when confirmed %}X.", 1, "'endeach' is missing."),
        ("{% together service %}{% when confirmed %}X.", 1, "'endtogether' is missing."),
        ("{% fixed %}X.", 1, "'endfixed' is missing."),
        (f'{{% question "Q" %}}{SAY}', 1, "'endquestion' is missing."),
        ("\n{% endsay %}", 2, "'endsay' closes nothing here."),
        ("{% say a.b %}\n\n{% endsay %}", 1, "The block has no wording."),
        ("\n{% each service %}{% intro %}X:{% endeach %}", 2, "The block has no wording."),
        ("\n{% fixed %}{% endfixed %}", 2, "The block has no wording."),
        ("{% fixed %}{# remark #}{% endfixed %}", 1, "The block has no wording."),
        ('{% fixed id="x" %} {% endfixed %}', 1, "The block has no wording."),
        ("{% say %}{% endsay %}", 1, "A fact is missing."),
        ("{% say a.b, %}{% endsay %}", 1, "A fact is missing."),
        (
            '{% say "a.b" %}{% endsay %}',
            1,
            "A fact is wanted before 'a.b'. Write it without quotation marks.",
        ),
        ("{% each %}{% endeach %}", 1, "A record is missing."),
        ("{% heading %}", 1, "The heading is missing."),
        (
            "{% heading What %}",
            1,
            "The heading is wanted before 'What'. Put it in quotation marks: \"What\".",
        ),
        ("{% question %}{% endquestion %}", 1, "The question is missing."),
        ("{% say a.b id %}{% endsay %}", 1, 'Write id="…".'),
        ("{% say a.b id= %}{% endsay %}", 1, "The text of id is missing."),
        (
            "{% say a.b id=x %}{% endsay %}",
            1,
            "The text of id is wanted before 'x'. Put it in quotation marks: \"x\".",
        ),
        ("{% say a.b = %}{% endsay %}", 1, "An option is wanted before '='."),
        ("{% say a.b % %}{% endsay %}", 1, "'%' cannot be read."),
    ],
)
def test_a_fault_names_its_line(text: str, line: int, wrong: str) -> None:
    assert the_fault(text) == ("notice.j2", line, wrong)


@pytest.mark.parametrize(
    ("text", "name", "allowed"),
    [
        ('{% heading "X" id="x" %}', "id", "Nothing is allowed here."),
        (
            '{% say a.b colour="x" %}{% endsay %}',
            "colour",
            "Allowed: id, moves, cite, as, gap, rank, instead, optional, quiet.",
        ),
        (
            '{% each service move="x" %}{% endeach %}',
            "move",
            (
                "Did you mean 'moves'?"
                " Allowed: id, moves, cite, as, gap, rank, instead, optional, quiet."
            ),
        ),
        (
            '{% question "Q" id="x" %}{% endquestion %}',
            "id",
            "Allowed: ref, cite, required.",
        ),
        (
            '{% say a.b %}{% when confirmed id="x" %}X.{% endsay %}',
            "id",
            "Allowed: moves.",
        ),
    ],
)
def test_an_unknown_option_names_those_there_are(text: str, name: str, allowed: str) -> None:
    assert the_fault(text)[2] == f"'{name}' is no option here. {allowed}"


def test_an_option_that_stands_twice_is_refused() -> None:
    _, _, wrong = the_fault('{% say a.b id="x" id="y" %}{% endsay %}')
    assert wrong == "The option 'id' stands twice. Keep one of them."


@pytest.mark.parametrize("tag", ["{% fixed optional %}", "{% fixed id %}", '{% fixed x="y" %}'])
def test_an_unknown_option_of_a_fixed_sentence_too(tag: str) -> None:
    _, _, wrong = the_fault(f"{tag}X.{{% endfixed %}}")
    assert wrong.endswith(
        "is no option of fixed. Allowed: id, moves, cite, as, rank, instead, when."
    )


def test_an_unknown_form_is_refused() -> None:
    (fault,) = faults('{% say a.b as="poem" %}{% when confirmed %}X.{% endsay %}')
    assert fault.wrong == 'as="poem" is unknown.'
    assert fault.allowed == "Allowed: sentence, title, line, signature, salutation, closing."


@pytest.mark.parametrize(
    "inside",
    [
        '{% heading "H" %}',
        f'{{% question "R" %}}{SAY}{{% endquestion %}}',
        '{% say a.b as="title" %}{% when confirmed %}X.{% endsay %}',
    ],
)
def test_what_no_answer_is_made_of_does_not_stand_in_a_question(inside: str) -> None:
    assert the_fault(f'{{% question "Q" %}}\n{SAY}\n{inside}\n{{% endquestion %}}') == (
        "notice.j2",
        3,
        "A heading, a title or a question stands inside a question.",
    )


def test_a_wording_that_cannot_be_read_names_its_line_and_file() -> None:
    shared = {"piece": "{% say a.b %}\n{% when confirmed %}\nOne {# a\nb #}\n{{ f() }}{% endsay %}"}
    file, line, wrong = the_fault('{% include "piece" %}', shared)
    assert (file, line) == ("_shared/piece.j2", 5)
    assert "A bracket behind a name" in wrong
    _, line, _ = the_fault("{% fixed %}\n\n{{ f() }}{% endfixed %}")
    assert line == 3
    _, line, _ = the_fault(
        "{% each service %}{% intro %}\n{{ f() }}\n{% when confirmed %}X.{% endeach %}"
    )
    assert line == 2


def test_everything_wrong_is_reported_in_one_go() -> None:
    found = faults(
        "Prose.\n"
        "{% say %}{% when confirmed %}X.{% endsay %}\n"
        "{% say a.b %}\n"
        "{% when known %}X.\n"
        "{% when confirmed %}{{ f() }}\n"
        "{% when suspected of %}Y.\n"
        "{% endsay %}\n"
        '{% heading "H" loud %}\n'
        '{% include "nowhere" %}\n'
        "More prose.\n"
        '{% fixed as="poem" %}{% endfixed %}\n'
        "{% endeach %}\n"
        "{% say c.d %}{% when confirmed %}Never closed.\n"
    )
    assert sorted(fault.line for fault in found) == [1, 2, 4, 5, 6, 8, 9, 10, 11, 11, 12, 13]


def test_reading_goes_on_behind_a_block_whose_tag_cannot_be_read() -> None:
    parser = Parser()
    found = parser.parse(f"{{% say %}}{{% when confirmed %}}X.{{% endsay %}}\n{SAY}", "notice.j2")
    assert len(parser.faults) == 1
    assert [block.id for block in found] == ["a-b"]


# ---- Garbage -------------------------------------------------------------------------------------

GOOD = """{# remark #}
{% heading "What you should do" %}

{% say incident.cause, incident.started_at id="cause" moves="CAUSE" cite="Art 1" optional quiet %}
{% when confirmed and incident.started_at confirmed moves="" %}Since {{ incident.started_at | on }}.
{% when suspected or unknown %}{% if incident.cause.basis %}We believe.{% else %}No.{% endif %}
{% endsay %}

{% include "piece" %}
{% together service where state in ("open", "working") and area != "internal" %}
{% when confirmed %}{{ them.name | listed | capital }} {{ them | agree("is", "are") }} open.
{% endtogether %}
{% question "What happened?" ref="B1" required %}
{% each service where detail given %}{% intro %}These:
{% when confirmed and some data where effect = "taken" %}{{ it.name }}
{% endeach %}
{% endquestion %}
{% fixed id="thanks" when law from "2026-06-19" %}Thank you.{% endfixed %}
"""
SHARED = {"piece": f"{SAY}\n"}
SCRAPS = [
    *["{%", "%}", "{{", "}}", "{#", "#}", '"', "(", ")", "=", ",", "|", ".", "\n", "\\", "\x00"],
    *[" when ", " and ", "{% raw %}", "{% endsay %}", "{% when confirmed %}", "{% else %}"],
    *["{% autoescape true %}", "{% for x in y %}", '{% include "piece" %}', "_", "é", "\v", "\f"],
]


def test_the_good_template_is_good() -> None:
    assert [block.id for block in blocks(GOOD, SHARED)] == [
        "heading",
        "cause",
        "a-b",
        "service",
        "question-b1",
        "thanks",
    ]


@given(
    cuts=st.lists(
        st.tuples(
            st.integers(0, len(GOOD)),
            st.integers(0, 40),
            st.one_of(st.just(""), st.sampled_from(SCRAPS), st.text(max_size=5)),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_garbage_is_only_ever_a_fault(cuts: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for at, length, scrap in cuts:
        text = text[:at] + scrap + text[at + length :]
    parser = Parser(SHARED)
    parser.parse(text, "notice.j2")
    last = text.count("\n") + 1
    for fault in parser.faults:
        assert fault.wrong
        assert fault.file in ("notice.j2", "_shared/piece.j2")
        assert 1 <= fault.line <= max(last, 2)


@given(st.text(alphabet=st.sampled_from("{%}#\"= \nabwhensy.,()|'"), max_size=80))
def test_pure_garbage_is_only_ever_a_fault(text: str) -> None:
    Parser().parse(text, "notice.j2")


def test_a_gap_of_its_own_needs_its_words_and_a_condition() -> None:
    for body, wrong in (
        ("{% gap when incident.cause missing %}", "What is missing is wanted before 'when'."),
        ('{% gap "Ask." %}', "'when' and a condition are missing."),
        (
            '{% gap "Ask." moves="WHAT" when incident.cause missing %}',
            "'moves' is no option of gap.",
        ),
    ):
        parser = Parser()
        parser.parse(body, "notice.j2")
        assert [fault.wrong.startswith(wrong) for fault in parser.faults] == [True], parser.faults
