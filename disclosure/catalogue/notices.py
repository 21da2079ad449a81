"""Loads the notices and refuses what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from disclosure.catalogue.contents import digest_of
from disclosure.catalogue.languages import LANGUAGES, load_tongues, no_language
from disclosure.catalogue.notice_checks import Rules, check_notice
from disclosure.catalogue.notice_groups import for_each_group, group_problems, law_problems
from disclosure.catalogue.notice_top import (
    FENCE,
    WITHOUT_DUTY,
    listed_twice,
    misnamed,
    on_lines,
    read_offers,
    read_top,
    row_lines,
    unfenced,
)
from disclosure.catalogue.own_words import (
    REPLACES,
    BlocksFrontMatter,
    FixedFormat,
    Replacing,
    cannot_stand,
)
from disclosure.files import FileModel, fit
from disclosure.problems import Problem
from disclosure.words.blocks import Notice
from disclosure.words.keys import BRITISH, TAG, key_of
from disclosure.words.language import Parser
from disclosure.words.retelling import with_retold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from disclosure.catalogue.contents import Plain
    from disclosure.catalogue.law import Law
    from disclosure.catalogue.vocabulary import Audience
    from disclosure.facts.vocabulary import Vocabulary
    from disclosure.words.blocks import Block
    from disclosure.words.tongues import Tongue

SHARED = "_shared"
HERE = "this installation"
"""Whose own texts lie in a local catalogue, outside the folder of any organisation."""


class FrontMatter(FileModel):
    """What stands between the fences of a notice file.

    Attributes:
        stage: The stage of the law it serves, where several texts serve one and the file's name
            tells them apart.
        each_of: The choice of a list for each of whose options it is written once: `data.who`.
        replaces: `text`, where a text of one's own stands in place of the one of the same name.
        reaches: Whether each of its readers gets it; nothing where its layout says that.
    """

    title: Annotated[str, Field(min_length=1)]
    layout: Literal["announcement", "form", "letter", "email", "statement", "banner", "post"]
    max_words: Annotated[int, Field(ge=1)] | None = None
    max_chars: Annotated[int, Field(ge=1)] | None = None
    ready: Literal["always", "applies", "undetermined"]
    why: Annotated[str, Field(min_length=1)]
    stage: str = ""
    each_of: str = ""
    note: str = ""
    reaches: Literal["", "each", "some"] = ""
    replaces: Literal["", "text"] = ""
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


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with texts.

    Attributes:
        path: What holds `templates/notices/`.
        label: How messages begin the name of a file in it; nothing for the shipped ones.
        own: Whose own texts it holds; nothing for the shipped ones.
    """

    path: Path
    label: str = ""
    own: str = ""


