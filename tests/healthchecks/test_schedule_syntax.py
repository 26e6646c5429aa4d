"""Schedules: what the server takes is never refused, and the usual slips are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cronsim import CronSim, CronSimError
from hypothesis import assume, given
from hypothesis import strategies as st
from oncalendar import OnCalendar, OnCalendarError

from uptimekit.healthchecks.schedule_syntax import schedule_problem

_START = datetime(2026, 1, 12, tzinfo=UTC)

# ---------------------------------------------------------------------- cron

_MONTHS = ["jan", "FEB", "Mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["sun", "MON", "Tue", "wed", "thu", "fri", "sat"]


def _terms(low: int, high: int, words: list[str]) -> st.SearchStrategy[str]:
    number = st.one_of(st.integers(low, high).map(str), st.integers(low, high).map("{:02}".format))
    value = st.one_of(number, st.sampled_from(words)) if words else number
    base = st.one_of(st.just("*"), value, st.builds("{}-{}".format, value, value))
    return st.one_of(base, st.builds("{}/{}".format, base, st.integers(1, 99)))


def _field(low: int, high: int, words: list[str], *more: str) -> st.SearchStrategy[str]:
    term = _terms(low, high, words)
    term = st.one_of(term, st.sampled_from(more)) if more else term
    return st.lists(term, min_size=1, max_size=3).map(",".join)


_AROUND = st.sampled_from(["", " ", "\n", "\r\n", "\t \n\n"])

CRON = st.builds(
    "{}{}{}{} {} {} {}{}".format,
    _AROUND,
    _field(0, 59, []),
    st.sampled_from([" ", "  ", "\t"]),
    _field(0, 23, []),
    _field(1, 31, [], "L", "LW", "lw", "L/2"),
    _field(1, 12, _MONTHS),
    _field(0, 7, _DAYS, "5L", "7l", "05L", "MON#1", "0#5", "fri#03", "00#0001"),
    _AROUND,
)
_GARBLED = st.text("0123456789*,/-#LW JANMON", min_size=9, max_size=30)


def _is_cron(text: str) -> bool:
    try:
        CronSim(text, _START)
    except CronSimError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        "\n0 3 * * *\n",
        " 0 3 * * * ",
        "0 3 * * 05L",
        "0 3 * * MON#02",
        "0\r3 * * *",
        "00000000000000 3 * * *",
        "0\x0b3 * * *",
    ],
)
def test_odd_spellings_of_cron(text: str) -> None:
    """White space, line breaks around the line, and zeros before a number are the server's own tolerance."""
    assert schedule_problem(text) is None
    assert _is_cron(text)


@given(text=CRON)
def test_cron_that_the_server_takes(text: str) -> None:
    """A cron expression that the server's parser takes is never refused."""
    assume(_is_cron(text))
    assert schedule_problem(text) is None


@given(text=st.one_of(CRON, _GARBLED.filter(lambda text: len(text.split()) == 5)))
def test_cron_that_is_refused(text: str) -> None:
    """A five-field expression that is refused is one that the server's parser refuses too."""
    if schedule_problem(text) is not None:
        assert not _is_cron(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("61 * * * *", "'61' as its minute, which is not cron for a number from 0 to 59"),
        ("* 24 * * *", "hour"),
        ("* * 0 * *", "day of month"),
        ("* * 32 * *", "day of month"),
        ("* * * 13 *", "month"),
        ("* * * FOO *", "month"),
        ("* * * * 8", "day of week"),
        ("* * * * MONDAY", "day of week"),
        ("* * * * 8L", "day of week"),
        ("* * * * MON#6", "day of week"),
        ("*/0 * * * *", "minute"),
        ("5-1 * * * *", "minute"),
        ("1,,2 * * * *", "minute"),
        ("1- * * * *", "minute"),
        ("*-5 * * * *", "minute"),
        ("a b c d e", "minute"),
        ("L * * * *", "minute"),
        ("* * ? * *", "day of month"),
        ("\uff11 * * * *", "minute"),
    ],
)
def test_slips_in_cron(text: str, complaint: str) -> None:
    """A wrong field is named with its range, and the server's parser refuses it as well."""
    problem = schedule_problem(text)
    assert problem is not None
    assert complaint in problem
    assert not _is_cron(text)


