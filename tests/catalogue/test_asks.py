"""What a single regime asks: brought along in its folder, and never taken from another."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import ROOT
from disclosure.catalogue.load import Catalogue, check_catalogue, load_catalogue

OWN = ROOT / "tests" / "cases" / "own-catalogue"
POLICY = "regimes/contract.cyber-policy"
NOTICE = "templates/notices/contract.cyber-policy/_.notify.insurer.en-GB.j2"


@pytest.fixture(scope="module")
def with_own() -> Catalogue:
    return load_catalogue(ROOT, OWN)


def test_the_example_is_clean() -> None:
    assert [str(problem) for problem in check_catalogue(ROOT, OWN).problems] == []


def test_its_questions_are_in_the_vocabulary(with_own: Catalogue) -> None:
    vocabulary = with_own.vocabulary
    assert vocabulary.facts["acquirer.cards_at_risk"].label == (
        "May card data have been seen or taken?"
    )
    assert vocabulary.judgements["cyber_policy_event"].options == ("yes", "no")
    assert vocabulary.profile["cyber_policy.number"].page == "contracts"
    assert with_own.law.authorities["example-acquirer"].phone == "020 7946 0321"


def test_its_questions_follow_those_of_the_page_it_names(with_own: Catalogue) -> None:
    shipped = [item.key for item in load_catalogue(ROOT).page("personal-data").items]
    asked = [item.key for item in with_own.page("personal-data").items]
    assert asked == [*shipped, "acquirer.cards_at_risk", "acquirer.cards_known_at"]


def test_its_texts_are_among_the_notices(with_own: Catalogue) -> None:
    notice = with_own.notice("contract.cyber-policy.notify.insurer")
    assert notice.title == "Notice to the cyber insurer (example policy)"


# ---- What is refused -----------------------------------------------------------------------------


Plant = Callable[[str, str, str], list[tuple[str, str]]]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Replace words in a copy of the example; gives each complaint as (path, what is wrong)."""

    def plant(file: str, old: str, new: str) -> list[tuple[str, str]]:
        own = tmp_path / "own"
        shutil.copytree(OWN, own)
        text = (own / file).read_text(encoding="utf-8")
        assert old in text
        (own / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        complaints = [p for p in check_catalogue(ROOT, own).problems if p.file == f"{own}/{file}"]
        return [(p.path, p.wrong) for p in complaints]

    return plant


def test_a_key_that_all_regimes_share_is_refused(plant: Plant) -> None:
    told = plant(f"{POLICY}/asks.toml", 'key = "cyber_policy.counsel"', 'key = "incident.kind"')
    taken = "'incident.kind' is given by a file shared by all regimes already."
    assert ("facts[0].key", taken) in told


def test_a_key_of_an_earlier_regime_is_refused(plant: Plant) -> None:
    told = plant(
        f"{POLICY}/asks.toml", 'key = "cyber_policy.in_force"', 'key = "acquirer.merchant"'
    )
    (path, wrong) = told[0]
    assert path == "answers[0].key"
    assert wrong.startswith("'acquirer.merchant' is given by ")
    assert wrong.endswith("contract.acquirer/asks.toml already.")


def test_a_condition_on_a_question_that_is_not_there_is_refused(plant: Plant) -> None:
    asked = 'ask_when = [{ profile = "cyber_policy.in_force", is = "yes" }]'
    told = plant(f"{POLICY}/asks.toml", asked, asked.replace("in_force", "forgotten"))
    assert told == [
        ("facts[0].ask_when[0].profile", "There is no profile answer 'cyber_policy.forgotten'.")
    ]


def test_a_notice_of_the_library_is_not_replaced(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shipped = "templates/notices/uk.ncsc/_.report.authority.en-GB.j2"
    (own / shipped).parent.mkdir(parents=True)
    shutil.copy(ROOT / shipped, own / shipped)
    (problem,) = check_catalogue(ROOT, own).problems
    assert problem.wrong == "There is a notice 'uk.ncsc.report.authority' already."


def test_a_profile_answer_names_its_section(plant: Plant, tmp_path: Path) -> None:
    plant(f"{POLICY}/asks.toml", 'page = "contracts"', 'page = "nowhere"')
    told = [p.wrong for p in check_catalogue(ROOT, tmp_path / "own").problems]
    assert told == ["The answer 'cyber_policy.in_force' names no section of the profile."]


def test_what_declines_is_one_of_the_options(plant: Plant, tmp_path: Path) -> None:
    plant(f"{POLICY}/asks.toml", 'declines = ["no"]', 'declines = ["nope"]')
    told = [(p.path, p.wrong) for p in check_catalogue(ROOT, tmp_path / "own").problems]
    wrong = "'nope' is not one of the options of 'cyber_policy_event'."
    assert told == [("judgements[0].declines", wrong)]
