"""Every page of the example, in a real browser, held against the rules of accessibility."""

import re

from acting import Way, at_work, axe

from disclosure.demo.build import build_example
from disclosure.settings import Settings

PAGES = (
    "", "/facts", "/facts/what-happened", "/duties", "/duties/uk.gdpr.33", "/notices",
    "/notices/voluntary.email.customers", "/notices/voluntary.email.customers/approval",
    "/notices/voluntary.email.customers/versions", "/deadlines", "/files", "/team", "/trail",
    "/unknowns", "/what-if?duty=uk.gdpr.33",
    "/what-if?fact-personal_data-involved=yes&judgement-inside_information=yes",
)  # fmt: skip
INCIDENT = re.compile(r"/incidents/[0-9a-f-]{36}")


def test_every_page_is_clean_and_says_that_it_is_an_example(tmp_path, library, browser, serve):
    example = build_example(Settings(), tmp_path / "desk", library=library)
    with (
        serve(example.desk) as address,
        at_work(browser, address, Way.SCRIPT) as somebody,
    ):
        somebody.open("/")
        assert axe(somebody.page) == []
        somebody.press("Look around as Olive Grant")
        links = somebody.page.eval_on_selector_all("a", "all => all.map(a => a.href)")
        incidents = sorted({found[0] for link in links if (found := INCIDENT.search(link))})
        assert len(incidents) == 3
        pages = [incident + page for incident in incidents for page in PAGES]
        for path in ("/", "/deadlines", "/law", "/law/uk.gdpr.33", "/settings", "/people", *pages):
            somebody.open(path)
            assert axe(somebody.page) == [], path
            assert "Modelled on public incidents" in somebody.page.inner_text("body"), path
    example.desk.close()
