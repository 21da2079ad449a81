"""A text that came back from outside: every change in the file is found, and nothing is lost."""

import random
from pathlib import Path

import pytest
from drafted import all_drafted
from going_out import headed, outgoing
from worded import (
    JO,
    accepted,
    deleted,
    edited,
    inserted,
    letters,
    moved,
    packed,
    parts_of,
    read,
    retyped,
    tracked,
    without_tags,
)

from builders import a_draft, a_sentence
from disclosure.outputs.word import docx
from disclosure.outputs.word_blocks import blocks_of, pieces_of
from disclosure.outputs.word_changes import MOST_CHANGES, Change, What
from disclosure.outputs.word_markup import (
    MOST_OPEN,
    Comment,
    TooMuchError,
    _Walk,
    _Where,
    plain,
    written,
)
from disclosure.outputs.word_reading import opened
from disclosure.outputs.word_spans import MOST_PLACES, cut
from disclosure.words.drafts import HeadingPart, ItemList, Line, Paragraph

OPEN, SORRY, DATA = (
    "Our tills are open.",
    "We are sorry for this.",
    "We do not yet know whether data was taken.",
)
LETTER = headed(
    a_draft(
        a_sentence("We had an incident on Monday.", name="what"),
        a_sentence(OPEN, name="tills"),
        a_sentence(SORRY, name="sorry"),
        parts=[
            HeadingPart("What we know"),
            Paragraph(
                (
                    a_sentence(DATA, name="data"),
                    a_sentence("We will say more by Friday.", name="more"),
                )
            ),
            ItemList(
                a_sentence("Please:", name="do"),
                (
                    a_sentence("Change your password.", name="password"),
                    a_sentence("Watch your account.", name="account"),
                ),
            ),
            Line(a_sentence("Chief Executive", name="who", form="signature")),
        ],
    ),
    "A cyber incident",
)
BODY = docx(outgoing(LETTER))
NINE_THIRTY = "23 April 2025, 09:30"


def changes(*edits) -> list[Change]:
    return list(read(edited(BODY, *edits)).changes)


def said(*edits) -> list[tuple[str, str, str, str]]:
    """Give what, of which sentence, as it was and as it is now."""
    return [(str(c.what), c.tag, c.was, c.now) for c in changes(*edits)]


def odd(*edits) -> list[str]:
    return [each.what for each in read(edited(BODY, *edits)).odd]


# ---- Nothing changed ----------------------------------------------------------------------------


def test_a_file_that_nobody_touched_has_no_changes() -> None:
    assert read(BODY).changes == ()
    assert read(BODY).odd == ()


def test_no_text_of_any_example_is_changed_by_going_out_and_coming_back() -> None:
    for each in all_drafted():
        found = read(docx(outgoing(each.draft)))
        assert (found.changes, found.odd) == ((), ()), each


# ---- Tracked ------------------------------------------------------------------------------------


def test_words_put_in_and_taken_out_are_found_with_who_and_when() -> None:
    edit = tracked(OPEN, letters("Our tills are "), deleted("open"), inserted("shut"), letters("."))
    [change] = changes(edit)
    assert (change.what, change.tag) == (What.CHANGED, "tills")
    assert (change.was, change.now) == (OPEN, "Our tills are shut.")
    assert (change.by, change.at, change.is_untracked) == (("Jo Park",), NINE_THIRTY, False)


def test_a_sentence_taken_out_is_found() -> None:
    [change] = changes(tracked(SORRY, deleted(SORRY)))
    assert (change.what, change.tag, change.was, change.now) == (What.REMOVED, "sorry", SORRY, "")
    assert change.by == ("Jo Park",)


def test_sentences_put_in_behind_another_are_added_one_by_one() -> None:
    first, second = changes(tracked(OPEN, letters(OPEN), inserted(" Come in. We wait.")))
    assert [(c.what, c.now, c.by) for c in (first, second)] == [
        (What.ADDED, "Come in.", ("Jo Park",)),
        (What.ADDED, "We wait.", ("Jo Park",)),
    ]
    assert (first.after, second.after) == ("tills", first.key)


def test_a_sentence_put_in_as_a_paragraph_of_its_own_follows_the_one_before_it() -> None:
    new = f'<w:p><w:ins w:id="1" {JO}>{letters("Call us.")}</w:ins></w:p>'
    [change] = changes(lambda text: text.replace("<w:sectPr>", f"{new}<w:sectPr>"))
    assert (change.what, change.now, change.after) == (What.ADDED, "Call us.", "who")


def test_a_sentence_first_beneath_a_heading_says_that_it_would_follow_the_next() -> None:
    found = changes(tracked(DATA, inserted("Listen well. "), letters(DATA)))
    assert [(c.what, c.now, c.after, c.follows_next) for c in found] == [
        (What.ADDED, "Listen well.", "data", True)
    ]


