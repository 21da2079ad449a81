"""What is taken as an answer about an organisation, and the words of the closed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from disclosure.casefile.values import ISIN, LEI, clean_text
from disclosure.facts.vocabulary import ROLES, Kind, Question
from disclosure.problems import Problem, ValueRefusedError, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.facts.case import Entity, Security

LONGEST_NAME, LONGEST_ANSWER = 200, 500
LEI_CHECK: TypeAdapter[str] = TypeAdapter(LEI)
ISIN_CHECK: TypeAdapter[str] = TypeAdapter(ISIN)

ROLES_IN_WORDS = {
    "issuer": "Has shares or bonds admitted to trading (issuer)",
    "controller": "Decides why and how personal data is used (controller)",
    "processor": "Handles personal data for others (processor)",
    "employer": "Employs the staff",
    "regulated-firm": "Is a regulated firm",
    "policyholder": "Holds the insurance policy",
}
KINDS = {"equity": "Shares", "debt": "Bonds or other debt", "other": "Other"}
VENUES = {
    "main-market": "London Stock Exchange, Main Market",
    "aim": "London Stock Exchange, AIM",
    "aquis-growth": "Aquis Growth Market",
    "aquis-main": "Aquis Main Market",
    "other-uk": "Another UK market",
    "non-uk": "A market outside the UK",
}


def _refusal(value: str, path: str, longest: int) -> list[Problem]:
    try:
        clean_text(value)
    except ValueRefusedError as error:
        return [Problem("", path, error.wrong, error.allowed)]
    if len(value) > longest:
        wrong = f"This has {len(value)} characters; at most {longest} are taken."
        return [Problem("", path, wrong, "Shorten it.")]
    return []


def name_problems(name: str, path: str, what: str) -> list[Problem]:
    """Say why a name is not taken."""
    if not name.strip():
        return [Problem("", path, f"{what} is missing.", "Write it as it is registered.")]
    return _refusal(" ".join(name.split()), path, LONGEST_NAME)


def answer_problems(question: Question, answer: str) -> list[Problem]:
    """Say why an answer of the profile is not taken, at the key of its question."""
    if question.kind in (Kind.YES_NO, Kind.CHOICE):
        if answer in question.closed:
            return []
        return [Problem("", question.key, "This is none of the answers.", one_of(question.closed))]
    return _refusal(answer, question.key, LONGEST_ANSWER)


def entity_problems(entity: Entity) -> Iterator[Problem]:
    """Say what of a legal entity is not taken, by field."""
    yield from name_problems(entity.legal_name, "legal_name", "The legal name")
    if not set(entity.roles) <= set(ROLES):
        yield Problem("", "roles", "This is none of the roles.", one_of(ROLES))
    if entity.lei:
        yield from _number_problems(LEI_CHECK, entity.lei, "lei")
    for n, security in enumerate(entity.securities):
        yield from _security_problems(security, f"securities-{n}")


def _security_problems(security: Security, path: str) -> Iterator[Problem]:
    if security.kind not in KINDS:
        yield Problem("", f"{path}-kind", "Say what kind of security it is.")
    if security.venue not in VENUES:
        yield Problem("", f"{path}-venue", "Say where it is traded.")
    if security.isin:
        yield from _number_problems(ISIN_CHECK, security.isin, f"{path}-isin")
    if security.ticker:
        yield from _refusal(security.ticker, f"{path}-ticker", LONGEST_NAME)


def _number_problems(check: TypeAdapter[str], value: str, path: str) -> Iterator[Problem]:
    try:
        check.validate_python(value)
    except ValidationError as error:
        refused = error.errors()[0].get("ctx", {}).get("error")
        if isinstance(refused, ValueRefusedError):
            yield Problem("", path, refused.wrong, refused.allowed)
        else:
            yield Problem("", path, "This number is not valid.")
