"""Tells writers of notices, when they check them, what is doubtful though nothing is broken.

A product that runs goes on with such a notice: a sentence too long is no reason not to start.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.catalogue.notice_top import unread_files
from disclosure.problems import Problem
from disclosure.words.lint_wordings import advise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.blocks import Notice

NOTICES = "templates/notices"


def advice(
    notices: Iterable[Notice], vocabulary: Vocabulary, root: Path, local: Path | None
) -> Iterator[Problem]:
    """Give what is doubtful about notices, and the files that were meant for notices.

    Args:
        notices: The notices, as they are drafted.
        vocabulary: What they may speak of.
        root: The folder of the shipped notices.
        local: The local catalogue, where there is one.
    """
    yield from unread_files(root / NOTICES, f"{NOTICES}/")
    if local is not None:
        yield from unread_files(local / NOTICES, f"{local}/{NOTICES}/")
    for notice in notices:
        for remark in advise(notice, vocabulary):
            file = _file(remark.file, notice.file)
            yield Problem(file, f"line {remark.line}", remark.wrong, remark.allowed)


def _file(file: str, notice: str) -> str:
    """Give a shared piece with the folder it lies in: that of the notice, or else the shipped."""
    if file.startswith(f"{NOTICES}/") or f"/{NOTICES}/" in file:
        return file
    beside = f"{notice.partition(NOTICES)[0]}{NOTICES}/{file}"
    return beside if Path(beside).exists() else f"{NOTICES}/{file}"
