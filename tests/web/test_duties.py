"""The page of duties: each rule has its place, by what decides it."""

from visitors import said

SCOTTISH = "Raise a serious issue with the Scottish Charity Regulator"
PENSIONS = "Report a significant cyber incident to the Pensions Regulator (voluntary)"


def test_a_voluntary_report_stands_with_the_others_that_what_the_organisation_is_decides(
    ada, table
) -> None:
    words = said(ada.get(f"/incidents/{table.incident}/duties"))
    # The contents of the page name the heading first.
    before, _, rest = words.rpartition("The profile does not say whether these concern you")
    open_, _, ruled_out = rest.partition("because of what it is")
    # Its profile says that it is no charity in Scotland, and nothing of a pension scheme.
    assert SCOTTISH in ruled_out
    assert SCOTTISH not in before + open_
    assert PENSIONS in open_
    assert PENSIONS not in before
    assert "Report a cyber incident to the National Cyber Security Centre (voluntary)" in before
