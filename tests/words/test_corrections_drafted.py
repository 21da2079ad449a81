"""What was said and does not hold any more, drafted openly: corrections, and what has changed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from corrected import (
    CORRECTIONS,
    EMAIL,
    HOUR,
    LETTER,
    WAS,
    WEBSITE,
    a_retailer,
    flagged,
    found,
    given_out,
    next_of,
    told,
)
from drafted import drafted as drafted_of

from builders import (
    NOON,
    a_case_file,
    a_count,
    a_draft,
    a_fact,
    a_known,
    a_notice,
    a_sentence,
    an_entry,
    the_catalogue,
    the_sources,
)
from disclosure.facts.case import Release, ReleasedSentence
from disclosure.facts.standings import Ceiling, Change, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.services.assessments import Assessments
from disclosure.services.corrections_drafted import Retelling
from disclosure.services.packs import Packs
from disclosure.words.corrections import How, overtaken
from disclosure.words.corrections_now import said_now
from disclosure.words.drafting import draft
from disclosure.words.drafts import Draft
from disclosure.words.retelling import retold_again

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
{% when confirmed and how = "more" and now given %}{{ it.about }}: {{ it.now }}.
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
        # A detail that was added says nothing without how the thing stands, which has not changed.
        (Standing.CONFIRMED, Standing.CONFIRMED, {"detail": "slowly"}, "working; slowly"),
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
            a_fact(
                "incident.cause",
                "a fire",
                Standing.RULED_OUT,
                number=2,
                support=Support(reason="there was no heat"),
            ),
            "a fault, now ruled out: a fire (there was no heat)",
        ),
        (
            a_fact(
                "incident.cause",
                "a fire",
                Standing.NO_SIGN,
                number=2,
                support=Support(checked="it", checked_by="us", checked_until=NOON - HOUR),
            ),
            (
                "a fault, now no sign so far of a fire "
                "(checks of it by us, up to 11:00 on 20 November)"
            ),
        ),
    ],
    ids=lambda given: str(getattr(given, "standing", "")),
)
def test_a_fact_is_told_no_more_surely_than_it_is_known(now, words) -> None:
    first = a_fact("incident.cause", "a fault")
    made = retold(first, now, releases=[told("incident.cause@1", text="A fault.", sentence="c")])
    assert texts(made)["changed"] == f"Label of incident.cause: {words}."


def test_a_bare_no_is_not_told_of_a_question_without_words_for_it() -> None:
    key = "personal_data.involved"
    facts = [a_fact(key, "yes", Standing.SUSPECTED), a_fact(key, "no", number=2)]
    made = retold(*facts, releases=[told(f"{key}@1", text="It may be.", sentence="d")])
    assert texts(made)["changed"] == f"Label of {key}: no more."


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


def test_a_sentence_about_something_else_is_not_what_the_text_says_now() -> None:
    """A step is told where a service is out: it rests on the service and says nothing of it."""
    (one,) = found(BEFORE, AFTER, releases=[told("service:website@1")])
    step = an_entry("containment", "network", {"step": "cut the network"})
    aside = a_sentence("We have cut the network.", step, AFTER, name="containment")
    cause = a_fact("incident.cause", "a fault")
    other = a_fact("incident.cause", "a fire", number=2)
    both = told("service:website@1", "incident.cause@1")
    (mixed,) = found(BEFORE, AFTER, cause, other, releases=[both])
    assert said_now(mixed, a_draft(aside)).texts == ()
    assert said_now(one, a_draft(aside)).texts == ()
    plain = a_sentence("It is stopped.", AFTER, name="stopped")
    assert said_now(one, a_draft(aside, plain)).texts == ("It is stopped.",)


def test_an_item_stands_behind_what_leads_into_its_list() -> None:
    """ "Our website." alone says nothing; what was said is quoted in the same way."""
    (one,) = found(BEFORE, AFTER, releases=[told("service:website@1")])
    lead = replace(a_sentence("Problems at noon:", AFTER, name="problems-intro"), form="intro")
    item = replace(a_sentence("Our website.", AFTER, name="problems:website"), form="item")
    made = said_now(one, a_draft(lead, item))
    assert made.texts == ("Problems at noon: Our website.",)


def test_a_word_about_the_change_is_not_what_the_text_says_now() -> None:
    (one,) = found(BEFORE, AFTER, releases=[told("service:website@1")])
    about = a_sentence("It was working, now stopped.", BEFORE, AFTER, name="changed")
    plain = a_sentence("It is stopped.", AFTER, name="stopped")
    assert said_now(one, a_draft(about, plain)).texts == ("It is stopped.",)


# ---- A real case ----


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
        "That has changed. Problems at 16:00 on 25 April: Our website and app: stopped (customers "
        "cannot order)."
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
        "What has changed since we wrote to you at 14:30 on 22 April:",
        "Our website and app: stopped; customers cannot order. Before: working.",
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
