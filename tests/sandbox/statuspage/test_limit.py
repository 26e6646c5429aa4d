"""The rolling minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from uptimekit.sandbox.statuspage._limit import RateLimiter

_NOW = datetime(2026, 1, 12, tzinfo=UTC)


def _at(seconds: float) -> datetime:
    return _NOW + timedelta(seconds=seconds)


def test_the_window_rolls() -> None:
    """A request is let through as soon as the oldest of sixty is a minute old, and no sooner."""
    limiter = RateLimiter()
    assert [limiter.wait("k", _at(second)) for second in range(60)] == [None] * 60
    assert limiter.wait("k", _at(59.5)) == 1
    assert limiter.wait("k", _at(60)) is None
    assert limiter.wait("k", _at(60)) == 1


def test_what_is_refused_does_not_count() -> None:
    """Refused requests do not make the wait longer."""
    limiter = RateLimiter()
    for _ in range(60):
        limiter.wait("k", _NOW)
    assert [limiter.wait("k", _at(second)) for second in (0, 10, 59.9)] == [60, 50, 1]
    assert limiter.wait("k", _at(60)) is None


def test_keys_are_counted_apart() -> None:
    """Another key has a minute of its own."""
    limiter = RateLimiter()
    for _ in range(61):
        limiter.wait("k", _NOW)
    assert limiter.wait("other", _NOW) is None