@dataclass(slots=True)
class Shelf:
    """The notices read so far, and the shared pieces they may include.

    Attributes:
        rules: What they are held to.
        problems: Where to add what is wrong.
        notices: The notices by their ids.
        files_read: Each notice as its file gives it, before it is written for each group.
        pieces: The text of each shared piece by its name.
        files: The file of each shared piece as messages name it, by its name.
        tongues: What is known of each other language than British English.
    """

    rules: Rules
    problems: list[Problem]
    notices: dict[str, Notice] = field(default_factory=dict)
    files_read: dict[str, Notice] = field(default_factory=dict)
    pieces: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    tongues: dict[str, Tongue] = field(default_factory=dict)

    def copy(self) -> Shelf:
        """Give the same again, so that the texts of one organisation do not reach another."""
        held = (dict(self.notices), dict(self.files_read), dict(self.pieces), dict(self.files))
        return Shelf(self.rules, self.problems, *held, tongues=dict(self.tongues))

    def fill(self, folder: Folder) -> None:
        """Put the texts of a folder on the shelf."""
        where = folder.path / LANGUAGES
        self.tongues = load_tongues(where, folder.label, self.tongues, self.problems)
        texts = folder.path / "templates" / "notices"
        for path in sorted((texts / SHARED).glob("*.j2")):
            self._take_piece(path, f"{folder.label}templates/notices/{SHARED}/{path.name}")
        for path in sorted(texts.glob("*/*.j2")):
            if path.parent.name != SHARED:
                name = f"{folder.label}templates/notices/{path.parent.name}/{path.name}"
                self._take(path, name, folder.own)

    def _take_piece(self, path: Path, name: str) -> None:
        if path.stem in self.pieces:
            wrong = f"There is a shared piece '{path.stem}' already."
            allowed = "Give yours another name; to say something otherwise, replace its block."
            self.problems.append(Problem(name, "", wrong, allowed))
            return
        text = _text(path, name, self.problems)
        if text is not None:
            self.pieces[path.stem], self.files[path.stem] = text, name

    def _take(self, path: Path, name: str, own: str) -> None:
        notice = self._read(path, name, own)
        if notice is None:
            return
        held = self.files_read.get(notice.id)
        self.files_read[notice.id] = notice
        found = list(group_problems(notice, self.rules.law, self.rules.spoken))
        made = () if found else for_each_group(notice, self.rules.spoken)
        self._keep(notice.id, made or (notice,))
        files = self._shared(notice.language)[1]
        for each in made:
            found += check_notice(each, held, self.rules, files)
        # What is wrong with a text is wrong with it for each of its groups: it is said once.
        self.problems += dict.fromkeys(found)

    def _keep(self, family: str, made: Sequence[Notice]) -> None:
        """Put a notice on the shelf, or what is made of it for each group, in its old place."""
        ids = {notice.id for notice in made}
        for name in [n for n, each in self.notices.items() if each.family == family]:
            if name not in ids:
                del self.notices[name]
        self.notices |= {notice.id: notice for notice in made}

    def _read(self, path: Path, name: str, own: str) -> Notice | None:
        place, text = _place(path), _text(path, name, self.problems)
        if text is None:
            return None
        parts = text.split(FENCE, 2)
        whole = len(parts) == len(("before", "front matter", "body")) and not parts[0].strip()
        if place is None or not whole:
            self.problems.append(unfenced(text, name) if place else misnamed(path, name))
            return None
        front = _front_matter(parts[0] + parts[1], name)
        if isinstance(front, list):
            self.problems += front
            return None
        ids = [each.id for each in front.fixed]
        self.problems += listed_twice(ids, parts[0] + parts[1], name)
        first_line = (parts[0] + parts[1]).count("\n") + 1
        body = _Body(name, text, parts[2], first_line, own, place.language)
        refused = self._refused(place, front, body)
        if refused:
            self.problems += _on_lines([refused], parts[0] + parts[1])
            return None
        if isinstance(front, FrontMatter):
            return self._notice(place, front, body)
        made = self._with_blocks(place, front, body)
        wrong = made if isinstance(made, list) else []
        self.problems += _on_lines(wrong, parts[0] + parts[1])
        return None if isinstance(made, list) else made

    def _with_blocks(
        self, place: _Place, front: BlocksFrontMatter, body: _Body
    ) -> Notice | list[Problem]:
        blocks, wording = self._parsed(body)
        replacing = Replacing(body.name, body.own, front, blocks, wording)
        return replacing.of(self.files_read.get(place.id), place.id)

    def _refused(
        self, place: _Place, front: FrontMatter | BlocksFrontMatter, body: _Body
    ) -> Problem | None:
        if body.language not in (BRITISH, *self.tongues):
            return no_language(body.name, body.language)
        if isinstance(front, BlocksFrontMatter):
            return None
        held, replaces = self.files_read.get(place.id), bool(front.replaces)
        return cannot_stand(body.name, place.id, held, replaces=replaces)

    def _parsed(self, body: _Body) -> tuple[tuple[Block, ...], str]:
        """Give the blocks of a file, and the digest of everything they were read from."""
        shared, files = self._shared(body.language)
        parser = Parser(shared)
        blocks = parser.parse(body.source, body.name, body.first_line)
        for fault in parser.faults:
            where = files.get(fault.file, fault.file)
            self.problems.append(Problem(where, f"line {fault.line}", fault.wrong, fault.allowed))
        pieces: dict[str, Plain] = {name: shared[name] for name in parser.included}
        return blocks, digest_of([body.text, pieces])

    def _shared(self, language: str) -> tuple[dict[str, str], dict[str, str]]:
        """Give the shared pieces of a language, and their files by what a fault calls them.

        The piece `next-update` is `next-update.cy.j2` in another language, and never the English.
        """
        ending = "" if language == BRITISH else f".{language}"
        own = [
            (stem.removesuffix(ending), stem)
            for stem in self.pieces
            if (stem.endswith(ending) if ending else "." not in stem)
        ]
        files = {f"{SHARED}/{name}.j2": self.files[stem] for name, stem in own}
        return {name: self.pieces[stem] for name, stem in own}, files

    def _notice(self, place: _Place, front: FrontMatter, body: _Body) -> Notice:
        blocks, wording = self._parsed(body)
        lines = row_lines(front.offer_when, body.text)
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
            max_chars=front.max_chars,
            note=front.note,
            fixed={f.id: f.approved_by for f in front.fixed},
            file=body.name,
            offer_when=read_offers(front.offer_when, lines, body.name, self.problems),
            offer_lines=lines,
            wording=wording,
            own=body.own,
            each_of=front.each_of,
            tongue=self.tongues.get(place.language),
            reaches=front.reaches,
        )


