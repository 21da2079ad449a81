"""The form in which somebody says what words rest on, and what it offers for a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import BooleanField, HiddenField, SelectMultipleField

from disclosure.web.forms import ActionForm, SelectChoice, text_field

if TYPE_CHECKING:
    from collections.abc import Collection

    from disclosure.services.notice_pages import SentencePage


class RestingForm(ActionForm):
    """What somebody says of words that were not drafted.

    Attributes:
        drafted: The words that the templates gave when the page was made.
        seen: The number of the edit that stood then.
    """

    rests_on = SelectMultipleField("The facts these words state", choices=[], validate_choice=False)
    others = SelectMultipleField("Other facts", choices=[], validate_choice=False)
    is_framing = BooleanField("These words state no fact")
    reason = text_field("Why")
    drafted = HiddenField()
    seen = HiddenField(default="0")

    def offer(self, page: SentencePage) -> None:
        """Offer the facts beneath a sentence, and all others."""
        for field, facts in ((self.rests_on, page.beneath), (self.others, page.others)):
            field.choices = [SelectChoice(fact.key, fact.in_words) for fact in facts]

    def choose(self, page: SentencePage, keys: Collection[str]) -> None:
        """Tick facts among those offered."""
        self.rests_on.data = [fact.key for fact in page.beneath if fact.key in keys]
        self.others.data = [fact.key for fact in page.others if fact.key in keys]

    def upon(self, page: SentencePage) -> None:
        """Say upon which words and which edit it was filled in."""
        self.drafted.data, self.seen.data = page.drafted, str(page.number)
