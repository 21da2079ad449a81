"""What claims speak of, under one name each: services, people, data, bodies, places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Names with the words that stand for them.

    Attributes:
        groups: The name behind each group of the pattern.
    """

    pattern: re.Pattern[str]
    groups: Mapping[str, str]


def _lexicon(names: Mapping[str, str]) -> Lexicon:
    """Compile names with their alternatives: the group that matches tells the name."""
    groups = {f"g{number}": name for number, name in enumerate(names)}
    pattern = "|".join(f"(?P<g{number}>{words})" for number, words in enumerate(names.values()))
    return Lexicon(re.compile(rf"\b(?:{pattern})\b"), groups)


@lru_cache(maxsize=2048)
def named(lexicon: Lexicon, text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Give everything a text names, under its one name."""
    return tuple(
        (lexicon.groups[found.lastgroup or ""], found) for found in lexicon.pattern.finditer(text)
    )


# ---- People --------------------------------------------------------------------------------------

PEOPLE: Final = _lexicon(
    {
        "former employees": r"(?:former|ex-?)[ -]?(?:colleagues?|employees?|staff|workers?)"
        r"|past (?:colleagues|employees)|(?:people|those) who (?:used to work|have left)",
        "job applicants": r"(?:job )?applicants?|candidates?",
        "employees": r"colleagues?|employees?|staff(?: members?)?|team members?|workers?|workforce"
        r"|crew|volunteers?",
        "members": r"members?|member-owners?",
        "customers": r"customers?|shoppers?|clients?|consumers?|guests?|policyholders?|savers?"
        r"|passengers?|account holders?|cardholders?|borrowers?",
        "patients": r"patients?",
        "donors": r"donors?|supporters?|regular givers?",
        "suppliers": r"suppliers?|supplier contacts?|vendors?",
        "partners": r"partners?|franchisees?|resellers?",
        "students": r"students?|pupils?|learners?",
        "children": r"children|child",
        "tenants": r"tenants?|residents?",
        "shareholders": r"shareholders?|investors?",
        "subscribers": r"subscribers?",
        "users": r"users?",
        "contractors": r"contractors?|agency workers?|temporary workers?",
        "dependants": r"dependants?|relatives|next of kin",
        "beneficiaries": r"beneficiar(?:y|ies)|service users?",
        "people": r"people|persons?|individuals?|data subjects?|households?",
    }
)

THINGS: Final = _lexicon(
    {
        "records": r"records?|rows|entries|files?|documents?",
        "accounts": r"accounts?|profiles?",
        "cards": r"(?:payment |credit |debit |bank )?cards?",
        "orders": r"orders?|parcels?|deliveries|shipments?|collections",
        "stores": r"stores?|shops?|branches|supermarkets?|outlets?|convenience stores",
        "sites": r"sites?|locations?|premises|offices?|depots?|warehouses?|factor(?:y|ies)|plants?"
        r"|hospitals?|laborator(?:y|ies)|labs?|clinics?|pharmac(?:y|ies)|schools?|homes?",
        "systems": r"systems?|servers?|devices?|laptops?|machines|applications|databases?"
        r"|mailboxes|terminals?|tills?",
        "messages": r"calls?|complaints?|emails?|letters?|reports?|enquiries|queries|messages",
        "appointments": r"appointments?|operations?|procedures?|tests?|samples?|bookings?",
        "transactions": r"transactions?|payments?|refunds?",
        "vehicles": r"lorries|lorry|vans?|vehicles?|trucks?",
        "matters": r"matters?|cases?|claims?|transactions?",
    }
)


@lru_cache(maxsize=1024)
def group_of(noun: str) -> str:
    """Give the one name under which a noun is counted, or nothing."""
    for lexicon in (PEOPLE, THINGS):
        found = lexicon.pattern.fullmatch(noun)
        if found:
            return lexicon.groups[found.lastgroup or ""]
    return ""


# ---- Personal data -------------------------------------------------------------------------------

DATA_KINDS: Final = _lexicon(
    {
        "name": r"names?(?! of the)",
        "date of birth": r"dates? of birth|birth dates?|birthdays?|dob",
        "email address": r"(?<!by )(?<!an )(?<!our )(?<!the )e-?mails?(?: address(?:es)?)?"
        r"(?! from| us| to| and chat)",
        "phone number": r"(?:tele)?phone (?:numbers?|contacts)|mobile numbers?",
        "postal address": r"(?:(?:home|postal|delivery|billing|street) )?address(?:es)?|postcodes?",
        "contact details": r"contact (?:details|information|data)",
        "password": r"passwords?|log-?in (?:details|credentials)|credentials|pass(?:codes|phrases)",
        "pin": r"pins?|pin (?:codes?|numbers?)",
        "card details": r"(?:(?:payment|credit|debit|bank|full|usable) )*card (?:details|numbers?"
        r"|data|information)|card and",
        "bank details": r"bank(?:ing)? (?:account )?(?:details|numbers?|data|information|accounts?)"
        r"|(?:sort codes?|account numbers?)(?: and (?:sort codes|account numbers))?",
        "payment details": r"payment (?:details|data|information)|financial (?:details|data"
        r"|information|records)",
        "salary": r"salar(?:y|ies)|pay (?:details|data)|payroll (?:details|data|records"
        r"|information)",
        "national insurance number": r"national insurance (?:numbers?|details)|ni numbers?",
        "passport": r"passports?(?: (?:scans?|numbers?|details|copies))?|driving licen[cs]es?"
        r"|identity documents?|official documents?|id documents?",
        "health": r"(?:health|medical|patient|clinical|sickness) (?:data|records?|information"
        r"|details|histor(?:y|ies))|test results|diagnos[ei]s|blood test results",
        "order history": r"(?:order|purchase|shopping|transaction|booking|donation|giving)"
        r" histor(?:y|ies)|(?:past|online) (?:orders|purchases)(?= (?:were|was|and))",
        "loyalty": r"loyalty (?:points|card numbers?|numbers?|data|balances?)|points balances?",
        "case files": r"(?:case|client|matter|legal) (?:files?|documents?)",
        "next of kin": r"next[ -]of[ -]kin|emergency contacts?",
        "religion": r"religious beliefs?|religion|ethnic(?:ity| origin)|trade union membership",
    }
)
GENERIC_DATA: Final = re.compile(
    # "Inside information" is a term of the law on markets, and nobody's data.
    r"\b(?<!inside)(?<!inside )(?:(?P<personal>personal|your|our)? ?(?:data|information)"
    r"|personal details|your details|their details|details of|records)\b"
)
BROADER: Final[Mapping[str, frozenset[str]]] = {
    "email address": frozenset({"contact details"}),
    "phone number": frozenset({"contact details"}),
    "postal address": frozenset({"contact details"}),
    "card details": frozenset({"payment details"}),
    "bank details": frozenset({"payment details"}),
}
"""The kinds of data that hold another one."""

# ---- Services ------------------------------------------------------------------------------------

_SERVICES: Final = {
    "contactless": r"contactless(?: (?:card )?payments?)?(?: in (?:our )?(?:stores|shops))?",
    "click and collect": r"click[ -](?:and|&|\+)[ -]collect(?: (?:orders?|collections?|service))?"
    r"|order collections?",
    "gift cards": r"gift cards?(?: (?:sales|payments))?|gift vouchers?|e-?gift cards?|vouchers",
    "chip and pin": r"chip[ -]and[ -]pin(?: payments?)?",
    "cash": r"cash(?: payments?)?(?! flow)|cash machines?|atms?",
    "card payments": r"(?:card|debit card|credit card) (?:payments?|transactions?)|cards",
    "payments": r"payments?|faster payments|direct debits?|bank transfers?|standing orders",
    "tills": r"(?:self-service |self-)?(?:tills?|checkouts?)",
    "online orders": r"(?:taking )?(?:online|website|web|internet) (?:orders?|ordering|shopping"
    r"|sales|shop|purchases)|home shopping|ordering(?: online)?"
    r"|orders (?:placed )?(?:online|through (?:our|the) (?:website|app)"
    r"|on (?:our|the) website)",
    "online banking": r"(?:online|internet|mobile|digital) banking(?: app)?",
    "website": r"(?:\w+ )?web ?sites?(?! (?:search|orders))|websites?|online store",
    "app": r"(?:mobile |banking |loyalty )?apps?",
    "deliveries": r"(?:home |store |grocery |online )?deliver(?:y|ies)(?: (?:service|slots?))?",
    "returns": r"returns(?: and refunds)?|exchanges",
    "refunds": r"refunds",
    "call centre": r"(?:call|contact|customer service) (?:centres?|lines?)"
    r"|(?:tele)?phone (?:lines?|service|support)|helplines?|customer services?",
    "email": r"e-?mails?(?: and chat| systems?)?",
    "chat": r"(?:live |web)?chat",
    "payroll": r"payroll|wages|salaries|pay runs?",
    "cafés": r"caf[eé]s?|restaurants?",
    "fuel": r"(?:pay at pump|petrol stations?|fuel)",
    "pharmacies": r"pharmac(?:y|ies)|prescriptions?",
    "funeral homes": r"funeral (?:homes?|services?|care)",
    "depots": r"(?:distribution (?:centres?|sites?)|depots?|warehouses?)",
    "production": r"production(?: lines?)?|manufacturing|factor(?:y|ies)|plants?|assembly",
    "remote working": r"remote (?:working|access)|vpn|working from home",
    "back office": r"back[ -]office(?: (?:systems?|services?))?|internal systems",
    "rota": r"rotas?|shift (?:system|booking)|staff rota(?:s| system)?|scheduling",
    "loyalty": r"loyalty (?:scheme|programme|cards?|points|offers)|rewards?",
    "stock": r"stock(?: (?:levels|ordering|system|availability))?|replenishment",
    "booking": r"(?:online )?(?:bookings?|appointments?|booking system|reservations?)",
    "case management": r"(?:case|document|practice) management(?: system)?|client portal|portal",
    "supplier portal": r"supplier (?:portal|ordering|payments?|orders?)",
    "donations": r"(?:online )?donations?(?: page)?|donating|giving page",
    "pathology": r"pathology(?: services?)?|blood tests?|test results service|laborator(?:y|ies)",
    "branches": r"branches",
    "stores": r"(?:food |convenience |high street |retail )*(?:stores|shops|supermarkets)",
    "search": r"(?:site )?search",
    "phones": r"phones|telephones",
    "wi-fi": r"wi-?fi",
    "network": r"network",
    "services": r"(?:all |other |our )*services|everything else|other operations|operations"
    r"|business(?:es)?|divisions?|subsidiar(?:y|ies)|markets",
    "systems": r"systems?",
}
SERVICES: Final = _lexicon(_SERVICES)
IN_STORES: Final = frozenset(
    {
        "contactless",
        "chip and pin",
        "cash",
        "gift cards",
        "tills",
        "card payments",
        "click and collect",
    }
)
"""What happens in stores even where the words do not say so."""
EVERYTHING: Final = frozenset({"services", "systems"})

# ---- Bodies --------------------------------------------------------------------------------------

BODIES: Final = _lexicon(
    {
        "ico": r"ico|information commission(?:er)?(?:'s office)?|data protection (?:regulator"
        r"|authorit(?:y|ies))|(?:relevant )?data protection supervisory authorit(?:y|ies)"
        r"|privacy regulator",
        "ncsc": r"ncsc|national cyber security centre",
        "fca": r"fca|financial conduct authority",
        "pra": r"pra|prudential regulation authority",
        "police": r"police(?: forces?| service)?|law enforcement|national crime agency|nca"
        r"|action fraud|report fraud",
        "charity commission": r"charity (?:commission|regulator)|oscr",
        "sra": r"sra|solicitors regulation authority",
        "pensions regulator": r"pensions regulator",
        "ofcom": r"ofcom",
        "ofgem": r"ofgem",
        "insurer": r"insurers?|cyber insurers?",
        "bank": r"our banks?|acquirers?|card schemes?|acquiring bank",
        "nhs": r"nhs(?: england| digital)?|cqc|care quality commission|mhra",
        "market": r"the market|stock exchange|rns",
        "regulators": r"(?:all |our |the |relevant |other |appropriate )*(?:regulators?"
        r"|authorities)",
    }
)

# ---- Places --------------------------------------------------------------------------------------

PLACES: Final = _lexicon(
    {
        "northern ireland": r"northern ireland|belfast",
        "ireland": r"(?:republic of )?ireland|irish|dublin",
        "scotland": r"scotland|scottish|glasgow|edinburgh",
        "wales": r"wales|welsh|cardiff",
        "england": r"england|english",
        "uk": r"uk|united kingdom|british|britain",
        "europe": r"europe(?:an)?|eu|continental",
        "germany": r"germany|german",
        "france": r"france|french",
        "netherlands": r"netherlands|dutch",
        "spain": r"spain|spanish",
        "poland": r"poland|polish",
        "us": r"us(?= (?:business|stores|customers|operations|sites))|united states|american|usa",
        "overseas": r"overseas|international(?:ly)?|abroad|outside the uk",
        "group": r"group(?:-wide)?|worldwide|globally|global",
        "midlands": r"(?:west |east )?midlands",
        "london": r"london(?! (?:stock|time))",
        "north": r"north(?: of england|ern england| west| east)?",
        "south": r"south(?: of england|ern england| west| east)?",
        "online": r"online",
        "stores": r"in (?:our |all |all our |some |some of our |the )*(?:stores|shops|branches)"
        r"|in-store",
    }
)
WITHIN: Final[Mapping[str, str]] = {
    "scotland": "uk",
    "wales": "uk",
    "england": "uk",
    "northern ireland": "uk",
    "midlands": "uk",
    "london": "uk",
}
"""The place in which another lies."""


@lru_cache(maxsize=2048)
def places(text: str) -> frozenset[str]:
    """Give the places a text names."""
    return frozenset(name for name, _ in named(PLACES, text))


@lru_cache(maxsize=2048)
def people(text: str) -> frozenset[str]:
    """Give the groups of people a text names."""
    return frozenset(name for name, _ in named(PEOPLE, text))


@lru_cache(maxsize=64)
def own_names(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Give a pattern for the names of a case that the common list does not know."""
    bare = (re.sub(r"^(?:all )?(?:our|the) ", "", name.lower()) for name in names)
    unknown = sorted({name for name in bare if name and not SERVICES.pattern.search(name)}, key=len)
    if not unknown:
        return None
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in reversed(unknown))})\b")