def test_a_paragraph_that_moved_is_said_as_moved_sentence_by_sentence() -> None:
    found = changes(moved(DATA, "Our tills are open."))
    assert [(c.what, c.tag, c.after) for c in found] == [
        (What.MOVED, "data", "headline"),
        (What.MOVED, "more", "data"),
    ]
    assert all(c.was == c.now and c.by == ("Jo Park",) for c in found)


def test_what_was_put_in_and_taken_out_again_is_named_though_nothing_is_left_of_it() -> None:
    both = f'<w:ins w:id="1" {JO}><w:del w:id="2" {JO}>{letters("Oh", "delText")}</w:del></w:ins>'
    edit = tracked(OPEN, letters(OPEN), both)
    assert changes(edit) == []
    assert odd(edit) == ["Words were put in and taken out again before the file came back."]


def test_several_people_are_all_named() -> None:
    other = inserted(" still").replace("Jo Park", "Al &amp; Co").replace("-23T", "-24T")
    edit = tracked(OPEN, letters("Our tills are"), other, inserted(" quite"), letters(" open."))
    [change] = changes(edit)
    assert change.by == ("Al & Co", "Jo Park")
    assert change.at == "24 April 2025, 09:30"


# ---- Without a track ----------------------------------------------------------------------------


def test_words_typed_without_a_track_are_found_all_the_same() -> None:
    [change] = changes(retyped("are open", "were open"))
    assert (change.what, change.tag, change.now) == (What.CHANGED, "tills", "Our tills were open.")
    assert (change.by, change.is_untracked) == ((), True)


def test_a_sentence_changed_both_ways_says_so() -> None:
    edit = tracked(OPEN, letters("All tills are "), deleted("open"), inserted("shut"), letters("."))
    [change] = changes(edit)
    assert (change.by, change.is_untracked) == (("Jo Park",), True)


def test_a_paragraph_cut_and_pasted_without_a_track_has_moved() -> None:
    def cut(text: str) -> str:
        start = text.index('<w:p><w:pPr><w:pStyle w:val="ListBullet"/>')
        end = text.index("</w:p>", start) + len("</w:p>")
        held = text[start:end]
        rest = text[:start] + text[end:]
        return rest.replace("<w:sectPr>", f"{held}<w:sectPr>")

    assert said(cut) == [
        ("moved", "password", "Change your password.", "Change your password."),
    ]


def test_what_was_emptied_and_what_word_writes_instead_counts_as_taken_out() -> None:
    def emptied(text: str) -> str:
        text = text.replace(letters(SORRY), letters("Click or tap here to enter text."))
        at = text.index('<w:tag w:val="sorry"/>')
        end = text.index("</w:sdtPr>", at)
        return text[:end] + "<w:showingPlcHdr/>" + text[end:]

    assert said(emptied) == [("removed", "sorry", SORRY, "")]


def test_a_paragraph_that_was_copied_is_an_addition_and_not_lost() -> None:
    def copied(text: str) -> str:
        start = text.index('<w:p><w:pPr><w:pStyle w:val="ListBullet"/>')
        end = text.index("</w:p>", start) + len("</w:p>")
        return text.replace("<w:sectPr>", f"{text[start:end]}<w:sectPr>")

    assert said(copied) == [("added", "", "", "Change your password.")]


def test_words_typed_right_beside_a_sentence_belong_to_it() -> None:
    outside = f"{letters(OPEN)}</w:sdtContent></w:sdt>"
    found = said(lambda t: t.replace(outside, f"{outside}{letters(' until nine, and later.')}"))
    assert found == [("changed", "tills", OPEN, f"{OPEN} until nine, and later.")]


def test_a_sentence_written_over_another_is_new_words_for_it() -> None:
    def over(text: str) -> str:
        start = text.index('<w:sdt><w:sdtPr><w:tag w:val="sorry"/>')
        end = text.index("</w:sdt>", start) + len("</w:sdt>")
        return text[:start] + letters("Please forgive us.") + text[end:]

    assert said(over) == [("changed", "sorry", SORRY, "Please forgive us.")]


# ---- Other programs -----------------------------------------------------------------------------


def test_sentences_without_their_tags_are_found_by_their_words() -> None:
    assert said(without_tags) == []
    found = said(without_tags, retyped("Watch your account.", "Watch your bank account."))
    assert found == [("changed", "account", "Watch your account.", "Watch your bank account.")]


def test_no_text_of_any_example_is_changed_by_losing_its_tags() -> None:
    for each in all_drafted():
        found = read(edited(docx(outgoing(each.draft)), without_tags))
        assert (found.changes, found.odd) == ((), ()), each


