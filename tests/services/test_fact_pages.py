"""The pages of facts: how far each is, what it asks, and what others say against it."""

import pytest
from asked import DATA, a_service, involved, kind

from disclosure.facts.answers import NewVersion
from disclosure.facts.standings import Change, Standing
from disclosure.facts.versions import Support

BESIDE = (
    "card.data_at_risk",
    "card.count",
    "card.systems",
    "dpa.complaint_received",
    "dpa.complaint_received_at",
    "sra.clients",
    "tpr.schemes",
)
"""What the page asks whether or not personal data is involved, while the profile is silent."""


def test_the_road_says_how_far_each_page_is(facts, ann, incident):
    road = {row.id: row for row in facts.task_list(ann, incident)}
    assert {row.state for row in road.values()} == {"Not started"}
    facts.record(
        ann,
        incident,
        [
            kind(),
            NewVersion("incident.ongoing", 0, Change.FIRST, standing=Standing.UNKNOWN),
            a_service(),
        ],
    )
    road = {row.id: row for row in facts.task_list(ann, incident)}
    assert road["what-happened"].state == "1 answered, 1 not known yet, 12 open"
    assert road["services"].state == "1 listed"
    assert not road["services"].is_done


def test_a_page_is_not_done_while_anything_on_it_is_open_or_only_likely(facts, ann, incident):
    likely = {"standing": Standing.SUSPECTED, "support": Support(basis="calls")}
    of_service = {"name": "website", "area": "online", "state": "stopped"}
    payment = NewVersion(
        "payment:new", 0, Change.FIRST, fields={"method": "cash", "accepted": "yes"}
    )
    facts.record(ann, incident, [a_service(**likely), payment])

    def row():
        return next(row for row in facts.task_list(ann, incident) if row.id == "services")

    assert (row().state, row().is_done) == ("2 listed, 1 only likely", False)
    settled = NewVersion("service:1", 1, Change.CHANGES, fields=of_service)
    facts.record(ann, incident, [settled])
    assert (row().state, row().is_done) == ("2 listed", False)


@pytest.mark.parametrize(
    ("state", "by", "expected"),
    [
        ("open", "customers", ("the website is down",)),
        ("open", "ourselves", ()),
        ("stopped", "customers", ()),
    ],
)
def test_what_others_say_against_a_service_stands_beside_it(
    facts, ann, incident, state, by, expected
):
    facts.record(ann, incident, [a_service(state=state)])
    said = {"by": by, "said": "the website is down", "about": "service:1"}
    facts.record(ann, incident, [NewVersion("outside_claim:new", 0, Change.FIRST, fields=said)])
    (entry,) = facts.entries(ann, incident, "service").entries
    assert entry.disputed_by == expected


def test_what_is_not_asked_does_not_count_and_is_named(facts, ann, incident):
    facts.record(ann, incident, [involved("no")])
    road = {row.id: row for row in facts.task_list(ann, incident)}
    # Cards, complaints, clients and pension schemes do not turn on it.
    assert road["personal-data"].state == "1 answered, 7 open"
    view = facts.page(ann, incident, "personal-data")
    assert [item.question.key for item in view.facts] == [DATA, *BESIDE]
    assert "Number of people" in view.not_asked


def test_what_is_recorded_stays_in_sight_though_it_is_no_longer_asked(facts, ann, incident):
    facts.record(
        ann, incident, [NewVersion("harm.so_far", 0, Change.FIRST, value="calls"), involved("no")]
    )
    view = facts.page(ann, incident, "personal-data")
    assert [item.question.key for item in view.facts] == [DATA, "harm.so_far", *BESIDE]


def test_an_instant_says_whether_a_clock_runs_from_it(facts, ann, incident):
    view = facts.page(ann, incident, "when")
    asked = {item.question.key: item for item in view.facts}
    report = "Report a personal data breach to the Information Commission"
    # The 72 hours start with awareness, which is judged; until then the detection bounds them.
    assert report not in asked["incident.detected_at"].clocks
    assert report in asked["incident.detected_at"].earliest_for
    register = "Record the breach in the internal register"
    inventory = "Keep the inventory of breaches in the communications service"
    assert asked["incident.first_signal_at"].clocks == (register, inventory)
    assert asked["incident.resolved_at"].earliest_for == ()
    assert asked["incident.first_signal"].earliest_for == ()


def test_an_instant_names_no_duty_that_is_ruled_out(facts, ann, incident):
    report = "Report a personal data breach to the Information Commission"
    facts.record(ann, incident, [involved("no")])
    asked = {item.question.key: item for item in facts.page(ann, incident, "when").facts}
    assert report not in asked["incident.detected_at"].earliest_for


def test_what_is_answered_keeps_its_place_and_what_is_open_is_named(facts, ann, incident):
    before = facts.page(ann, incident, "what-happened")
    facts.record(ann, incident, [kind()])
    view = facts.page(ann, incident, "what-happened")
    keys = [item.question.key for item in view.facts]
    assert keys == [item.question.key for item in before.facts]
    assert [item.question.key for item in view.facts if item.is_settled] == ["incident.kind"]
    assert [item.question.key for item in view.still_open] == keys[1:]
