"""A small regime of a test's own, written into a folder, so that no test waits for the real law."""

from pathlib import Path

REGIME = """schema = 1
id = "uk.wires"
title = "Wires Act"
instrument = "Wires Act 2011 (invented for tests)"
jurisdiction = "uk"
official_source = "https://example.org/wires"
checked_on = 2026-11-01
review_by = 2027-05-01
reviewed_by = ""
"""

RULE = """schema = 1
id = "uk.wires.5"
title = "Report a fault of the wires to the Information Commission"
kind = "obligation"
cite = "Wires Act 2011, s 5(1)"
authority = "information-commission"
audience = "authority"
borne_by = "any"
in_force = { from = 2011-05-26 }
status = "in-force"
confidence = "verified"
source = "Wires Act 2011, s 5 (https://example.org/wires, read 1 November 2026)."
checked_on = 2026-11-01
reviewed_by = ""
summary = "A provider reports a fault within 24 hours."
notes = ["The hours run at night."]

[[contents]]
id = "nature"
title = "What is wrong with the wires"
cite = "Wires Act 2011, s 5(2)"
confidence = "verified"

[[applies_when]]
fact = "personal_data.involved"
is = "yes"
asks = "Is personal data involved?"
cite = "Wires Act 2011, s 5(1)"
confidence = "verified"

[[stages]]
id = "initial"
title = "First report"
promptness = "within 24 hours"

  [[stages.limits]]
  starts_at = "judged:aware_personal_data"
  runs = { hours = 24 }
  counting = "exact-hours"
  cite = "Wires Act 2011, s 5(1)"
  confidence = "verified"

[[stages]]
id = "full"
title = "Full account"

  [[stages.limits]]
  starts_at = "judged:aware_personal_data"
  runs = { business_days = 3 }
  counting = "business-days"
  calendar = "scotland"
  cite = "Wires Act 2011, s 5(3)"
  confidence = "verified"
"""

CASES = """schema = 1

[[cases]]
id = "at-once"
title = "A fault with data: 24 hours"
source = "s 5(1)"
law_as_of = 2024-06-01
at = 2024-06-01T09:00:00+01:00
[[cases.facts]]
key = "personal_data.involved"
value = "yes"
standing = "confirmed"
[[cases.judgements]]
key = "aware_personal_data"
value = "aware"
instant = 2024-05-31T10:00:00+01:00
made_at = 2024-05-31T11:00:00+01:00
[[cases.expect]]
obligation = "uk.wires.5"
outcome = "applies"
[cases.expect.due]
initial = 2024-06-01T10:00:00+01:00

[[cases]]
id = "no-data"
title = "A fault without data"
source = "s 5(1)"
law_as_of = 2024-06-01
at = 2024-06-01T09:00:00+01:00
[[cases.facts]]
key = "personal_data.involved"
value = "no"
standing = "confirmed"
[[cases.expect]]
obligation = "uk.wires.5"
outcome = "does-not-apply"
"""

NEWER_FROM = "2025-08-20"
OLDER_UNTIL = "2025-08-19"
NEWER = (
    ("from = 2011-05-26", f"from = {NEWER_FROM}"),
    ("runs = { hours = 24 }", "runs = { hours = 72 }"),
    ("within 24 hours", "within 72 hours"),
)
"""What the newer version of the rule says in place of the old one."""


def write_regime(local: Path) -> Path:
    """Write the regime, with the one version there was at first; give its folder."""
    folder = local / "regimes" / "uk.wires"
    folder.mkdir(parents=True)
    (folder / "regime.toml").write_text(REGIME, encoding="utf-8")
    (folder / "5.toml").write_text(RULE, encoding="utf-8")
    (folder / "cases.toml").write_text(CASES, encoding="utf-8")
    return folder


def rewrite(path: Path, *changes: tuple[str, str]) -> None:
    """Replace words in a file; each of them must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def add_newer_version(folder: Path) -> None:
    """Do as the guide for lawyers says when the law changes."""
    newer = folder / f"5@{NEWER_FROM}.toml"
    newer.write_text((folder / "5.toml").read_text(encoding="utf-8"), encoding="utf-8")
    rewrite(newer, *NEWER)
    ended = ("from = 2011-05-26 }", f"from = 2011-05-26, until = {OLDER_UNTIL} }}")
    rewrite(folder / "5.toml", ended)
