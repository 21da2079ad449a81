"""What has changed, in words: our record never reads as a quotation, nor a belief as an answer."""

from dataclasses import replace

import pytest
from corrected import EMAIL, HOUR, told

from builders import NOON, a_case_file, a_fact, an_entry, the_catalogue
from disclosure.facts.instants import When
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.facts.vocabulary import Kind
from disclosure.services.assessments import Assessments
from disclosure.services.packs import Packs

GOT_IN, ONGOING = "incident.succeeded", "incident.ongoing"
SAID = "What we said in the morning."


def since(
    *facts: FactVersion, notice: str = EMAIL, earlier: str = EMAIL, text: str = SAID
) -> list[str]:
    """Say what a text tells its readers has changed in the fact they were told first."""
    key = facts[0].key
    case = a_case_file("ms-2025")
    others = tuple(fact for fact in case.facts if fact.key != key)
    gone = told(facts[0].name, notice=earlier, at=-4, text=text, sentence="said")
    case = replace(case, facts=(*others, *facts), releases=(gone,), at=NOON)
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    (made,) = packs.draft_only(case, notices=[notice])
    names = ("changed-since:", "changed-before:", "correction:")
    return [s.text for s in made.said() if s.id.startswith(names)]


def answer(
    value: str | None, standing: str = "confirmed", key: str = GOT_IN, **more
) -> FactVersion:
    return a_fact(key, value, Standing(standing), recorded_at=NOON - 5 * HOUR, **more)


def now(value: str | None, standing: str = "confirmed", key: str = GOT_IN, **more) -> FactVersion:
    given = {"number": 2, "recorded_at": NOON - HOUR, "true_at": NOON - HOUR}
    return a_fact(key, value, Standing(standing), **(given | more))


CHECKED = Support(
    checked="the server logs", checked_by="our incident team", checked_until=NOON - 2 * HOUR
)
RULED_OUT = Support(reason="the systems were not connected to any network")
INSIDE = "Someone got into our systems."


# ---- What was told before -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (answer(None, "unknown"), "Before, this was not yet known."),
        (answer("yes", "suspected"), "Before, this was suspected but not confirmed."),
        (answer("no", "suspected"), "Before, we believed that nobody got into our systems."),
        (answer("no"), "Before, our information was: nobody got into our systems."),
        (
            answer("yes", "no-sign", support=CHECKED),
            "Before, checks up to 10:00 on 20 November had found no sign of this.",
        ),
        (answer("yes", "ruled-out", support=RULED_OUT), "Before, this was ruled out."),
    ],
    ids=lambda given: f"{given.standing}-{given.value}" if hasattr(given, "standing") else "",
)
def test_an_answer_reads_as_words_about_the_thing(before, words) -> None:
    assert since(before, now("yes")) == [f"{INSIDE} {words}"]


def test_a_belief_is_not_quoted_as_an_answer() -> None:
    (said,) = since(answer("yes", "suspected"), now("yes"))
    assert "We said" not in said
    assert "yes" not in said


def test_what_was_wrong_is_quoted_as_it_went_out() -> None:
    wrong = now("yes", change=Change.WRONG_WHEN_SAID)
    assert since(answer("no", "suspected"), wrong, text="We believe that we kept them out.") == [
        f"{INSIDE} We said: “We believe that we kept them out.” That was wrong."
    ]


def test_the_record_of_a_service_is_no_quotation() -> None:
    fields = {"name": "our app", "area": "online", "state": "affected"}
    held = an_entry("service", "our-app", fields, recorded_at=NOON - 5 * HOUR)
    back = replace(held, number=2, fields={**fields, "state": "restored"}, recorded_at=NOON - HOUR)
    assert since(held, back) == ["Our app: now working again. Before: affected."]
    wrong = replace(back, change=Change.WRONG_WHEN_SAID)
    assert since(held, wrong, text="Our app does not work.") == [
        "Our app: working again. We said: “Our app does not work.” That was wrong on this point."
    ]


