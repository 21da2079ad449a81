"""What a sentence declares to do is what its words do, and a text does nothing undeclared."""

from drafted import Drafted, all_drafted, of_every_text

from disclosure.words.moves import detect

# Moves that come from a user's own words, which no template can declare: the move, the fact whose
# words make it, and why.
FROM_A_USERS_WORDS = {
    "SCOPE": ("incident.description", "'some of our systems' is how the event was described"),
    "SERV_AFF": ("incident.cause", "'problems with the search' is the cause as it was recorded"),
    "WHEN": ("incident.detected_at", "'over the weekend' is as precisely as the time is known"),
    "WORKAROUND": ("containment:", "'work from a company location' is what a step switched off"),
}
# A step may also say what it shut off.
ALSO = {"SERV_AFF": "containment:"}


def _undeclared(held: Drafted) -> dict[str, list[str]]:
    """Give the moves a text makes and no sentence declares, but for those of a user's words."""
    declared = {move for s in held.draft.said() for move in s.moves}
    found: dict[str, list[str]] = {}
    for sentence in held.draft.said():
        for move in detect(sentence.text) - declared:
            if not _is_a_users(move, [rest.fact for rest in sentence.rests_on]):
                found.setdefault(move, []).append(sentence.text)
    return found


def _is_a_users(move: str, facts: list[str]) -> bool:
    sources = (FROM_A_USERS_WORDS.get(move, ("", ""))[0], ALSO.get(move, ""))
    return any(source and fact.startswith(source) for source in sources for fact in facts)


@of_every_text
def test_a_sentence_makes_every_move_it_declares(held) -> None:
    empty = {s.text: set(s.moves) - detect(s.text) for s in held.draft.said()}
    assert {text: moves for text, moves in empty.items() if moves} == {}


@of_every_text
def test_a_text_makes_no_move_that_it_does_not_declare(held) -> None:
    assert _undeclared(held) == {}


def test_every_exception_is_needed() -> None:
    used = {
        (move, fact)
        for held in all_drafted()
        for sentence in held.draft.said()
        for move in detect(sentence.text)
        for fact, _ in [FROM_A_USERS_WORDS.get(move, ("", ""))]
        if fact and any(rest.fact.startswith(fact) for rest in sentence.rests_on)
    }
    assert used == {(move, fact) for move, (fact, _) in FROM_A_USERS_WORDS.items()}
