"""Every page of the example, in a real browser, held against the rules of accessibility."""

import re

from acting import Somebody, Way, at_work

from disclosure.demo.build import build_example
from disclosure.settings import Settings

PAGES = (
    "", "/facts", "/facts/what-happened", "/duties", "/duties/uk.gdpr.33", "/notices",
    "/notices/voluntary.email.customers", "/notices/voluntary.email.customers/approval",
    "/notices/voluntary.email.customers/versions", "/notices/voluntary.email.customers/word",
    "/notices/voluntary.email.customers/text/now",
    "/notices/voluntary.email.customers/redline/now/now", "/said", "/said?only=overtaken",
    "/corrections", "/corrections/new?audience=customers", "/deadlines", "/files", "/team",
    "/trail", "/unknowns", "/what-if?duty=uk.gdpr.33",
    "/what-if?fact-personal_data-involved=yes&judgement-inside_information=yes",
)  # fmt: skip
INCIDENT = re.compile(r"/incidents/[0-9a-f-]{36}")
OTHER_PAGES = ("/", "/deadlines", "/law", "/law/uk.gdpr.33", "/law/changes", "/settings", "/people")


def profile(somebody: Somebody) -> list[str]:
    """Give the pages of an organisation: its topics, its name, a company."""
    somebody.open("/settings")
    (first, *_) = links_beneath(somebody, "/settings/organisations/")
    somebody.open(first)
    return [first, *links_beneath(somebody, f"{first}/")]


def links_beneath(somebody: Somebody, beneath: str) -> list[str]:
    """Give the paths that a page links to beneath another."""
    found = somebody.page.eval_on_selector_all("main a", "all => all.map(a => a.pathname)")
    return [path for path in found if path.startswith(beneath) and not path.endswith("/new")]


def test_every_page_is_clean_and_says_that_it_is_an_example(tmp_path, library, browser, serve):
    example = build_example(Settings(), tmp_path / "desk", library=library)
    with (
        serve(example.desk) as address,
        at_work(browser, address, Way.SCRIPT) as somebody,
    ):
        somebody.open("/")
        somebody.press("Look around as Olive Grant")
        links = somebody.page.eval_on_selector_all("a", "all => all.map(a => a.href)")
        incidents = sorted({found[0] for link in links if (found := INCIDENT.search(link))})
        assert len(incidents) == 3
        pages = [incident + page for incident in incidents for page in PAGES]
        for path in (*OTHER_PAGES, *profile(somebody), *pages):
            somebody.open(path)  # and axe looks at it
            assert "Modelled on public incidents" in somebody.page.inner_text("body"), path
    example.desk.close()
