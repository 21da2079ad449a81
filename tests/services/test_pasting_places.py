"""Where pasted sentences go in a draft: which they are, which they replace, which they follow."""

from builders import a_draft, a_sentence
from disclosure.services.notice_texts import Working
from disclosure.services.pasting_places import Place, plan
from disclosure.words.drafts import GAP, Draft, ItemList, Line

HELLO = a_sentence("Dear customer,", name="hello", form="salutation")
TILLS = a_sentence("A fault stopped our tills on Monday.", name="tills")
SHOPS = a_sentence("Our shops are open.", name="shops")
HOLE = a_sentence("the cause", name="hole", kind=GAP)
INTRO = a_sentence("You can pay by:", name="intro", form="intro")
CASH = a_sentence("cash", name="cash", form="item")
NEW = "The mayor came to see us."


def letter(*sentences) -> Working:
    return working(a_draft(*sentences, parts=(ItemList(INTRO, (CASH,)),)))


def working(draft: Draft) -> Working:
    return Working(draft, draft, ())


def test_the_same_words_and_versions_of_them_find_their_sentence() -> None:
    made = plan(
        ["A fault stopped all our tills on Monday.", NEW, "Our shops are open."],
        letter(TILLS, HOLE, SHOPS),
    )
    assert made.places == (
        Place("tills", stood=TILLS.text),
        Place(after="tills"),
        Place("shops", stood=SHOPS.text),
    )
    assert [sentence.id for sentence in made.left] == ["hole", "intro", "cash"]


def test_a_gap_is_never_what_was_written() -> None:
    made = plan(["the cause"], letter(TILLS, HOLE))
    assert made.places == (Place(after="tills"),)
    assert "hole" in {sentence.id for sentence in made.left}


def test_an_order_of_their_own_is_kept_by_adding_what_cannot_stay() -> None:
    made = plan([SHOPS.text, TILLS.text], letter(TILLS, SHOPS))
    assert made.places == (Place("shops", stood=SHOPS.text), Place(after="shops"))
    assert "tills" in {sentence.id for sentence in made.left}


def test_what_stands_first_keeps_nothing_that_would_come_before_it() -> None:
    made = plan([NEW, TILLS.text, SHOPS.text], letter(TILLS, SHOPS))
    assert made.places == (
        Place(after="tills"),
        Place(after="tills"),
        Place("shops", stood=SHOPS.text),
    )
    assert "tills" in {sentence.id for sentence in made.left}


def test_the_introduction_of_a_list_stays_only_with_an_item_of_it() -> None:
    alone = plan([TILLS.text, INTRO.text, "cards"], letter(TILLS))
    assert alone.places[1:] == (Place(after="tills"), Place(after="tills"))
    both = plan([TILLS.text, INTRO.text, CASH.text], letter(TILLS))
    assert [place.sentence_id for place in both.places] == ["tills", "intro", "cash"]


def test_a_salutation_is_only_ever_the_same() -> None:
    other = plan(["Dear good customer,"], working(a_draft(TILLS, parts=(Line(HELLO),))))
    assert other.places == (Place(after="tills"),)
    same = plan(["Dear customer,"], working(a_draft(TILLS, parts=(Line(HELLO),))))
    assert same.places == (Place("hello", stood=HELLO.text),)


def test_without_a_sentence_there_is_no_place() -> None:
    assert plan([NEW], working(a_draft())).places == (Place(),)
