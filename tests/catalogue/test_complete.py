"""The library against the list of everything that was researched: nothing is left out in silence.

The list was typed in by hand from the research, each line with what became of it.
"""

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from builders import LOCAL_CATALOGUE, ROOT, the_catalogue
from disclosure.catalogue.load import load_catalogue, worked_cases
from disclosure.law.conditions import Group, Subject
from disclosure.law.obligations import Obligation

NOT_A_DUTY = "no duty, because"

RESEARCHED = {
    # what was researched: (kind, the entries that hold it)
    "UKGDPR_ART33": ("obligation", ("uk.gdpr.33",)),
    "UKGDPR_ART33_2": ("obligation", ("uk.gdpr.33-2",)),
    "UKGDPR_ART33_5": ("obligation", ("uk.gdpr.33-5",)),
    "UKGDPR_ART34": ("obligation", ("uk.gdpr.34",)),
    "DPA18_P3": ("obligation", ("uk.dpa.67", "uk.dpa.68")),
    "DPA18_164A": ("obligation", ("uk.dpa.164a",)),
    "PECR_5A": ("obligation", ("uk.pecr.5a", "uk.pecr.5a-3", "uk.pecr.5a-8")),
    "EIDAS_19": ("obligation", ("uk.eidas.19", "uk.eidas.19-persons")),
    "NIS_OES": ("obligation", ("uk.nis.11",)),
    "NIS_RDSP": ("obligation", ("uk.nis.12",)),
    "NIS_OES_RDSP": ("obligation", ("uk.nis.12-9",)),
    "CSRB": ("watch", ("uk.csrb", "uk.csrb.customers")),
    "NCSC": ("voluntary", ("uk.ncsc",)),
    "GOVUK_SIGNPOST": ("voluntary", ("uk.govuk-signpost",)),
    "REPORT_FRAUD": ("voluntary", ("uk.report-fraud", "uk.report-fraud.scotland")),
    "HO_RANSOM": ("watch", ("uk.ransomware-regime", "uk.ransomware-regime.payment")),
    "OFSI": ("obligation", ("uk.ofsi", "uk.ofsi.report")),
    "MAR_17_1": ("obligation", ("uk.mar.17-1",)),
    "MAR_17_4": ("obligation", ("uk.mar.17-4",)),
    "MAR_DDII": ("obligation", ("uk.mar.17-4-notice",)),
    "MAR_17_5": ("obligation", ("uk.mar.17-5", "uk.mar.17-7-stability")),
    "MAR_17_7": ("obligation", ("uk.mar.17-7",)),
    "MAR_17_8": ("obligation", ("uk.mar.17-8",)),
    "MAR_18": ("obligation", ("uk.mar.18",)),
    "DTR_6": ("obligation", ("uk.dtr.6",)),
    "AIM_11": ("obligation", ("uk.aim.11",)),
    "AQSE": ("obligation", ("uk.aqse",)),
    "UKLR_SUSP": (NOT_A_DUTY, ("uk.uklr.suspension",)),
    "FCA_SUP15": ("obligation", ("uk.fca.sup-15-3",)),
    "PRA_NOTIF": ("obligation", ("uk.pra.notifications-2",)),
    "PSR_99": ("obligation", ("uk.psr.99", "uk.psr.99-3")),
    "FCA_OIR": (
        "obligation",
        (
            "uk.fca.sup-15-18",
            "uk.fca.sup-15-18-psp",
            "uk.fca.sup-15-18-updates",
            "uk.fca.sup-15-18-final",
            "uk.fca.sup-15-18-final-late",
        ),
    ),
    "PRA_OIR": (
        "obligation",
        (
            "uk.pra.operational-incident",
            "uk.pra.operational-incident-final",
            "uk.pra.operational-incident-final-late",
        ),
    ),
    "BOE_FMI": ("obligation", ("uk.boe.fmi",)),
    "CTP": ("obligation", ("uk.ctp", "uk.ctp.firms")),
    # The regulator's hours are its policy, and stand apart from the duty.
    "OFCOM_105K": ("obligation", ("uk.ca.105k", "uk.ca.105j")),
    "OFCOM_POLICY": ("voluntary", ("uk.ca.105k-urgent", "uk.ca.105k-other")),
    "OFCOM_PROPOSAL": ("watch", ("uk.ca.105k-proposal",)),
    "NHS_DSPT": ("obligation", ("uk.nhs.dspt",)),
    "CHARITY": ("obligation", ("uk.charity", "uk.charity.ccni")),
    # The Scottish scheme of notifiable events ended on 31 March 2024.
    "CHARITY_SCOTLAND": ("voluntary", ("uk.charity.oscr",)),
    "SRA": ("obligation", ("uk.sra", "uk.sra.3-5")),
    "TPR": ("voluntary", ("uk.tpr",)),
    "TPR_70": ("obligation", ("uk.tpr.70",)),
    "PSTI": ("obligation", ("uk.psti",)),
    "SECTOR_MISC": (
        NOT_A_DUTY,
        (
            "uk.sector",
            "uk.sector.food",
            "uk.sector.products",
            "uk.sector.health-and-safety",
            "uk.sector.environment",
            "uk.sector.medicines",
            "uk.sector.care",
            "uk.sector.gambling",
            "uk.sector.licensed",
            "uk.sector.energy-and-transport",
            "uk.sector.defence",
            "uk.sector.public",
        ),
    ),
    "CARD": ("contract", ("contract.card",)),
    "INSURER": ("contract", ("contract.insurance",)),
    "CONTRACT": ("contract", ("contract.customers", "contract.suppliers")),
    "STAFF": (NOT_A_DUTY, ("uk.staff",)),
    "ANNUAL": (NOT_A_DUTY, ("uk.annual-report",)),
    "TAKEOVER": ("obligation", ("uk.takeover",)),
    # what the research rests on but does not list
    "OFSI_OTHERS": ("voluntary", ("uk.ofsi.disclosure",)),
    "CUSTOMERS_OF_FIRMS": (NOT_A_DUTY, ("uk.consumers",)),
    "COMMUNICATIONS_BEFORE_2022": ("obligation", ("uk.ca.105b",)),
}

