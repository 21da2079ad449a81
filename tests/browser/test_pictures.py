"""Makes the pictures of the README; `--pictures` writes them anew."""

import struct
from pathlib import Path
from typing import Any

import pytest
from acting import Way, at_work
from desks import PASSWORD
from noticed import a_table

PICTURES = Path(__file__).parent / "pictures"
PAGES = {
    "overview": "/incidents/{}",
    "notice": "/incidents/{}/notices/voluntary.email.customers",
    "deadlines": "/incidents/{}/deadlines",
}
HEIGHT = 1000
LARGEST = 400_000


def size(picture: bytes) -> tuple[int, int]:
    """Read width and height from the head of a PNG file."""
    return struct.unpack(">II", picture[16:24])


def top(page: Any, name: str) -> float:
    """Give where a picture begins: that of a notice shortly above its sentences, one unfolded."""
    if name != "notice":
        return 0
    page.get_by_text("Why we may say this").nth(2).click()
    heading = page.get_by_role("heading", name="The draft, sentence by sentence")
    return heading.evaluate("at => at.getBoundingClientRect().top + window.scrollY - 30")


@pytest.mark.slow
def test_the_pictures_of_the_readme_show_these_pages(setting, browser, serve, request):
    table = a_table(setting)
    with table.setting.desk.transactions.begin(table.drafter) as tx:
        table.setting.desk.deadlines.refresh(tx, table.incident)
    with (
        serve(setting.desk) as address,
        at_work(browser, address, Way.SCRIPT) as somebody,
    ):
        somebody.open("/sign-in")
        somebody.write("Email address", table.protection.email)
        somebody.write("Password", PASSWORD)
        somebody.press("Sign in")
        for name, path in PAGES.items():
            somebody.open(path.format(table.incident))
            clip = {"x": 0, "y": top(somebody.page, name), "width": 1280, "height": HEIGHT}
            picture = somebody.page.screenshot(clip=clip, full_page=True)
            kept = PICTURES / f"{name}.png"
            if request.config.getoption("--pictures"):
                kept.write_bytes(picture)
            assert size(kept.read_bytes()) == size(picture) == (1280, HEIGHT)
            assert len(picture) < LARGEST
            assert f"pictures/{name}.png" in Path("README.md").read_text(encoding="utf-8")