def test_every_question_of_yes_or_no_has_words_for_its_answers() -> None:
    asked = [each for each in the_catalogue().vocabulary.facts.values() if each.kind is Kind.YES_NO]
    assert [each.key for each in asked if not {"yes", "no"} <= set(each.clause)] == []


# ---- What is so now -----------------------------------------------------------------------------


def test_a_correction_without_a_sentence_of_the_text_says_the_answer_in_words() -> None:
    post, correction = "voluntary.post.public", "voluntary.correction.public"
    (said,) = since(
        answer(None, "unknown", ONGOING), now("yes", key=ONGOING), notice=correction, earlier=post
    )
    assert said == (
        f"At 08:00 on 20 November we said: “{SAID}” That has changed. The incident is still "
        "going on."
    )


OPEN = "What we said about this no longer holds: Did someone get into the systems?"
SUSPECTED = answer("yes", "suspected")
DOUBTED = "Before, this was suspected but not confirmed."
BELIEVED = "We believe that nobody got into our systems, but we do not yet know for certain."
NOT_INSIDE = (
    "We have ruled out that anyone got into our systems: the systems were not connected to any "
    "network."
)
NO_SIGN = (
    "Checks of the server logs by our incident team, up to 10:00 on 20 November, found no sign "
    "that anyone got into our systems."
)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (now("yes", "ruled-out", support=RULED_OUT), f"{NOT_INSIDE} {DOUBTED}"),
        (now("yes", "no-sign", support=CHECKED), f"{NO_SIGN} {DOUBTED}"),
        (now("no", "suspected"), f"{BELIEVED} {DOUBTED}"),
        # The bodies have no words for a plain no, and none for a denial that does not say how.
        (now("no"), OPEN),
        (now("yes", "ruled-out"), OPEN),
        (now("yes", "no-sign", support=replace(CHECKED, checked_by="")), OPEN),
        (now("yes", "no-sign", support=replace(CHECKED, checked_until=None)), OPEN),
    ],
)
def test_a_denial_says_how_it_is_known_or_is_not_made(after, words) -> None:
    assert since(SUSPECTED, after) == [words]


def test_that_no_data_is_involved_is_not_said_flatly_either() -> None:
    key = "personal_data.involved"
    assert since(answer("yes", "suspected", key), now("no", key=key)) == [
        "What we said about this no longer holds: Is personal data involved?"
    ]


def test_a_no_that_denies_nothing_to_anybody_is_said_plainly() -> None:
    assert since(answer("yes", key=ONGOING), now("no", key=ONGOING)) == [
        "The incident is over. Before, our information was: the incident is still going on."
    ]


def test_a_correction_makes_no_flat_denial() -> None:
    post, correction = "voluntary.post.public", "voluntary.correction.public"
    assert since(SUSPECTED, now("no"), notice=correction, earlier=post) == [
        f"At 08:00 on 20 November we said: “{SAID}” That has changed. We cannot say more yet."
    ]


def test_kinds_of_data_are_ruled_out_with_the_reason() -> None:
    fields = {"who": "customers", "category": "financial", "effect": "taken"}
    held = an_entry("data", "cards", fields, Standing.SUSPECTED, recorded_at=NOON - 5 * HOUR)
    later = replace(held, number=2, recorded_at=NOON - HOUR, change=Change.CHANGES)
    apart = Support(reason="they are kept on systems that are not connected")
    (out,) = since(held, replace(later, standing=Standing.RULED_OUT, support=apart))
    assert out == (
        "Bank or payment card details of customers: now ruled out (they are kept on systems that "
        "are not connected). Before: taken (not confirmed)."
    )
    (sought,) = since(held, replace(later, standing=Standing.NO_SIGN, support=CHECKED))
    assert sought == (
        "Bank or payment card details of customers: now no sign so far (checks of the server logs "
        "by our incident team, up to 10:00 on 20 November). Before: taken (not confirmed)."
    )
    (bare,) = since(held, replace(later, standing=Standing.RULED_OUT))
    assert (
        bare
        == "What we said about this no longer holds: Bank or payment card details of customers."
    )


