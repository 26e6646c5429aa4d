"""When services are checked, and what they are found in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.uptimehunt._model import OPERATIONAL, Service, User, Watch

_NOW = ManualClock().now()
_USER = User(1, "a@example.com", "hidden word", "", "", _NOW)


def _at(minutes: float) -> datetime:
    return _NOW + timedelta(minutes=minutes)


def _minutes(moments: object) -> list[float]:
    assert isinstance(moments, list)
    return [(moment - _NOW) / timedelta(minutes=1) for moment in moments]


def _service(**fields: object) -> Service:
    return Service(1, _USER, _NOW, _NOW, [(_NOW, OPERATIONAL)], **fields)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("start", "end", "until", "checked"),
    [
        (0, 10, None, [1, 4, 7, 10]),
        (0, 0.5, None, []),
        (-60, 4, None, [1, 4]),
        (1, 4, None, [4]),
        (1.5, 3.5, None, []),
        (3, 9, None, [4, 7]),
        (0, 10, 4, [1, 4]),
        (0, 10, 0.5, []),
        (7, 10, 4, []),
    ],
)
def test_checks_of_a_watch(start: float, end: float, until: float | None, checked: list[float]) -> None:
    """Checks are those after the start, up to and including the end, and not after the watch was over."""
    watch = Watch(_at(1), timedelta(minutes=3), None if until is None else _at(until))
    assert _minutes(list(watch.checks(_at(start), _at(end)))) == checked


def test_pending_until_the_first_check() -> None:
    """A service is pending before its first check, and then what it is found in."""
    service = _service()
    service.watch(_at(1), _NOW)
    assert [service.status(_at(minutes)) for minutes in (0, 0.9, 1, 100)] == [
        *("pending", "pending", "operational", "operational")
    ]


def test_disabled_is_never_checked() -> None:
    """A service that is not enabled stays pending until it is."""
    service = _service(enabled=False)
    service.watch(_at(1), _NOW)
    assert service.status(_at(100)) == "pending"
    service.enabled = True
    service.watch(_at(101), _at(100))
    assert (service.status(_at(100)), service.status(_at(101))) == ("pending", "operational")


def test_disabling_keeps_what_was() -> None:
    """Checks stop when a service is disabled, go on later, and the old ones are kept."""
    service = _service()
    service.watch(_at(1), _NOW)
    service.enabled = False
    service.watch(_at(6), _at(5))
    service.enabled = True
    service.watch(_at(21), _at(20))
    assert _minutes(list(service.checks(_NOW, _at(25)))) == [1, 4, 21, 24]


def test_another_interval_begins_anew() -> None:
    """With another interval checks begin anew; with the same one nothing changes."""
    service = _service()
    service.watch(_at(1), _NOW)
    service.watch(_at(3), _at(2))
    assert len(service.watches) == 1
    service.interval = 10
    service.watch(_at(5), _at(4))
    assert _minutes(list(service.checks(_NOW, _at(30)))) == [1, 4, 5, 15, 25]


def test_a_change_before_the_first_check() -> None:
    """A service that is changed before its first check is pending until the new one."""
    service = _service()
    service.watch(_at(2), _NOW)
    service.interval = 10
    service.watch(_at(3), _at(1))
    assert (service.status(_at(2)), service.status(_at(3))) == ("pending", "operational")


def test_states() -> None:
    """The state at a moment is the last one set until then; before all it is the first."""
    service = _service()
    service.states += [(_at(5), "down"), (_at(10), "operational")]
    assert [service.state_at(_at(minutes)) for minutes in (-5, 4.9, 5, 9.9, 10)] == [
        *("operational", "operational", "down", "down", "operational")
    ]


def test_passwords_are_not_shown() -> None:
    """The repr of a user has no password."""
    assert "hidden word" not in repr(_USER)
