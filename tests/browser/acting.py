"""People at a real browser: with script, without it, or with the keyboard alone.

Controls are found by what a person reads: the label, the legend, the words on a button.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    Playwright,
    Response,
    expect,
)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_TABS = 400
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Way(StrEnum):
    """How somebody works."""

    SCRIPT = "script"
    NO_SCRIPT = "no-script"
    KEYBOARD = "keyboard"


def start_browser(playwright: Playwright) -> Browser:
    """Start the system's own browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is not installed: apt-get install chromium"
    return playwright.chromium.launch(executable_path=found, args=FLAGS)


@dataclass
class Somebody:
    """A person at a browser of their own."""

    browser: Browser
    address: str
    way: Way = Way.SCRIPT
    width: int = 1280
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    seen: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the browser; nothing but this machine can be reached from it."""
        self.context = self.browser.new_context(
            java_script_enabled=self.way is not Way.NO_SCRIPT,
            viewport={"width": self.width, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
        )
        self.context.set_default_timeout(20_000)
        self.context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("crash", lambda page: self.faults.append(f"The page crashed: {page.url}"))

    def _console(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(message.text)

    def close(self) -> None:
        """Close the browser; nothing may have broken in it."""
        self.context.close()
        assert self.faults == []

    # ---- Going about -----------------------------------------------------------------------

    def open(self, path: str) -> Response | None:
        """Open an address of the desk."""
        answer = self.page.goto(path if path.startswith("http") else self.address + path)
        self._look()
        return answer

    def follow(self, words: str, *, within: str = "body") -> None:
        """Follow the link with these words."""
        link = self.page.locator(within).get_by_role("link", name=words, exact=True).first
        if self.way is Way.KEYBOARD:
            self._tab_to(link)
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        else:
            with self.page.expect_navigation():
                link.click()
        self._look()

    def press(self, words: str, *, within: str = "main", goes: bool = True) -> None:
        """Press the button with these words."""
        button = self.page.locator(within).get_by_role("button", name=words, exact=True).first
        if self.way is Way.KEYBOARD:
            self._tab_to(button)
        if not goes:
            self.page.keyboard.press("Enter") if self.way is Way.KEYBOARD else button.click()
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter") if self.way is Way.KEYBOARD else button.click()
        self._look()

    def unfold(self, words: str) -> None:
        """Open what is folded under these words."""
        summary = self.page.locator("summary").filter(has_text=words).first
        if self.way is Way.KEYBOARD:
            self._tab_to(summary)
            self.page.keyboard.press("Enter")
        else:
            summary.click()

    # ---- Filling in ------------------------------------------------------------------------

    def question(self, title: str) -> Locator:
        """Give the part of the page about one question."""
        return self.page.get_by_role("region", name=title, exact=True).first

    def group(self, legend: str) -> Locator:
        """Give the group of fields under a question."""
        return self.page.get_by_role("group", name=legend, exact=True).first

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Write into the field with this label."""
        control = self._control(label, within)
        self._open_around(control)
        if self.way is not Way.KEYBOARD:
            control.fill(text)
            return
        self._tab_to(control)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        assert control.input_value() == text, f"{label}: {control.input_value()}"

    def choose(self, legend: str, option: str, *, within: Locator | None = None) -> None:
        """Take one of the answers under a question, from a list or from buttons."""
        lists = (within or self.page).get_by_role("combobox", name=legend, exact=True)
        if lists.count():
            self.select(legend, option, within=within)
        else:
            group = (within or self.page).get_by_role("group", name=legend, exact=True).first
            self.tick(option, within=group)

    def tick(self, label: str, *, within: Locator | None = None) -> None:
        """Take a radio button or tick a box."""
        control = self._control(label, within)
        self._open_around(control)
        if self.way is not Way.KEYBOARD:
            control.check()
            return
        if control.get_attribute("type") == "checkbox":
            self._tab_to(control)
            if not control.is_checked():
                self.page.keyboard.press("Space")
        else:
            self._radio(control)
        assert control.is_checked(), label

    def _radio(self, control: Locator) -> None:
        """Tab into the group, as one does, and go to the choice with the arrows."""
        name = control.get_attribute("name")
        radios = self.page.locator(f'input[type=radio][name="{name}"]')
        checked = self.page.locator(f'input[type=radio][name="{name}"]:checked')
        self._tab_to(checked.first if checked.count() else radios.first, among=radios)
        self.page.keyboard.press("Space")
        for _ in range(radios.count()):
            if control.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def select(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Choose from a list."""
        control = self._control(label, within)
        self._open_around(control)
        if self.way is not Way.KEYBOARD:
            control.select_option(label=option)
            return
        self._tab_to(control)
        options = [each.strip() for each in control.locator("option").all_inner_texts()]
        self.page.keyboard.press("Home")
        for _ in range(options.index(option)):
            self.page.keyboard.press("ArrowDown")
        shown = control.evaluate("e => e.options[e.selectedIndex].text").strip()
        assert shown == option, shown

    def _control(self, label: str, within: Locator | None) -> Locator:
        """Give the control with this label that can be seen, or else the first of that label."""
        found = (within or self.page).get_by_label(label, exact=True)
        shown = found.filter(visible=True)
        return shown.first if shown.count() else found.first

    def attach(self, label: str, path: Path) -> None:
        """Hand in a file; the dialogue of the system is not ours to drive."""
        self.page.get_by_label(label, exact=True).first.set_input_files(str(path))

    def _open_around(self, control: Locator) -> None:
        """Open what hides a control, as somebody does who looks for it."""
        hidden = control.locator("xpath=ancestor::details[not(@open)]")
        for n in range(hidden.count() - 1, -1, -1):
            summary = hidden.nth(n).locator("> summary")
            if self.way is Way.KEYBOARD:
                self._tab_to(summary)
                self.page.keyboard.press("Enter")
            else:
                summary.click()

    # ---- The keyboard ----------------------------------------------------------------------

    def _tab_to(self, wanted: Locator, *, among: Locator | None = None) -> None:
        """Press Tab until the focus is where it should be; from there on if it lies behind."""
        targets = [wanted.element_handle(), *(among.element_handles() if among else [])]
        for _ in range(MOST_TABS):
            if self.page.evaluate("all => all.includes(document.activeElement)", targets):
                return
            self.page.keyboard.press("Tab")
        message = f"Not reached with the keyboard: {wanted}"
        raise AssertionError(message)

    # ---- Looking ---------------------------------------------------------------------------

    def _settle(self) -> None:
        """Wait until the page has come whole and its fonts with it: nothing on it moves then.

        Asked from outside: where there is no script, the page itself cannot wait for anything.
        """
        page = expect(self.page.locator("html"))
        page.to_have_js_property("ownerDocument.readyState", "complete", timeout=20_000)
        page.to_have_js_property("ownerDocument.fonts.status", "loaded", timeout=20_000)

    def _look(self) -> None:
        """Let axe look at every page a person passes; where there is no script it cannot."""
        self._settle()
        path = UUID.sub("*", self.page.url.removeprefix(self.address))
        # A page looks the same for the tenth service as for the first; with errors it does not.
        kind = f"{path} {self.page.title()}"
        if self.way is Way.SCRIPT and kind not in self.seen:
            assert axe(self.page) == [], self.page.url
        self.seen.append(kind)
        problems = self.page.locator("#problems")
        assert problems.count() == 0, problems.inner_text()

    @property
    def words(self) -> str:
        """Give the words of the page's content."""
        return " ".join(self.page.locator("main").inner_text().split())

    def sees(self, words: str) -> None:
        """Make sure that the page says this."""
        assert words in self.words, f"“{words}” is not on {self.page.url}: {self.words[:3000]}"


def axe(page: Page) -> list[str]:
    """Give what axe finds on a page: rule, place, and why."""
    page.evaluate(AXE)
    # What passes is of no interest, and to describe it takes longer than to find it.
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {options}).then(r => r.violations)")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


@contextmanager
def at_work(browser: Browser, address: str, way: Way, width: int = 1280) -> Iterator[Somebody]:
    """Put somebody at a browser, and look at the end whether anything broke in it."""
    somebody = Somebody(browser, address, way, width)
    try:
        yield somebody
    except Exception as error:
        error.add_note(f"At {somebody.page.url}; broken: {somebody.faults}")
        # A page that did not come has no words, and that must not stand in place of why.
        with suppress(Error):
            error.add_note(somebody.words[:3000])
        raise
    somebody.close()
