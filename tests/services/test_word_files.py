"""Word files that come back: kept, set against the text, and taken or refused change by change."""

from uuid import UUID, uuid4

import pytest
from noticed import PRESS, REPORT, STAFF, Table
from worded import (
    accepted,
    deleted,
    edited,
    inserted,
    letters,
    moved,
    packed,
    parts_of,
    rejected,
    retyped,
    taken_out,
    tracked,
)

from disclosure.outputs.word_changes import What
from disclosure.problems import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RuleError,
)
from disclosure.services.receipts import Upload
from disclosure.services.word_deciding import Taking
from disclosure.services.word_files import WordFiles
from disclosure.services.word_pages import ChangeLine, ReturnedPage, State
from disclosure.store.models import ReceiptRow
from disclosure.trail.actions import Action
from disclosure.words.drafts import Sentence

WHY = "Changed in Word by Jo Park."
RESTS = Taking(rests_on=(), is_framing=True, reason=WHY)


@pytest.fixture
def word(table: Table) -> WordFiles:
    return table.setting.desk.word


def sentences(table: Table, name: str = STAFF) -> list[Sentence]:
    """Give the sentences of a text that stand in running paragraphs."""
    page = table.notices.view(table.drafter, table.incident, name)
    return [s for s in page.draft.said() if s.form == "sentence" and s.rests_on and not s.cite]


def text_of(table: Table, name: str = STAFF) -> list[str]:
    """Give the draft as it stands, sentence by sentence."""
    page = table.notices.view(table.drafter, table.incident, name)
    return [sentence.text for sentence in page.draft.said()]


def bring(table: Table, word: WordFiles, *edits, name: str = STAFF, ref: str = "now") -> UUID:
    """Bring a text back after some hands were on it."""
    body = edited(taken_out(table, name, ref), *edits)
    table.setting.clock.go_on(minutes=1)
    return word.take_in(table.drafter, table.incident, name, Upload("back.docx", body))


def page_of(table: Table, word: WordFiles, kept: UUID, name: str = STAFF) -> ReturnedPage:
    return word.returned(table.drafter, table.incident, name, kept)


def only(table: Table, word: WordFiles, kept: UUID, name: str = STAFF) -> ChangeLine:
    [line] = page_of(table, word, kept, name).lines
    return line


def take(table: Table, word: WordFiles, kept: UUID, line: ChangeLine, name: str = STAFF) -> None:
    """Take a change as its page offers it: with what the sentence rested on before."""
    here = (table.drafter, table.incident, name, kept)
    page = word.change(*here, key=line.change.key)
    assert page.sentence is not None
    taking = Taking(
        rests_on=page.sentence.rests_on,
        is_framing=not page.sentence.rests_on,
        reason=WHY,
        drafted=page.sentence.drafted,
        seen=page.sentence.number,
    )
    word.take(*here, key=line.change.key, taking=taking)
    table.setting.clock.go_on(minutes=1)


# ---- Kept ---------------------------------------------------------------------------------------


def test_a_file_that_came_back_is_kept_as_receipts_are_and_named_on_the_trail(table, word) -> None:
    text = sentences(table)[0].text
    body = edited(taken_out(table, STAFF), retyped(text, "Quite other words."))
    kept = word.take_in(table.drafter, table.incident, STAFF, Upload("C:\\a\\back.docx", body))
    file = table.submissions.receipt(table.counsel, table.incident, kept)
    assert (file.name, file.body) == ("back.docx", body)
    added, returned = table.setting.entries(Action.RECEIPT_ADDED, Action.NOTICE_RETURNED)
    assert added.subject == str(kept)
    assert (returned.detail["file"], returned.detail["changes"]) == (str(kept), 1)
    assert (returned.detail["text"], returned.actor_name) == ("now", "Ada Field")
    [line] = word.view(table.drafter, table.incident, STAFF).files
    assert (line.name, line.ref, line.changes, line.waiting) == ("back.docx", "now", 1, 1)


def test_the_same_file_twice_is_kept_once(table, word) -> None:
    upload = Upload("back.docx", taken_out(table, STAFF))
    first = word.take_in(table.drafter, table.incident, STAFF, upload)
    written = table.setting.written()
    assert word.take_in(table.drafter, table.incident, STAFF, upload) == first
    assert (table.setting.rows(ReceiptRow), table.setting.written()) == (1, written)


def test_only_a_drafter_brings_a_text_back(table, word) -> None:
    upload = Upload("back.docx", taken_out(table, STAFF))
    with pytest.raises(ForbiddenError, match="You are no drafter"):
        word.take_in(table.counsel, table.incident, STAFF, upload)


