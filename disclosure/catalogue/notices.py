"""Loads the notices and refuses what is wrong with them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from disclosure.files import FileModel, fit
from disclosure.problems import Problem, one_of
from disclosure.words.blocks import Notice
from disclosure.words.language import Parser
from disclosure.words.lint import cites, lint
from disclosure.words.retelling import with_retold
from disclosure.words.sources import clock_names, is_known_key
from disclosure.words.terms import TagError, Tokens, conditions, options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from disclosure.catalogue.law import Law
    from disclosure.catalogue.vocabulary import Audience
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.blocks import Term

FENCE = "+++"
VOLUNTARY, INSIDE = "voluntary", "inside"
WITHOUT_DUTY = (VOLUNTARY, INSIDE)
"""Folders of texts that no law asks for: for readers outside, and for those who are in on it."""
SHARED = "_shared"


class FixedFormat(FileModel):
    """A fixed sentence and who approved it."""

    id: Annotated[str, Field(min_length=1)]
    approved_by: str


class FrontMatter(FileModel):
    """What stands between the fences of a notice file.

    Attributes:
        stage: The stage of the law it serves, where several texts serve one and the file's name
            tells them apart.
    """

    title: Annotated[str, Field(min_length=1)]
    layout: Literal["announcement", "form", "letter", "email", "statement", "banner", "post"]
    max_words: Annotated[int, Field(ge=1)] | None = None
    ready: Literal["always", "applies", "undetermined"]
    why: Annotated[str, Field(min_length=1)]
    stage: str = ""
    note: str = ""
    fixed: list[FixedFormat] = Field(default=[])
    offer_when: list[Annotated[str, Field(min_length=1)]] = Field(default=[])


@dataclass(frozen=True, slots=True)
class _Place:
    """What a file's name says of its notice."""

    id: str
    obligation: str
    stage: str
    audience: str
    language: str


def load_notices(
    roots: Sequence[Path | None],
    law: Law,
    vocabulary: Vocabulary,
    audiences: Mapping[str, Audience],
    problems: list[Problem],
) -> tuple[Notice, ...]:
    """Read every notice; whatever is wrong is added to `problems`.

    Args:
        roots: The folders that hold `templates/notices/`, the shipped one first. Those after it
            add notices, and use the shared parts of the first.
        law: The law the notices serve.
        vocabulary: What they may speak of.
        audiences: Whom they may address.
        problems: Where to add what is wrong.
    """
    spoken = with_retold(vocabulary, {each.id: each.title for each in audiences.values()})
    shared: dict[str, str] = {}
    notices: list[Notice] = []
    for root in roots:
        if root is None:
            continue
        label = "" if root is roots[0] else f"{root}/"
        folder = root / "templates" / "notices"
        for path in sorted((folder / SHARED).glob("*.j2")):
            text = _text(path, f"{label}templates/notices/{SHARED}/{path.name}", problems)
            if text is not None:
                shared.setdefault(path.stem, text)
        for path in sorted(folder.glob("*/*.j2")):
            if path.parent.name != SHARED:
                name = f"{label}templates/notices/{path.parent.name}/{path.name}"
                notice = _read(path, name, shared, problems)
                if notice is not None:
                    problems += _check_new(notice, name, notices)
                    notices.append(notice)
                    problems += _check_place(notice, law, audiences)
                    problems += _check_words(notice, law, spoken)
                    problems += _check_contents(notice, law)
    return tuple(notices)


def _check_new(notice: Notice, name: str, notices: Sequence[Notice]) -> Iterable[Problem]:
    if any(notice.id == other.id for other in notices):
        wrong = f"There is a notice '{notice.id}' already."
        yield Problem(name, "", wrong, "A local folder may add notices, not replace them.")


def _read(
    path: Path, name: str, shared: Mapping[str, str], problems: list[Problem]
) -> Notice | None:
    place = _place(path)
    text = _text(path, name, problems)
    if text is None:
        return None
    parts = text.split(FENCE, 2)
    if place is None or len(parts) != len(("before", "front matter", "body")) or parts[0].strip():
        wrong = "The file's name or its front matter is not of the right form."
        allowed = f"See templates/README.md; the front matter stands between two {FENCE}."
        problems.append(Problem(name, "", wrong, allowed))
        return None
    front = _front_matter(parts[1], name)
    if isinstance(front, list):
        problems += front
        return None
    parser = Parser(shared)
    blocks = parser.parse(parts[2], name, (parts[0] + parts[1]).count("\n") + 1)
    for fault in parser.faults:
        where = _file(fault.file, name)
        problems.append(Problem(where, f"line {fault.line}", fault.wrong, fault.allowed))
    return Notice(
        id=place.id,
        obligation=place.obligation,
        stage=front.stage or place.stage,
        audience=place.audience,
        language=place.language,
        title=front.title,
        layout=front.layout,
        ready=front.ready,
        why=front.why,
        blocks=blocks,
        max_words=front.max_words,
        note=front.note,
        fixed={f.id: f.approved_by for f in front.fixed},
        file=name,
        offer_when=_offers(front, name, problems),
    )