# ---------------------------------------------------------------------- OnCalendar


_WEEKDAY = st.sampled_from(["Mon", "tue", "Wednesday", "THU", "friday", "Sat", "Sun"])
_WEEKDAYS = st.one_of(
    _WEEKDAY,
    st.builds("{},".format, _WEEKDAY),
    st.builds("{},{}".format, _WEEKDAY, _WEEKDAY),
    st.builds("{}..{}".format, _WEEKDAY, _WEEKDAY),
    st.builds("{}-{}".format, _WEEKDAY, _WEEKDAY),
)


def _numbers(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high).map("{:02}".format)
    item = st.one_of(
        number, st.builds("{}..{}".format, number, number), st.builds("{}/{}".format, number, number)
    )
    return st.one_of(st.just("*"), st.lists(item, min_size=1, max_size=2).map(",".join))


_DATE = st.one_of(
    st.builds("{}-{}-{}".format, _numbers(2027, 2040), _numbers(1, 12), _numbers(1, 31)),
    st.builds("{}-{}".format, _numbers(1, 12), _numbers(1, 31)),
    st.builds("{}~{}".format, _numbers(1, 12), _numbers(1, 28)),
    st.builds("{}-{}~{}".format, _numbers(26, 40), _numbers(1, 12), _numbers(1, 28)),
)
_TIME = st.one_of(
    st.builds("{}:{}".format, _numbers(0, 23), _numbers(0, 59)),
    st.builds("{}:{}:{}".format, _numbers(0, 23), _numbers(0, 59), _numbers(0, 59)),
)
_ZONE = st.sampled_from(
    ["UTC", "Europe/Riga", "Europe/Kyiv", "America/Port-au-Prince", "Etc/GMT+5", "US/Eastern"]
)
_SHORTHAND = st.sampled_from(
    [
        "minutely",
        "hourly",
        "Daily",
        "weekly",
        "MONTHLY",
        "quarterly",
        "semiannually",
        "yearly",
        "annually",
    ]
)


@st.composite
def _line(draw: st.DrawFn) -> str:
    parts = [draw(part) for part in (_WEEKDAYS, _DATE, _TIME) if draw(st.booleans())]
    if not parts:
        parts = [draw(_SHORTHAND)]
    if draw(st.booleans()):
        parts.append(draw(_ZONE))
    return " ".join(parts)


CALENDAR = st.lists(_line(), min_size=1, max_size=3).map("\n".join)


def _is_calendar(text: str) -> bool:
    try:
        OnCalendar(text, _START)
    except (OnCalendarError, OSError):
        return False
    return True


@given(text=CALENDAR)
def test_calendars_that_the_server_takes(text: str) -> None:
    """An OnCalendar expression of any number of lines that the server's parser takes is never refused."""
    assume(_is_calendar(text))
    assert schedule_problem(text) is None


@given(text=st.text("0123456789*,./~-: \nMonSatuy", min_size=1, max_size=20))
def test_calendars_that_are_refused(text: str) -> None:
    """What is refused as OnCalendar is refused by the server's parser too."""
    assume(len(text.split()) != 5)
    if schedule_problem(text) is not None:
        assert not _is_calendar(text)


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-05",
        "*-*-*",
        "12-24",
        "08:00",
        "*:0/5",
        "Mon,Wed..Fri",
        "Sat, *-*-1..7 18:00",
        "*-*~01",
        "daily Europe/Riga",
        "00:00 Europe/Riga\r\n00:00 UTC",
        "\n08:00\n",
    ],
)
def test_calendars(text: str) -> None:
    """Typical and odd OnCalendar expressions pass here and with the server's parser."""
    assert schedule_problem(text) is None
    assert _is_calendar(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "@daily",
        "no good",
        "every day",
        "* * * *",
        "* * * * * *",
        "0 0 1-5 * * *",
        "daily 08:00",
        "08:00 Mon",
        "08:00 daily",
        "Mon Tue",
        "08:00\n\n09:00",
        "08:00\nno good",
        "08:00 Mars/Olympus",
    ],
)
def test_what_is_no_schedule(text: str) -> None:
    """What is neither cron nor OnCalendar is refused, by the server's parser as well."""
    assert schedule_problem(text) is not None
    assert not _is_calendar(text)
