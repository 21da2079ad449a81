"""Approval policies: what a file may say, and what the shipped one says."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import ROOT, the_catalogue
from disclosure.catalogue.approvals import load_approvals
from disclosure.problems import Problem
from disclosure.signoff.people import Capacity
from disclosure.signoff.policy import Need, Policies

NOTICES = ("uk.law.1.initial.authority", "voluntary.letter.staff")
AUDIENCES = ("authority", "staff")
RIGHT = """schema = 1
[[policies]]
id = "report"
title = "Report"
why = "An example."
notices = ["uk.law.1.initial.authority"]
needs = [["security", "general-counsel"], ["chief-executive"]]
release_by = ["general-counsel"]
in_order = true

[[policies]]
id = "others"
title = "Others"
why = "An example."
audiences = ["authority", "staff"]
needs = [["communications"]]
"""

Loaded = tuple[Policies, list[Problem]]
Load = Callable[[str], Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Write an approvals file and load it."""

    def load(text: str) -> Loaded:
        (tmp_path / "approvals.toml").write_text(text, encoding="utf-8")
        problems: list[Problem] = []
        return load_approvals(tmp_path, NOTICES, AUDIENCES, problems), problems

    return load


# ---- What a file says ----------------------------------------------------------------------------


def test_a_policy_is_read_as_it_is_written(load: Load) -> None:
    policies, problems = load(RIGHT)
    assert problems == []
    report, others = policies.policies
    assert (report.id, report.title, report.why) == ("report", "Report", "An example.")
    assert (report.notices, report.audiences) == (("uk.law.1.initial.authority",), ())
    assert report.needs == (
        Need((Capacity.SECURITY, Capacity.GENERAL_COUNSEL)),
        Need((Capacity.CHIEF_EXECUTIVE,)),
    )
    assert (report.release_by, report.in_order) == ({Capacity.GENERAL_COUNSEL}, True)
    assert (others.notices, others.audiences) == ((), ("authority", "staff"))
    assert (others.release_by, others.in_order) == (frozenset(), False)


@pytest.mark.parametrize(
    ("old", "new", "path", "wrong", "allowed"),
    [
        (
            '["communications"]',
            '["comunications"]',
            "policies[1].needs[0][0]",
            "'comunications' is not one of the options.",
            "Did you mean 'communications'?",
        ),
        (
            'release_by = ["general-counsel"]',
            'release_by = ["lawyer"]',
            "policies[0].release_by[0]",
            "'lawyer' is not one of the options.",
            "general-counsel",
        ),
        (
            "uk.law.1.initial",
            "uk.law.1.initia",
            "policies[0].notices[0]",
            "There is no notice 'uk.law.1.initia.authority'.",
            "Did you mean 'uk.law.1.initial.authority'?",
        ),
        (
            '"authority", "staff"]',
            '"authority", "staff", "neighbours"]',
            "policies[1].audiences[2]",
            "There is no audience 'neighbours'.",
            "Allowed: authority, staff.",
        ),
        (
            '["authority", "staff"]',
            '["authority"]',
            "policies",
            "No policy covers the audience 'staff'.",
            "Add it to the audiences of one.",
        ),
        (
            'audiences = ["authority", "staff"]',
            'audiences = ["authority", "staff"]\nnotices = ["uk.law.1.initial.authority"]',
            "policies.notices",
            "'uk.law.1.initial.authority' stands twice.",
            "Keep one.",
        ),
        (
            'notices = ["uk.law.1.initial.authority"]',
            'audiences = ["staff"]',
            "policies.audiences",
            "'staff' stands twice.",
            "Keep one.",
        ),
        ('id = "others"', 'id = "report"', "policies", "'report' stands twice.", "Keep one."),
        (
            '[["communications"]]',
            "[]",
            "policies[1].needs",
            "The policy 'others' asks for no approval.",
            "Name one",
        ),
        (
            '["chief-executive"]',
            "[]",
            "policies[0].needs[1]",
            "An approval names no capacity, so nobody could give it.",
            "Name one",
        ),
        (
            'notices = ["uk.law.1.initial.authority"]\n',
            "",
            "policies[0]",
            "The policy 'report' is for no notice and no audience.",
            "Name some",
        ),
        (
            "in_order = true",
            "drafter_may_approve = true",
            "policies[0].drafter_may_approve",
            "There is no key 'drafter_may_approve' here.",
            "in_order",
        ),
        (
            'needs = [["communications"]]\n',
            "",
            "policies[1].needs",
            "The key 'needs' is missing.",
            "Add it.",
        ),
        (
            'why = "An example."\nnotices',
            'why = ""\nnotices',
            "policies[0].why",
            "This may not be empty.",
            "",
        ),
    ],
)
def test_what_is_wrong_is_said_where(
    load: Load, old: str, new: str, path: str, wrong: str, allowed: str
) -> None:
    assert RIGHT.count(old) == 1
    _, (problem,) = load(RIGHT.replace(old, new))
    assert (problem.file, problem.path, problem.wrong) == ("forms/approvals.toml", path, wrong)
    assert allowed in problem.allowed


