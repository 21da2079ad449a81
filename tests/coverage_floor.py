"""Fails when a part of the package is covered less than it must be.

Run after `./disclose test --cov`, which leaves the data that this reads. What the law
requires is computed in the pure packages, so nearly every branch there has a test.
"""

import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from coverage import Coverage

FLOORS = {
    "disclosure": 90.0,
    "disclosure/facts": 97.0,
    "disclosure/law": 97.0,
    "disclosure/signoff": 97.0,
    "disclosure/words": 97.0,
}

COUNTS = ("covered_lines", "covered_branches", "num_statements", "num_branches")


def measured() -> dict[str, dict[str, int]]:
    """Counts of lines and branches by file, from the last run of the tests."""
    coverage = Coverage()
    coverage.load()
    out = io.StringIO()
    with redirect_stdout(out):
        coverage.json_report(outfile="-")
    files = json.loads(out.getvalue())["files"]
    return {Path(name).as_posix(): data["summary"] for name, data in files.items()}


def share(files: dict[str, dict[str, int]], package: str) -> float:
    """Percentage of lines and branches of a package that the tests reached."""
    within = [counts for name, counts in files.items() if name.startswith(f"{package}/")]
    lines, branches, all_lines, all_branches = (sum(file[key] for file in within) for key in COUNTS)
    total = all_lines + all_branches
    return 100.0 * (lines + branches) / total if total else 0.0


def main() -> int:
    """Print each package beside its floor; one means that some package is below."""
    files = measured()
    shares = {package: share(files, package) for package in FLOORS}
    for package, floor in FLOORS.items():
        verdict = "ok" if shares[package] >= floor else "BELOW THE FLOOR"
        print(f"coverage {package:<18} {shares[package]:6.2f} %  floor {floor:.0f} %  {verdict}")
    return int(any(shares[package] < floor for package, floor in FLOORS.items()))


if __name__ == "__main__":
    sys.exit(main())