@dataclass(frozen=True, slots=True)
class _Body:
    """What stands in a notice file.

    Attributes:
        name: The file as messages name it.
        text: All of it.
        source: What stands below the front matter.
        own: Whose own text it is.
    """

    name: str
    text: str
    source: str
    first_line: int
    own: str
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
            add notices and replace wordings, and use the shared parts of the first.
        law: The law the notices serve.
        vocabulary: What they may speak of.
        audiences: Whom they may address.
        problems: Where to add what is wrong.
    """
    return tuple(fill_shelf(roots, law, vocabulary, audiences, problems).notices.values())


def fill_shelf(
    roots: Sequence[Path | None],
    law: Law,
    vocabulary: Vocabulary,
    audiences: Mapping[str, Audience],
    problems: list[Problem],
) -> Shelf:
    """Read every notice as `load_notices` does, and keep what later folders build on."""
    spoken = with_retold(vocabulary, {each.id: each.title for each in audiences.values()})
    problems += law_problems(law, vocabulary)
    shelf = Shelf(Rules(law, spoken, audiences), problems)
    for root in roots:
        if root is not None:
            shelf.fill(Folder(root) if root is roots[0] else Folder(root, f"{root}/", HERE))
    return shelf


def _on_lines(problems: Sequence[Problem], top: str) -> list[Problem]:
    """Give problems with what a text replaces the line on which that is said."""
    said = [each for each in problems if each.path.startswith(REPLACES)]
    return [*on_lines(said, top), *(each for each in problems if each not in said)]


def _front_matter(text: str, name: str) -> FrontMatter | BlocksFrontMatter | list[Problem]:
    table = read_top(text, name)
    if isinstance(table, Problem):
        return [table]
    if isinstance(table.get(REPLACES), list):
        blocks = fit(BlocksFrontMatter, table, name)
        return on_lines(blocks, text) if isinstance(blocks, list) else blocks
    whole = fit(FrontMatter, table, name)
    return on_lines(whole, text) if isinstance(whole, list) else whole


def _text(path: Path, name: str, problems: list[Problem]) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
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
        obligation, stage, begins = "", kind, folder
    elif len(parts) == len(("provision", "stage", "audience", "language")):
        provision, stage, audience, language = parts
        begins = obligation = folder if provision == "_" else f"{folder}.{provision}"
    else:
        return None
    if not TAG.fullmatch(language):
        return None
    key = key_of(f"{begins}.{stage}.{audience}", language)
    return _Place(key, obligation, stage, audience, language)