def test_what_was_made_from_something_else_is_refused_and_nothing_is_kept(table, word) -> None:
    table.freeze(STAFF)
    version = taken_out(table, STAFF, "1.1")
    comparison = word.redline(table.drafter, table.incident, STAFF, older="1.1", newer="now").body
    parts = parts_of(version)
    item = parts["customXml/item1.xml"]
    other = packed({**parts, "customXml/item1.xml": item.replace('ref="1.1"', 'ref="7.7"')})
    digest = item.replace('digest="', 'digest="0')
    forged = packed({**parts, "customXml/item1.xml": digest})
    before = table.setting.written()
    for body, words in (
        (taken_out(table, PRESS), "made from another notice"),
        (comparison, "a comparison of two texts"),
        (other, "a version that this incident does not have"),
        (forged, "a version that this incident does not have"),
        (b"%PDF-", "its content is not"),
    ):
        with pytest.raises(InvalidInputError, match=words):
            word.take_in(table.drafter, table.incident, STAFF, Upload("x.docx", body))
    assert (table.setting.written(), table.setting.rows(ReceiptRow)) == (before, 0)


def test_far_more_words_than_a_notice_has_are_refused(table, word) -> None:
    text = sentences(table)[0].text
    body = edited(taken_out(table, STAFF), retyped(text, "word " * 25_000))
    with pytest.raises(InvalidInputError, match="far more words"):
        word.take_in(table.drafter, table.incident, STAFF, Upload("x.docx", body))


# ---- Taken --------------------------------------------------------------------------------------


def test_a_change_that_is_taken_is_an_edit_by_hand_on_the_facts_it_rested_on(table, word) -> None:
    sentence = sentences(table)[0]
    edit = tracked(sentence.text, deleted(sentence.text), inserted("We had a bad Monday."))
    kept = bring(table, word, edit)
    line = only(table, word, kept)
    assert (line.state, line.change.by, line.stands) == (State.OPEN, ("Jo Park",), sentence.text)
    take(table, word, kept, line)
    assert "We had a bad Monday." in text_of(table)
    assert sentence.text not in text_of(table)
    page = table.notices.view(table.drafter, table.incident, STAFF)
    now = page.sentences[sentence.id].sentence
    assert (now.by_hand, now.drafted) == ("Ada Field", sentence.text)
    assert {rest.fact for rest in now.rests_on} == {rest.fact for rest in sentence.rests_on}
    [entry] = table.setting.entries(Action.SENTENCE_EDITED)
    assert (entry.reason, entry.detail["receipt"]) == (WHY, str(kept))
    line = only(table, word, kept)
    assert (line.state, line.decided.by) == (State.TAKEN, "Ada Field")
    assert word.view(table.drafter, table.incident, STAFF).files[0].waiting == 0


def test_what_the_checks_say_of_words_that_were_taken_stands_beside_them(table, word) -> None:
    sentence = sentences(table)[0]
    long = "We " + "really " * 30 + "know."
    kept = bring(table, word, retyped(sentence.text, long))
    take(table, word, kept, only(table, word, kept))
    assert only(table, word, kept).findings


def test_words_that_rest_on_nothing_and_say_so_nowhere_are_refused(table, word) -> None:
    kept = bring(table, word, retyped(sentences(table)[0].text, "We had a bad Monday."))
    key, before = only(table, word, kept).change.key, table.setting.written()
    here = (table.drafter, table.incident, STAFF, kept)
    for taking, words in (
        (Taking((), is_framing=False, reason=WHY), "Choose the facts these words state"),
        (Taking(("no.such",), is_framing=False, reason=WHY), "no longer recorded"),
        (Taking((), is_framing=True, reason=" "), "Say in a few words why"),
    ):
        with pytest.raises(InvalidInputError, match=words):
            word.take(*here, key=key, taking=taking)
    with pytest.raises(ForbiddenError):
        word.take(table.counsel, *here[1:], key=key, taking=RESTS)
    assert table.setting.written() == before


def test_a_sentence_taken_out_is_left_out_with_the_reason(table, word) -> None:
    sentence = sentences(table)[0]
    kept = bring(table, word, tracked(sentence.text, deleted(sentence.text)))
    take(table, word, kept, only(table, word, kept))
    assert sentence.text not in text_of(table)
    assert only(table, word, kept).state is State.TAKEN
    page = table.notices.view(table.drafter, table.incident, STAFF)
    assert [edit.override.reason for edit in page.removed] == [WHY]


