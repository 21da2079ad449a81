"""How the texts of the example cases read: to the people they are for, and to a proof-reader."""

import hashlib
import re
from itertools import chain

from drafted import SLIPS, all_drafted, lists, of_every_text, pieces, texts, words_read

from builders import the_catalogue
from disclosure.facts.standings import Standing
from disclosure.words.drafts import Draft, Sentence
from disclosure.words.moves import detect
from disclosure.words.prose import SENTENCE_LIMIT, count_words, reading_grade, sentences

# The companies, people and groups of the public incidents behind the example cases. Each is the
# start of the SHA-256 of a name in lower case, so that no real name stands in the tests. To add
# one, write the first sixteen digits of its digest as hexadecimal.
REAL_NAMES = frozenset(
    {
        "266954f747e757e9",
        "2a6482307d757587",
        "2e662b6d544c7107",
        "3f390484326cdd7c",
        "40cafc18e93464f8",
        "45dbd4935b849393",
        "4dcbfe37b7b6ded5",
        "5ac51ce9a66cde20",
        "71f566aba763fb76",
        "7b8c5f482c1f23fd",
        "915ab7bd72c161a7",
        "91d574d84bd76681",
        "9499dbf437292337",
        "9799ad683b51cf54",
        "9e7c53380dd41137",
        "a0d843a080f6ccef",
        "aaf6bba77e60a603",
        "b922b7e0ba4cfdb9",
        "ba4887f18b97846d",
        "bd42c2b6b315a373",
        "c26709693400d1c7",
        "c3e399d2315a5b56",
        "c4770d29741c442a",
        "cbbc61de61f8f0b6",
        "cfd5adb3dbf2ff5e",
        "dd3395868a17906e",
        "dfb2c571702b9579",
        "ee25d46da8429368",
        "ef9d3d6a93fc0b7f",
        "f7ca345e0401bb90",
        "fd93ff7e3302ebe8",
        "fef0b9d5829faee3",
    }
)
WORD = re.compile(r"[a-zà-ÿ0-9]+(?:[&'-][a-zà-ÿ0-9]+)*|&")


