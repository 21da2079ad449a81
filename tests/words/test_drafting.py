"""Drafts: what is said, what is a gap, what each sentence rests on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import (
    NOON,
    a_count,
    a_fact,
    a_judgement,
    a_known,
    a_notice,
    a_question,
    a_vocabulary,
    an_entity,
    an_entry,
    drafted,
    the_sources,
)
from disclosure.facts.case import Entity, Security
from disclosure.facts.instants import When
from disclosure.facts.standings import Ceiling, Quality, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.facts.vocabulary import Kind
from disclosure.words import gaps
from disclosure.words.blocks import Block, Fixed, Notice
from disclosure.words.drafting import draft
from disclosure.words.drafts import (
    FIXED,
    GAP,
    SENTENCE,
    Answered,
    Draft,
    HeadingPart,
    ItemList,
    Line,
    OpenQuestion,
    Paragraph,
    Sentence,
    open_questions,
)

PUBLIC = [Ceiling.PUBLIC]
CAUSE = a_fact("incident.cause", "a fault in a switch")
KIND = a_fact("incident.kind", "fire", number=3)
TILLS = an_entry(entry="tills", fields={"name": "the tills", "state": "stopped"}, true_at=NOON)
SITE = an_entry(
    entry="site",
    fields={"name": "our website", "state": "stopped", "detail": "no orders"},
    true_at=NOON - timedelta(minutes=10),
)
MAYBE = an_entry(
    entry="app", fields={"name": "our app", "state": "stopped"}, standing=Standing.SUSPECTED
)
WORKS = an_entry(entry="shops", fields={"name": "our shops", "state": "working"}, true_at=NOON)

SAY = (
    "{% say incident.cause id='x' %}{% when confirmed %}Caused by {{ incident.cause }}.{% endsay %}"
)
SAY = SAY.replace("'", '"')


def the_only(draft: Draft) -> Sentence:
    (sentence,) = draft.sentences()
    return sentence


def rests(sentence: Sentence) -> list[tuple[str, int, Standing]]:
    return [(rest.fact, rest.version, rest.standing) for rest in sentence.rests_on]


def texts(draft: Draft) -> list[str]:
    return [sentence.text for sentence in draft.sentences()]


# ---- A sentence ----------------------------------------------------------------------------------


def test_a_sentence_says_what_is_recorded() -> None:
    sentence = the_only(drafted(SAY, CAUSE))
    assert sentence.text == "Caused by a fault in a switch."
    assert (sentence.id, sentence.kind, sentence.form) == ("x", SENTENCE, "sentence")
    assert sentence.is_said
    assert rests(sentence) == [("incident.cause", 1, Standing.CONFIRMED)]


def test_a_draft_carries_what_its_notice_is() -> None:
    notice = replace(
        a_notice(SAY, audience="staff"), note="Read it aloud.", max_words=90, obligation="uk.x.1"
    )
    made = draft(notice, the_sources(a_known(CAUSE)))
    assert (made.notice, made.obligation, made.stage) == ("voluntary.text.staff", "uk.x.1", "text")
    assert (made.audience, made.language, made.title) == ("staff", "en-GB", "A text")
    assert (made.layout, made.note, made.max_words) == ("statement", "Read it aloud.", 90)
    assert made.withheld == ()


@pytest.mark.parametrize(
    ("tag", "fact", "gap"),
    [
        ("", None, "Label of incident.cause: nothing is recorded."),
        ("optional", None, None),
        ("quiet", None, "Label of incident.cause: nothing is recorded."),
        (
            "",
            Standing.UNKNOWN,
            "Label of incident.cause: not known yet.",
        ),
        (
            "optional",
            Standing.NO_SIGN,
            (
                "Label of incident.cause: recorded as “no sign so far”, for which this text has no "
                "wording."
            ),
        ),
        ("quiet", Standing.UNKNOWN, None),
        ("optional quiet", Standing.UNKNOWN, None),
        ("optional quiet", None, None),
    ],
)
def test_where_nothing_can_be_said_there_is_a_gap_or_silence(
    tag: str, fact: Standing | None, gap: str | None
) -> None:
    facts = [] if fact is None else [a_fact("incident.cause", "x", fact, number=2)]
    made = drafted(
        f'{{% say incident.cause id="x" moves="CAUSE" cite="Art 1" {tag} %}}'
        "{% when confirmed %}It.{% endsay %}",
        *facts,
    )
    if gap is None:
        assert list(made.sentences()) == []
        assert made.parts == ()
        return
    (sentence,) = made.gaps()
    assert (sentence.id, sentence.text, sentence.kind) == ("x", gap, GAP)
    assert (sentence.cite, sentence.moves) == ("Art 1", ())
    assert rests(sentence) == ([("incident.cause", 2, fact)] if fact else [])
    assert not sentence.is_said
    assert list(made.said()) == []


def test_what_is_kept_from_an_audience_is_a_gap_that_does_not_tell_it() -> None:
    secret = a_fact("incident.cause", "a secret", ceiling=Ceiling.AUTHORITY, number=4)
    made = drafted(SAY, secret, may_read=PUBLIC)
    gap = the_only(made)
    assert gap.text == ("Label of incident.cause: recorded, but not for this audience (authority).")
    assert gap.rests_on == ()
    assert made.withheld == ("incident.cause@4",)
    quiet = drafted(SAY.replace('id="x"', "optional"), secret, may_read=PUBLIC)
    assert list(quiet.sentences()) == []
    assert quiet.withheld == ("incident.cause@4",)
    assert drafted(SAY, secret).withheld == ()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("profile.contact.media", "Label of contact.media: nothing is recorded."),
        ("issuer.lei", "Legal Entity Identifier (issuer): nothing is recorded."),
        ("judgement.aware", "a judgement: “Are we aware?”"),
    ],
)
def test_a_gap_names_what_is_missing_as_the_forms_do(key: str, said: str) -> None:
    gap = the_only(drafted(f"{{% say {key} %}}{{% when confirmed %}}X.{{% endsay %}}"))
    assert gap.text == said
    assert gap.about == key


def test_a_question_keeps_its_mark_where_it_is_a_gap() -> None:
    assert (
        gaps.nothing_recorded("contact.dpo", a_vocabulary()) == "contact.dpo: nothing is recorded."
    )
    asked = replace(a_vocabulary(), facts={"a": a_question("a", Kind.YES_NO)})
    asked = replace(asked, facts={"a": replace(asked.facts["a"], label="Is it so?")})
    assert gaps.nothing_recorded("a", asked) == "Is it so? Nothing is recorded."


def test_a_text_may_not_deny_what_is_only_kept_from_its_audience() -> None:
    body = (
        "{% say incident.cause %}"
        "{% when confirmed and no service where state given %}Nothing else is down."
        "{% when confirmed and incident.kind missing %}We have no name for it."
        "{% when confirmed %}That is all we can say.{% endsay %}"
    )
    kind = a_fact("incident.kind", "cyber", ceiling=Ceiling.AUTHORITY)
    down = replace(SITE, ceiling=Ceiling.AUTHORITY)
    assert texts(drafted(body, CAUSE, may_read=PUBLIC)) == ["Nothing else is down."]
    assert texts(drafted(body, CAUSE, down, may_read=PUBLIC)) == ["We have no name for it."]
    assert texts(drafted(body, CAUSE, down, kind, may_read=PUBLIC)) == ["That is all we can say."]


def test_a_wording_that_needs_what_is_not_recorded_is_a_gap() -> None:
    body = (
        '{% say incident.cause id="x" %}{% when confirmed %}As of {{ incident.cause | as_of }}.'
        "{% endsay %}"
    )
    gap = the_only(drafted(body, CAUSE))
    assert (gap.id, gap.kind) == ("x", GAP)
    assert gap.text == "x: the wording needs something that is not recorded."
    assert rests(gap) == [("incident.cause", 1, Standing.CONFIRMED)]


def test_a_wording_that_comes_out_empty_says_nothing() -> None:
    body = "{% say incident.cause %}{% when confirmed %}{% if incident.cause.basis %}X{% endif %}"
    assert drafted(f"{body}{{% endsay %}}", CAUSE).parts == ()


def test_a_sentence_rests_on_its_lead_what_it_prints_and_what_its_condition_asked() -> None:
    count = a_fact("personal_data.people_count", a_count(40, Quality.ABOUT), number=2)
    involved = a_fact("personal_data.involved", "yes", number=5)
    made = drafted(
        '{% say incident.cause, incident.kind id="x" %}'
        "{% when confirmed and incident.kind confirmed and personal_data.involved confirmed and "
        'some service where state = "stopped" and incident.description missing %}'
        "{% if personal_data.people_count %}{{ incident.kind }} {% endif %}{{ incident.kind }}."
        "{% endsay %}",
        CAUSE,
        KIND,
        count,
        involved,
        TILLS,
        WORKS,
        a_fact("incident.started_at", When.exactly(NOON)),
    )
    sentence = the_only(made)
    assert sentence.text == "a fire a fire."
    assert rests(sentence) == [
        ("incident.cause", 1, Standing.CONFIRMED),
        ("incident.kind", 3, Standing.CONFIRMED),
        ("personal_data.people_count", 2, Standing.CONFIRMED),
        ("personal_data.involved", 5, Standing.CONFIRMED),
        ("service:tills", 1, Standing.CONFIRMED),
    ]


def test_the_moves_of_a_wording_stand_before_those_of_its_block() -> None:
    body = (
        '{% say incident.cause moves="CAUSE" %}{% when confirmed moves="WHAT WHEN" %}A.'
        '{% when suspected %}B, we believe.{% when unknown moves="" %}C.{% endsay %}'
    )
    said = {
        standing: the_only(drafted(body, a_fact("incident.cause", "x", standing))).moves
        for standing in (Standing.CONFIRMED, Standing.SUSPECTED, Standing.UNKNOWN)
    }
    assert said == {
        Standing.CONFIRMED: ("WHAT", "WHEN"),
        Standing.SUSPECTED: ("CAUSE",),
        Standing.UNKNOWN: (),
    }


def test_the_law_of_the_day_chooses_a_wording() -> None:
    body = (
        "{% say incident.cause %}"
        '{% when confirmed and law from "2026-06-19" %}New.{% when confirmed %}Old.{% endsay %}'
    )
    assert texts(drafted(body, CAUSE, on=date(2026, 6, 18))) == ["Old."]
    assert texts(drafted(body, CAUSE, on=date(2026, 6, 19))) == ["New."]


# ---- Lists ---------------------------------------------------------------------------------------

EACH = (
    '{% each service where state = "stopped" id="list" moves="SERV_AFF" cite="Art 2" OPTIONS %}'
    "{% intro %}Not working as of {{ all | as_of }}:"
    "{% when confirmed and detail given %}{{ it.name | capital }}: {{ it.detail }}"
    "{% when confirmed %}{{ it.name | capital }}{% endeach %}"
)


def each(*facts: FactVersion, options: str = "", may_read: list[Ceiling] = PUBLIC) -> Draft:
    return drafted(EACH.replace("OPTIONS", options), *facts, may_read=may_read)


def test_a_list_has_an_item_for_each_entry_and_an_introduction_for_all() -> None:
    made = each(TILLS, WORKS, SITE)
    (part,) = made.parts
    assert isinstance(part, ItemList)
    assert part.intro
    assert part.intro.text == "Not working as of 11:50 on 20 November:"
    assert (part.intro.id, part.intro.form, part.intro.kind) == ("list-intro", "intro", SENTENCE)
    assert (part.intro.moves, part.intro.cite) == (("SERV_AFF",), "Art 2")
    assert [rest[0] for rest in rests(part.intro)] == ["service:tills", "service:site"]
    assert [(i.id, i.text, i.form) for i in part.items] == [
        ("list:tills", "The tills", "item"),
        ("list:site", "Our website: no orders", "item"),
    ]
    assert [rests(item) for item in part.items] == [
        [("service:tills", 1, Standing.CONFIRMED)],
        [("service:site", 1, Standing.CONFIRMED)],
    ]
    assert {item.moves for item in part.items} == {("SERV_AFF",)}
    assert list(made.sentences()) == [part.intro, *part.items]


def test_what_was_so_days_apart_does_not_stand_under_one_time() -> None:
    days_later = replace(SITE, true_at=NOON + timedelta(days=3))
    first, second = each(days_later, TILLS).parts
    assert isinstance(first, ItemList)
    assert isinstance(second, ItemList)
    assert first.intro
    assert second.intro
    assert first.intro.text == "Not working as of 12:00 on 20 November:"
    assert [item.text for item in first.items] == ["The tills"]
    assert (second.intro.id, second.intro.text) == (
        "list-2-intro",
        "Not working as of 12:00 on 23 November:",
    )
    assert [item.id for item in second.items] == ["list:site"]


def test_a_list_says_a_thing_once_and_rests_on_all_that_say_it() -> None:
    again = an_entry(entry="checkouts", fields=TILLS.fields, true_at=NOON)
    (part,) = each(TILLS, again).parts
    assert isinstance(part, ItemList)
    (item,) = part.items
    assert (item.id, item.text) == ("list:tills", "The tills")
    assert [rest[0] for rest in rests(item)] == ["service:tills", "service:checkouts"]


def test_an_entry_without_a_wording_is_a_gap_in_the_list_or_left_out() -> None:
    (part,) = each(TILLS, MAYBE).parts
    assert isinstance(part, ItemList)
    assert [(i.id, i.kind, i.form) for i in part.items] == [
        ("list:tills", SENTENCE, "item"),
        ("list:app", GAP, "item"),
    ]
    assert part.items[1].text == ("our app: only suspected, and this text has no wording for that.")
    assert rests(part.items[1]) == [("service:app", 1, Standing.SUSPECTED)]
    (quiet,) = each(TILLS, MAYBE, options="quiet").parts
    assert isinstance(quiet, ItemList)
    assert [item.id for item in quiet.items] == ["list:tills"]
    assert quiet.intro
    assert [rest[0] for rest in rests(quiet.intro)] == ["service:tills"]


@pytest.mark.parametrize("options", ["", "optional", "quiet"])
def test_an_empty_list_is_one_gap_or_nothing(options: str) -> None:
    made = each(WORKS, options=options)
    if options:
        assert made.parts == ()
    else:
        gap = the_only(made)
        assert (gap.id, gap.kind) == ("list", GAP)
        assert gap.text == "Services: nothing is recorded that this sentence needs."
        assert gap.rests_on == ()


def test_an_introduction_that_lacks_a_time_is_a_gap_above_its_list() -> None:
    timeless = replace(TILLS, true_at=None)
    (part,) = each(timeless).parts
    assert isinstance(part, ItemList)
    assert part.intro
    assert (part.intro.id, part.intro.kind, part.intro.form) == ("list-intro", GAP, "intro")
    assert part.intro.text == "list-intro: the wording needs something that is not recorded."


def test_an_introduction_may_be_missing_or_come_out_empty() -> None:
    bare = "{% each service %}{% when confirmed %}{{ it.name }}{% endeach %}"
    empty = bare.replace("{% when", "{% intro %}{% if all.detail %}X:{% endif %}{% when", 1)
    for body in (bare, empty):
        (part,) = drafted(body, TILLS).parts
        assert isinstance(part, ItemList)
        assert part.intro is None
        assert [item.text for item in part.items] == ["the tills"]


def test_items_that_lack_something_are_gaps_of_their_own() -> None:
    body = '{% each service id="x" %}{% when confirmed %}{{ it | as_of }}{% endeach %}'
    tills, site = replace(TILLS, true_at=None), replace(SITE, true_at=None)
    (part,) = drafted(body, tills, WORKS, site).parts
    assert isinstance(part, ItemList)
    assert [(i.id, i.kind, i.form) for i in part.items] == [
        ("x:tills", GAP, "item"),
        ("x:shops", SENTENCE, "item"),
        ("x:site", GAP, "item"),
    ]
    assert rests(part.items[2]) == [("service:site", 1, Standing.CONFIRMED)]


def test_an_item_that_comes_out_empty_is_left_out() -> None:
    body = "{% each service %}{% when confirmed %}{{ it.detail }}{% endeach %}"
    (part,) = drafted(body, TILLS, SITE).parts
    assert isinstance(part, ItemList)
    assert [item.text for item in part.items] == ["no orders"]


def test_entries_kept_from_an_audience_are_named_to_the_drafter_alone() -> None:
    secret = replace(SITE, ceiling=Ceiling.STAFF)
    made = each(TILLS, secret)
    assert made.withheld == ("service:site@1",)
    assert "our website" not in " ".join(texts(made)).lower()
    assert each(TILLS, secret, may_read=[Ceiling.STAFF, Ceiling.PUBLIC]).withheld == ()


def test_an_unnamed_entry_is_called_by_its_key() -> None:
    nameless = an_entry(entry="x", fields={"state": "stopped"}, standing=Standing.UNKNOWN)
    (part,) = each(nameless).parts
    assert isinstance(part, ItemList)
    assert part.items[0].text == "service:x: not known yet."


# ---- Groups --------------------------------------------------------------------------------------

TOGETHER = (
    '{% together service where state in ("stopped", "working") id="all" moves="SERV_AFF" cite="A" '
    'OPTIONS %}{% when confirmed and state = "stopped" %}'
    'As of {{ them | as_of }}, {{ them.name | listed }} {{ them | agree("is", "are") }} down.'
    "{% when confirmed and incident.kind confirmed %}{{ them.name | listed | capital }} work."
    "{% when suspected %}We believe that {{ them.name | listed }} may be down.{% endtogether %}"
)


def together(*facts: FactVersion, options: str = "") -> Draft:
    return drafted(TOGETHER.replace("OPTIONS", options), *facts)


def test_entries_of_one_wording_share_a_sentence_in_the_order_of_the_wordings() -> None:
    made = together(MAYBE, WORKS, TILLS, KIND, SITE)
    assert texts(made) == [
        "As of 11:50 on 20 November, the tills and our website are down.",
        "Our shops work.",
        "We believe that our app may be down.",
    ]
    first, second, third = made.sentences()
    assert [s.id for s in made.sentences()] == ["all", "all-2", "all-3"]
    assert rests(first) == [
        ("service:tills", 1, Standing.CONFIRMED),
        ("service:site", 1, Standing.CONFIRMED),
    ]
    assert rests(second) == [
        ("service:shops", 1, Standing.CONFIRMED),
        ("incident.kind", 3, Standing.CONFIRMED),
    ]
    assert rests(third) == [("service:app", 1, Standing.SUSPECTED)]
    assert {s.moves for s in made.sentences()} == {("SERV_AFF",)}
    (paragraph,) = made.parts
    assert isinstance(paragraph, Paragraph)


def test_a_group_of_different_times_has_a_sentence_for_each() -> None:
    days_later = replace(SITE, true_at=NOON + timedelta(days=3))
    made = together(days_later, TILLS)
    assert texts(made) == [
        "As of 12:00 on 20 November, the tills are down.",
        "As of 12:00 on 23 November, our website is down.",
    ]
    assert [s.id for s in made.sentences()] == ["all", "all-2"]


def test_one_entry_alone_agrees_with_its_own_name() -> None:
    assert texts(together(SITE)) == ["As of 11:50 on 20 November, our website is down."]
    assert texts(together(TILLS)) == ["As of 12:00 on 20 November, the tills are down."]


def test_an_entry_of_a_group_without_a_wording_is_a_gap_or_left_out() -> None:
    made = together(TILLS, WORKS)
    gap, said = made.sentences()
    assert (gap.id, gap.kind) == ("all:shops", GAP)
    assert gap.text == "our shops: recorded with a value for which this text has no wording."
    assert (gap.cite, rests(gap)) == ("A", [("service:shops", 1, Standing.CONFIRMED)])
    assert said.id == "all"
    assert [s.id for s in together(TILLS, WORKS, options="quiet").sentences()] == ["all"]


def test_a_group_that_lacks_something_is_a_gap_of_its_own() -> None:
    body = (
        '{% together service id="g" %}{% when confirmed and detail given %}{{ them.name | listed }}'
        "{% when confirmed %}{{ them | as_of }}{% endtogether %}"
    )
    said, gap = drafted(body, SITE, replace(TILLS, true_at=None)).sentences()
    assert (said.id, said.kind) == ("g", SENTENCE)
    assert (gap.id, gap.kind) == ("g-2", GAP)


@pytest.mark.parametrize("options", ["", "optional", "quiet"])
def test_no_entries_for_a_group_are_one_gap_or_nothing(options: str) -> None:
    made = together(options=options)
    assert texts(made) == (
        [] if options else ["Services: nothing is recorded that this sentence needs."]
    )


def test_a_group_that_comes_out_empty_counts_as_nothing_recorded() -> None:
    body = "{% together service %}{% when confirmed %}{{ them.detail | listed }}{% endtogether %}"
    assert texts(drafted(body, TILLS)) == [
        "Services: nothing is recorded that this sentence needs."
    ]


# ---- Fixed sentences -----------------------------------------------------------------------------


def test_a_fixed_sentence_rests_on_nothing() -> None:
    body = '{% fixed id="sorry" moves="APOLOGY" cite="A" as="line" %}We are sorry.{% endfixed %}'
    made = drafted(body)
    sentence = the_only(made)
    assert (sentence.id, sentence.text, sentence.kind) == ("sorry", "We are sorry.", FIXED)
    assert (sentence.moves, sentence.cite, sentence.rests_on) == (("APOLOGY",), "A", ())
    assert sentence.is_said
    assert made.parts == (Line(sentence),)


@pytest.mark.parametrize(
    ("facts", "said"),
    [((), []), ((WORKS,), []), ((TILLS,), []), ((TILLS, CAUSE), ["Sorry."])],
)
def test_a_fixed_sentence_may_wait_for_conditions(
    facts: tuple[FactVersion, ...], said: list[str]
) -> None:
    made = drafted(
        '{% fixed when some service where state = "stopped" and incident.cause confirmed %}'
        "Sorry.{% endfixed %}",
        *facts,
    )
    assert texts(made) == said


def test_what_is_no_sentence_yields_none() -> None:
    # Built by hand; the parser refuses a fixed sentence without words.
    notice = replace(a_notice(""), blocks=(Fixed("x", 1), Block("y", 2)))
    assert draft(notice, the_sources(a_known())).parts == ()


# ---- Layout --------------------------------------------------------------------------------------


def fixed(text: str, form: str = "sentence") -> str:
    return f'{{% fixed as="{form}" %}}{text}{{% endfixed %}}'


def layout(body: str, *facts: FactVersion) -> list[object]:
    shown: list[object] = []
    for part in drafted(body, *facts).parts:
        if isinstance(part, Paragraph):
            shown.append([sentence.text for sentence in part.sentences])
        elif isinstance(part, Line):
            shown.append(("line", part.sentence.text))
        elif isinstance(part, HeadingPart):
            shown.append(part.text.upper())
        else:
            shown.append(type(part))
    return shown


def test_sentences_run_on_until_a_blank_line() -> None:
    body = f"{fixed('A.')}\n{fixed('B.')}\n\n{fixed('C.')}{fixed('D.')}"
    assert layout(body) == [["A.", "B."], ["C.", "D."]]


def test_a_silent_sentence_still_ends_the_paragraph_it_follows() -> None:
    silent = '{% say incident.cause optional %}{% when confirmed %}"X".{% endsay %}'
    assert layout(f"{fixed('A.')}\n\n{silent}\n{fixed('B.')}") == [["A."], ["B."]]
    assert layout(f"{fixed('A.')}\n{silent}\n{fixed('B.')}") == [["A.", "B."]]


def test_lines_lists_and_headings_stand_alone() -> None:
    body = (
        f"{fixed('Dear all', 'salutation')}{fixed('A.')}{fixed('LEI: 1', 'line')}{fixed('B.')}"
        '{% heading "H" %}'
        "{% each service %}{% when confirmed %}{{ it.name }}{% endeach %}"
        f"{fixed('C.')}{fixed('Us', 'signature')}"
    )
    assert layout(body, TILLS) == [
        ("line", "Dear all"),
        ["A."],
        ("line", "LEI: 1"),
        ["B."],
        "H",
        ItemList,
        ["C."],
        ("line", "Us"),
    ]


def test_the_first_title_is_the_headline_and_stands_first() -> None:
    made = drafted(fixed("A.") + fixed("One", "title") + fixed("Two", "title"))
    assert made.headline
    assert made.headline.text == "One"
    assert texts(made) == ["One", "A.", "Two"]
    assert drafted(fixed("A.")).headline is None


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{% heading "A" %}', []),
        ('{% heading "A" %}{% heading "B" %}X', ["B", ["x"]]),
        ('X{% heading "A" %}', [["x"]]),
        ('{% heading "A" %}NOTHING{% heading "B" %}NOTHING', []),
        ('{% heading "A" %}GAP', ["A", ["Label of incident.cause: nothing is recorded."]]),
        ('{% heading "A" %}{% question "Q" %}{% endquestion %}', []),
        ('{% heading "A" %}{% question "Q" required %}{% endquestion %}', ["A", Answered]),
    ],
)
def test_a_heading_followed_by_nothing_disappears(body: str, shown: list[object]) -> None:
    body = body.replace("X", fixed("x"))
    body = body.replace("NOTHING", SAY.replace('id="x"', "optional")).replace("GAP", SAY)
    assert layout(body) == shown


# ---- Questions -----------------------------------------------------------------------------------

FORM = (
    '{% question "Why?" ref="B1" cite="Art 33" FLAG %}'
    '{% say incident.cause id="a" FORM %}{% when confirmed %}It was {{ incident.cause }}.'
    "{% when unknown %}Not yet known. {{ incident.cause.outlook }}{% endsay %}"
    '{% each service id="b" cite="Own" optional %}{% intro %}These:{% when confirmed %}'
    "{{ it.name }}{% endeach %}"
    "{% endquestion %}"
)


def asked(*facts: FactVersion, flag: str = "", form: str = "optional") -> tuple[Draft, Answered]:
    made = drafted(FORM.replace("FLAG", flag).replace("FORM", form), *facts)
    (part,) = made.parts
    assert isinstance(part, Answered)
    return made, part


def test_an_answer_inherits_the_citation_of_its_question() -> None:
    made, part = asked(CAUSE, TILLS)
    assert (part.question, part.ref, part.cite, part.required) == ("Why?", "B1", "Art 33", False)
    paragraph, items = part.parts
    assert isinstance(paragraph, Paragraph)
    assert isinstance(items, ItemList)
    assert [s.cite for s in made.sentences()] == ["Art 33", "Own", "Own"]
    assert open_questions(made) == ()


def test_a_list_and_a_line_inherit_it_too() -> None:
    body = (
        '{% question "Q" cite="Art 33" %}'
        "{% each service %}{% intro %}These:{% when confirmed %}{{ it.name }}{% endeach %}"
        f"{fixed('A line', 'line')}"
        "{% each service %}{% when confirmed %}{{ it.name }}{% endeach %}"
        "{% endquestion %}"
    )
    made = drafted(body, TILLS)
    assert [s.cite for s in made.sentences()] == ["Art 33"] * 4


def test_an_optional_question_may_stay_without_an_answer() -> None:
    assert drafted(FORM.replace("FLAG", "").replace("FORM", "optional")).parts == ()


def test_a_required_question_without_an_answer_is_a_gap_and_nothing_unknown() -> None:
    made, _ = asked(flag="required")
    gap = the_only(made)
    assert (gap.id, gap.kind, gap.cite) == ("question-b1-gap", GAP, "Art 33")
    assert gap.text == "Why? No answer is recorded."
    assert open_questions(made) == ()


def test_an_unknown_answer_keeps_a_question_open() -> None:
    support = Support(expected_by=NOON)
    unknown = a_fact("incident.cause", standing=Standing.UNKNOWN, support=support)
    made, _ = asked(unknown)
    said = "Not yet known. Expected by 12:00 on Friday 20 November 2026 (London time)."
    assert texts(made) == [said]
    assert open_questions(made) == (OpenQuestion("Why?", "B1", in_part=False),)


def test_a_question_answered_in_part_says_so() -> None:
    unknown = a_fact("incident.cause", standing=Standing.UNKNOWN)
    made, _ = asked(unknown, TILLS)
    assert open_questions(made) == (OpenQuestion("Why?", "B1", in_part=True),)


def test_a_gap_in_an_answer_is_listed_as_a_gap_only() -> None:
    suspected = a_fact("incident.cause", "x", Standing.SUSPECTED)
    made, _ = asked(suspected, TILLS)
    assert [s.kind for s in made.sentences()] == [GAP, SENTENCE, SENTENCE]
    assert open_questions(made) == ()


# ---- Organisation, entities, judgements ----------------------------------------------------------


def test_profile_and_entities_and_judgements_can_be_said() -> None:
    group = Entity(
        "group",
        "Harcourt & Vale plc",
        ("issuer", "controller"),
        lei="213800EXAMPLE0000001",
        securities=(Security("shares", "XLON", "GB00EXAMPLE1", "HVL"),),
    )
    retail = an_entity("retail", ("controller", "employer"), legal_name="Vale Retail Limited")
    known = a_known(
        judgements=[a_judgement("aware", "aware", NOON, number=2)],
        profile={"contact.media": "press@vale.example", "size": "large"},
        entities=[group, retail],
    )
    body = "".join(
        f"{{% say {key} %}}{{% when confirmed %}}{{{{ {shown or key} }}}}{{% endsay %}}"
        for key, shown in [
            ("org.name", ""),
            ("profile.contact.media", ""),
            ("profile.size", ""),
            ("issuer.legal_name", ""),
            ("issuer.lei", ""),
            ("issuer.ticker", ""),
            ("issuer.isin", ""),
            ("issuer.venue", ""),
            ("controller.legal_name", ""),
            ("employer.legal_name", ""),
            ("employer.lei", ""),
            ("judgement.aware", ""),
            ("judgement.aware", "judgement.aware.instant | full_moment"),
        ]
    )
    made = draft(a_notice(body), the_sources(known))
    assert texts(made) == [
        "Harcourt & Vale plc",
        "press@vale.example",
        "large",
        "Harcourt & Vale plc",
        "213800EXAMPLE0000001",
        "HVL",
        "GB00EXAMPLE1",
        "XLON",
        # Two entities are controllers; the first one listed speaks for the role.
        "Harcourt & Vale plc",
        "Vale Retail Limited",
        "Legal Entity Identifier (employer): nothing is recorded.",
        "aware",
        "12:00 on Friday 20 November 2026",
    ]
    *_, named = made.sentences()
    assert rests(named) == [
        ("judgement.aware", 2, Standing.CONFIRMED),
        ("judgement.aware.instant", 2, Standing.CONFIRMED),
    ]


# ---- The digest ----------------------------------------------------------------------------------

SMALL = '{% heading "H" %}' + SAY + '{% question "Q" %}' + fixed("A.") + "{% endquestion %}"


def digest(body: str = SMALL, fact: FactVersion = CAUSE, **changes: object) -> str:
    notice: Notice = replace(a_notice(body), **changes)
    return draft(notice, the_sources(a_known(fact))).digest


def test_the_digest_is_the_same_for_the_same_words() -> None:
    assert digest() == digest()
    assert len(digest()) == 64
    assert int(digest(), 16)


@pytest.mark.parametrize(
    ("body", "fact", "changes"),
    [
        (SMALL.replace("Caused", "Brought about"), CAUSE, {}),
        (SMALL.replace('"H"', '"I"'), CAUSE, {}),
        (SMALL.replace('"Q"', '"R"'), CAUSE, {}),
        (SMALL.replace("A.", "B."), CAUSE, {}),
        (SMALL, replace(CAUSE, number=2), {}),
        (SMALL, replace(CAUSE, value="a broken switch"), {}),
        (SMALL, replace(CAUSE, standing=Standing.SUSPECTED), {}),
        (SMALL, CAUSE, {"id": "voluntary.other.customers"}),
        (SMALL, CAUSE, {"language": "cy"}),
    ],
)
def test_the_digest_changes_with_a_word_or_a_version(
    body: str, fact: FactVersion, changes: dict[str, object]
) -> None:
    assert digest(body, fact, **changes) != digest()


@pytest.mark.parametrize(
    ("body", "fact", "changes"),
    [
        (f"{{# remark #}}\n\n{SMALL}", CAUSE, {}),
        (SMALL, replace(CAUSE, recorded_by="somebody else"), {}),
        (SMALL, replace(CAUSE, true_at=NOON), {}),
        (SMALL, replace(CAUSE, support=Support(source="a log")), {}),
        (SMALL, CAUSE, {"title": "Another title in lists"}),
        (SMALL, CAUSE, {"note": "To the drafter."}),
        (SMALL, CAUSE, {"why": "Because."}),
        (SMALL, CAUSE, {"max_words": 12}),
        (SMALL, CAUSE, {"fixed": {"x": "counsel"}}),
        (SMALL, CAUSE, {"layout": "letter"}),
    ],
)
def test_the_digest_changes_with_nothing_else(
    body: str, fact: FactVersion, changes: dict[str, object]
) -> None:
    assert digest(body, fact, **changes) == digest()


# ---- Gaps of the notice's own -------------------------------------------------------------------


def test_a_block_may_say_in_its_own_words_what_is_missing() -> None:
    body = (
        '{% say incident.cause id="x" gap="Ask the engineers." %}{% when confirmed %}X.{% endsay %}'
    )
    gap = the_only(drafted(body))
    assert (gap.text, gap.kind, gap.about) == ("Ask the engineers.", GAP, "incident.cause")


def test_a_gap_stands_while_its_conditions_hold() -> None:
    when = "incident.cause confirmed and incident.kind missing"
    body = f'{{% gap "Say how long." id="x" cite="Art 1" when {when} %}}'
    assert list(drafted(body).sentences()) == []
    gap = the_only(drafted(body, CAUSE))
    assert (gap.id, gap.text, gap.kind, gap.cite) == ("x", "Say how long.", GAP, "Art 1")
    assert rests(gap) == [("incident.cause", 1, Standing.CONFIRMED)]
    assert list(drafted(body, CAUSE, a_fact("incident.kind", "cyber")).sentences()) == []