def test_sentences_that_were_added_stand_where_they_stood_in_the_file(table, word) -> None:
    sentence = sentences(table)[0]
    kept = bring(
        table, word, tracked(sentence.text, letters(sentence.text), inserted(" One. Two."))
    )
    first, second = page_of(table, word, kept).lines
    assert (first.follows, second.follows) == (sentence.text, sentence.text)
    take(table, word, kept, first)
    second = page_of(table, word, kept).lines[1]
    assert second.follows == "One."
    take(table, word, kept, second)
    found = text_of(table)
    at = found.index(sentence.text)
    assert found[at : at + 3] == [sentence.text, "One.", "Two."]


def test_what_follows_an_addition_that_was_refused_follows_what_that_followed(table, word) -> None:
    sentence = sentences(table)[0]
    edit = tracked(sentence.text, letters(sentence.text), inserted(" One. Two."))
    kept = bring(table, word, edit)
    first = page_of(table, word, kept).lines[0]
    word.refuse(table.drafter, table.incident, STAFF, kept, key=first.change.key)
    second = page_of(table, word, kept).lines[1]
    assert second.follows == sentence.text
    take(table, word, kept, second)
    found = text_of(table)
    assert found[found.index(sentence.text) + 1] == "Two."
    assert "One." not in found


def test_a_moved_paragraph_stands_at_its_new_place_word_for_word(table, word) -> None:
    before = text_of(table)
    running = sentences(table)
    target, held = running[0], running[-1]
    kept = bring(table, word, moved(held.text, target.text))
    lines = page_of(table, word, kept).lines
    assert {line.change.what for line in lines} == {What.MOVED}
    gaps = [line for line in lines if line.change.now.startswith("[Still missing:")]
    for line in lines:
        fresh = page_of(table, word, kept).line(line.change.key)
        assert (fresh.state is State.CLOSED) == (line in gaps)
        if line not in gaps:
            take(table, word, kept, fresh)
    after = text_of(table)
    assert sorted(after) == sorted(before)
    assert after.index(held.text) < after.index(target.text)
    assert [line.state for line in page_of(table, word, kept).waiting] == [State.CLOSED] * len(gaps)


def test_a_sentence_the_law_asks_for_keeps_its_place_and_the_page_says_why(table, word) -> None:
    page = table.notices.view(table.drafter, *table.here)
    texts = [s.text for s in page.draft.sentences()]
    cited = [s for s in page.draft.said() if s.cite and texts.count(s.text) == 1]
    kept = bring(table, word, moved(cited[-1].text, cited[0].text), name=REPORT)
    line = next(
        each
        for each in page_of(table, word, kept, REPORT).lines
        if each.sentence_id == cited[-1].id
    )
    assert (line.change.what, line.state) == (What.MOVED, State.CLOSED)
    assert "The law asks for this sentence" in line.why_not
    with pytest.raises(RuleError, match="The law asks for this sentence"):
        word.take(table.drafter, *table.here, kept, key=line.change.key, taking=RESTS)


# ---- Refused, and decided twice -----------------------------------------------------------------


def test_a_change_that_is_refused_leaves_the_draft_and_stays_on_the_list(table, word) -> None:
    before = text_of(table)
    kept = bring(table, word, retyped(sentences(table)[0].text, "We had a bad Monday."))
    line = only(table, word, kept)
    here = (table.drafter, table.incident, STAFF, kept)
    word.refuse(*here, key=line.change.key, reason="It is not so.")
    assert text_of(table) == before
    line = only(table, word, kept)
    assert (line.state, line.decided.reason) == (State.REFUSED, "It is not so.")
    [entry] = table.setting.entries(Action.SENTENCE_REFUSED)
    assert (entry.detail["change"], entry.reason) == (line.change.key, "It is not so.")
    for again in (
        lambda: word.refuse(*here, key=line.change.key),
        lambda: word.take(*here, key=line.change.key, taking=RESTS),
    ):
        with pytest.raises(ConflictError, match="Ada Field refused this change already"):
            again()


def test_two_people_who_edit_the_same_sentence_do_not_hide_each_others_words(table, word) -> None:
    sentence = sentences(table)[0]
    kept = bring(table, word, retyped(sentence.text, "From the file."))
    line = only(table, word, kept)
    here = (table.drafter, table.incident, STAFF, kept)
    page = word.change(*here, key=line.change.key)
    other = bring(table, word, retyped(sentence.text, "From another file."))
    take(table, word, other, only(table, word, other))
    stale = Taking(
        page.sentence.rests_on, is_framing=False, reason=WHY, drafted=sentence.text, seen=0
    )
    with pytest.raises(ConflictError, match="edited this sentence while you had it open"):
        word.take(*here, key=line.change.key, taking=stale)
    assert only(table, word, kept).has_moved_on


