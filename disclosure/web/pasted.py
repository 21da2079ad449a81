"""The form of a pasted text: of each sentence the words, the facts, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)

from disclosure.facts.instants import in_words
from disclosure.services.pasting_pages import Stands
from disclosure.services.pasting_places import one_line
from disclosure.services.pasting_taking import HOW, RESTS, WORDS, Decision, How, Taking
from disclosure.services.pasting_text import LONGEST, MOST_SENTENCES
from disclosure.web.forms import ActionForm, SelectChoice, cleaned, text_field
from disclosure.web.sent import number_of
from disclosure.web.shown_notices import standing_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from werkzeug.datastructures import MultiDict

    from disclosure.services.notice_facts import Beneath
    from disclosure.services.pasting_pages import LeftLine, PastedLine, PastedPage

READ, MORE = "read", "more"
REASON = "Taken over from a text written elsewhere."
STANDS: Mapping[Stands, tuple[str, str]] = {
    Stands.AGAINST: ("Contradicts the record", "stop"),
    Stands.NOTHING: ("Nothing recorded says this", "stop"),
    Stands.SAYS_MORE: ("Says more than we know", "soon"),
    Stands.ABOUT: ("Compare it with what is recorded", "wait"),
    Stands.BORNE: ("As recorded", "done"),
    Stands.FRAMING: ("States no fact", "quiet"),
    Stands.DRAFTED: ("In the draft already", "done"),
}
"""How a pasted sentence stands, as a page says it, and the kind of its tag; the worst first."""
HOWS = (
    SelectChoice(str(How.RESTS), "Keep it: it states the facts ticked"),
    SelectChoice(str(How.FRAMING), "Keep it: it states no fact"),
    SelectChoice(str(How.LEAVE), "Leave it out"),
)


class PastedForm(ActionForm):
    """What somebody decides about a pasted text; the fields of its sentences are added."""

    count = HiddenField()
    seen = HiddenField()
    kept = SelectMultipleField("Keep these", choices=[], validate_choice=False)
    reason = text_field("Where it comes from, and why it stands")


def typed_words(sent: MultiDict[str, str]) -> tuple[str, ...]:
    """Give the sentences as they were sent, no more and no longer than a text may be."""
    count = min(number_of(sent.get("count")), MOST_SENTENCES)
    sentences, left = [], 2 * LONGEST
    for number in range(count):
        words = one_line(sent.get(f"{WORDS}-{number}", "")[:left])
        sentences.append(words)
        left -= len(words)
    return tuple(sentences)


def kept_of(words: Sequence[str]) -> dict[str, object]:
    """Give the fields in which the sentences of a text are kept before anything is decided."""
    return {f"{WORDS}-{number}": each for number, each in enumerate(words)}


def decided_of(form: PastedForm, page: PastedPage) -> dict[str, object]:
    """Give the fields in which a text is kept together with what was decided, as they stand."""
    fields: dict[str, object] = {"kept": form.kept.data or [], "reason": form.reason.data or ""}
    for line in page.lines:
        for name in (WORDS, READ, HOW, RESTS):
            fields[f"{name}-{line.number}"] = form[f"{name}-{line.number}"].data or ""
        fields[f"{RESTS}-{line.number}"] = list(form[f"{RESTS}-{line.number}"].data or ())
    return fields


def brought_back(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """Give kept fields as a browser would have sent them; how many sentences there are is counted.

    The script keeps the fields that a person can fill in, and no number.
    """
    sent["count"] = str(sum(name.startswith(f"{WORDS}-") for name in sent))
    return sent


def is_undecided(sent: MultiDict[str, str]) -> bool:
    """Say whether a text was only pasted, so that it is shown as for the first time."""
    return f"{READ}-0" not in sent


def form_of(page: PastedPage, sent: MultiDict[str, str] | None) -> PastedForm:
    """Give the form of a text as it was sent, or as it is shown first."""
    fields: dict[str, object] = {}
    for line in page.lines:
        of = f"Sentence {line.number + 1}"
        hows = HOWS if not line.is_drafted else (SelectChoice("", "It stays"), HOWS[-1])
        fields |= {
            f"{WORDS}-{line.number}": TextAreaField(f"{of}: the words", filters=[cleaned]),
            f"{READ}-{line.number}": TextAreaField(),
            f"{HOW}-{line.number}": RadioField(
                f"What happens to sentence {line.number + 1}?",
                choices=hows,
                validate_choice=False,
                default="",
            ),
            f"{RESTS}-{line.number}": SelectMultipleField(
                "The facts it states", choices=[], validate_choice=False
            ),
            f"{MORE}-{line.number}": SelectField(
                f"Add a fact to sentence {line.number + 1}",
                choices=[],
                validate_choice=False,
                default="",
            ),
        }
    form: PastedForm = type("FormOfText", (PastedForm,), fields)(sent)
    form.kept.choices = [SelectChoice(left.id, _left_words(left)) for left in page.left]
    if sent is None:
        form.kept.data = [left.id for left in page.left if left.is_kept]
        form.reason.data = REASON
        for line in page.lines:
            form[f"{RESTS}-{line.number}"].data = [fact.key for fact in line.suggested]
        fill(form, page)
    return form


def _left_words(left: LeftLine) -> str:
    words = f"Still missing: {left.words}" if left.is_gap else left.words
    return f"{words} ({left.cite})" if left.cite else words


def fill(form: PastedForm, page: PastedPage) -> None:
    """Show a text as it was read: what was decided on other words is to be decided again."""
    form.count.data, form.seen.data = str(len(page.lines)), page.digest
    facts = {fact.key: fact for fact in page.choices}
    for line in page.lines:
        _fill_line(form, line, facts)


def _fill_line(form: PastedForm, line: PastedLine, facts: Mapping[str, Beneath]) -> None:
    how, rests, more = (form[f"{name}-{line.number}"] for name in (HOW, RESTS, MORE))
    read, words = form[f"{READ}-{line.number}"], form[f"{WORDS}-{line.number}"]
    words.data = words.data or line.words
    suggested = {fact.key: fact for fact in line.suggested}
    ticked = _ticked(form, line.number)
    if one_line(read.data or line.words) != line.words:
        how.data = ""
        ticked = tuple(dict.fromkeys((*ticked, *suggested)))
    read.data = line.words
    offered = {key: facts[key] for key in ticked if key in facts} | suggested
    rests.choices = [SelectChoice(key, fact.in_words) for key, fact in offered.items()]
    rests.data = [key for key in ticked if key in offered]
    others = [SelectChoice(k, f.in_words) for k, f in facts.items() if k not in offered]
    more.choices, more.data = [SelectChoice("", "None"), *others], ""


def _ticked(form: PastedForm, number: int) -> tuple[str, ...]:
    ticked = form[f"{RESTS}-{number}"].data or ()
    more = form[f"{MORE}-{number}"].data
    return tuple(dict.fromkeys((*ticked, *([more] if more else []))))


def taking_of(form: PastedForm, page: PastedPage) -> Taking:
    """Give what somebody decided."""
    return Taking(
        decisions=tuple(_decision(form, line.number) for line in page.lines),
        kept=frozenset(form.kept.data or ()),
        reason=form.reason.data or "",
        seen=form.seen.data or "",
    )


def _decision(form: PastedForm, number: int) -> Decision:
    how = form[f"{HOW}-{number}"].data
    return Decision(
        words=form[f"{WORDS}-{number}"].data or "",
        read=form[f"{READ}-{number}"].data or "",
        how=How(how) if how in list(How) else How.OPEN,
        rests_on=_ticked(form, number),
    )


def how_known(facts: Iterable[Beneath], zone: ZoneInfo) -> dict[str, str]:
    """Say of each fact how surely it is known, and as of when, by its key."""
    return {
        fact.key: standing_words(fact.standing)
        + (f"; as of {in_words(fact.as_of, zone)}" if fact.as_of else "")
        for fact in facts
    }
