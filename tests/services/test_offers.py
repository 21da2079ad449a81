"""Which texts open later, and which of them what is recorded calls for."""

from noticed import Table, a_table

from disclosure.services.notice_order import CALLED_FOR, NOT_YET, ON_CALL


def _why(table: Table) -> dict[str, str]:
    incident, _ = table.here
    later = table.notices.index(table.drafter, incident).later
    return {each.one.notice.id.removeprefix("voluntary."): each.why for each in later}


def test_a_text_says_whether_it_is_called_for(setting) -> None:
    # In this case contactless payment fails in stores, data is taken, and nothing is back yet.
    why = _why(a_table(setting))
    assert why["sign.public"] == CALLED_FOR
    assert why["sms.customers"] == CALLED_FOR
    assert why["restored.customers"] == NOT_YET
    assert why["members.members"] == NOT_YET
    assert why["calls.customers"] == ON_CALL


def test_what_is_called_for_comes_first(setting) -> None:
    found = list(_why(a_table(setting)).values())
    called = found.count(CALLED_FOR)
    assert called
    assert set(found[:called]) == {CALLED_FOR}
