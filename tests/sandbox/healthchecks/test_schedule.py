"""Schedules."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from uptimekit.sandbox.healthchecks._model import Kind
from uptimekit.sandbox.healthchecks._schedule import guess_kind, is_valid_schedule, next_event

from .._calls import Caller

_NOON = datetime(2026, 1, 12, 12, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "kind"),
    [
        ("* * * * *", Kind.CRON),
        ("*/5  1,2 * * MON", Kind.CRON),
        ("* * * * * *", Kind.ONCALENDAR),
        ("daily", Kind.ONCALENDAR),
        ("12:00\n18:00 a b c", Kind.ONCALENDAR),
        ("* *\n* * *", Kind.ONCALENDAR),
        ("\n * * * * *\n\n", Kind.CRON),
        ("*\r*\t*\u2028*\x0b*", Kind.CRON),
    ],
)
def test_five_fields_on_one_line_are_cron(schedule: str, kind: Kind) -> None:
    """Five fields are read as cron, unless a line feed is between them."""
    assert guess_kind(schedule) is kind


@pytest.mark.parametrize(
    ("schedule", "valid"),
    [
        ("0 0 30 2 MON", False),
        ("0 0 30 2 *", False),
        ("0 0 31 4,6 1-5", False),
        ("0 0 31 4,5 MON", True),
        ("0 0 29 2 MON", True),
        ("0 0 L 2 MON", True),
        ("0 0 1,31 2 *", True),
    ],
)
def test_days_that_no_month_has(schedule: str, valid: bool) -> None:
    """Days of the month that never come are refused, with a weekday too, which newer versions of cronsim take."""
    assert is_valid_schedule(schedule) is valid


def test_white_space_around_a_cron_line(call: Caller) -> None:
    """Spaces and line breaks around the fields are taken and kept."""
    schedule = "\n 0 18 * * *\n\n"
    assert call.get(call.create(schedule=schedule))["schedule"] == schedule


@pytest.mark.parametrize(
    "schedule", ["daily", "*-*-* 08:00", "12:00 Europe/Riga", "12:00\n18:00", "2040-01-01"]
)
def test_valid_oncalendar(schedule: str) -> None:
    """OnCalendar words, zones and several lines are accepted."""
    assert is_valid_schedule(schedule)


@pytest.mark.parametrize(
    "schedule", ["", "@daily", "61 * * * *", "1999-01-01", "12:00 America", "12:00 Mars/X"]
)
def test_invalid_schedules(schedule: str) -> None:
    """What does not parse, or never fires after the year 2000 began, is refused."""
    assert not is_valid_schedule(schedule)


def test_cron_is_read_in_its_zone_and_told_in_utc() -> None:
    """Six in the evening in Riga is four in the afternoon in UTC, in winter."""
    assert next_event(Kind.CRON, "0 18 * * *", _NOON, "Europe/Riga") == datetime(2026, 1, 12, 16, tzinfo=UTC)


def test_oncalendar_zone_wins() -> None:
    """A zone inside an OnCalendar expression counts, not the check's."""
    fires = next_event(Kind.ONCALENDAR, "18:00 Europe/Riga", _NOON, "UTC")
    assert fires == datetime(2026, 1, 12, 16, tzinfo=UTC)


def test_past_one_shot_has_no_next_event() -> None:
    """A calendar date that lies behind never comes again."""
    assert next_event(Kind.ONCALENDAR, "2020-01-01", _NOON, "UTC") is None
