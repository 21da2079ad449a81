"""What a bundle holds beside the trail, held against the entries that name its digests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure.trail.actions import Action
from disclosure.trail.entries import DETAIL, Entry, Plain, digest_of
from disclosure.trail.lines import LineError, read, table
from disclosure.trail.manifests import FACTS, JUDGEMENTS, LOOKS, SUBMISSIONS
from disclosure.trail.texts import text_digest


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A file that is not what the trail says.

    Attributes:
        path: The file.
        why: What is wrong, as a sentence.
        entry: The entry that names its digest; 0 where none does.
    """

    path: str
    why: str
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing a bundle keeps, one a line.

    Attributes:
        path: The file with the lines.
        actions: The entries that name each of them.
        listed: Under which name a redaction lists them.
        digest: Under which name the entry gives the digest.
        of_entry: Gives the name of what an entry is about.
        of_line: Gives the name of what a line holds.
    """

    path: str
    actions: tuple[Action, ...]
    listed: str
    digest: str
    of_entry: Callable[[Entry], str]
    of_line: Callable[[Mapping[str, Plain]], str]


KINDS = (
    Kind(
        FACTS,
        (Action.FACT_RECORDED,),
        "facts",
        "digest",
        lambda entry: f"{entry.subject}@{entry.detail.get('number')}",
        lambda line: f"{line.get('key')}@{line.get('number')}",
    ),
    Kind(
        JUDGEMENTS,
        (Action.JUDGEMENT_MADE,),
        "judgements",
        "digest",
        lambda entry: f"{entry.subject.removeprefix('judgement:')}@{entry.detail.get('number')}",
        lambda line: f"{line.get('key')}@{line.get('number')}",
    ),
    Kind(
        LOOKS,
        (Action.JUDGEMENT_REVIEWED, Action.JUDGEMENT_CONFIRMED),
        "looks",
        "digest",
        lambda entry: (
            f"{entry.subject.removeprefix('judgement:')}@{entry.detail.get('number')}"
            f".{entry.detail.get('look')}"
        ),
        lambda line: f"{line.get('key')}@{line.get('judgement')}.{line.get('number')}",
    ),
    Kind(
        SUBMISSIONS,
        (Action.NOTICE_GIVEN,),
        "submissions",
        "record",
        lambda entry: str(entry.detail.get("submission")),
        lambda line: str(line.get("id")),
    ),
)


@dataclass(frozen=True, slots=True)
class Named:
    """What the entries of a chain name.

    Attributes:
        entries: The entries that hold, in order.
        is_whole: Whether all of them hold, so that what none of them names is one too many.
    """

    entries: Sequence[Entry]
    is_whole: bool
    redactions: Sequence[Entry] = field(default=())

    @classmethod
    def by(cls, entries: Sequence[Entry], *, is_whole: bool) -> Named:
        """Give what entries name."""
        redactions = [entry for entry in entries if entry.action is Action.REDACTED]
        return cls(entries, is_whole, redactions)

    def redaction_of(self, listed: str, name: str) -> int:
        """Give the redaction that lists something, or 0."""
        for entry in self.redactions:
            names = entry.detail.get(listed)
            if isinstance(names, list) and name in names:
                return entry.seq
        return 0

    def of(self, *actions: Action) -> Iterator[Entry]:
        """Give the entries of some actions."""
        return (entry for entry in self.entries if entry.action in actions)


# ---- Lines -------------------------------------------------------------------------------


def lines_against(named: Named, kind: Kind, data: bytes) -> Iterator[Mismatch]:
    """Hold the lines of a file against the entries that name them."""
    expected = {kind.of_entry(entry): entry for entry in named.of(*kind.actions)}
    for number, line in enumerate(split(data), start=1):
        try:
            said = table(line)
        except LineError as error:
            yield Mismatch(kind.path, f"Line {number}: {error}.")
            continue
        name = kind.of_line(said)
        entry = expected.pop(name, None)
        if entry is None:
            if named.is_whole:
                yield Mismatch(kind.path, f"Line {number}: no entry names {name}.")
            continue
        why = _why_other(named, kind, entry, said, name)
        if why:
            yield Mismatch(kind.path, f"Line {number}: {why}", entry.seq)
    for name, entry in expected.items():
        yield Mismatch(kind.path, f"{name}, which entry {entry.seq} names, is missing.", entry.seq)


def _why_other(named: Named, kind: Kind, entry: Entry, said: Mapping[str, Plain], name: str) -> str:
    redacted_by = said.get("redacted_by")
    if redacted_by is None:
        is_it = entry.detail.get(kind.digest) == digest_of(dict(said))
        return "" if is_it else f"{name} is not what entry {entry.seq} names."
    if isinstance(redacted_by, int) and named.redaction_of(kind.listed, name):
        return ""
    return f"{name} has lost its content, and no redaction names that."


def split(data: bytes) -> list[bytes]:
    """Give the lines of a file; whatever follows the last line end belongs to the last line."""
    if not data:
        return []
    return data[:-1].split(b"\n") if data.endswith(b"\n") else data.split(b"\n")


# ---- Whole files -------------------------------------------------------------------------


def text_path(notice: str, version: Plain) -> str:
    """Give where a frozen text stands."""
    return f"versions/{notice}-{version}.json"


def texts_against(named: Named, files: Mapping[str, bytes]) -> Iterator[Mismatch]:
    """Hold the frozen texts against the entries that name their digests."""
    left = dict(files)
    for entry in named.of(Action.NOTICE_FROZEN):
        path = text_path(entry.subject, entry.detail.get("version"))
        data = left.pop(path, None)
        if data is None:
            yield Mismatch(path, f"It is missing; entry {entry.seq} names it.", entry.seq)
            continue
        why = _why_other_text(named, entry, data)
        if why:
            yield Mismatch(path, why, entry.seq)
    if named.is_whole:
        yield from (Mismatch(path, "No entry names it.") for path in left)


def _why_other_text(named: Named, entry: Entry, data: bytes) -> str:
    try:
        said = read(data)
        digest = text_digest(said.get("draft") if isinstance(said, dict) else None)
    except LineError as error:
        return f"It cannot be read: {error}."
    if f"{DETAIL}digest" not in entry.redacted:
        is_it = entry.detail.get("digest") == digest
        return "" if is_it else f"It is not the text entry {entry.seq} names."
    if named.redaction_of("kept", digest):
        return ""
    return "It lost a sentence, and no redaction names what is left of it."


def receipts_against(named: Named, digests: Mapping[str, str]) -> Iterator[Mismatch]:
    """Hold the receipts against the entries that name their digests.

    Args:
        named: What the entries name.
        digests: The digest of each file, by its path.
    """
    left = dict(digests)
    for entry in named.of(Action.RECEIPT_ADDED):
        found = [path for path in left if is_receipt(path, entry.subject)]
        path = found[0] if found else f"receipts/{entry.subject}"
        if not found:
            if not named.redaction_of("receipts", entry.subject):
                yield Mismatch(path, f"It is missing; entry {entry.seq} names it.", entry.seq)
            continue
        if left.pop(path) != entry.detail.get("sha256"):
            yield Mismatch(path, f"It is not the file entry {entry.seq} names.", entry.seq)
    if named.is_whole:
        yield from (Mismatch(path, "No entry names it.") for path in left)


def is_receipt(path: str, receipt_id: str) -> bool:
    """Say whether a path is where a receipt stands."""
    return path.partition(".")[0] == f"receipts/{receipt_id}"


def in_order(found: Iterable[Mismatch]) -> tuple[Mismatch, ...]:
    """Give one thing wrong with each file, first what an entry says of it, by entry and path."""
    first: dict[str, Mismatch] = {}
    for each in sorted(found, key=lambda each: each.entry == 0):
        first.setdefault(each.path, each)
    return tuple(sorted(first.values(), key=lambda each: (each.entry, each.path)))
