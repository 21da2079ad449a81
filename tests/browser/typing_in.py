"""Types the facts of a case file into the pages, one question after the other, as a person does."""

from acting import Somebody

from disclosure.facts.case import Case
from disclosure.facts.in_words import name_of
from disclosure.facts.instants import LONDON, When
from disclosure.facts.standings import Standing
from disclosure.facts.versions import FactVersion
from disclosure.facts.vocabulary import Kind, Question, Vocabulary

HOW_WELL = "How well is this known?"
STANDINGS = {
    Standing.CONFIRMED: "Established",
    Standing.SUSPECTED: "Likely, but not certain",
}


def first_up(words: str) -> str:
    """Begin with a capital, as the pages do with what is chosen from a list."""
    return words[:1].upper() + words[1:]


def type_facts(somebody: Somebody, case: Case, vocabulary: Vocabulary, pages) -> None:
    """Go down the list of pages and answer what the case knows; save each page."""
    answers = {version.key: version for version in case.facts}
    for page in pages:
        asked = [item.key for item in page.items if item.key in answers]
        if not asked:
            continue
        somebody.follow("Facts")
        somebody.follow(page.title, within="main")
        for key in asked:
            type_fact(somebody, answers[key], vocabulary.facts[key])
        somebody.press("Save and go to the list")


def type_fact(somebody: Somebody, version: FactVersion, question: Question) -> None:
    """Answer one question."""
    within = somebody.question(question.label)
    if version.standing is Standing.UNKNOWN:
        somebody.tick("Don't know yet", within=within)
        return
    value = version.value
    if isinstance(value, When):
        type_day(somebody, value, within)
    elif question.kind is Kind.YES_NO:
        somebody.choose(question.label, f"{first_up(value)}, established", within=within)
    elif question.kind is Kind.CHOICE:
        somebody.choose(question.label, first_up(question.options[value]), within=within)
    else:
        somebody.write(question.label, value, within=within)
    assert version.standing is Standing.CONFIRMED
    if question.kind is not Kind.YES_NO:
        somebody.select(HOW_WELL, STANDINGS[version.standing], within=within)


def type_day(somebody: Somebody, value: When, within) -> None:
    """Say a day of which the time is not known."""
    somebody.tick("On a day, or part of a day", within=within)
    somebody.write("Date", f"{value.earliest.astimezone(LONDON):%Y-%m-%d}", within=within)


def type_entries(somebody: Somebody, case: Case, vocabulary: Vocabulary, pages) -> None:
    """List every entry of every record of the case."""
    names = {v.key: name_of(vocabulary.records[v.record], v) for v in case.facts if v.record}
    for page in pages:
        for item in page.items:
            if not item.is_record:
                continue
            entries = [v for v in case.facts if v.record == item.key]
            if not entries:
                continue
            record = vocabulary.records[item.key]
            somebody.follow("Facts")
            somebody.follow(page.title, within="main")
            somebody.follow(f"Add to the list of {record.label.lower()}")
            for n, entry in enumerate(entries, start=1):
                type_entry(somebody, entry, record.fields, names)
                last = n == len(entries)
                somebody.press("Record it" if last else "Record it and add another")


def type_entry(somebody: Somebody, entry: FactVersion, fields, names) -> None:
    """Fill in the fields of one entry."""
    main = somebody.page.locator("main")
    for name, value in entry.fields.items():
        question = fields[name]
        if isinstance(value, When):
            group = main.get_by_role("group", name=question.label, exact=True).first
            type_day(somebody, value, group)
        elif question.names:
            named = question.labels.get(value) or names[value]
            somebody.select(question.label, named, within=main)
        elif question.kind in (Kind.CHOICE, Kind.YES_NO):
            somebody.choose(question.label, first_up(question.options[value]), within=main)
        else:
            somebody.write(question.label, value, within=main)
    somebody.select(HOW_WELL, STANDINGS[entry.standing], within=main)
    if entry.standing is Standing.SUSPECTED:
        somebody.write("What it rests on", entry.support.basis, within=main)
