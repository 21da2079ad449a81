"""Whatever is written, claims stand where their words are, and are the same every time."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as some

from disclosure.words.claims import Context, claims_of, claims_of_text
from disclosure.words.comparing import compare, text_of

TUESDAY = datetime.fromisoformat("2025-04-22T14:00:00+01:00")
HERE = Context(TUESDAY, audience="customers")
WORDS = (
    "38 of our 420 stores",
    "£2 million customers",
    "dozens of accounts",
    "5% of members",
    "between 500 and 1,000 people",
    "Saturday 19 April",
    "31 February",
    "24:00",
    "at 6 pm",
    "don’t",
    "can't",
    "won’t",
    "İstanbul",
    "our website",
    "contactless",
    "is not working",
    "customer names",
    "were taken",
    "may have been",
    "we do not know whether",
    "but not passwords",
    "the ICO",
    "has been told",
    "no ransom was paid",
    "It",
    ";",
    ", and the",
    ".",
    "\u00a0",
)
SENTENCES = some.lists(some.sampled_from(WORDS), max_size=12).map(" ".join)


@given(SENTENCES)
def test_a_claim_stands_where_its_words_are(text):
    claims = claims_of(text, HERE)
    assert all(0 <= claim.start < claim.end <= len(text) for claim in claims)
    assert all(text[claim.start : claim.end].strip() for claim in claims)
    assert claims == claims_of(text, HERE)


@given(some.lists(SENTENCES, max_size=4))
def test_a_text_does_not_contradict_itself_told_twice(sentences):
    text = text_of(" ".join(sentences), "customers", TUESDAY)
    placed = claims_of_text(text.sentences, HERE)
    assert all(one.claim.end <= len(text.sentences[one.sentence]) for one in placed)
    for clash in compare(text, text):
        assert clash.first.words
        assert clash.second.words


@given(SENTENCES, SENTENCES)
def test_comparing_does_not_depend_on_which_text_comes_first(one, other):
    first, second = text_of(one, "market", TUESDAY), text_of(other, "customers", TUESDAY)
    there = {(c.kind, c.verdict, c.first.words, c.second.words) for c in compare(first, second)}
    back = {(c.kind, c.verdict, c.second.words, c.first.words) for c in compare(second, first)}
    assert there == back