def test_what_stood_within_another_sentence_is_not_cut_out_of_it() -> None:
    held = "We are sorry for this. We are sorry for this one too."
    assert cut(held, ["We are sorry for this."]) == [
        "We are sorry for this.",
        "We are sorry for this one too.",
    ]
    wrote = "He wrote: We are open. Come."
    assert cut(wrote, ["We are open."]) == ["He wrote: We are open.", "Come."]


def test_two_gaps_that_ran_together_are_two_again() -> None:
    gaps = ["[Still missing: a time]", "[Still missing: a place? Nothing is recorded.]"]
    assert cut(" ".join(gaps), [*gaps]) == gaps


def test_a_file_that_libreoffice_saved_holds_the_four_changes_made_there() -> None:
    """Saved by LibreOffice 7.4, which keeps no tags; edited there with tracked changes."""
    body = (Path(__file__).parent / "saved_by_libreoffice.docx").read_bytes()
    found = read(body)
    assert [(str(c.what), c.tag, c.now) for c in found.changes] == [
        ("added", "", "Orders placed before Saturday will be honoured."),
        (
            "moved",
            "affected:returns",
            "Returns and refunds in stores: customers report problems, not confirmed.",
        ),
        ("changed", "experts", "We have brought in outside cyber security experts."),
        ("removed", "priority", ""),
    ]
    assert {(c.by, c.is_untracked) for c in found.changes} == {(("Unknown Author",), False)}
    assert found.odd == ()


def test_far_more_stretches_than_a_notice_has_are_not_gone_through() -> None:
    many = "<w:r><w:t>a</w:t></w:r>" * 10_001
    with pytest.raises(TooMuchError):
        read(edited(BODY, lambda text: text.replace("</w:body>", f"<w:p>{many}</w:p></w:body>")))


def test_far_more_changes_than_a_notice_has_sentences_are_not_gone_through() -> None:
    for many in (
        "<w:p><w:r><w:t>It is so.</w:t></w:r></w:p>" * (MOST_CHANGES + 1),
        f"<w:p>{'<w:r><w:t>It is so. </w:t></w:r>' * (MOST_CHANGES + 1)}</w:p>",
    ):
        with pytest.raises(TooMuchError):
            read(
                edited(BODY, lambda text, many=many: text.replace("</w:body>", f"{many}</w:body>"))
            )


def test_words_that_stand_everywhere_are_not_looked_for_without_an_end() -> None:
    """Each place where they are within other words, for each of the pieces, would take hours."""
    assert len(cut("a." * 50_000, ["a." * n for n in range(1, 300)])) == 1
    often = "It was said: We are open. " * MOST_PLACES
    assert cut(f"{often}We are open.", ["We are open."])[-1] == "We are open."


def test_comments_that_all_begin_at_one_place_do_not_multiply() -> None:
    begun = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(5_000))
    words = f"<w:p>{begun}{'<w:r><w:t>a</w:t></w:r>' * 5_000}</w:p>"
    body = edited(BODY, lambda text: text.replace("</w:body>", f"{words}</w:body>"))
    walk = _Walk()
    walk.into(opened("back.docx", body).document, _Where())
    assert len(walk.about) == MOST_OPEN


def test_additions_that_are_alike_have_names_of_their_own() -> None:
    added = "<w:p><w:r><w:t>It is so.</w:t></w:r></w:p>" * 40
    found = changes(lambda text: text.replace("</w:body>", f"{added}</w:body>"))
    keys = [change.key for change in found if change.what is What.ADDED]
    assert len(keys) == len(set(keys)) == 40


def test_the_strict_spelling_of_word_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    old = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    edit = retyped("are open", "were open")
    assert len(changes(edit, lambda text: text.replace(old, strict))) == 1


# ---- Beside the text ----------------------------------------------------------------------------


def test_comments_are_shown_with_what_they_are_about() -> None:
    ranged = (
        f'<w:commentRangeStart w:id="7"/>{letters(OPEN)}<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    made = edited(BODY, lambda text: text.replace(letters(OPEN), ranged))
    comment = f'<w:comment w:id="7" {JO}><w:p>{letters("Are they?")}</w:p></w:comment>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f'<w:comments xmlns:w="{space}">{comment}</w:comments>'
    [found] = read_comments(packed({**parts_of(made), "word/comments.xml": part}))
    assert (found.author, found.at, found.text) == ("Jo Park", NINE_THIRTY, "Are they?")
    assert (found.tags, found.about) == (("tills",), OPEN)


def read_comments(body: bytes) -> tuple[Comment, ...]:
    return written(opened("back.docx", body)).comments


def at_the_end(xml: str):
    return lambda text: text.replace("<w:sectPr>", f"{xml}<w:sectPr>", 1)


def in_bold(text: str) -> str:
    looks = '<w:rPr><w:b/><w:rPrChange w:id="1"/></w:rPr>'
    return text.replace("<w:r><w:t", f"<w:r>{looks}<w:t", 1)


TABLE = f"<w:tbl><w:tr><w:tc><w:p>{letters('In it.')}</w:p></w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (at_the_end("<w:p><w:r><w:drawing/></w:r></w:p>"), "A picture, a drawing or a box"),
        (at_the_end("<w:p><w:r><w:footnoteReference/></w:r></w:p>"), "A footnote was put in."),
        (at_the_end("<w:p><w:r><w:object/></w:r></w:p>"), "A file was put into the text."),
        (at_the_end(TABLE), "A table was put in."),
        (in_bold, "The look of words was changed."),
    ],
)
def test_what_is_not_understood_is_named(edit, words) -> None:
    [found] = odd(edit)
    assert found.startswith(words)


