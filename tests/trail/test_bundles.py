"""A bundle: untouched it passes, and the first entry or the file that was changed is named."""

import hashlib
import io
import json
import random
from dataclasses import replace
from zipfile import ZipFile

import pytest
from recorded import NOTED, SECRET, packed

from disclosure.problems import InvalidInputError
from disclosure.trail.entries import sealed
from disclosure.trail.lines import as_line, from_line
from disclosure.trail.manifests import File, from_bytes
from disclosure.trail.manifests import written as manifest_written
from disclosure.trail.verify import verify

SEED = 20_250_422
TRAIL = "trail.jsonl"


def judged(files, head=""):
    return verify(packed(files), "x.zip", head=head)


def lines_of(files):
    return files[TRAIL].splitlines()


def with_lines(files, lines):
    return files | {TRAIL: b"".join(line + b"\n" for line in lines)}


@pytest.mark.parametrize("which", ["whole", "redacted"])
def test_an_untouched_bundle_holds_with_and_without_redactions(bundles, which):
    files, head = getattr(bundles, which), getattr(bundles, f"{which}_head")
    verdict = judged(files, head)
    assert (verdict.broken, verdict.mismatches) == (None, ())
    assert (verdict.head, verdict.head_seq) == (head, verdict.entries)
    assert len(verdict.redactions) == (4 if which == "redacted" else 0)
    assert judged(files).holds


def test_what_was_redacted_is_nowhere_in_the_bundle(bundles):
    everything = b"".join(bundles.redacted.values())
    assert SECRET.encode() not in everything
    assert b"Taken, to be on the safe side" not in everything
    assert NOTED.encode() not in everything


def test_an_earlier_digest_is_a_head_too(bundles):
    lines = lines_of(bundles.whole)
    verdict = judged(bundles.whole, json.loads(lines[9])["digest"])
    assert verdict.holds
    assert verdict.head_seq == 10


# ---- One change at a time -----------------------------------------------------------------------
# Each gives the files changed, and the number of the first entry that is broken by it.


def a_byte(files, chance):
    data = bytearray(files[TRAIL])
    place = chance.randrange(len(data))
    data[place] = chance.choice([b for b in range(256) if b != data[place]])
    return files | {TRAIL: bytes(data)}, files[TRAIL][:place].count(b"\n") + 1


def missing(files, chance):
    lines = lines_of(files)
    place = chance.randrange(len(lines))
    del lines[place]
    return with_lines(files, lines), place + 1


def last_missing(files, chance):
    lines = lines_of(files)
    return with_lines(files, lines[:-1]), len(lines)


def copied(files, chance):
    lines = lines_of(files)
    source, place = chance.randrange(len(lines)), chance.randrange(len(lines) + 1)
    lines.insert(place, lines[source])
    # A copy put before its own original stands where that belongs; then the original is the copy.
    return with_lines(files, lines), place + 1 + (source == place)


def swapped(files, chance):
    lines = lines_of(files)
    one, other = sorted(chance.sample(range(len(lines)), 2))
    lines[one], lines[other] = lines[other], lines[one]
    return with_lines(files, lines), one + 1


ALTERED = {
    "chain": "11111111-1111-1111-1111-111111111111",
    "actor": "22222222-2222-2222-2222-222222222222",
    "actor_name": "Somebody Else",
    "subject": "another",
    "reason": "For another reason.",
    "action": "notice-released",
    "at": "2025-04-19T08:10:00.000001+00:00",
    "previous": "f" * 64,
    "digest": "f" * 64,
    "seals": {},
    "salts": {},
    "detail": {"number": 99},
    "seq": 4711,
}


def altered(files, chance):
    lines = lines_of(files)
    place = chance.randrange(len(lines))
    said = json.loads(lines[place])
    name = chance.choice(sorted(ALTERED))
    said[name] = ALTERED[name]
    lines[place] = written(said)
    return with_lines(files, lines), place + 1


def unsealed(files, chance):
    """Take a value and its salt away, as a redaction would, and record none."""
    lines = lines_of(files)
    place = chance.randrange(len(lines))
    said = json.loads(lines[place])
    name = chance.choice(sorted(said["salts"]))
    del said["salts"][name]
    if name.startswith("detail."):
        del said["detail"][name.removeprefix("detail.")]
    else:
        said[name] = ""
    lines[place] = written(said)
    return with_lines(files, lines), place + 1