def _offers(front: FrontMatter, name: str, problems: list[Problem]) -> tuple[tuple[Term, ...], ...]:
    """Read when a notice is offered: rows of conditions, of which one must hold."""
    rows: list[tuple[Term, ...]] = []
    for n, text in enumerate(front.offer_when, start=1):
        try:
            tokens = Tokens.of(text)
            rows.append(conditions(tokens))
            options(tokens, ())
        except TagError as error:
            allowed = "Write it as after `when` in a gap: some data where …, THE.FACT given."
            problems.append(Problem(name, f"offer_when, row {n}", str(error), allowed))
    return tuple(rows)


def _front_matter(text: str, name: str) -> FrontMatter | list[Problem]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [Problem(name, "front matter", f"It is not TOML: {error}.", "Mend it.")]
    return fit(FrontMatter, table, name)


def _file(file: str, notice: str) -> str:
    """Give a notice's own name, or a shared piece's with the folder it lies in."""
    return file if file == notice else f"templates/notices/{file}"


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        wrong = "The file is not UTF-8."
        problems.append(Problem(name, f"byte {error.start}", wrong, "Save it as UTF-8."))
        return None


def _place(path: Path) -> _Place | None:
    """Read `uk.gdpr/33.initial.authority.en-GB.j2` or `voluntary/letter.staff.en-GB.j2`."""
    folder, parts = path.parent.name, path.name.removesuffix(".j2").split(".")
    if folder in WITHOUT_DUTY:
        if len(parts) != len(("kind", "audience", "language")):
            return None
        kind, audience, language = parts
        return _Place(f"{folder}.{kind}.{audience}", "", kind, audience, language)
    if len(parts) != len(("provision", "stage", "audience", "language")):
        return None
    provision, stage, audience, language = parts
    obligation = folder if provision == "_" else f"{folder}.{provision}"
    return _Place(f"{obligation}.{stage}.{audience}", obligation, stage, audience, language)


def _check_place(notice: Notice, law: Law, audiences: Mapping[str, Audience]) -> Iterable[Problem]:
    if notice.audience not in audiences:
        wrong = f"There is no audience '{notice.audience}'."
        yield Problem(notice.file, "file name", wrong, one_of(tuple(audiences)))
    if not notice.obligation or notice.obligation in law.refused:
        return
    rules = [o for o in law.obligations if o.id == notice.obligation]
    stages = [stage.id for rule in rules for stage in rule.stages]
    if not rules:
        wrong = f"There is no obligation '{notice.obligation}'."
        yield Problem(notice.file, "file name", wrong, "Name the file after one in forms/regimes/.")
    elif notice.stage not in stages:
        wrong = f"{notice.obligation} has no stage '{notice.stage}'."
        yield Problem(notice.file, "file name", wrong, one_of(tuple(dict.fromkeys(stages))))


def _check_words(notice: Notice, law: Law, vocabulary: Vocabulary) -> Iterable[Problem]:
    clocks = clock_names(law.obligations)

    def is_key(key: str) -> bool:
        known = is_known_key(key, vocabulary, law.authorities, clocks)
        return known or law.speaks_of_refused(key)

    for remark in lint(notice, vocabulary, is_key):
        where = _file(remark.file or notice.file, notice.file)
        yield Problem(where, f"line {remark.line}", remark.wrong, remark.allowed)


def _check_contents(notice: Notice, law: Law) -> Iterable[Problem]:
    """Report what the law requires in a notice and no sentence is tied to."""
    cited = cites(notice)
    for obligation in law.obligations:
        if obligation.id == notice.obligation:
            for content in obligation.contents:
                wanted = {part.strip() for part in content.cite.split(";")}
                if not wanted & cited:
                    wrong = f"Nothing in it is tied to '{content.cite}' ({content.title})."
                    yield Problem(notice.file, "contents", wrong, "Give a block that cite.")
