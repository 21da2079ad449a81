"""How values read in a sentence; every expected word written out by hand."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from builders import NOON, a_count, an_entry, moment
from disclosure.facts.instants import LONDON, When
from disclosure.facts.standings import Quality
from disclosure.words.filters import (
    FILTERS,
    TEXT_FILTERS,
    Name,
    WordingError,
    agree,
    as_of_instant,
    bare,
    capital,
    count_words,
    is_now,
    listed,
    lower_first,
    number,
    once_ended,
    plain,
    stop,
    time_filters,
)


def test_the_filters_of_the_readme_exist() -> None:
    words = "bare stop capital lower_first listed is_now count number agree"
    times = (
        "as_of still_at since on by day weekday full_date time moment full_moment stamp stamped_on"
    )
    assert {*words.split(), *times.split()} == FILTERS
    assert set(TEXT_FILTERS) == {*words.split()} - {"agree"}
    assert set(time_filters()) == set(times.split())


# ---- Lists and agreement -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], ""),
        (["cash"], "cash"),
        (["cash", "cards"], "cash and cards"),
        (["cash", "cards", "vouchers"], "cash, cards and vouchers"),
        (["cash", "chip and PIN"], "cash, and chip and PIN"),
        (["chip and PIN", "cash", "cards"], "chip and PIN, cash, and cards"),
        (["chip and PIN"], "chip and PIN"),
        (["cash", "cards", "cash"], "cash and cards"),
        (["cash", "cash"], "cash"),
        (["cash", "", "cards"], "cash and cards"),
        ([""], ""),
        ((Name("cash"), Name("cards")), "cash and cards"),
        ("cash", "cash"),
        (["brandy", "sandals"], "brandy and sandals"),
    ],
)
def test_things_are_listed_as_one_says_them(parts: object, words: str) -> None:
    assert listed(parts) == words


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("our website", "is"),
        ("gift cards", "are"),
        ("Gift Cards", "are"),
        ("returns and refunds", "are"),
        ("access", "is"),
        ("the bus", "is"),
        ("the diagnosis", "is"),
        ("cards in our stores", "are"),
        ("payment in our stores", "is"),
        ("orders with gifts to come", "are"),
        ("delivery with two drivers", "is"),
        ("access to our files", "is"),
        ("", "are"),
        (["our website"], "is"),
        ([], "are"),
        (["our website", "our app"], "are"),
        (["our website", "our website"], "is"),
        (Name("our stores"), "are"),
    ],
)
def test_the_verb_agrees_with_what_is_named(name: object, verb: str) -> None:
    assert agree(name, "is", "are") == verb


# ---- Letters and stops ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "with_stop", "without"),
    [
        ("pay by cash", "pay by cash.", "pay by cash"),
        ("pay by cash.", "pay by cash.", "pay by cash"),
        ("pay by cash. ", "pay by cash.", "pay by cash"),
        ("pay by cash...", "pay by cash.", "pay by cash"),
        ("can you pay?", "can you pay?", "can you pay?"),
        ("pay!", "pay!", "pay"),
        ("two\n words", "two words.", "two words"),
        ("", "", ""),
    ],
)
def test_a_sentence_of_the_user_ends_with_one_full_stop_or_none(
    text: str, with_stop: str, without: str
) -> None:
    assert stop(text) == with_stop
    assert bare(text) == without


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("Our app", "Our app: now"),
        ("Financial effect.", "Financial effect: now"),
        ("Is it still going on?", "Is it still going on? Now:"),
    ],
)
def test_what_has_moved_leads_to_how_it_is_now(about: str, words: str) -> None:
    assert is_now(about) == words


@pytest.mark.parametrize(
    ("text", "large", "small"),
    [
        ("our stores", "Our stores", "our stores"),
        ("Our Stores", "Our Stores", "our Stores"),
        ("", "", ""),
        ("éclairs", "Éclairs", "éclairs"),
        ("SMS messages", "SMS messages", "SMS messages"),
        ("M&S card holders", "M&S card holders", "M&S card holders"),
        ("O2 customers", "O2 customers", "O2 customers"),
        ("PayPal", "PayPal", "PayPal"),
        (["our stores", "our app"], "Our stores and our app", "our stores and our app"),
    ],
)
def test_only_the_first_letter_changes(text: object, large: str, small: str) -> None:
    assert capital(text) == large
    assert lower_first(text) == small


# ---- Numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "quality", "unit", "words", "digits"),
    [
        (0, 0, Quality.EXACT, "people", "0 people", "0"),
        (1, 1, Quality.EXACT, "people", "1 person", "1"),
        (1, 1, Quality.EXACT, "records", "1 record", "1"),
        (1, 1, Quality.EXACT, "cards", "1 card", "1"),
        (1, 1, Quality.EXACT, "stores", "1 stores", "1"),
        (1, 1, Quality.AT_LEAST, "people", "at least 1 person", "1"),
        (2, 2, Quality.EXACT, "people", "2 people", "2"),
        (1200, 1200, Quality.EXACT, "people", "1,200 people", "1,200"),
        (1200, 1200, Quality.ABOUT, "people", "about 1,200 people", "1,200"),
        (40, 40, Quality.AT_LEAST, "records", "at least 40 records", "40"),
        (40, 40, Quality.AT_MOST, "cards", "at most 40 cards", "40"),
        (1, 2, Quality.RANGE, "people", "between 1 and 2 people", "1 to 2"),
        # A round number that is not exact is said as people say it; an exact one in full.
        (10000000, 10000000, Quality.ABOUT, "people", "about 10 million people", "10,000,000"),
        (6500000, 6500000, Quality.AT_LEAST, "people", "at least 6.5 million people", "6,500,000"),
        (6510000, 6510000, Quality.ABOUT, "people", "about 6,510,000 people", "6,510,000"),
        (900000, 900000, Quality.ABOUT, "people", "about 900,000 people", "900,000"),
        (2000000, 2000000, Quality.EXACT, "people", "2,000,000 people", "2,000,000"),
        (
            1000,
            2000000,
            Quality.RANGE,
            "records",
            "between 1,000 and 2 million records",
            "1,000 to 2,000,000",
        ),
    ],
)
def test_a_count_is_written_as_it_is_meant(
    low: int, high: int, quality: Quality, unit: str, words: str, digits: str
) -> None:
    count = a_count(low, quality, high=high, unit=unit)
    assert count_words(count) == words
    assert number(Name("…", None, count)) == digits
    assert plain(Name("…", None, count), LONDON) == words


@pytest.mark.parametrize("function", [count_words, number])
@pytest.mark.parametrize("value", ["12", 12, None, Name("12"), [a_count()]])
def test_only_a_count_is_counted(function: object, value: object) -> None:
    with pytest.raises(WordingError, match="wants a count"):
        function(value)


# ---- Instants ------------------------------------------------------------------------------------


def span(start: str, end: str) -> When:
    return When(moment(start), moment(end))


WINTER = When.exactly(moment("Fri 2026-01-09 09:05 Europe/London"))
SUMMER = When.exactly(moment("Sat 2025-04-19 08:10 UTC"))
NIGHT = When.exactly(moment("Sun 2026-06-14 23:30 UTC"))
DAY = span("Sat 2025-04-19 00:00 Europe/London", "Sat 2025-04-19 23:59:59 Europe/London")
DAY_TO_MIDNIGHT = span("Sat 2025-04-19 00:00 Europe/London", "Sun 2025-04-20 00:00 Europe/London")
MORNING = span("Sat 2021-10-23 06:00 Europe/London", "Sat 2021-10-23 12:00 Europe/London")
EVENING = span("Sat 2021-10-23 18:00 Europe/London", "Sat 2021-10-23 23:59 Europe/London")
WEEKEND = span("Sat 2025-04-26 00:00 Europe/London", "Sun 2025-04-27 23:59 Europe/London")
TWO_DAYS = span("Mon 2025-05-05 00:00 Europe/London", "Tue 2025-05-06 23:59 Europe/London")
ODD = span("Fri 2025-05-02 14:00 Europe/London", "Sat 2025-05-03 09:00 Europe/London")


@pytest.mark.parametrize(
    ("name", "winter", "summer", "night"),
    [
        ("day", "9 January", "19 April", "15 June"),
        ("weekday", "Friday 9 January", "Saturday 19 April", "Monday 15 June"),
        ("full_date", "9 January 2026", "19 April 2025", "15 June 2026"),
        ("time", "09:05", "09:10", "00:30"),
        ("moment", "09:05 on 9 January", "09:10 on 19 April", "00:30 on 15 June"),
        (
            "full_moment",
            "09:05 on Friday 9 January 2026",
            "09:10 on Saturday 19 April 2025",
            "00:30 on Monday 15 June 2026",
        ),
        (
            "stamp",
            "09:05 on Friday 9 January 2026 (London time)",
            "09:10 on Saturday 19 April 2025 (London time)",
            "00:30 on Monday 15 June 2026 (London time)",
        ),
        (
            "stamped_on",
            "at 09:05 on Friday 9 January 2026 (London time)",
            "at 09:10 on Saturday 19 April 2025 (London time)",
            "at 00:30 on Monday 15 June 2026 (London time)",
        ),
        (
            "since",
            "09:05 on Friday 9 January",
            "09:10 on Saturday 19 April",
            "00:30 on Monday 15 June",
        ),
        (
            "on",
            "at 09:05 on Friday 9 January",
            "at 09:10 on Saturday 19 April",
            "at 00:30 on Monday 15 June",
        ),
        (
            "by",
            "by 09:05 on Friday 9 January",
            "by 09:10 on Saturday 19 April",
            "by 00:30 on Monday 15 June",
        ),
    ],
)
def test_an_exact_instant_is_written_in_london_time(
    name: str, winter: str, summer: str, night: str
) -> None:
    write = time_filters()[name]
    assert [write(when) for when in (WINTER, SUMMER, NIGHT)] == [winter, summer, night]
    assert write(WINTER.earliest) == winter
    assert write(Name("…", None, SUMMER)) == summer


@pytest.mark.parametrize(
    ("when", "since", "on", "by", "full_moment", "day"),
    [
        (
            DAY,
            "Saturday 19 April",
            "on Saturday 19 April",
            "by the end of Saturday 19 April",
            "Saturday 19 April 2025",
            "19 April",
        ),
        (
            DAY_TO_MIDNIGHT,
            "Saturday 19 April",
            "on Saturday 19 April",
            "by the end of Saturday 19 April",
            "Saturday 19 April 2025",
            "19 April",
        ),
        (
            MORNING,
            "the morning of Saturday 23 October",
            "on the morning of Saturday 23 October",
            "by 12:00 on Saturday 23 October",
            "the morning of Saturday 23 October 2021",
            "23 October",
        ),
        (
            EVENING,
            "the evening of Saturday 23 October",
            "on the evening of Saturday 23 October",
            "by the end of Saturday 23 October",
            "the evening of Saturday 23 October 2021",
            "23 October",
        ),
        (
            WEEKEND,
            "the weekend of 26 and 27 April",
            "over the weekend of 26 and 27 April",
            "by the end of Sunday 27 April",
            "the weekend of 26 and 27 April 2025",
            "26 April",
        ),
        (
            TWO_DAYS,
            "some time between Monday 5 May and Tuesday 6 May",
            "between Monday 5 May and Tuesday 6 May",
            "by the end of Tuesday 6 May",
            "some time between Monday 5 May and Tuesday 6 May 2025",
            "5 May",
        ),
        (
            ODD,
            "some time between 14:00 on 2 May and 09:00 on 3 May",
            "between 14:00 on 2 May and 09:00 on 3 May",
            "by 09:00 on Saturday 3 May",
            "some time between 14:00 on 2 May and 09:00 on 3 May 2025",
            "2 May",
        ),
    ],
)
def test_an_imprecise_instant_is_never_written_more_precisely_than_it_is_known(
    when: When, since: str, on: str, by: str, full_moment: str, day: str
) -> None:
    write = time_filters()
    assert write["since"](when) == since
    assert write["on"](when) == on
    assert write["by"](when) == by
    assert write["full_moment"](when) == full_moment
    assert write["day"](when) == day
    assert plain(Name("…", None, when), LONDON) == since


@pytest.mark.parametrize(
    ("when", "stamp", "stamped_on"),
    [
        (DAY, "Saturday 19 April 2025", "on Saturday 19 April 2025"),
        (
            WEEKEND,
            "the weekend of 26 and 27 April 2025",
            "over the weekend of 26 and 27 April 2025",
        ),
        (
            ODD,
            "some time between 14:00 on 2 May and 09:00 on 3 May 2025 (London time)",
            "between 14:00 on 2 May and 09:00 on 3 May 2025 (London time)",
        ),
    ],
)
def test_the_zone_stands_only_after_a_time_of_day(when: When, stamp: str, stamped_on: str) -> None:
    write = time_filters()
    assert (write["stamp"](when), write["stamped_on"](when)) == (stamp, stamped_on)


def test_the_last_day_of_a_year_keeps_its_year() -> None:
    start = datetime(2025, 12, 31, tzinfo=LONDON)
    last = When(start, start + timedelta(days=1))
    assert time_filters()["stamp"](last) == "Wednesday 31 December 2025"


def test_another_zone_has_its_own_clock() -> None:
    stamp = time_filters(ZoneInfo("Asia/Tokyo"))["stamp"]
    assert stamp(SUMMER) == "17:10 on Saturday 19 April 2025 (Tokyo time)"
    assert time_filters(ZoneInfo("Asia/Tokyo"))["moment"](SUMMER) == "17:10 on 19 April"
    assert plain(Name("…", None, SUMMER.earliest), ZoneInfo("UTC")) == "08:10 on Saturday 19 April"


@pytest.mark.parametrize("name", sorted(set(time_filters()) - {"as_of", "still_at"}))
@pytest.mark.parametrize("value", ["2025-04-19", None, Name("19 April"), a_count()])
def test_only_an_instant_has_a_day(name: str, value: object) -> None:
    with pytest.raises(WordingError, match="An instant is wanted here"):
        time_filters()[name](value)


# ---- As of ---------------------------------------------------------------------------------------


def as_of(*hours: int | None) -> list[Name]:
    return [
        Name("x", an_entry(true_at=None if hour is None else NOON - timedelta(hours=hour)))
        for hour in hours
    ]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (as_of(1), "11:00 on 20 November"),
        (as_of(1, 3, 2), "09:00 on 20 November"),
        (as_of(None, 2), "10:00 on 20 November"),
        ([*as_of(2), "text", Name("no version")], "10:00 on 20 November"),
    ],
)
def test_a_group_is_as_old_as_its_oldest_entry(shown: list[object], words: str) -> None:
    assert time_filters()["as_of"](shown) == words
    assert time_filters()["as_of"](shown[0] if len(shown) == 1 else shown) == words


def test_what_is_still_so_is_as_fresh_as_its_newest_entry() -> None:
    """Of a shop that stopped at 11:00 nobody says that it had at 09:00."""
    assert time_filters()["still_at"](as_of(1, 3, None)) == "11:00 on 20 November"
    with pytest.raises(WordingError, match="There is no as-of time"):
        time_filters()["still_at"]("text")


def test_a_year_is_named_where_it_is_not_the_readers_own() -> None:
    told_later, told_then = time_filters(year=2027), time_filters(year=2026)
    when = Name("x", value=When.exactly(datetime(2026, 11, 20, 12, tzinfo=LONDON)))
    assert told_later["moment"](when) == "12:00 on 20 November 2026"
    assert told_later["on"](when) == "at 12:00 on Friday 20 November 2026"
    assert told_then["moment"](when) == "12:00 on 20 November"
    assert told_then["by"](when) == "by 12:00 on Friday 20 November"


def test_several_notes_are_sentences_of_their_own() -> None:
    notes = [Name("only the last four digits"), Name("Staff numbers.")]
    assert stop(notes) == "Only the last four digits. Staff numbers."


@pytest.mark.parametrize("shown", [[], as_of(None), "text", [Name("no version")]])
def test_what_has_no_as_of_time_is_not_given_one(shown: object) -> None:
    with pytest.raises(WordingError, match="There is no as-of time"):
        as_of_instant(shown)


@pytest.mark.parametrize(
    ("value", "words"),
    [("two  words", "two words"), (["a", "b"], "a and b"), (Name("x"), "x"), (7, "7")],
)
def test_what_has_no_filter_is_written_as_it_reads(value: object, words: str) -> None:
    assert plain(value, LONDON) == words


# ---- Once and for sure ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("We have told the police..", "We have told the police."),
        ("It had a payslip in it!.", "It had a payslip in it!"),
        ("Is it over?. Not yet.", "Is it over? Not yet."),
        ("Yours sincerely,, Chief Executive", "Yours sincerely, Chief Executive"),
        ("Wait ... and see.", "Wait ... and see."),
        ("It is in ../x now.", "It is in ../x now."),
        ("It is over.. “Yes..”", "It is over. “Yes.”"),
        ("It is at example.org/?.html.", "It is at example.org/?.html."),
    ],
)
def test_a_sentence_ends_once(written: str, read: str) -> None:
    assert once_ended(written) == read


@pytest.mark.parametrize(
    ("utc", "words"),
    [
        # Clocks went back at 02:00 BST, 01:00 UTC, on 25 October 2026 (Summer Time Act 1972, s 1).
        ("2026-10-25T00:20", "01:20 BST on 25 October"),
        ("2026-10-25T01:20", "01:20 GMT on 25 October"),
        ("2026-10-24T23:59", "00:59 on 25 October"),
        ("2026-10-25T02:00", "02:00 on 25 October"),
        ("2026-03-29T01:00", "02:00 on 29 March"),
    ],
)
def test_the_hour_that_comes_twice_says_which_it_is(utc: str, words: str) -> None:
    moment = datetime.fromisoformat(f"{utc}:00+00:00")
    assert time_filters(LONDON)["moment"](Name("…", None, moment)) == words


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("Click and Collect", "was"),
        ("chip and PIN", "was"),
        ("emergency gas", "was"),
        ("returns and refunds", "were"),
        ("gift cards", "were"),
    ],
)
def test_a_name_that_looks_like_several_things_may_be_one(name: str, verb: str) -> None:
    assert agree(Name(name, None, name), "was", "were") == verb