def test_words_in_a_table_are_listed_as_added() -> None:
    found = said(at_the_end(TABLE))
    assert found == [("added", "", "", "In it.")]


def test_a_heading_that_was_changed_is_listed_and_marked_as_no_sentence() -> None:
    found = said(retyped("What we know", "What we think"))
    assert found == [("around", "~1", "What we know", "What we think")]


def test_a_paragraph_that_was_divided_is_named() -> None:
    def divided(text: str) -> str:
        between = f"</w:sdt>{letters(' ')}<w:sdt>"
        return text.replace(between, "</w:sdt></w:p><w:p><w:sdt>", 1)

    assert changes(divided) == []
    assert odd(divided)[0].startswith("Paragraphs were divided or joined.")


def test_a_head_or_a_note_that_was_written_into_is_named() -> None:
    parts = parts_of(BODY)
    head = parts["word/header1.xml"].replace("Not released.", "Released!")
    notes = parts["word/footer1.xml"].replace("Page ", "See Page ")
    made = packed({**parts, "word/header1.xml": head, "word/footnotes.xml": notes})
    found = {each.what: each.text for each in read(made).odd}
    assert "Released!" in found["The head or the foot of the pages was changed."]
    assert "See Page" in found["Something is written in a footnote or an endnote."]


# ---- All of it at once --------------------------------------------------------------------------


def test_a_round_trip_with_everything_in_it_loses_nothing() -> None:
    edits = (
        tracked(OPEN, letters("Our tills are "), deleted("open"), inserted("shut"), letters(".")),
        tracked(SORRY, deleted(SORRY)),
        tracked("Change your password.", letters("Change your password."), inserted(" Thank you.")),
        moved(DATA, "We had an incident"),
        retyped("Watch your account.", "Watch your bank account."),
    )
    assert sorted(said(*edits)) == sorted(
        [
            ("changed", "tills", OPEN, "Our tills are shut."),
            ("removed", "sorry", SORRY, ""),
            ("added", "", "", "Thank you."),
            ("moved", "data", DATA, DATA),
            ("moved", "more", "We will say more by Friday.", "We will say more by Friday."),
            ("changed", "account", "Watch your account.", "Watch your bank account."),
        ]
    )


def test_each_change_has_a_name_of_its_own_that_stays() -> None:
    edits = (
        tracked(OPEN, letters(OPEN), inserted(" Yes. Yes.")),
        retyped("Watch your account.", "Watch it."),
    )
    keys = [c.key for c in changes(*edits)]
    assert len(set(keys)) == 3
    assert keys == [c.key for c in changes(*edits)]


def test_whatever_is_done_to_a_text_what_comes_back_follows_from_what_is_listed() -> None:
    """Take every change that was found: what stands then is what the file says."""
    chance = random.Random(20250422)  # noqa: S311 - the same edits every time
    pieces = [p for p in pieces_of(blocks_of(LETTER)) if p.sentence_id]
    for _ in range(60):
        edits = [one_edit(chance, piece.text) for piece in chance.sample(pieces, 4)]
        body = edited(BODY, *edits)
        words = sorted(plain(" ".join(accepted(body))).split())
        assert sorted(plain(" ".join(taken(read(body).changes))).split()) == words


def one_edit(chance: random.Random, text: str):
    return chance.choice(
        [
            tracked(text, deleted(text)),
            tracked(text, letters(text), inserted(" One more sentence.")),
            tracked(text, deleted(text), inserted("Quite other words here.")),
            retyped(text, f"{text[:-1]} indeed."),
            retyped(text, f"{text} And more."),
        ]
    )


def taken(changes: tuple[Change, ...]) -> list[str]:
    """Give the words of the letter with every change taken."""
    held = {piece.tag: piece.text for piece in pieces_of(blocks_of(LETTER))}
    for number, change in enumerate(changes):
        held[change.tag or f"new-{number}"] = change.now
    return list(held.values())