def test_what_nobody_stands_behind_any_more_has_no_answer() -> None:
    gone = now("yes", change=Change.WITHDRAWN)
    assert since(answer("yes"), gone) == [
        "What we said about this no longer holds: Did someone get into the systems?"
    ]


# ---- When more was promised ---------------------------------------------------------------------

UPDATE = "next_update.at"
WILL_COME = "Our next update will come by 13:00 on Friday 20 November."


def promise(hours: float, **more) -> FactVersion:
    at = When.exactly(NOON + hours * HOUR)
    return a_fact(UPDATE, at, recorded_at=NOON - 5 * HOUR + more.get("number", 0) * HOUR, **more)


def test_a_text_that_keeps_a_promise_does_not_list_it_as_changed() -> None:
    assert since(promise(1), promise(6, number=2), text=WILL_COME) == []


def test_a_text_that_comes_too_late_says_so() -> None:
    assert since(promise(-1), promise(6, number=2)) == [
        "We promised an update by 11:00 on Friday 20 November and did not give it in time."
    ]


def test_that_no_time_was_known_is_not_listed_as_changed() -> None:
    unknown = a_fact(UPDATE, None, Standing.UNKNOWN, recorded_at=NOON - 5 * HOUR)
    assert since(unknown, promise(6, number=2)) == []


def test_a_correction_says_that_a_promised_time_has_moved() -> None:
    correction = "voluntary.correction.customers"
    (said,) = since(promise(1), promise(6, number=2), notice=correction, text=WILL_COME)
    assert said.startswith(f"At 08:00 on 20 November we said: “{WILL_COME}” That has changed. ")
    assert "by 18:00 on Friday 20 November" in said


# ---- Entries of lists ---------------------------------------------------------------------------


def moved(record: str, before: dict, after: dict, **more) -> list[str]:
    """Say what is listed as changed of an entry whose fields are these, and then those."""
    held = an_entry(record, "one", before, recorded_at=NOON - 5 * HOUR)
    later = {"number": 2, "recorded_at": NOON - HOUR, "change": Change.CHANGES, "fields": after}
    return since(held, replace(held, **(later | more)))


STEP = {"step": "shut off remote access"}
NCSC = {"name": "the NCSC", "type": "cyber", "state": "planned"}
CARDS = {"name": "gift cards", "area": "payment", "state": "affected"}


def test_what_only_files_an_entry_is_not_told_to_readers() -> None:
    told_now = {"state": "told", "reference": "NCSC-1234", "obligation": "uk.ncsc"}
    assert moved("body", NCSC, {**NCSC, **told_now}) == ["The NCSC: now told. Before: to be told."]
    was_told = {**NCSC, "state": "told"}
    assert moved("body", was_told, {**was_told, "reference": "NCSC-1234"}) == []


def test_advice_is_called_advice() -> None:
    after = {**CARDS, "state": "restored"}
    assert moved("service", {**CARDS, "workaround": "pay by card or cash"}, after) == [
        "Gift cards: now working again. Before: affected; our advice: pay by card or cash."
    ]


def test_what_is_added_has_no_before() -> None:
    after = {**STEP, "switched_off": "colleagues cannot work from home"}
    assert moved("containment", STEP, after) == [
        "We have shut off remote access: because of this, colleagues cannot work from home."
    ]
    (left,) = moved("containment", after, STEP)
    assert left == (
        "We have shut off remote access. What no longer holds: because of this, colleagues cannot "
        "work from home."
    )


def test_how_a_service_stands_is_not_said_of_the_moment_of_reading() -> None:
    later = {"recorded_at": NOON - HOUR, "true_at": NOON - 2 * HOUR}
    restored = {**CARDS, "state": "restored"}
    assert moved("service", CARDS, restored, **later) == [
        "Gift cards: working again. Before: affected."
    ]
    told_now = {**NCSC, "state": "told"}
    assert moved("body", NCSC, told_now, **later) == ["The NCSC: now told. Before: to be told."]