def test_everything_that_is_wrong_is_listed_at_once(load: Load) -> None:
    text = RIGHT.replace('[["communications"]]', "[]").replace('"staff"]', '"neighbours"]')
    assert {problem.wrong for problem in load(text)[1]} == {
        "The policy 'others' asks for no approval.",
        "There is no audience 'neighbours'.",
        "No policy covers the audience 'staff'.",
    }


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert load_approvals(tmp_path, (), (), problems) == Policies()
    assert [problem.file for problem in problems] == ["forms/approvals.toml"]


# ---- What the shipped file says ------------------------------------------------------------------

COUNSEL, MONEY = "general-counsel", "chief-financial-officer or chief-executive"


@pytest.mark.parametrize(
    ("notice", "audience", "needs"),
    [
        ("uk.mar.17-1.announce.market", "market", [COUNSEL, MONEY]),
        ("another", "market", [COUNSEL, MONEY]),
        ("uk.ncsc.report.authority", "authority", ["security or general-counsel"]),
        (
            "uk.gdpr.33.initial.authority",
            "authority",
            ["data-protection-officer or general-counsel"],
        ),
        (
            "uk.gdpr.34.initial.people-affected",
            "people-affected",
            ["data-protection-officer", "communications"],
        ),
        ("voluntary.email.customers", "customers", ["communications", COUNSEL]),
        ("another", "members", ["communications", COUNSEL]),
        ("voluntary.statement.media", "media", ["communications", COUNSEL]),
        ("voluntary.banner.public", "public", ["communications", COUNSEL]),
        ("voluntary.letter.staff", "staff", ["communications", "general-counsel"]),
        ("voluntary.notice.suppliers", "suppliers", ["communications or general-counsel"]),
        ("another", "insurer", [COUNSEL]),
        ("another", "board", [COUNSEL]),
    ],
)
def test_who_approves_what(notice: str, audience: str, needs: list[str]) -> None:
    policy = the_catalogue().approvals.for_notice(notice, audience)
    assert [" or ".join(need.any_of) for need in policy.needs] == needs


def test_only_the_announcement_is_released_in_a_capacity() -> None:
    policies = the_catalogue().approvals.policies
    released_in = {policy.id: policy.release_by for policy in policies if policy.release_by}
    assert released_in == {
        "announcement": {
            Capacity.GENERAL_COUNSEL,
            Capacity.CHIEF_FINANCIAL_OFFICER,
            Capacity.CHIEF_EXECUTIVE,
        }
    }


def test_every_policy_gives_its_reason_in_one_sentence() -> None:
    for policy in the_catalogue().approvals.policies:
        assert policy.why.endswith(".")
        assert ". " not in policy.why


def test_every_key_is_explained_at_the_top_of_the_file() -> None:
    text = (ROOT / "forms" / "approvals.toml").read_text(encoding="utf-8")
    explained, _, _ = text.partition("schema = 1")
    keys = {key for policy in tomllib.loads(text)["policies"] for key in policy}
    for key in keys | {"in_order"} | {capacity.value for capacity in Capacity}:
        assert key in explained