# ---- Against which text -------------------------------------------------------------------------


def test_a_draft_that_moved_on_since_is_not_taken_for_a_change_of_the_file(table, word) -> None:
    first, second = sentences(table)[:2]
    body = edited(taken_out(table, STAFF), retyped(second.text, "We had a bad Monday."))
    other = bring(table, word, retyped(first.text, "Changed here meanwhile."))
    take(table, word, other, only(table, word, other))
    kept = word.take_in(table.drafter, table.incident, STAFF, Upload("back.docx", body))
    line = only(table, word, kept)
    assert (line.sentence_id, line.change.was) == (second.id, second.text)
    assert not line.has_moved_on


def test_a_version_is_set_against_itself_and_its_changes_go_into_the_draft(table, word) -> None:
    table.freeze(STAFF)
    sentence = sentences(table)[0]
    kept = bring(table, word, retyped(sentence.text, "We had a bad Monday."), ref="1.1")
    assert page_of(table, word, kept).file.ref == "1.1"
    take(table, word, kept, only(table, word, kept))
    assert "We had a bad Monday." in text_of(table)


def test_a_file_that_no_longer_says_where_it_is_from_is_set_against_the_draft(table, word) -> None:
    sentence = sentences(table)[0]
    body = edited(taken_out(table, STAFF), retyped(sentence.text, "We had a bad Monday."))
    bare = packed({n: t for n, t in parts_of(body).items() if not n.startswith("customXml")})
    kept = word.take_in(table.drafter, table.incident, STAFF, Upload("back.docx", bare))
    page = page_of(table, word, kept)
    assert page.note.startswith("The file no longer says which text it was made from")
    assert [line.change.now for line in page.lines] == ["We had a bad Monday."]


def test_what_was_released_is_not_edited_and_the_page_says_what_to_do(table, word) -> None:
    table.release()
    page = table.notices.view(table.drafter, *table.here)
    sentence = next(s for s in page.draft.said() if s.form == "sentence")
    kept = bring(table, word, retyped(sentence.text, "Other words."), name=REPORT, ref="1.1")
    line = only(table, word, kept, REPORT)
    assert (line.state, "Begin the notice again" in line.why_not) == (State.CLOSED, True)
    with pytest.raises(RuleError, match="released"):
        word.take(table.drafter, *table.here, kept, key=line.change.key, taking=RESTS)


def test_a_heading_that_was_changed_is_listed_and_can_only_be_refused(table, word) -> None:
    page = table.notices.view(table.drafter, *table.here)
    question = next(part.question for part in page.draft.parts if hasattr(part, "question"))
    kept = bring(table, word, retyped(question, "Why?"), name=REPORT)
    line = next(
        each for each in page_of(table, word, kept, REPORT).lines if each.change.what is What.AROUND
    )
    assert (line.state, "come from the template" in line.why_not) == (State.CLOSED, True)
    word.refuse(table.drafter, *table.here, kept, key=line.change.key)
    assert page_of(table, word, kept, REPORT).line(line.change.key).state is State.REFUSED


def test_what_is_not_there_is_not_there(table, word) -> None:
    kept = bring(table, word, retyped(sentences(table)[0].text, "Other words."))
    here = (table.drafter, table.incident)
    for ask in (
        lambda: word.returned(*here, STAFF, uuid4()),
        lambda: word.returned(*here, PRESS, kept),
        lambda: word.change(*here, STAFF, kept, key="nothing"),
        lambda: word.redline(*here, STAFF, older="9.9", newer="now"),
        lambda: word.redline(*here, STAFF, older="x", newer="now"),
    ):
        with pytest.raises(NotFoundError):
            ask()


# ---- Comparisons --------------------------------------------------------------------------------


def test_a_comparison_bears_who_froze_the_later_text_and_when(table, word) -> None:
    table.freeze(STAFF)
    sentence = sentences(table)[0]
    kept = bring(table, word, retyped(sentence.text, "We had a bad Monday."))
    take(table, word, kept, only(table, word, kept))
    table.freeze(STAFF)
    file = word.redline(table.drafter, table.incident, STAFF, older="1.1", newer="1.2")
    assert file.name.endswith(" - version 1 to version 2 - comparison.docx")
    document = parts_of(file.body)["word/document.xml"]
    assert 'w:author="Ada Field"' in document
    assert sentence.text in " ".join(rejected(file.body))
    assert "We had a bad Monday." in " ".join(accepted(file.body))
    again = word.redline(table.drafter, table.incident, STAFF, older="1.1", newer="1.2")
    assert again.body == file.body
