"""The contents at the top of a long page: each part is named, and is there."""

import re

import pytest
from visitors import said


@pytest.mark.parametrize("name", ["duties", "/law", "/law/uk.gdpr.33", "/law/uk.aim.11"])
def test_every_line_of_the_contents_leads_to_a_part_of_the_page(ada, table, name) -> None:
    page = ada.get(name if name.startswith("/") else f"/incidents/{table.incident}/{name}")
    nav = re.search(r'<nav class="contents[^>]*>(.*?)</nav>', page.text, re.DOTALL)
    assert nav
    anchors = re.findall(r'href="#([^"]+)"', nav[1])
    assert len(anchors) > 1
    for anchor in anchors:
        assert page.text.count(f'id="{anchor}"') == 1
    assert "On this page" in said(page)


def test_the_days_of_the_trail_are_its_contents(ada, table) -> None:
    path = f"/incidents/{table.incident}/trail"
    assert "On this page" not in said(ada.get(path))
    table.setting.clock.go_on(days=1)
    table.freeze()
    page = ada.get(path)
    assert "On this page" in said(page)
    assert 'href="#day-1"' in page.text
    assert 'id="day-2"' in page.text