def test_where_no_sentence_says_so_a_correction_gives_the_time_too() -> None:
    post, correction = "voluntary.push.customers", "voluntary.correction.customers"
    held = an_entry("service", "one", {**CARDS, "area": "internal"}, recorded_at=NOON - 5 * HOUR)
    back = replace(held, number=2, fields={**held.fields, "state": "restored"})
    back = replace(back, change=Change.CHANGES, recorded_at=NOON - HOUR, true_at=NOON - 2 * HOUR)
    (said,) = since(held, back, notice=correction, earlier=post, text="Gift cards.")
    assert said == (
        "At 08:00 on 20 November we said: “Gift cards.” That has changed. Gift cards, at 10:00 on "
        "20 November: working again."
    )


def test_what_customers_report_is_called_so() -> None:
    found = {**CARDS, "reported_by": "own-check"}
    reported = {**CARDS, "reported_by": "customers"}
    held = an_entry("service", "one", reported, Standing.SUSPECTED, recorded_at=NOON - 5 * HOUR)
    later = {"number": 2, "recorded_at": NOON - HOUR, "change": Change.CHANGES, "fields": found}
    (said,) = since(held, replace(held, standing=Standing.CONFIRMED, **later))
    assert said == (
        "Gift cards: now affected; according to our own check. Before: affected; according to "
        "reports by customers (not confirmed)."
    )


def test_what_readers_may_have_in_mind_is_no_news() -> None:
    key = "incident.context"
    before = a_fact(key, "an attack on a bank", recorded_at=NOON - 5 * HOUR)
    after = a_fact(key, "attacks on two banks", number=2, recorded_at=NOON - HOUR)
    assert since(before, after) == []
    wrong = replace(after, change=Change.WRONG_WHEN_SAID)
    (said,) = since(before, wrong, text="This comes after an attack on a bank.")
    assert said == (
        "Background a reader may have in mind: attacks on two banks. We said: “This comes after "
        "an attack on a bank.” That was wrong on this point."
    )


def test_an_estimate_stays_one() -> None:
    key = "finance.impact"
    market = "uk.mar.17-1.update.market"
    before = a_fact(key, None, Standing.UNKNOWN, recorded_at=NOON - 5 * HOUR)
    after = a_fact(key, "a cost of £15 million", number=2, recorded_at=NOON - HOUR)
    assert since(before, after, notice=market, earlier=market) == [
        "Financial effect, as we estimate it: now a cost of £15 million. Before: not yet known."
    ]


# ---- What is quoted -----------------------------------------------------------------------------


def test_only_a_sentence_about_the_fact_is_quoted() -> None:
    """A step is told where a service is out; that it was told is no word about the service."""
    held = an_entry("service", "one", CARDS, recorded_at=NOON - 5 * HOUR)
    step = an_entry("containment", "two", STEP, recorded_at=NOON - 5 * HOUR)
    wrong = replace(held, number=2, fields={**CARDS, "state": "working"}, recorded_at=NOON - HOUR)
    wrong = replace(wrong, change=Change.WRONG_WHEN_SAID)
    case = a_case_file("ms-2025")
    first = told(held.name, at=-4, text="Gift cards do not work.", sentence="said")
    aside = told(step.name, held.name, at=-3, text="We cut the network.", sentence="aside")
    case = replace(case, facts=(*case.facts, held, step, wrong), releases=(first, aside), at=NOON)
    packs = Packs(the_catalogue(), Assessments(the_catalogue()))
    (made,) = packs.draft_only(case, notices=[EMAIL])
    assert [s.text for s in made.said() if s.id.startswith("changed-since")] == [
        "What has changed since we wrote to you at 09:00 on 20 November:",
        "Gift cards: working. We said: “Gift cards do not work.” That was wrong on this point.",
    ]