def forged(files, chance):
    """Write an entry anew with seals and a digest that fit: the next one no longer follows it."""
    lines = lines_of(files)
    place = chance.randrange(len(lines) - 1)
    entry, _ = from_line(lines[place])
    made = sealed(replace(entry, reason="Written anew."), chance.randbytes)
    lines[place] = as_line(made, made.digest)
    return with_lines(files, lines), place + 2


def forged_last(files, chance):
    lines = lines_of(files)
    entry, _ = from_line(lines[-1])
    made = sealed(replace(entry, actor_name="Somebody Else"), chance.randbytes)
    lines[-1] = as_line(made, made.digest)
    return with_lines(files, lines), len(lines)


def forged_after(files, chance):
    """Add an entry that fits, after the last one."""
    lines = lines_of(files)
    entry, digest = from_line(lines[-1])
    made = sealed(replace(entry, seq=entry.seq + 1, previous=digest), chance.randbytes)
    return with_lines(files, [*lines, as_line(made, made.digest)]), len(lines) + 1


def written(said):
    return json.dumps(
        said, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()  # fmt: skip


KINDS = {
    a_byte: 500,
    missing: 100,
    last_missing: 1,
    copied: 100,
    swapped: 100,
    altered: 109,
    unsealed: 60,
    forged: 20,
    forged_last: 5,
    forged_after: 5,
}


def test_the_changes_are_a_thousand():
    assert sum(KINDS.values()) == 1000


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_first_broken_entry_is_named_every_time(bundles, kind):
    chance = random.Random(f"{SEED} {kind.__name__}")  # noqa: S311 - the same every time
    for number in range(KINDS[kind]):
        files, head = bundles.whole, bundles.whole_head
        if number % 2:
            files, head = bundles.redacted, bundles.redacted_head
        changed, expected = kind(files, chance)
        verdict = judged(changed, head)
        assert verdict.broken is not None, number
        assert verdict.broken.seq == expected, (number, verdict.broken)


def test_without_its_manifest_a_missing_end_shows_with_the_head_alone(bundles):
    lines = lines_of(bundles.whole)
    files = with_lines(bundles.whole, lines[:-1])
    del files["manifest.json"]
    assert judged(files).broken is None
    assert judged(files, bundles.whole_head).broken.seq == len(lines)


# ---- The files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["whole", "redacted"])
def test_a_byte_changed_in_any_file_is_noticed_and_the_file_named(bundles, which):
    files = getattr(bundles, which)
    chance = random.Random(f"{SEED} {which}")  # noqa: S311 - the same every time
    for path, data in files.items():
        if path == TRAIL or not data:
            continue
        for _ in range(6):
            place = chance.randrange(len(data))
            other = chance.choice([b for b in range(256) if b != data[place]])
            changed = data[:place] + bytes([other]) + data[place + 1 :]
            verdict = judged(files | {path: changed})
            assert [each.path for each in verdict.mismatches] == [path], (place, other)
            assert verdict.broken is None


def test_a_file_that_is_missing_or_was_put_in_is_named(bundles):
    for path in bundles.whole:
        left = {name: data for name, data in bundles.whole.items() if name != path}
        verdict = judged(left)
        assert verdict.broken or path in [each.path for each in verdict.mismatches]
    more = judged(bundles.whole | {"receipts/more.pdf": b"%PDF"})
    assert [each.path for each in more.mismatches] == ["receipts/more.pdf"]


def test_files_that_match_a_manifest_written_anew_do_not_match_their_entries(bundles):
    """Whoever changes a fact and the manifest with it has still not changed the entry."""
    path = "facts.jsonl"
    forged = bundles.whole[path].replace(b'"public"', b'"inside"', 1)
    assert forged != bundles.whole[path]
    manifest = from_bytes(bundles.whole["manifest.json"])
    listed = [each for each in manifest.files if each.path != path]
    listed.append(File(path, hashlib.sha256(forged).hexdigest(), len(forged)))
    anew = manifest_written(
        replace(manifest, files=tuple(sorted(listed, key=lambda each: each.path)))
    )
    verdict = judged(bundles.whole | {path: forged, "manifest.json": anew})
    assert {each.path for each in verdict.mismatches} == {path, "manifest.json"}
    [fact] = [each for each in verdict.mismatches if each.path == path]
    entry, _ = from_line(lines_of(bundles.whole)[fact.entry - 1])
    assert entry.action == "fact-recorded"


def with_manifest(files):
    """Write the manifest of files anew, as whoever changed one of them would."""
    manifest = from_bytes(files["manifest.json"])
    listed = tuple(
        File(path, hashlib.sha256(data).hexdigest(), len(data))
        for path, data in sorted(files.items())
        if path != "manifest.json"
    )
    return files | {"manifest.json": manifest_written(replace(manifest, files=listed))}


def test_a_review_put_out_of_the_bundle_or_in_is_noticed(bundles):
    path = "looks.jsonl"
    first, second = bundles.whole[path].splitlines(keepends=True)
    for changed, why in (
        (None, "It is missing or cannot be read."),
        (second, "insurer_circumstance@1.1, which entry "),
        (first.replace(b"Dora Lind", b"Gita Rao") + second, "Line 1: insurer_circumstance@1.1 is"),
    ):
        files = {name: data for name, data in bundles.whole.items() if name != path}
        files |= {} if changed is None else {path: changed}
        [found] = [each for each in judged(with_manifest(files)).mismatches if each.path == path]
        assert found.why.startswith(why)


def test_a_bundle_from_before_there_were_reviews_needs_no_file_of_them(old_bundle):
    files = {name: data for name, data in old_bundle.items() if name != "looks.jsonl"}
    assert old_bundle["looks.jsonl"] == b""
    wrong = judged(with_manifest(files)).mismatches
    # The entry of the export names a list with that file in it; the file itself is not missed.
    assert [each.path for each in wrong] == ["manifest.json"]


# ---- What is no bundle --------------------------------------------------------------------------


def refusal(file):
    with pytest.raises(InvalidInputError) as refused:
        verify(file, "x.zip")
    return str(refused.value)


def test_what_is_no_bundle_is_refused():
    assert "no ZIP file" in refusal(io.BytesIO(b"%PDF-1.7"))
    assert "no ZIP file" in refusal(io.BytesIO(b""))
    assert "no bundle" in refusal(packed({"letter.txt": b"Dear all"}))


@pytest.mark.parametrize(
    "name", ["../trail.jsonl", "/etc/passwd", "a/../b", "a//b", "C:x", "a\\b", "x\n", "folder/"]
)
def test_names_that_lead_elsewhere_are_refused(bundles, name):
    assert "out of its folder" in refusal(packed(bundles.whole | {name: b""}))


def test_a_name_that_is_there_twice_is_refused(bundles):
    made = packed(bundles.whole)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(made, "a") as archive:
        archive.writestr(TRAIL, b"")
    made.seek(0)
    assert "in it twice" in refusal(made)


def test_a_bomb_is_refused_before_it_is_unpacked(bundles, monkeypatch):
    monkeypatch.setattr("disclosure.trail.archives.LARGEST_FILE", 1_000_000)
    made = packed(bundles.whole)
    with ZipFile(made, "a", 8) as archive:
        archive.writestr("bomb", b"0" * 1_000_001)
    made.seek(0)
    assert "is larger than" in refusal(made)
    monkeypatch.setattr("disclosure.trail.archives.LARGEST_FILE", 10_000_000)
    monkeypatch.setattr("disclosure.trail.archives.LARGEST_TOTAL", 1_000_000)
    made.seek(0)
    assert "larger than any bundle" in refusal(made)
    monkeypatch.setattr("disclosure.trail.archives.MOST_FILES", 3)
    made.seek(0)
    assert "at most 3" in refusal(made)


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b"{}",
        b'{"seq":1e400}',
        b'{"seq":NaN}',
        b"1" * 5000,
        b'"\\ud800"',
        b"\xff\xfe",
        b"",
        b"null",
    ],
    ids=["deep", "empty", "float", "nan", "long", "half", "bytes", "nothing", "null"],
)
def test_a_line_that_is_no_entry_is_named(bundles, line):
    lines = lines_of(bundles.whole)
    lines[4] = line
    assert judged(with_lines(bundles.whole, lines)).broken.seq == 5
    facts = bundles.whole["facts.jsonl"].splitlines()
    facts[2] = line
    files = bundles.whole | {"facts.jsonl": b"".join(each + b"\n" for each in facts)}
    assert [each.path for each in judged(files).mismatches] == ["facts.jsonl"]


def test_a_damaged_archive_never_ends_in_a_traceback(bundles):
    """Change bytes of the archive itself: it is refused, or what is damaged in it is named."""
    whole = packed(bundles.whole).getvalue()
    chance = random.Random(SEED)  # noqa: S311 - the same every time
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            verdict = verify(io.BytesIO(bytes(data)), "x.zip")
        except InvalidInputError:
            continue
        assert isinstance(verdict.holds, bool)
