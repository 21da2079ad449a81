"""The stale radar: what was said and does not hold any more, found, drafted openly, not reused."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from drafted import drafted as drafted_of
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    NOON,
    a_case,
    a_case_file,
    a_count,
    a_draft,
    a_fact,
    a_known,
    a_notice,
    a_release,
    a_sentence,
    an_entry,
    the_catalogue,
    the_findings_of,
    the_sources,
)
from disclosure.facts.case import Case, Known, LetStand, Release, ReleasedSentence
from disclosure.facts.standings import Ceiling, Change, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.services.assessments import Assessments
from disclosure.services.corrections_drafted import Retelling
from disclosure.services.packs import Packs
from disclosure.words.corrections import How, Overtaken, overtaken, said_now
from disclosure.words.drafting import draft
from disclosure.words.drafts import Draft, Sentence
from disclosure.words.findings import Severity
from disclosure.words.retelling import retold_again
from disclosure.words.rules_of_corrections import REUSED

HOUR = timedelta(hours=1)
EMAIL, LETTER, REPORT = (
    "voluntary.email.customers",
    "voluntary.letter.staff",
    "uk.law.1.a.authority",
)
WAS = "Our website was working at 09:00 on 20 November."
WORKING = {"name": "our website", "area": "online", "state": "working"}


def web(number: int = 1, state: str = "working", **more) -> FactVersion:
    """Give a version of what is known of the website; each later one was recorded an hour on."""
    return an_entry(
        entry="website",
        fields={**WORKING, "state": state, **more.pop("fields", {})},
        number=number,
        recorded_at=NOON - (6 - number) * HOUR,
        true_at=NOON - (6 - number) * HOUR,
        **more,
    )


STOPPED = web(2, "stopped")


def told(
    *rests_on: str,
    notice: str = EMAIL,
    at: float = -4,
    text: str = WAS,
    series: int = 1,
    sentence: str = "working",
) -> Release:
    """Give a text with one sentence, given out so many hours after noon."""
    said = ReleasedSentence(text, tuple(rests_on), sentence)
    audience = notice.rpartition(".")[2]
    return replace(
        a_release(audience, NOON + at * HOUR, name=f"{notice}#{series}", sentences=[said]),
        notice=notice,
    )


def found(*facts: FactVersion, releases: Sequence[Release], **more) -> tuple[Overtaken, ...]:
    known = a_known(*facts, releases=releases)
    return overtaken(replace(known, **more))


def is_open(*facts: FactVersion, releases: Sequence[Release], **more) -> list[bool]:
    return [one.is_open for one in found(*facts, releases=releases, **more)]


# ---- What is found ------------------------------------------------------------------------------


def test_a_sentence_whose_facts_stand_is_not_found() -> None:
    assert found(web(), releases=[told("service:website@1")]) == ()


def test_what_was_only_confirmed_again_is_not_found() -> None:
    again = web(2, change=Change.RE_CONFIRMS)
    assert found(web(), again, releases=[told("service:website@1")]) == ()


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (Change.CHANGES, How.CHANGED),
        (Change.WRONG_WHEN_SAID, How.WRONG),
        (Change.WITHDRAWN, How.WITHDRAWN),
    ],
)
def test_the_three_kinds_are_told_apart(change, how) -> None:
    (one,) = found(web(), web(2, "stopped", change=change), releases=[told("service:website@1")])
    assert (one.how, one.is_open, one.sentence.text) == (how, True, WAS)
    assert (one.shifts[0].held.number, one.shifts[0].by.number) == (1, 2)


def test_the_first_change_alone_says_whether_the_sentence_was_wrong() -> None:
    corrected = web(3, "affected", change=Change.WRONG_WHEN_SAID)
    (one,) = found(web(), STOPPED, corrected, releases=[told("service:website@1")])
    assert one.how is How.CHANGED
    (later,) = found(web(), STOPPED, corrected, releases=[told("service:website@2", at=-3)])
    assert later.how is How.WRONG


def test_that_something_was_not_known_was_never_wrong() -> None:
    unknown = a_fact("incident.succeeded", None, Standing.UNKNOWN)
    known = a_fact("incident.succeeded", "yes", number=2, change=Change.WRONG_WHEN_SAID)
    kind = [
        a_fact("incident.kind", "cyber-attempt"),
        a_fact("incident.kind", "cyber", number=2, change=Change.WRONG_WHEN_SAID),
    ]
    admits = told("incident.succeeded@1", "incident.kind@1", text="We do not know yet.")
    (one,) = found(unknown, known, *kind, releases=[admits])
    assert one.how is How.CHANGED
    states = told("incident.kind@1", text="It was an attempt.")
    (one,) = found(*kind, releases=[states])
    assert one.how is How.WRONG


def test_what_becomes_so_again_was_still_overtaken() -> None:
    back = web(3, "working", change=Change.CHANGES)
    assert is_open(web(), STOPPED, back, releases=[told("service:website@1")]) == [True]


def test_an_intro_says_nothing_of_its_own() -> None:
    lead = told("service:website@1", text="Problems at 09:00:", sentence="affected-intro")
    (one,) = found(web(), STOPPED, releases=[lead])
    assert not one.is_telling


# ---- What is settled ----------------------------------------------------------------------------


def test_a_later_text_to_the_same_readers_settles_it() -> None:
    first, later = told("service:website@1"), told("service:website@2", at=-1, series=2)
    (one,) = found(web(), STOPPED, releases=[first, later])
    assert not one.is_open
    assert one.told == later


@pytest.mark.parametrize(
    "later",
    [
        told("service:website@2", notice=LETTER, at=-1),
        told("service:website@1", at=-1, series=2),
        told("service:website@2", at=-5),
    ],
    ids=["to others", "of the old version", "before it"],
)
def test_no_other_text_settles_it(later) -> None:
    places = [
        (one.release.id, one.is_open)
        for one in found(web(), STOPPED, releases=[told("service:website@1"), later])
    ]
    assert (f"{EMAIL}#1", True) in places


def test_what_one_authority_was_told_the_other_was_not() -> None:
    first = told("service:website@1", notice="uk.law.1.initial.authority")
    other = told("service:website@2", notice="uk.body.report.authority", at=-1)
    same = told("service:website@2", notice="uk.law.1.follow-up.authority", at=-1)
    assert is_open(web(), STOPPED, releases=[first, other]) == [True]
    assert is_open(web(), STOPPED, releases=[first, same]) == [False]


def test_a_correction_that_names_old_and_new_is_not_overtaken_by_the_new() -> None:
    both = told("service:website@1", "service:website@2", notice=LETTER, at=-1)
    assert found(web(), STOPPED, releases=[both]) == ()
    (one,) = found(web(), STOPPED, web(3, "affected"), releases=[both])
    assert one.shifts[0].held.number == 2


def let_stand(version: str, sentence: str = "working") -> LetStand:
    return LetStand(
        f"{EMAIL}#1", sentence, version, NOON - HOUR, "Gita Rao", "Nobody relies on it."
    )


def test_a_decision_settles_one_sentence_until_the_facts_change_again() -> None:
    releases = [told("service:website@1")]
    decided = (let_stand("service:website@2"),)
    assert is_open(web(), STOPPED, releases=releases, let_stand=decided) == [False]
    other = (let_stand("service:website@2", "another"),)
    assert is_open(web(), STOPPED, releases=releases, let_stand=other) == [True]
    third = web(3, "affected")
    assert is_open(web(), STOPPED, third, releases=releases, let_stand=decided) == [True]


def test_a_decision_counts_from_when_it_was_made() -> None:
    case = a_case(facts=[web(), STOPPED], releases=[told("service:website@1")])
    case = replace(case, let_stand=(let_stand("service:website@2"),))
    (before,) = overtaken(case.known_at(NOON - 2 * HOUR))
    (after,) = overtaken(case.known_at(NOON))
    assert (before.is_open, after.is_open) == (True, False)


# ---- Whatever happens ---------------------------------------------------------------------------

MOVES = (Change.RE_CONFIRMS, Change.CHANGES, Change.WRONG_WHEN_SAID, Change.WITHDRAWN)
KEYS = ("incident.cause", "finance.impact", "restoration.progress")
READERS = (EMAIL, LETTER, REPORT)
STEPS = st.one_of(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(MOVES)),
    st.tuples(st.sampled_from(READERS), st.sets(st.sampled_from(KEYS), min_size=1)),
)


def history(steps: Sequence[tuple[str, object]]) -> Case:
    """Record and tell, step by step, an hour apart; a text rests on what stands when it goes."""
    facts = {key: [a_fact(key, "as it began", recorded_at=NOON)] for key in KEYS}
    releases: list[Release] = []
    for n, (name, what) in enumerate(steps, start=1):
        at = NOON + n * HOUR
        if name in KEYS:
            held = facts[name]
            number = len(held) + 1
            same = what is Change.RE_CONFIRMS
            value = held[-1].value if same else f"as it is at step {n}"
            held.append(a_fact(name, value, number=number, recorded_at=at, change=what))
        else:
            names = [facts[key][-1].name for key in sorted(what)]
            said = [ReleasedSentence(f"On {each}.", (each,), f"s-{each}") for each in names]
            release = a_release(name.rpartition(".")[2], at, name=f"{name}#{n}", sentences=said)
            releases.append(replace(release, notice=name))
    every = [version for versions in facts.values() for version in versions]
    return a_case(facts=every, releases=releases, at=NOON + (len(steps) + 9) * HOUR)


def open_in(case: Case) -> set[tuple[str, str]]:
    known = case.known_at(case.at)
    return {(one.release.id, one.name) for one in overtaken(known) if one.is_open}


@given(st.lists(STEPS, max_size=14), st.randoms())
def test_the_order_of_recording_does_not_matter(steps, random: Random) -> None:
    case = history(steps)
    facts, releases = list(case.facts), list(case.releases)
    random.shuffle(facts)
    random.shuffle(releases)
    shuffled = replace(case, facts=tuple(facts), releases=tuple(releases))
    assert open_in(shuffled) == open_in(case)


@given(st.lists(STEPS, max_size=14), st.sampled_from(KEYS), st.sampled_from(MOVES))
def test_recording_a_fact_alone_closes_no_correction(steps, key, change) -> None:
    before, after = open_in(history(steps)), open_in(history([*steps, (key, change)]))
    assert before <= after
    assert change is not Change.RE_CONFIRMS or before == after


# ---- What the notice language says of it --------------------------------------------------------

ALL = """{% each overtaken where audience = "customers" id="correction" optional quiet %}
{% when confirmed and how = "wrong" and now given %}“{{ it.said }}” Wrong. {{ it.now }}
{% when confirmed and now given %}{{ it.said_at | moment }}: “{{ it.said }}” {{ it.now }}
{% when confirmed and state_now given %}“{{ it.said }}” {{ it.about }}: {{ it.state_now }}.
{% when confirmed %}“{{ it.said }}” No more.
{% endeach %}
{% fixed id="sorry" when some overtaken where how = "wrong" %}Sorry.{% endfixed %}
{% each changed where audience = "customers" id="changed" optional quiet %}
{% when confirmed and then given and now given %}{{ it.about }}: {{ it.then }}, now {{ it.now }}.
{% when confirmed %}{{ it.about }}: no more.
{% endeach %}"""
TODAY = a_notice(
    """{% together service where state = "working" id="working" quiet %}
{% when confirmed %}{{ them.name | listed }} works at {{ them | as_of }}.
{% endtogether %}
{% each service where state = "stopped" id="stopped" optional quiet %}
{% when confirmed %}{{ it.name }} is stopped.
{% endeach %}"""
)


def retold(
    *facts: FactVersion,
    releases: Sequence[Release],
    today: Draft | None = None,
    may_read: Sequence[Ceiling] = tuple(Ceiling),
) -> Draft:
    plain = the_sources(a_known(*facts, releases=releases), may_read=may_read)
    again = retold_again(plain, lambda _: today or draft(TODAY, plain))
    return draft(a_notice(ALL, fixed=["sorry"]), again)


def texts(made: Draft) -> dict[str, str]:
    return {sentence.id.partition(":")[0]: sentence.text for sentence in made.said()}


SERVICE = {"name": "our website", "state": "working"}
BEFORE = an_entry(entry="website", fields=SERVICE, true_at=NOON - 5 * HOUR)
AFTER = an_entry(entry="website", fields={**SERVICE, "state": "stopped"}, number=2)


def test_what_was_said_stands_beside_what_the_same_text_says_now() -> None:
    made = retold(BEFORE, AFTER, releases=[told("service:website@1")])
    assert texts(made) == {
        "correction": f"08:00 on 20 November: “{WAS}” our website is stopped.",
        "changed": "our website: working, now not working.",
    }
    (correction, _) = made.said()
    assert [f"{rest.fact}@{rest.version}" for rest in correction.rests_on] == [
        "service:website@1",
        "service:website@2",
    ]


@pytest.mark.parametrize(
    ("before", "after", "more", "words"),
    [
        # How surely we know it has changed, and nothing else.
        (Standing.SUSPECTED, Standing.CONFIRMED, {}, "working (not confirmed), now working"),
        # With it a detail: how the thing stands is said all the same.
        (
            Standing.UNKNOWN,
            Standing.CONFIRMED,
            {"detail": "slowly"},
            "not yet known, now working; slowly",
        ),
        (
            Standing.RULED_OUT,
            Standing.CONFIRMED,
            {"detail": "slowly"},
            "ruled out, now working; slowly",
        ),
        # A detail that was added says nothing without how the thing stands.
        (
            Standing.CONFIRMED,
            Standing.CONFIRMED,
            {"detail": "slowly"},
            "working, now working; slowly",
        ),
    ],
)
def test_what_has_changed_is_said_with_how_the_thing_stands(before, after, more, words) -> None:
    held = replace(BEFORE, standing=before)
    moved = replace(AFTER, standing=after, fields={**SERVICE, **more})
    made = texts(retold(held, moved, releases=[told("service:website@1")]))
    assert made.get("changed") == (f"our website: {words}." if words else "our website: no more.")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Standing.SUSPECTED, Standing.CONFIRMED, "not confirmed, now confirmed"),
        (Standing.CONFIRMED, Standing.SUSPECTED, "confirmed, now not confirmed"),
    ],
)
def test_what_has_no_state_is_not_taken_back_when_it_is_confirmed(before, after, words) -> None:
    """Nothing of advice, or of a step taken, says how it stands; that it does must be said."""
    fields = {"name": "our website"}
    held = an_entry(entry="website", fields=fields, standing=before, true_at=NOON - 5 * HOUR)
    moved = an_entry(entry="website", fields=fields, standing=after, number=2)
    made = texts(retold(held, moved, releases=[told("service:website@1")]))
    assert made["changed"] == f"our website: {words}."


def test_what_was_believed_and_is_known_now_is_called_confirmed() -> None:
    held = replace(BEFORE, standing=Standing.SUSPECTED)
    moved = replace(held, standing=Standing.CONFIRMED, number=2)
    other = replace(AFTER, standing=Standing.CONFIRMED)
    [one] = overtaken(a_known(held, moved, releases=[told("service:website@1")]))
    [two] = overtaken(a_known(held, other, releases=[told("service:website@1")]))
    assert (one.how, two.how) == (How.CONFIRMED, How.CHANGED)


def test_what_was_wrong_is_called_wrong_and_regretted() -> None:
    wrong = replace(AFTER, change=Change.WRONG_WHEN_SAID)
    made = retold(BEFORE, wrong, releases=[told("service:website@1")])
    assert texts(made)["correction"] == f"“{WAS}” Wrong. our website is stopped."
    sorry = next(sentence for sentence in made.said() if sentence.id == "sorry")
    # It tells nobody what has changed, so nobody counts as told by it.
    assert (sorry.text, sorry.rests_on) == ("Sorry.", ())


def test_where_the_text_has_no_sentence_for_it_now_the_fact_is_told() -> None:
    unclear = replace(AFTER, fields={**SERVICE, "state": "unclear"})
    made = retold(BEFORE, unclear, releases=[told("service:website@1")])
    assert texts(made)["correction"] == f"“{WAS}” our website: not clear."


def test_what_is_withdrawn_has_nothing_in_its_place() -> None:
    gone = replace(AFTER, change=Change.WITHDRAWN)
    made = retold(BEFORE, gone, releases=[told("service:website@1")])
    assert texts(made) == {"correction": f"“{WAS}” No more.", "changed": "our website: no more."}


def test_what_readers_may_not_know_is_not_told_them() -> None:
    inside = replace(AFTER, ceiling=Ceiling.INSIDE)
    made = retold(BEFORE, inside, releases=[told("service:website@1")], may_read=[Ceiling.PUBLIC])
    assert texts(made) == {"correction": f"“{WAS}” No more.", "changed": "our website: no more."}


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (a_fact("incident.cause", "a fire", number=2), "a fault, now a fire"),
        (
            a_fact("incident.cause", "a fire", Standing.SUSPECTED, number=2),
            "a fault, now a fire (not confirmed)",
        ),
        (a_fact("incident.cause", None, Standing.UNKNOWN, number=2), "a fault, now not yet known"),
        (
            a_fact("incident.cause", "a fire", Standing.RULED_OUT, number=2),
            "a fault, now ruled out",
        ),
        (
            a_fact(
                "incident.cause",
                "a fire",
                Standing.NO_SIGN,
                number=2,
                support=Support(checked="it", checked_by="us", checked_until=NOON - HOUR),
            ),
            "a fault, now no sign so far, checked up to 11:00 on 20 November",
        ),
    ],
    ids=lambda given: str(getattr(given, "standing", "")),
)
def test_a_fact_is_told_no_more_surely_than_it_is_known(now, words) -> None:
    first = a_fact("incident.cause", "a fault")
    made = retold(first, now, releases=[told("incident.cause@1", text="A fault.", sentence="c")])
    assert texts(made)["changed"] == f"Label of incident.cause: {words}."


def test_a_count_is_told_as_it_is_meant() -> None:
    key = "personal_data.people_count"
    facts = [a_fact(key, a_count(1200)), a_fact(key, a_count(1450), number=2)]
    made = retold(*facts, releases=[told(f"{key}@1", text="It is 1,200 people.", sentence="n")])
    assert texts(made)["changed"] == f"Label of {key}: 1,200 people, now 1,450 people."


def test_what_would_be_said_in_the_same_words_needs_no_correction() -> None:
    detail = replace(AFTER, fields={**SERVICE, "detail": "slow"}, true_at=NOON - 5 * HOUR)
    same = told("service:website@1", text="our website works at 07:00 on 20 November.")
    assert texts(retold(BEFORE, detail, releases=[same])) == {}
    other = told("service:website@1", text="Our website works.")
    assert "correction" in texts(retold(BEFORE, detail, releases=[other]))


def test_the_same_words_said_twice_are_corrected_once() -> None:
    twice = [told("service:website@1"), told("service:website@1", series=2, at=-3)]
    made = retold(BEFORE, AFTER, releases=twice)
    assert [s.id.partition(":")[0] for s in made.said()] == ["correction", "changed"]


def test_a_title_is_corrected_with_the_sentence_that_says_the_same() -> None:
    title = ReleasedSentence("Our website works", ("service:website@1",), "title")
    first = told("service:website@1")
    both = replace(first, sentences=(title, *first.sentences))
    made = retold(BEFORE, AFTER, releases=[both])
    assert [text for name, text in texts(made).items() if name == "correction"] == [
        f"08:00 on 20 November: “{WAS}” our website is stopped."
    ]
    alone = replace(first, sentences=(title,))
    assert "“Our website works”" in texts(retold(BEFORE, AFTER, releases=[alone]))["correction"]


def test_other_readers_are_not_told_what_these_were_told() -> None:
    assert texts(retold(BEFORE, AFTER, releases=[told("service:website@1", notice=LETTER)])) == {}


def test_a_word_about_the_change_is_not_what_the_text_says_now() -> None:
    (one,) = found(BEFORE, AFTER, releases=[told("service:website@1")])
    about = a_sentence("It was working, now stopped.", BEFORE, AFTER, name="changed")
    plain = a_sentence("It is stopped.", AFTER, name="stopped")
    assert said_now(one, a_draft(about, plain)).texts == ("It is stopped.",)


# ---- What is not said again ---------------------------------------------------------------------


def reused(sentence: Sentence, *others: Sentence, notice: str = LETTER) -> list[tuple[str, str]]:
    known = a_known(web(), STOPPED, releases=[told("service:website@1")])
    drafts = [a_draft(sentence, *others, notice=notice, audience="staff")]
    return [
        (finding.sentence, finding.severity)
        for finding in the_findings_of(known, drafts)
        if finding.rule == REUSED
    ]


def by_hand(text: str, *rests: FactVersion, drafted: str = "Something else.") -> Sentence:
    return replace(a_sentence(text, *rests, name="own"), by_hand="Ada Field", drafted=drafted)


STOP = [("own", Severity.STOP)]


@pytest.mark.parametrize(
    "text",
    [
        WAS,
        "our website was working, at 09:00 on 20 November",
        f"Good morning. {WAS} Please order there.",
        f"At noon we said: “Our tills are open.” {WAS}",
    ],
)
def test_words_by_hand_that_say_it_again_are_stopped(text) -> None:
    assert reused(by_hand(text)) == STOP
    # Resting them on what is known now does not make them true.
    assert reused(by_hand(text, STOPPED)) == STOP


@pytest.mark.parametrize(
    "text",
    [
        f"At noon we said: “{WAS}” That has changed.",
        "Our website was working at 09:00 on 21 November.",
        "Our website is stopped.",
    ],
)
def test_a_quotation_or_other_words_are_not(text) -> None:
    assert reused(by_hand(text)) == []


def test_words_that_the_facts_give_today_are_right() -> None:
    assert reused(a_sentence(WAS, STOPPED, name="own")) == []
    assert reused(by_hand(WAS, STOPPED, drafted=WAS)) == []
    given = a_sentence(WAS, STOPPED, name="drafted")
    assert reused(by_hand(WAS, STOPPED), given) == []


def test_the_same_sentence_on_the_old_version_is_stopped() -> None:
    old = a_sentence("Our website works.", web(), name="working")
    assert reused(old, notice=EMAIL) == [("working", Severity.STOP)]
    new = a_sentence("Our website works.", STOPPED, name="working")
    assert reused(new, notice=EMAIL) == []
    quoted = a_sentence("It worked; now it does not.", web(), STOPPED, name="working")
    assert reused(quoted, notice=EMAIL) == []


def test_the_finding_says_where_it_was_said_and_what_to_do() -> None:
    known = a_known(web(), STOPPED, releases=[told("service:website@1")])
    drafts = [a_draft(by_hand(WAS), notice=LETTER)]
    (finding,) = (f for f in the_findings_of(known, drafts) if f.rule == REUSED)
    assert finding.message == (
        f"This was said in “{EMAIL}#1” at 08:00 on 20 November. It has changed since (“our "
        "website”), and whoever reads it again is misled. Say what is so now; to speak of what "
        "was said, put it in quotation marks and say what became of it."
    )


def test_a_correction_contradicts_nothing() -> None:
    known = a_known(web(), STOPPED, releases=[told("service:website@1")])
    correction = a_sentence(f"We said: “{WAS}” It is stopped.", web(), STOPPED)
    plain = a_sentence("It is stopped.", STOPPED)
    drafts = [a_draft(correction), a_draft(plain, notice=LETTER, audience="staff")]
    rules = {finding.rule for finding in the_findings_of(known, drafts)}
    assert "contradiction" not in rules


# ---- A real case --------------------------------------------------------------------------------

WEBSITE = "service:website-and-app"
ANNOUNCEMENT, TILL = "uk.mar.17-1.announce.market", "voluntary.till.customers"
BREACH, POST = "uk.gdpr.33.initial.authority", "voluntary.post.public"
OUT = (ANNOUNCEMENT, EMAIL, TILL, BREACH, POST)
CORRECTIONS = ("uk.mar.17-1.correction.market", "voluntary.correction.customers")


def a_retailer() -> Case:
    """Give the case of 22 April with five texts, given out half an hour after it was drafted."""
    case = a_case_file("ms-2025")
    return replace(case, releases=tuple(out(case, name, 0.5) for name in OUT))


def out(case: Case, name: str, hours: float) -> Release:
    made = drafted_of(case, the_catalogue().notice(name)).draft
    return given_out(made, case.at + hours * HOUR)


def given_out(made: Draft, at) -> Release:
    said = [
        ReleasedSentence(s.text, tuple(f"{r.fact}@{r.version}" for r in s.rests_on), s.id)
        for s in made.said()
    ]
    release = a_release(made.audience, at, name=f"{made.notice}#1", sentences=said)
    return replace(release, notice=made.notice)


def next_of(case: Case, **more) -> Case:
    """Record on 25 April that orders on the website have stopped."""
    (held,) = (version for version in case.facts if version.key == WEBSITE)
    at = case.at + 74 * HOUR
    given = {
        "number": 2,
        "change": Change.CHANGES,
        "recorded_at": at,
        "true_at": at,
        "fields": {**held.fields, "state": "stopped", "detail": "customers cannot order"},
    }
    later = replace(held, **(given | more))
    return replace(case, facts=(*case.facts, later), at=at + HOUR)


def flagged(case: Case) -> list[str]:
    known = case.known_at(case.at)
    return [one.release.notice for one in overtaken(known) if one.is_open and one.is_telling]


def test_online_orders_stopped_flags_the_texts_that_said_they_worked_and_no_other() -> None:
    case = a_retailer()
    assert flagged(replace(case, at=case.at + 75 * HOUR)) == []
    stopped = next_of(case)
    assert flagged(stopped) == [ANNOUNCEMENT, EMAIL, TILL]
    words = {one.sentence.text for one in overtaken(stopped.known_at(stopped.at))}
    assert words == {"Our website and app were working at 13:30 on 22 April."}


def test_confirming_it_again_flags_nothing() -> None:
    (held,) = (version for version in a_retailer().facts if version.key == WEBSITE)
    same = next_of(a_retailer(), change=Change.RE_CONFIRMS, fields=held.fields)
    assert flagged(same) == []


def test_corrections_say_openly_what_changed_and_settle_it() -> None:
    case = next_of(a_retailer())
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    made = {each.notice: each for each in packs.draft_only(case)}
    said = {
        name: [s.text for s in made[name].said() if s.id.startswith("correction:")]
        for name in CORRECTIONS
    }
    open_words = (
        "At 14:30 on 22 April we said: “Our website and app were working at 13:30 on 22 April.” "
        "That has changed. Our website and app: stopped (customers cannot order)."
    )
    # The email and the till script said the same words to the same readers: corrected once.
    assert said == {name: [open_words] for name in CORRECTIONS}
    told_again = [given_out(made[name], case.at) for name in CORRECTIONS]
    after = replace(case, releases=(*case.releases, *told_again), at=case.at + HOUR)
    assert flagged(after) == []
    offered = {each.notice for each in packs.draft_only(after)}
    assert not offered & set(CORRECTIONS)


def test_no_correction_is_offered_while_everything_holds() -> None:
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    offered = {each.notice for each in packs.draft_only(a_retailer())}
    assert not [name for name in offered if ".correction." in name]


def test_a_further_text_to_the_same_readers_says_what_has_changed() -> None:
    case = next_of(a_retailer())
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    (email,) = packs.draft_only(case, notices=[EMAIL])
    said = {s.id: s.text for s in email.said() if s.id.startswith("changed-since")}
    assert list(said.values()) == [
        "What has changed since our message of 14:30 on 22 April:",
        "Our website and app: now stopped; customers cannot order. We said: working.",
    ]
    (first,) = packs.draft_only(a_case_file("ms-2025"), notices=[EMAIL])
    assert not [s for s in first.said() if s.id.startswith("changed-since")]


def test_a_report_to_one_authority_carries_what_that_authority_was_told_alone() -> None:
    report, other = (
        told(f"{WEBSITE}@1", notice=name, at=0)
        for name in ("uk.ncsc.report.authority", "uk.gdpr.33.initial.authority")
    )
    case = next_of(a_case_file("ms-2025"))
    catalogue = the_catalogue()
    follow_up = catalogue.notice("uk.gdpr.33.follow-up.authority")
    for release, count in ((report, 0), (other, 2)):
        given_at = replace(release, at=case.at - 10 * HOUR)
        later = replace(case, releases=(given_at,))
        held = drafted_of(later, follow_up)
        sources = Retelling(catalogue).sources(held.sources, follow_up)
        made = draft(follow_up, sources)
        assert len([s for s in made.said() if s.id.startswith("changed-since")]) == count


def test_the_radar_takes_a_withdrawn_fact_without_a_new_one() -> None:
    case = a_retailer()
    gone = next_of(case, change=Change.WITHDRAWN)
    known: Known = gone.known_at(gone.at)
    assert {one.how for one in overtaken(known)} == {How.WITHDRAWN}
