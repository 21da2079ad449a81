"""The three incidents of the example, each modelled on the public account of a real one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosure.demo.telling import london
from disclosure.facts.instants import When
from disclosure.facts.standings import Standing
from disclosure.signoff.people import Capacity, Role

if TYPE_CHECKING:
    from disclosure.demo.telling import Incident, Teller
    from disclosure.facts.case import Case, Organisation
    from disclosure.signoff.people import Person

REPORT = "uk.gdpr.33.initial.authority"
NCSC = "uk.ncsc.report.authority"
ANNOUNCEMENT = "uk.mar.17-1.announce.market"
STAFF = "voluntary.letter.staff"
PRESS = "voluntary.statement.media"
CUSTOMERS = "voluntary.email.customers"
RESTORED = "voluntary.restored.customers"
POST = "voluntary.post.public"
SUPPLIERS = "voluntary.notice.suppliers"

PROTECTION = "data protection officer"
COUNSEL = "general counsel"
ON_THE_WIRE = ("the market", "regulatory information service")
NOT_SO = ("fca.authorised", "gdpr.processor", "sra.regulated")
TO_THE_NCSC = ("National Cyber Security Centre (NCSC)", "online form")
TO_THE_PRESS = ("the media list", "email")


@dataclass(frozen=True, slots=True)
class Company:
    """The people of one company around an incident."""

    drafter: Person
    counsel: Person
    protection: Person
    communications: Person
    finance: Person | None = None

    @property
    def team(self) -> tuple[Person, ...]:
        """Give everybody but the one who opens the incident."""
        others = (self.counsel, self.protection, self.communications, self.finance)
        return tuple(person for person in others if person)


def company(teller: Teller, owner: Person, names: tuple[str, ...]) -> Company:
    """Let the people of a company join: drafter, counsel, protection, press, finance if any."""
    drafter, counsel, protection, press, *finance = names
    approves = (Role.APPROVER,)
    return Company(
        drafter=teller.join(owner, drafter, Role.RECORDER, Role.DRAFTER),
        counsel=teller.join(
            owner, counsel, Role.APPROVER, Role.RELEASER, acts_as=(Capacity.GENERAL_COUNSEL,)
        ),
        protection=teller.join(
            owner, protection, *approves, acts_as=(Capacity.DATA_PROTECTION_OFFICER,)
        ),
        communications=teller.join(owner, press, *approves, acts_as=(Capacity.COMMUNICATIONS,)),
        finance=teller.join(
            owner, finance[0], *approves, acts_as=(Capacity.CHIEF_FINANCIAL_OFFICER,)
        )
        if finance
        else None,
    )


def brightwell(teller: Teller, owner: Person, case: Case) -> Incident:
    """Tell of a grocer whose website fails for a weekend, and comes back.

    Over by the time the example is opened, every promise kept.
    """
    names = ("Tom Adeyemi", "Ruth Calder", "Maya Singh", "Leo Marsh")
    told, people = _begin(teller, owner, case, names, at="2021-10-24 09:35")
    teller.at("2021-10-24 09:40")
    told.record(people.drafter, case)
    teller.at("2021-10-24 09:50")
    told.judge(
        people.counsel, "inside_information", "no",
        "Online sales of two days are small beside the year, and stores trade as usual.",
        role=COUNSEL, when=london("2021-10-24 09:45"), reviewer=(people.protection, PROTECTION),
    )  # fmt: skip
    signed = (people.communications, people.counsel)
    teller.at("2021-10-24 10:05")
    told.change(people.drafter, "next_update.at", When.exactly(london("2021-10-24 12:00")))
    told.out(people.drafter, POST, signed, people.counsel, to=("the public", "social networks"))
    teller.at("2021-10-24 11:35")
    told.change(people.drafter, "next_update.at", When.exactly(london("2021-10-25 09:00")))
    teller.desk.notices.begin_again(people.drafter, told.id, POST)
    teller.clock.step()
    told.out(people.drafter, POST, signed, people.counsel, to=("the public", "social networks"))
    teller.at("2021-10-24 12:40")
    told.out(
        people.drafter, CUSTOMERS, signed, people.counsel, to=("customers with orders", "email")
    )
    _back_to_normal(teller, told, people)
    return told


def _back_to_normal(teller: Teller, told: Incident, people: Company) -> None:
    signed = (people.communications, people.counsel)
    teller.at("2021-10-25 08:10")
    for key in ("service:website", "service:app"):
        told.change(people.drafter, key, state="restored", detail="")
    told.change(people.drafter, "service:stores")
    told.change(people.drafter, "personal_data.involved", "no")
    told.change(people.drafter, "next_update.at", standing=Standing.UNKNOWN)
    teller.at("2021-10-25 08:20")
    told.still_so(
        people.counsel, "inside_information",
        "Everything works again, no personal data was involved, and two days of online sales "
        "were lost: nothing left that could move the price.",
    )  # fmt: skip
    teller.at("2021-10-25 08:30")
    told.out(people.drafter, RESTORED, signed, people.counsel, to=("all customers", "email"))
    teller.desk.notices.begin_again(people.drafter, told.id, POST)
    teller.clock.step()
    told.out(people.drafter, POST, signed, people.counsel, to=("the public", "social networks"))


def harcourt(teller: Teller, owner: Person, case: Case) -> Incident:
    """Tell of a listed retailer over the Easter weekend, as far as the text that became untrue."""
    names = ("Ada Field", "Gita Rao", "Dora Lind", "Carys Bowen", "Finn Moss")
    told, people = _begin(teller, owner, case, names, at="2025-04-19 11:50")
    teller.at("2025-04-22 13:40")
    told.record(people.drafter, case, without="body")
    teller.at("2025-04-22 13:50")
    told.judge(
        people.protection, "aware_personal_data", "not-certain",
        "It is not known whether personal data is involved. The moment the attack was found is "
        "taken, to be on the safe side.",
        role=PROTECTION, when=london("2025-04-19 09:10"),
    )  # fmt: skip
    told.judge(
        people.counsel, "inside_information", "yes",
        "Orders through two channels are disturbed, with no end in sight: a reasonable investor "
        "would be likely to use that.",
        role=COUNSEL, when=london("2025-04-22 13:30"),
    )  # fmt: skip
    _report(teller, told, people)
    told.out(people.drafter, NCSC, (people.counsel,), people.counsel, to=TO_THE_NCSC)
    teller.at("2025-04-22 14:04")
    told.record(people.drafter, case, only="body")
    _announce(teller, told, people)
    _tell_everybody(teller, told, people)
    _what_came_later(teller, told, people)
    return told


def _announce(teller: Teller, told: Incident, people: Company) -> None:
    teller.at("2025-04-22 14:05")
    first = told.ask(people.drafter, ANNOUNCEMENT)
    teller.at("2025-04-22 14:09")
    told.refuse(
        people.counsel, ANNOUNCEMENT, first,
        "Contactless payment works again in most stores since noon, and this still says only some "
        "of the time. Record it, and say so.",
    )  # fmt: skip
    told.change(people.drafter, "service:contactless", detail="works again in most stores")
    second = told.ask(people.drafter, ANNOUNCEMENT)
    teller.at("2025-04-22 14:21")
    told.approve(ANNOUNCEMENT, second, people.counsel, *(p for p in (people.finance,) if p))
    told.release(people.counsel, ANNOUNCEMENT, second)
    teller.at("2025-04-22 14:30")
    told.given(people.counsel, ANNOUNCEMENT, *ON_THE_WIRE, reference="RIS 4471 K")


def _report(teller: Teller, told: Incident, people: Company) -> None:
    teller.at("2025-04-22 13:52")
    teller.desk.deadlines.give_late_reason(
        people.drafter, told.id, "uk.gdpr.33/initial",
        "Over the holiday the people who could tell whether personal data was reachable were "
        "busy keeping the stores open; the report was begun on the first working day.",
    )  # fmt: skip
    teller.clock.step()
    digest = told.ask(people.drafter, REPORT)
    teller.at("2025-04-22 13:56")
    told.approve(REPORT, digest, people.protection)
    told.release(people.counsel, REPORT, digest)
    told.given(
        people.counsel, REPORT, "Information Commissioner (ICO)", "online form",
        reference="IC-381204-T7",
    )  # fmt: skip


def _tell_everybody(teller: Teller, told: Incident, people: Company) -> None:
    signed = (people.communications, people.counsel)
    teller.at("2025-04-22 15:02")
    told.change(people.drafter, "next_update.at", When.exactly(london("2025-04-29 18:00")))
    teller.at("2025-04-22 15:05")
    told.out(people.drafter, PRESS, signed, people.counsel, to=TO_THE_PRESS)
    told.out(people.drafter, STAFF, signed, people.counsel, to=("all colleagues", "staff app"))
    teller.at("2025-04-22 15:30")
    told.out(people.drafter, CUSTOMERS, signed, people.counsel, to=("customers", "email"))


def _what_came_later(teller: Teller, told: Incident, people: Company) -> None:
    teller.at("2025-04-24 17:10")
    digest = told.ask(people.drafter, SUPPLIERS)
    told.approve(SUPPLIERS, digest, people.communications)
    teller.at("2025-04-25 16:20")
    told.change(people.drafter, "service:click-and-collect", state="stopped", workaround="")
    told.change(
        people.drafter, "service:website-and-app", state="stopped",
        detail="orders are paused; you can still look at our range",
    )  # fmt: skip


def meridian(teller: Teller, owner: Person, case: Case) -> Incident:
    """Tell of a society in its first hours, with its clocks running when the example is opened."""
    names = ("Iona Reid", "Hugh Pryce", "Nia Okoro", "Sam Whitlock")
    told, people = _begin(teller, owner, case, names, at="2025-04-30 11:10")
    teller.at("2025-04-30 11:40")
    told.record(people.drafter, case)
    teller.at("2025-04-30 12:05")
    told.judge(
        people.protection, "aware_personal_data", "not-certain",
        "Accounts were tried over the weekend. On Wednesday at 09:30 the security team could no "
        "longer rule out that data of members was read, which is not certain; the clock is taken "
        "from then, to be on the safe side.",
        role=PROTECTION, when=london("2025-04-30 09:30"),
    )  # fmt: skip
    teller.at("2025-04-30 12:20")
    first = told.ask(people.drafter, PRESS)
    teller.at("2025-04-30 12:31")
    told.refuse(
        people.communications, PRESS, first,
        "It does not say where members can ask. Settle the contact first.",
    )  # fmt: skip
    asked = told.ask(people.drafter, STAFF)
    teller.at("2025-04-30 12:50")
    told.approve(STAFF, asked, people.communications)
    told.freeze(people.drafter, NCSC)
    return told


def _begin(
    teller: Teller, owner: Person, case: Case, names: tuple[str, ...], *, at: str
) -> tuple[Incident, Company]:
    """Let an organisation and its people join, and open their incident."""
    teller.at(at)
    organisation = teller.organisation(owner, _answered(case))
    people = company(teller, owner, names)
    told = teller.open(owner, case.title, organisation, people.drafter, *people.team)
    return told, people


def _answered(case: Case) -> Organisation:
    """Give the organisation of a case, with the answers its file leaves open."""
    held = case.organisation
    return replace(held, profile={**dict.fromkeys(NOT_SO, "no"), **held.profile})