LAW = load_catalogue(ROOT).law
RULES = defaultdict(list)
for _rule in LAW.obligations:
    RULES[_rule.id].append(_rule)


@pytest.mark.parametrize("name", RESEARCHED)
def test_everything_researched_has_its_entries(name: str) -> None:
    kind, ids = RESEARCHED[name]
    not_duties = {entry.id for entry in LAW.not_duties}
    for one in ids:
        if kind == NOT_A_DUTY:
            assert one in not_duties
        else:
            assert [rule.kind for rule in RULES[one]] == [kind] * len(RULES[one]) != []


def beyond() -> dict[str, str]:
    """Give the rules that say of themselves, and why, that they go beyond the research."""
    said = {}
    for path in (ROOT / "forms" / "regimes").glob("*/*.toml"):
        if path.name not in ("regime.toml", "asks.toml", "cases.toml"):
            rule = tomllib.loads(path.read_text(encoding="utf-8"))
            said[rule["id"]] = rule.get("beyond_research", "")
    return {rule: why for rule, why in said.items() if why.strip()}


def unlisted(held: set[str], said: dict[str, str]) -> list[str]:
    """Give what stands in the library, is not on the list, and does not say why."""
    listed = {one for _, ids in RESEARCHED.values() for one in ids}
    return [
        f'{one}: not researched. Write beyond_research = "why it is here" into its file.'
        for one in sorted(held - listed - set(said))
    ]


def test_nothing_stands_in_the_library_that_is_not_on_the_list_or_says_why() -> None:
    held = {*RULES, *(entry.id for entry in LAW.not_duties)}
    assert unlisted(held, beyond()) == []
    assert {one for _, ids in RESEARCHED.values() for one in ids} <= held


def test_a_rule_beyond_the_research_needs_its_reason() -> None:
    (told,) = unlisted({"uk.harbours.9", "uk.gdpr.33"}, {})
    assert told.startswith("uk.harbours.9: not researched. Write beyond_research")
    assert unlisted({"uk.harbours.9"}, {"uk.harbours.9": "asked for by our port"}) == []


# ---- Examples -----------------------------------------------------------------------------------

LEFT_OPEN = {
    # what an example leaves open on purpose, so that a duty waits for an answer of the profile
    "csrb.load_or_supplier", "csrb.managed_or_data_centre", "fca.authorised", "fca.enhanced",
    "gdpr.processor", "insurance.cyber_policy", "market.regulated_market", "sra.regulated",
    "tpr.scheme",
}  # fmt: skip


def unanswered(asked: set[str], answered: dict[str, str], file: str) -> list[str]:
    """Give the line an example lacks for each question of the profile that a duty asks."""
    return [
        f'{file}: add below [organisation.profile]: "{key}" = "no"'
        for key in sorted(asked - set(answered) - LEFT_OPEN)
    ]


def asked_of_the_profile() -> set[str]:
    rows = [row for rule in LAW.obligations for row in (*rule.applies_when, *rule.unless)]
    single = [one for row in rows for one in (row.rows if isinstance(row, Group) else (row,))]
    return {row.key for row in single if row.subject is Subject.PROFILE}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "forms/examples").glob("*.toml")), ids=lambda path: path.stem
)
def test_an_example_answers_what_a_duty_asks_of_the_profile(path: Path) -> None:
    answered = tomllib.loads(path.read_text(encoding="utf-8"))["organisation"]["profile"]
    missing = unanswered(asked_of_the_profile(), answered, f"forms/examples/{path.name}")
    assert missing == [], "\n".join(missing)


def test_an_example_that_lacks_an_answer_is_told_its_line() -> None:
    found = unanswered({"harbours.covered"}, {"uk.ops": "yes"}, "forms/examples/a.toml")
    line = 'add below [organisation.profile]: "harbours.covered" = "no"'
    assert found == [f"forms/examples/a.toml: {line}"]


# ---- Worked cases -------------------------------------------------------------------------------

OUTCOMES = defaultdict(list)
for _case in worked_cases(ROOT, None, []):
    for _expect in _case.form.expect:
        OUTCOMES[_expect.obligation].append((_case.name, _expect.outcome))


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_three_cases_one_of_them_no_and_one_of_them_open(rule: str) -> None:
    """Applies, does not apply, and undetermined, presumed or a boundary that a clock shows."""
    held = OUTCOMES[rule]
    assert len({name for name, _ in held}) >= 3
    outcomes = [outcome for _, outcome in held]
    assert "does-not-apply" in outcomes
    assert {"applies", "presumed"} & set(outcomes)


def test_a_version_in_force_is_shown_by_a_case_of_its_own_days() -> None:
    shown = defaultdict(set)
    for case in worked_cases(ROOT, None, []):
        for expect in case.form.expect:
            shown[expect.obligation].add(case.form.law_as_of)
    missing = [
        rule.file
        for rule in the_catalogue().law.obligations
        if not any(rule.in_force_on(day) for day in shown[rule.id]) and _is_ours(rule)
    ]
    assert missing == []


def _is_ours(rule: Obligation) -> bool:
    return str(LOCAL_CATALOGUE) not in rule.file
