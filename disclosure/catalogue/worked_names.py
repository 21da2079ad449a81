"""Checks the names and the answers of worked cases before any of them is worked out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from disclosure.facts.vocabulary import Kind
from disclosure.problems import Problem, meant, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosure.catalogue.formats import CaseFactFormat, WorkedCaseFormat
    from disclosure.catalogue.law import Law
    from disclosure.catalogue.worked import WorkedCase
    from disclosure.facts.vocabulary import Question, Vocabulary

LIST = "`./disclose facts list` prints every key there is."
WITHOUT_VALUE = ("unknown", "no-sign", "ruled-out")


def waits_for_files(case: WorkedCase, law: Law) -> frozenset[str]:
    """Give the refused files whose rules or questions a case speaks of."""
    form = case.form
    names = {
        *(expect.obligation for expect in form.expect),
        *(each.obligation for each in form.submissions),
        *(fact.key for fact in form.facts),
        *(judgement.key for judgement in form.judgements),
        *form.profile,
    }
    return frozenset(file for name, file in law.refused.items() if name in names)


def unknown_names(case: WorkedCase, law: Law, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Report every name of a case that nothing bears, and every answer nobody can give."""
    form = case.form
    found = (
        *_questions(form, vocabulary),
        *_answers(form, vocabulary),
        *_judged(form, vocabulary),
        *_rules(form, law),
    )
    for where, wrong, allowed in found:
        yield Problem(case.file, f"{form.id}.{where}", wrong, allowed)


Told = tuple[str, str, str]


def _questions(form: WorkedCaseFormat, vocabulary: Vocabulary) -> Iterator[Told]:
    named = (
        ("facts", [f.key for f in form.facts], vocabulary.facts),
        ("profile", list(form.profile), vocabulary.profile),
        ("judgements", [j.key for j in form.judgements], vocabulary.judgements),
    )
    for where, keys, known in named:
        for key in keys:
            if key not in known:
                yield where, f"No question has the key '{key}'.", meant(key, known) or LIST


def _answers(form: WorkedCaseFormat, vocabulary: Vocabulary) -> Iterator[Told]:
    for key, value in form.profile.items():
        asked = vocabulary.profile.get(key)
        if asked and asked.closed and value not in asked.closed:
            wrong = f"'{value}' is not an answer to {key}."
            yield "profile", wrong, nearest(value, asked.closed)
    for fact in form.facts:
        asked = vocabulary.facts.get(fact.key)
        if asked:
            yield from _fact(fact, asked)


def _fact(fact: CaseFactFormat, asked: Question) -> Iterator[Told]:
    value = fact.value
    if value is None:
        if fact.standing not in WITHOUT_VALUE:
            wrong = f"{fact.key} is {fact.standing}, and no value is given."
            yield "facts", wrong, 'Add value, or write standing = "unknown".'
        return
    if fact.standing == "unknown":
        wrong = f"{fact.key} is unknown, and yet a value is given."
        yield "facts", wrong, "Take the value out, or write how well it is known."
    wrong = f"{quoted(value)} is not an answer to {fact.key}."
    if asked.closed and value not in asked.closed:
        yield "facts", wrong, nearest(value, asked.closed)
    elif asked.kind is Kind.COUNT and (isinstance(value, bool) or not isinstance(value, int)):
        yield "facts", wrong, "Write a whole number, without quotation marks."
    elif asked.kind is Kind.INSTANT and not _is_instant(value):
        allowed = "Write the instant as 2026-11-22T14:00:00+00:00, without quotation marks."
        yield "facts", wrong, allowed


def _is_instant(value: object) -> bool:
    parts = (value.get("earliest"), value.get("latest")) if isinstance(value, dict) else (value,)
    return all(isinstance(each, datetime) and each.tzinfo is not None for each in parts)


def _judged(form: WorkedCaseFormat, vocabulary: Vocabulary) -> Iterator[Told]:
    for judgement in form.judgements:
        question = vocabulary.judgements.get(judgement.key)
        if question and judgement.value not in question.options:
            wrong = f"'{judgement.value}' is not an answer to {judgement.key}."
            yield "judgements", wrong, nearest(judgement.value, question.options)


def _rules(form: WorkedCaseFormat, law: Law) -> Iterator[Told]:
    rules: dict[str, tuple[str, ...]] = {}
    for rule in law.obligations:
        rules[rule.id] = (*rules.get(rule.id, ()), *(stage.id for stage in rule.stages))
    for n, expect in enumerate(form.expect):
        if expect.obligation not in rules:
            wrong = f"There is no rule '{expect.obligation}'."
            yield f"expect[{n}]", wrong, meant(expect.obligation, rules) or "Mend the id."
    for n, sent in enumerate(form.submissions):
        where = f"submissions[{n}]"
        if sent.obligation not in rules:
            wrong = f"There is no rule '{sent.obligation}'."
            yield where, wrong, meant(sent.obligation, rules) or "Mend the id."
        elif sent.stage not in rules[sent.obligation]:
            wrong = f"'{sent.obligation}' has no stage '{sent.stage}'."
            yield where, wrong, nearest(sent.stage, tuple(dict.fromkeys(rules[sent.obligation])))
