"""Entries of lists, and the table that brings their states up to date.

"Now" is Friday 20 November 2026, 12:00 in London, which is on the universal clock that day.
"""

from dataclasses import replace
from datetime import timedelta

from werkzeug.datastructures import MultiDict

from builders import NOON, the_catalogue
from disclosure.facts.instants import LONDON
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import FactVersion, Support
from disclosure.services.fact_pages import EntryView, RecordView
from disclosure.web.questions_answers import Defaults
from disclosure.web.questions_inputs import Reading
from disclosure.web.questions_tables import table_form

SERVICES = the_catalogue().vocabulary.records["service"]


def a_service(entry_id="website", *, number=1, change=Change.FIRST, **fields) -> FactVersion:
    known = {"name": entry_id, "area": "online", "state": "stopped"} | fields
    return FactVersion(
        f"service:{entry_id}",
        number,
        Standing.SUSPECTED,
        NOON - timedelta(hours=1),
        fields=known,
        support=Support(basis="reports by customers"),
        change=change,
    )


def services(*versions: FactVersion) -> RecordView:
    entries = tuple(EntryView(SERVICES, version, (version,)) for version in versions)
    return RecordView(SERVICES, entries, NOON, LONDON)


def test_an_entry_needs_what_names_it_and_says_how_well_it_is_known(questions):
    blank = questions.entry_form(services(), None)
    assert blank["standing"].data == ""
    form = questions.entry_form(services(), None, MultiDict({"standing": ""}))
    form.read(SERVICES, (), Reading(NOON, LONDON), Defaults(NOON))
    assert set(form.errors) == {"field_name", "field_area", "field_state", "standing"}


def table(sent: dict[str, str], *versions: FactVersion):
    view = services(*versions)
    form = table_form(view, MultiDict({"as_of": "now", **sent}))
    return form.read(view), form.errors


def test_the_table_records_what_changed_and_confirms_what_is_ticked():
    sent = {
        "row_website-seen": "1",
        "row_website-state": "delayed",
        "row_stores-seen": "1",
        "row_stores-state": "stopped",
        "row_stores-still": "y",
        "row_till-seen": "1",
        "row_till-state": "stopped",
    }
    made, errors = table(sent, a_service(), a_service("stores"), a_service("till"))
    assert errors == {}
    assert [(new.key, new.change) for new in made] == [
        ("service:website", Change.CHANGES),
        ("service:stores", Change.RE_CONFIRMS),
    ]
    assert (made[0].fields["state"], made[0].standing) == ("delayed", Standing.CONFIRMED)


def test_one_press_confirms_every_line_that_was_not_changed_and_that_nobody_disputes():
    disputed = replace(services(a_service("tills")).entries[0], disputed_by=("tills are down",))
    plain = services(a_service(), a_service("stores"))
    view = replace(plain, entries=(*plain.entries, disputed))
    sent = {f"row_{name}-seen": "1" for name in ("website", "stores", "tills")}
    sent |= {f"row_{name}-state": "stopped" for name in ("stores", "tills")}
    sent |= {"row_website-state": "delayed", "others_still": "y", "source": "store call"}
    made = table_form(view, MultiDict(sent)).read(view)
    assert [(new.key, new.change) for new in made] == [
        ("service:website", Change.CHANGES),
        ("service:stores", Change.RE_CONFIRMS),
    ]


def test_what_works_again_no_longer_says_what_to_do_instead():
    broken = a_service(detail="no orders", workaround="call us", reported_by="customers")
    sent = {"row_website-seen": "1", "row_website-state": "restored"}
    ((new,), _) = table(sent, broken)
    assert dict(new.fields) == {"name": "website", "area": "online", "state": "restored"}


def test_another_state_and_a_tick_contradict_each_other():
    sent = {"row_website-seen": "1", "row_website-state": "open", "row_website-still": "y"}
    made, errors = table(sent, a_service())
    assert made == []
    assert set(errors["row_website"]) == {"state"}


def test_confirming_every_line_at_once_needs_a_source():
    sent = {"row_website-seen": "1", "row_website-state": "open", "others_still": "y"}
    made = table_form(services(a_service()), MultiDict(sent))
    made.read(services(a_service()))
    assert made["source"].errors == [
        "Say who checked every line, or what it rests on: this confirms all of them."
    ]
