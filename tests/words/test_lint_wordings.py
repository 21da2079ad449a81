"""What is doubtful about the words of a notice, and beside it the nearest thing that is fine."""

import pytest

from builders import a_notice, a_vocabulary, the_catalogue
from disclosure.words.lint_wordings import advise

TWENTY_FIVE = " ".join(["word"] * 24) + " {{ incident.cause }}."


def said(body: str) -> list[tuple[int, str]]:
    notice = a_notice(body, fixed=("x",) if "fixed" in body else ())
    return [(remark.line, remark.wrong) for remark in advise(notice, a_vocabulary())]


def say(wording: str, more: str = "", options: str = "optional quiet") -> str:
    head = f"{{% say incident.cause {options} %}}"
    return f"{head}\n{{% when confirmed %}}{wording}\n{more}{{% endsay %}}"


def fixed(wording: str, options: str = "") -> str:
    return f'\n{{% fixed id="x" {options} %}}{wording}{{% endfixed %}}'


@pytest.mark.parametrize(
    ("body", "line", "wrong"),
    [
        (
            say(f"One {TWENTY_FIVE}"),
            2,
            "The sentence that begins 'One word word word …' has 26 words, each fact counted",
        ),
        (fixed("Call 07700 900123."), 2, "'07700 900123' looks like a telephone number, typed"),
        (fixed("Write to help@example.com."), 2, "'help@example.com' looks like an email address"),
        (
            fixed("Ask for Ms Example."),
            2,
            "'Ms Example' looks like a person's name, typed by hand.",
        ),
        (say("At 14:00, it ended."), 2, "'14:00' looks like a time, typed by hand."),
        (say("It began on 3 May."), 2, "'3 May' looks like a day, typed by hand."),
        (say("It cost £3m."), 2, "'£3' looks like a sum of money, typed by hand."),
        (
            say("X.", "{% when confirmed and incident.kind confirmed %}Y.\n"),
            3,
            "This wording is never used: an earlier 'when' holds whenever it does.",
        ),
        (say("X.", options=""), 1, "Nothing is said of 'incident.cause' while it is unknown."),
        (say("X.", options="optional"), 1, "Nothing is said of 'incident.cause' while it is"),
    ],
)
def test_the_check_doubts(body: str, line: int, wrong: str) -> None:
    ((at, found),) = said(body)
    assert at == line
    assert found.startswith(wrong)


@pytest.mark.parametrize(
    "body",
    [
        say(TWENTY_FIVE),
        say(f"One {{% if incident.cause.basis %}}{{% endif %}}{TWENTY_FIVE}".replace("One ", "")),
        fixed(" ".join(["word"] * 26) + ".", 'cite="Article 7"'),
        fixed("We reply within 30 days, as Article 17 of Regulation 596/2014 asks."),
        say("X.", "{% when unknown %}Not yet known.\n", options=""),
        say("X.", options='gap="the cause"'),
        say("X.", "{% when suspected %}We believe X.\n"),
        "{% say org.name %}{% when confirmed %}X.{% endsay %}",
    ],
)
def test_the_check_does_not_doubt(body: str) -> None:
    assert said(body) == []


def test_no_shipped_notice_is_doubted() -> None:
    catalogue = the_catalogue()
    found = [(n.id, each) for n in catalogue.notices for each in advise(n, catalogue.vocabulary)]
    assert found == []
