"""Nothing in the repository knows the machine or the package host that it was written on."""

import re
from pathlib import Path

PRIVATE = re.compile(
    r"""
      (?<![\w.~*$}-])/(?:home|root|Users|work)/[\w.-]+  # a folder of one person or one machine
    | [A-Za-z]:\\+Users\\+\w                            # the same on Windows
    | \bfile:///                                        # a folder posing as a package host
    | \b(?:test\.)?pypi\.org\b                          # package hosts: each place has its own
    | \bfiles\.pythonhosted\.org\b
    | \bregistry\.npmjs\.org\b
    | \bdeb\.debian\.org\b
    | --(?:extra-)?index-url\b | --find-links\b
    """,
    re.VERBOSE,
)


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_machine_or_a_package_host(root: Path, tracked: list[Path]) -> None:
    this = Path(__file__).resolve().relative_to(root)
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tracked
        if path != this
        for number, line in enumerate(text_of(root / path).splitlines(), start=1)
        if PRIVATE.search(line)
    ]
    assert not found, "\n".join(found)
