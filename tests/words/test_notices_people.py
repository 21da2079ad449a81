"""The texts for people: one for every audience and phase, in the order in which people need it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from drafted import CASE_NAMES, Drafted, drafted, pieces, the_draft, with_versions, words_read
from full_case import AT, NOON, PROFILE, a_full_case, nothing_known

from builders import (
    a_case,
    a_case_file,
    a_fact,
    a_known,
    a_notice,
    an_entry,
    an_organisation,
    the_catalogue,
    the_sources,
)
from disclosure.facts.standings import Ceiling, Standing
from disclosure.facts.versions import FactVersion, Support, Value
from disclosure.words.blocks import Notice
from disclosure.words.drafting import draft
from disclosure.words.drafts import Answered, Draft, Sentence
from disclosure.words.lint import cites
from disclosure.words.moves import detect
from disclosure.words.prose import reading_grade

FOLDER = "voluntary."

# What issue "Words that stay true" asks for, by audience.
WANTED = {
    "customers": {
        "outage", "email", "data", "sms", "push", "restored", "till", "calls",
    },
    "members": {"members"},
    "people-affected": {"email"},
    "staff": {"first", "instructions", "letter", "own-data"},
    "former-staff": {"own-data"},
    "suppliers": {"notice"},
    "trade-customers": {"notice"},
    "franchisees": {"notice"},
    "media": {"statement", "questions"},
    "public": {"banner", "post", "sign", "progress"},
}  # fmt: skip
NEW = [
    f"{FOLDER}{name}"
    for name in (
        "outage.customers", "data.customers", "sms.customers", "push.customers", "till.customers",
        "calls.customers", "members.members", "email.people-affected", "first.staff",
        "instructions.staff", "own-data.staff", "own-data.former-staff", "notice.trade-customers",
        "notice.franchisees", "questions.media", "sign.public", "progress.public",
    )
]  # fmt: skip


def the_notice(name: str) -> Notice:
    return the_catalogue().notice(f"{FOLDER}{name}")


def said(held: Drafted) -> dict[str, str]:
    return {s.id: s.text for s in held.draft.said()}


def to_customers(name: str) -> str:
    """Give the text that goes to customers, where each group has its own."""
    own = f"{name}.customers"
    return own if own in {notice.id for notice in the_catalogue().notices} else name


def in_full(name: str, *versions: FactVersion) -> str:
    held = drafted(a_full_case(*versions), the_notice(name))
    return " ".join(p if isinstance(p, str) else p.text for p in pieces(held.draft))


# ---- Every text there should be ------------------------------------------------------------------


@pytest.mark.parametrize("audience", WANTED)
def test_there_is_a_text_for_every_phase(audience: str) -> None:
    notices = [n for n in the_catalogue().notices if not n.obligation and n.audience == audience]
    assert {n.stage for n in notices} >= WANTED[audience]


def test_titles_tell_the_texts_for_people_apart() -> None:
    titles = [n.title for n in the_catalogue().notices if n.id.startswith(FOLDER)]
    assert len(set(titles)) == len(titles)


def test_each_has_a_limit_and_says_why_it_is_there() -> None:
    for name in NEW:
        notice = the_catalogue().notice(name)
        assert notice.max_words
        assert notice.why.endswith(".")
        assert notice.note


@pytest.mark.parametrize("name", NEW)
def test_nothing_known_is_said_as_unknown_or_asked_for(name: str) -> None:
    # Without a single fact, a text holds fixed sentences, a salutation and gaps alone.
    held = drafted(nothing_known(), the_catalogue().notice(name))
    rest_on = {r.fact for s in held.draft.said() for r in s.rests_on}
    profile = {"org.name", "authority.information_commission.name"}
    profile |= {"authority.information_commission.phone"}
    assert {key for key in rest_on if not key.startswith("profile.")} <= profile
    assert list(held.draft.gaps())


@pytest.mark.parametrize("name", NEW)
def test_with_everything_known_nothing_is_missing(name: str) -> None:
    held = drafted(a_full_case(), the_catalogue().notice(to_customers(name)))
    assert [gap.text for gap in held.draft.gaps()] == []


@pytest.mark.parametrize("name", NEW)
def test_with_everything_known_it_keeps_to_its_words_and_grade(name: str) -> None:
    held = drafted(a_full_case(), the_catalogue().notice(to_customers(name)))
    text = "\n".join(p if isinstance(p, str) else p.text for p in pieces(held.draft))
    assert words_read(held.draft) <= held.notice.max_words
    assert reading_grade(text) <= the_catalogue().audiences[held.notice.audience].reading_grade


def test_people_are_spoken_to_at_grade_eight_or_lower() -> None:
    grades = the_catalogue().audiences
    for audience in ("customers", "members", "staff", "former-staff", "people-affected", "public"):
        assert grades[audience].reading_grade <= 8


# ---- Order ---------------------------------------------------------------------------------------

# What works and what does not, what to do, what happened, data, where to ask, next update, apology.
ORDERED = {
    "outage.customers": ("affected", "need-to-act", "what", "data", "contact", "next-update"),
    "members.members": ("affected", "need-to-act", "what", "data", "containment", "next-update"),
    "data.customers": ("data", "instructions", "data-list", "what", "containment", "contact"),
    "own-data.staff": ("nature", "instructions-affected", "data-list", "what", "contact"),
    "email.people-affected": ("nature", "instructions", "data-list", "consequences", "contact"),
    "progress.public": ("affected", "need-to-act", "what", "data", "containment", "next-update"),
}


@pytest.mark.parametrize("name", ORDERED)
def test_what_people_need_first_stands_first(name: str) -> None:
    held = drafted(a_full_case(), the_catalogue().notice(to_customers(f"{FOLDER}{name}")))
    ids = [s.id.partition(":")[0] for s in held.draft.said()]
    at = [ids.index(wanted) for wanted in (*ORDERED[name], "apology")]
    assert at == sorted(at)


# ---- Short forms ---------------------------------------------------------------------------------


def _characters(held: Drafted) -> int:
    parts = [p if isinstance(p, str) else p.text for p in pieces(held.draft)]
    return len("\n".join(parts))


@pytest.mark.parametrize("case", CASE_NAMES)
@pytest.mark.parametrize(("name", "limit"), [("sms.customers", 306), ("push.customers", 178)])
def test_a_message_to_a_phone_fits(name: str, limit: int, case: str) -> None:
    # Two joined text messages hold 306 characters; a phone shows about 178 of a message of an app.
    assert _characters(the_draft(case, f"{FOLDER}{name}")) <= limit


def test_a_message_before_travel_speaks_of_where_people_go_and_no_further() -> None:
    # In this case a call centre and legal services are affected, and no place that people go to.
    held = the_draft("coop-2025", f"{FOLDER}sms.customers")
    assert "affected" not in {s.id.partition(":")[0] for s in held.draft.said()}
    assert "nothing" in {gap.id for gap in held.draft.gaps()}


def test_a_short_form_drops_facts_and_keeps_the_hedge() -> None:
    held = the_draft("ms-2025", f"{FOLDER}sms.customers")
    assert said(held)["reported"].startswith("Unconfirmed customer reports: gift cards")
    sign = said(the_draft("ms-2025", f"{FOLDER}sign.public"))["affected-perhaps"]
    assert "there may be problems with gift cards" in sign


# ---- Data ----------------------------------------------------------------------------------------


def _data(who: str, standing: Standing, effect: str = "taken", entry: str = "x") -> FactVersion:
    fields: dict[str, Value] = {"who": who, "category": "identifiers", "effect": effect}
    support = Support(basis="a log", being_checked="the security team")
    if standing is Standing.NO_SIGN:
        support = Support(checked="the logs", checked_by="the team", checked_until=NOON)
    return an_entry(
        "data", entry, fields, standing, recorded_at=NOON, true_at=NOON, support=support
    )


@pytest.mark.parametrize(
    ("who", "standing", "wanted"),
    [
        ("employees", Standing.CONFIRMED, "data that we hold about colleagues was taken."),
        ("employees", Standing.SUSPECTED, "data that we hold about colleagues may have been taken"),
        ("employees", Standing.UNKNOWN, "We do not yet know whether data that we hold about coll"),
        ("dependants", Standing.CONFIRMED, "hold about the families of colleagues was taken."),
    ],
)
def test_staff_read_of_their_own_data_only_what_is_recorded(who, standing, wanted) -> None:
    case = a_case(facts=[_data(who, standing)], organisation=an_organisation(PROFILE), at=AT)
    held = drafted(case, the_notice("own-data.staff"))
    assert wanted in said(held)["nature"]
    assert not any(gap.id == "nature-gap" for gap in held.draft.gaps())


def test_a_letter_on_own_data_without_any_recorded_is_not_to_be_sent() -> None:
    for name in ("own-data.staff", "own-data.former-staff"):
        held = drafted(nothing_known(), the_notice(name))
        assert "nature" not in said(held)
        assert "nature-gap" in {gap.id for gap in held.draft.gaps()}


def test_nobody_reads_the_number_of_all_as_if_it_were_about_them() -> None:
    assert "personal_data.people_count" not in {
        r.fact for s in _sentences("data.customers") for r in s.rests_on
    }


def _sentences(name: str) -> Sequence[Sentence]:
    return tuple(drafted(a_full_case(), the_notice(name)).draft.said())


@pytest.mark.parametrize(
    "name", ["data.customers", "own-data.staff", "own-data.former-staff", "email.people-affected"]
)
def test_a_text_on_data_says_what_we_never_ask_and_what_to_do_about_a_stranger(name: str) -> None:
    ids = {s.id for s in _sentences(name)}
    assert {"never-ask", "stranger", "next-update", "apology"} <= ids
    assert ids & {"contact", "contact-dpo"}


def test_the_email_to_people_affected_holds_what_the_law_asks_of_the_letter() -> None:
    catalogue = the_catalogue()
    [rule] = [o for o in catalogue.law.obligations if o.id == "uk.gdpr.34"]
    asked = [{part.strip() for part in content.cite.split(";")} for content in rule.contents]
    assert asked
    found = cites(the_notice("email.people-affected"))
    assert all(each & found for each in asked)


# ---- Questions and answers -----------------------------------------------------------------------


def _answers(held: Drafted) -> dict[str, str]:
    parts = [part for part in held.draft.parts if isinstance(part, Answered)]
    found = {}
    for part in parts:
        told = replace(held.draft, headline=None, parts=part.parts)
        found[part.question] = " ".join(s.text for s in told.said())
    return found


@pytest.mark.parametrize("name", ["calls.customers", "questions.media"])
def test_what_cannot_be_answered_says_so_and_when_more_is_said(name: str) -> None:
    open_ = [
        a_fact(
            key,
            standing=Standing.UNKNOWN,
            recorded_at=NOON,
            support=Support(being_checked="the security team", expected_by=AT),
        )
        for key in ("personal_data.involved", "incident.cause")
    ]
    answers = _answers(drafted(a_full_case(*open_), the_notice(name)))
    [data] = [text for asked, text in answers.items() if "data involved" in asked]
    assert "We do not yet know whether personal data is involved." in data
    assert "We expect that we will know more by 14:00 on Friday 20 November." in data
    [cause] = [t for asked, t in answers.items() if asked.startswith(("What caused", "What has"))][
        -1:
    ]
    assert "is not yet known" in cause


def test_the_press_office_denies_no_cause_and_names_nobody() -> None:
    answers = _answers(the_draft("ms-2025", f"{FOLDER}questions.media"))
    assert answers["Who is behind it? Has anyone asked for money?"] == (
        "We will not comment on that."
    )
    assert answers["What caused it?"] == "The cause of these problems is not yet known."


# ---- What is for colleagues alone ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["till.customers", "calls.customers", "outage.customers"])
def test_what_is_read_out_to_customers_rests_on_nothing_for_staff_alone(name: str) -> None:
    held = the_draft("coop-2025", f"{FOLDER}{name}")
    versions = [held.sources.facts[r.fact] for s in held.draft.said() for r in s.rests_on]
    assert {version.ceiling for version in versions} == {Ceiling.PUBLIC}
    assert "service:remote-working" in held.sources.withheld


def test_the_first_message_to_staff_needs_no_device_and_says_what_is_safe() -> None:
    text = in_full("first.staff")
    assert "Please do not use company email, chat or laptops." in text
    assert "For now, you can use the tills, and phones that belong to you." in text
    assert "You will find the latest on the notice board of your store." in text


def test_while_nobody_has_checked_the_tools_that_is_said() -> None:
    unknown = a_fact(
        "staff.tools_safe", standing=Standing.UNKNOWN, recorded_at=NOON, ceiling=Ceiling.STAFF
    )
    assert "We do not yet know which tools are safe to use." in in_full("first.staff", unknown)


# ---- One service changes -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["till.customers", "email.customers", "outage.customers"])
def test_a_website_that_stops_changes_what_customers_are_told(name: str) -> None:
    website = "service:website-and-app"
    case = a_case_file("ms-2025")
    before = {
        r.fact for s in the_draft("ms-2025", f"{FOLDER}{name}").draft.said() for r in s.rests_on
    }
    fields: dict[str, Value] = {
        "name": "our website and app", "area": "online", "state": "stopped",
    }  # fmt: skip
    stopped = an_entry(
        "service", "website-and-app", fields, number=2, recorded_at=case.at, true_at=case.at
    )
    after = drafted(with_versions(case, stopped), the_notice(name))
    told = [s.text for s in after.draft.said() if website in {r.fact for r in s.rests_on}]
    assert website in before
    stops = ("Our website and app: stopped", "You cannot use our website and app now.")
    assert any(words in text for text in told for words in stops)
    assert not any("working" in text for text in told)


# ---- Moves ---------------------------------------------------------------------------------------

# A user's own sentence makes moves that no template can declare.
OWN_WORDS = (
    "containment", "orders", "held", "returns", "gift-cards", "redress", "vulnerable", "support",
    "stock", "payments", "electronic", "pay", "updates", "updates-where",
)  # fmt: skip


def _undeclared(made: Draft) -> set[str]:
    declared = {move for s in made.said() for move in s.moves}
    own = [s for s in made.said() if s.id.partition(":")[0] not in OWN_WORDS]
    return {move for s in own for move in detect(s.text)} - declared


@pytest.mark.parametrize("name", NEW)
def test_what_a_sentence_declares_is_what_it_does(name: str) -> None:
    made = drafted(a_full_case(), the_catalogue().notice(name)).draft
    idle = {s.text: set(s.moves) - detect(s.text) for s in made.said()}
    assert {text: moves for text, moves in idle.items() if moves} == {}
    assert _undeclared(made) == set()


def test_a_move_that_is_not_declared_is_seen() -> None:
    body = '{% fixed id="a" %}We are sorry.{% endfixed %}'
    assert _undeclared(draft(a_notice(body, fixed=["a"]), the_sources(a_known()))) == {"APOLOGY"}