def real_names(text: str) -> list[str]:
    """Give the runs of one to three words that are a real name."""
    words = WORD.findall(text.lower().replace("’", "'"))
    runs = [" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1)]
    return [run for run in runs if hashlib.sha256(run.encode()).hexdigest()[:16] in REAL_NAMES]


# ---- Length and grade ---------------------------------------------------------------------------


@of_every_text
def test_no_sentence_is_too_long(held) -> None:
    split = chain.from_iterable(sentences(text) for text in texts(held.draft))
    assert [s for s in split if count_words(s) > SENTENCE_LIMIT] == []


@of_every_text
def test_the_text_is_as_easy_to_read_as_its_readers_need(held) -> None:
    if not _has_substance(held.draft):
        return  # a title alone has no grade
    limit = the_catalogue().audiences[held.notice.audience].reading_grade
    assert reading_grade("\n".join(texts(held.draft))) <= limit


@of_every_text
def test_the_text_keeps_to_its_words(held) -> None:
    assert held.notice.max_words is None or words_read(held.draft) <= held.notice.max_words


# ---- What the reader looks for ------------------------------------------------------------------

TELLS_WHAT_TO_DO = {"ACT_ASK", "ACT_NONE", "STAFF_INSTR"}
OPEN_WHAT_TO_DO = "We do not yet know whether there is anything for you to do"


def _tells(piece: str | Sentence) -> bool:
    if isinstance(piece, str):
        return False
    return bool(TELLS_WHAT_TO_DO & detect(piece.text)) or piece.text.startswith(OPEN_WHAT_TO_DO)


NO_SUBSTANCE = ("nothing", "nothing-to-correct")
"""Gaps that say that there is no occasion for the text at all."""


def _has_substance(draft: Draft) -> bool:
    if any(gap.id in NO_SUBSTANCE for gap in draft.gaps()):
        return False
    return any(s.form not in ("salutation", "signature", "title") for s in draft.said())


FOR_PEOPLE = ("customers", "staff", "people-affected")


@of_every_text
def test_what_to_do_stands_in_the_first_third(held) -> None:
    if held.notice.audience not in FOR_PEOPLE or not _has_substance(held.draft):
        return
    read = 0
    for piece in pieces(held.draft):
        read += count_words(piece if isinstance(piece, str) else piece.text)
        if _tells(piece):
            break
    assert read <= words_read(held.draft) / 3


@of_every_text
def test_a_letter_is_signed_by_a_role_or_the_gap_is_shown(held) -> None:
    if held.notice.layout not in ("letter", "email"):
        return
    signed = [s for s in held.draft.sentences() if s.id == "signature"]
    assert len(signed) == 1
    assert not signed[0].is_said or signed[0].text.startswith(("Chief Executive", "Chair"))


AS_OF = re.compile(r"(?:[Aa]s of|[Aa]t) \d\d:\d\d on \d{1,2} [A-Z][a-z]+|As of: \d\d:\d\d on \d")
# What customers report is not our own status, and carries no time of ours.
REPORTED = ("reported", "reported-2")
# A service may be why a request or an apology stands there, without being told in it.
NOT_A_STATUS = ({"NO_ETA"}, {"WORKAROUND", "ACT_ASK"}, {"ACT_ASK"}, {"APOLOGY"})


def _statuses(held) -> list[tuple[Sentence, str]]:
    """Give each sentence that tells a service's state, and the introduction of its list."""
    facts = held.sources.facts
    intros = {i.id: p.intro.text for p in lists(held.draft) if p.intro for i in p.items}
    return [
        (sentence, intros.get(sentence.id, ""))
        for sentence in held.draft.said()
        if set(sentence.moves) not in NOT_A_STATUS
        and sentence.form != "intro"
        and sentence.id not in REPORTED
        # A restored service may be why a sentence stands, without being what it tells.
        and any(r.fact.startswith("service:") for r in sentence.rests_on)
        and not any(r.fact.startswith(("customers.", "instruction:")) for r in sentence.rests_on)
        and any(facts[r.fact].standing is not Standing.UNKNOWN for r in sentence.rests_on)
    ]


@of_every_text
def test_every_status_of_a_service_has_its_time(held) -> None:
    dateless = [
        s.text
        for s, intro in _statuses(held)
        if not AS_OF.search(s.text)
        and not AS_OF.search(intro)
        # What is read out has its time once, for whoever says it, with the services it goes for.
        and not {r.fact for r in s.rests_on} <= _timed_once(held)
    ]
    assert dateless == []


def _timed_once(held) -> set[str]:
    once = (s for s in held.draft.said() if s.id.startswith("as-of") and AS_OF.search(s.text))
    return {r.fact for s in once for r in s.rests_on}


def test_statuses_are_found_to_be_tested() -> None:
    assert sum(len(_statuses(held)) for held in all_drafted()) > 60


# ---- What must not stand there ------------------------------------------------------------------

SHUNNED = {
    "normal": r"\bnormal(?:ly)?\b|as usual",
    "size": (
        r"\b(?:minor|small|limited|slight|negligible|minimal|trivial|modest|significant|major"
        r"|huge|severe)\b|very few|a handful"
    ),
    "attacker": r"\b(?:hack\w*|criminals?|threat actors?|gangs?|nation[- ]states?|malicious)\b",
    "technique": (
        r"\b(?:ransomware|malware|phish\w*|d?dos|denial of service|zero[- ]day|exploit\w*)\b"
    ),
    "praise": (
        r"\b(?:proud|swift\w*|robust|pro-?active\w*|pre-?emptive\w*|seriously|sophisticated)\b"
    ),
}


@of_every_text
def test_no_word_stands_there_that_we_shun(held) -> None:
    for kind, shunned in SHUNNED.items():
        found = [t for t in texts(held.draft) if re.search(shunned, t, re.IGNORECASE)]
        assert found == [], kind


@of_every_text
def test_no_real_name_stands_in_a_text(held) -> None:
    everything = [*texts(held.draft), *(gap.text for gap in held.draft.gaps())]
    assert [name for text in everything for name in real_names(text)] == []


def test_a_real_name_would_be_seen() -> None:
    # Turned round, so that it does not stand here either.
    assert real_names("We at " + "puorg po-oc"[::-1] + " are sorry.")
    assert not real_names("Meridian Co-operative Society and the others")


# ---- Proof-reading ------------------------------------------------------------------------------


@of_every_text
def test_no_slip_of_the_pen(held) -> None:
    for name, slip in SLIPS.items():
        assert [t for t in texts(held.draft) if re.search(slip, t)] == [], name


@of_every_text
def test_sentences_begin_large_and_end_with_a_stop(held) -> None:
    for sentence in held.draft.said():
        for each in sentences(sentence.text):
            assert each[0].isupper() or not each[0].isalpha(), each
        if sentence.form in ("sentence", "item"):
            assert sentence.text.endswith((".", "!", "?")), sentence.text
        if sentence.form == "intro":
            assert sentence.text.endswith(":"), sentence.text


@of_every_text
def test_no_sentence_stands_twice_in_a_text_that_is_read_through(held) -> None:
    if held.notice.layout == "form":
        return  # a form answers the same under several questions
    said = [s for text in texts(held.draft) for s in sentences(text)]
    assert [s for s in said if said.count(s) > 1] == []
