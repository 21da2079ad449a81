"""Short texts: what goes first when there is no room, and what is left of a banner or a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from drafted import drafted, texts
from full_case import AT, PROFILE

from builders import (
    LONDON,
    a_case,
    a_fact,
    a_known,
    a_notice,
    an_entry,
    an_organisation,
    the_catalogue,
    the_sources,
)
from disclosure.facts.case import Case
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion, Value
from disclosure.words.drafting import draft
from disclosure.words.prose import count_words

AT_NOON = "Problems at 12:00 on 20 November"
NOON = datetime(2026, 11, 20, 12, tzinfo=LONDON)


def _fixed(name: str, words: str, rank: int = 0) -> str:
    option = f' rank="{rank}"' if rank else ""
    return f'{{% fixed id="{name}"{option} %}}{words}{{% endfixed %}}\n'


def _said(body: str, *facts: FactVersion, words: int = 4, chars: int | None = None) -> list[str]:
    notice = replace(a_notice(body), max_words=words, max_chars=chars)
    return texts(draft(notice, the_sources(a_known(*facts))))


def _service(name: str, **fields: str) -> FactVersion:
    return an_entry("service", name, {"name": name, "state": "stopped"} | fields, true_at=NOON)


LIST = (
    '{% each service where state = "stopped" id="list" rank="3" optional %}'
    "{% when confirmed %}{{ it.name }} stopped.{% endeach %}\n"
)
SHORT = (
    '{% together service where state = "stopped" id="short" instead="list" rank="1" optional %}'
    "{% when confirmed %}Stopped: {{ them.name | listed }}.{% endtogether %}\n"
)
A, B, C = _service("a"), _service("b"), _service("c")


def test_what_ranks_highest_goes_first_and_what_has_no_rank_stays() -> None:
    body = _fixed("one", "One two.", 2) + _fixed("two", "Three four.", 1) + _fixed("x", "Five six.")
    assert _said(body, words=6) == ["One two.", "Three four.", "Five six."]
    assert _said(body, words=4) == ["Three four.", "Five six."]
    assert _said(body, words=1) == ["Five six."]


def test_what_went_comes_back_where_something_longer_made_room() -> None:
    body = _fixed("one", "One.", 2) + _fixed("two", "Two three four five.", 1) + _fixed("x", "Six.")
    assert _said(body, words=3) == ["One.", "Six."]


def test_characters_count_as_well() -> None:
    body = _fixed("one", "Extraordinarily long.", 1) + _fixed("x", "Short.")
    assert _said(body, chars=28) == ["Extraordinarily long.", "Short."]
    assert _said(body, chars=27) == ["Short."]


def test_a_text_without_ranks_is_left_as_it_is() -> None:
    assert _said(_fixed("x", "One two three four five.")) == ["One two three four five."]


def test_a_list_loses_its_last_entries_and_keeps_its_first_longest() -> None:
    assert _said(LIST, A, B, C) == ["a stopped.", "b stopped."]
    least = _fixed("sorry", "We are sorry.", 1)
    assert _said(LIST + least, A, B, C, words=3) == ["a stopped."]


def test_a_list_with_a_shorter_form_gives_way_to_it_as_a_whole() -> None:
    assert _said(LIST + SHORT, A, B) == ["a stopped.", "b stopped."]
    assert _said(LIST + SHORT, A, B, C, words=5) == ["Stopped: a, b and c."]


def test_an_included_piece_takes_the_rank_it_is_included_with() -> None:
    shared = {"sorry": _fixed("sorry", "We are sorry.")}
    body = '{% include "sorry" rank="2" %}' + _fixed("x", "One two three.")
    notice = replace(a_notice(body, shared=shared), max_words=4)
    assert texts(draft(notice, the_sources(a_known()))) == ["One two three."]


# ---- The short texts we ship ---------------------------------------------------------------------

LIMITS = {
    "banner.public": (40, None),
    "sms.customers": (60, 306),
    "push.customers": (30, 178),
    "post.public": (70, None),
}
BOIL = (
    "boil your tap water for at least one minute and let it cool before you drink it, cook with it"
    " or brush your teeth"
)
COME = (
    "come as planned if your appointment is today, and bring your letter and a list of your"
    " medicines"
)


def _stands(key: str, value: Value | None, standing: Standing = Standing.CONFIRMED) -> FactVersion:
    return a_fact(key, value, standing, recorded_at=NOON, true_at=NOON)


def _entry(record: str, entry: str, /, **fields: Value) -> FactVersion:
    return an_entry(record, entry, fields, recorded_at=NOON, true_at=NOON)


def _case(*facts: FactVersion) -> Case:
    common = (
        _stands("personal_data.involved", None, Standing.UNKNOWN),
        _stands("incident.started_at", When.exactly(AT.replace(hour=6))),
        _stands("next_update.at", When.exactly(AT.replace(hour=17))),
    )
    return a_case(facts=[*common, *facts], organisation=an_organisation(PROFILE), at=AT)


WATER = _case(
    _stands("incident.description", "a failure at our treatment works"),
    _stands("next_update.where", "on our website and at valewater.example/now"),
    _stands("contact.customers", "by text message to 60000"),
    _stands(
        "customers.vulnerable",
        "If you depend on water for your health, call us and we will bring bottled water",
    ),
    _entry("service", "a", name="our telephone lines", area="contact", state="stopped",
           workaround="send a text message to 60000"),
    _entry("service", "b", name="meter readings in the app", area="online", state="affected",
           detail="readings cannot be sent", workaround="send them next week"),
    _entry("service", "c", name="card payments by telephone", area="payment", state="stopped",
           workaround="pay on our website"),
    _entry("instruction", "a", **{"for": "customers", "text": BOIL}),
    _entry("instruction", "b", **{"for": "customers", "text":
           "collect bottled water at the leisure centre on Mill Lane, open until 20:00"}),
)  # fmt: skip
HOSPITAL = _case(
    _stands("incident.description", "a cyber incident", Standing.SUSPECTED),
    _stands("next_update.where", "on our website"),
    _stands(
        "customers.vulnerable", "If it is an emergency, call 999 or come to A&E, which is open"
    ),
    _entry("service", "a", name="blood tests at the walk-in clinic", area="stores",
           state="stopped", workaround="wait for our message with a new date"),
    _entry("service", "b", name="the patient portal", area="online", state="stopped",
           detail="patients cannot see or change appointments",
           workaround="bring your letter"),
    _entry("service", "c", name="our switchboard", area="contact", state="delayed",
           detail="calls wait about half an hour"),
    _entry("instruction", "a", **{"for": "customers", "text": COME}),
)  # fmt: skip


def _texts(case: Case, name: str) -> list[str]:
    notice = next(n for n in the_catalogue().notices if n.id == f"voluntary.{name}")
    return texts(drafted(case, notice).draft)


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize(
    ("case", "first"), [(WATER, BOIL), (HOSPITAL, COME)], ids=["water", "hospital"]
)
def test_a_safety_instruction_stands_first_and_the_text_fits(
    case: Case, first: str, name: str
) -> None:
    said, (words, chars) = _texts(case, name), LIMITS[name]
    assert said[0] == f"Please {first}."
    assert sum(map(count_words, said)) <= words
    assert len("\n".join(said)) <= (chars or 1000)


def test_status_and_where_to_ask_follow_as_far_as_there_is_room() -> None:
    assert _texts(WATER, "sms.customers") == [
        f"Please {BOIL}.",
        f"{AT_NOON}: meter readings in the app and card payments by telephone.",
        # Whoever depends on it comes before the place where more stands.
        "If you depend on water for your health, call us and we will bring bottled water.",
    ]
    assert _texts(HOSPITAL, "push.customers") == [
        f"Please {COME}.",
        "You will find the latest on our website.",
    ]
    assert _texts(HOSPITAL, "banner.public") == [
        f"Please {COME}.",
        f"{AT_NOON}: blood tests at the walk-in clinic, the patient portal and our switchboard.",
        "We are sorry.",
    ]
    assert _texts(WATER, "banner.public") == [
        f"Please {BOIL}.",
        "You can reach us by text message to 60000.",
        "We are sorry.",
    ]
