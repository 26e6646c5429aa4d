"""Tests of the wait before a retry: Retry-After and backoff."""

from __future__ import annotations

import random
import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime.retry import backoff, retry_after

NOW = 784_111_777.0 - 100  # 100 s before the date of RFC 9110's example


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "2"}, 2),
        ({"retry-after": " 2 "}, 2),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": ".5"}, 0.5),
        ({"retry-after": "120"}, 120),
        ({"retry-after": "3600"}, 3600),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 100),
        ({"retry-after": "Sunday, 06-Nov-94 08:49:37 GMT"}, 100),
        ({"retry-after": "Sun Nov  6 08:49:37 1994"}, 100),
        ({"retry-after": "Sun, 06 Nov 1994 10:49:37 +0200"}, 100),
        ({"retry-after": "Foo, 06 Nov 1994 08:49:37 GMT"}, 100),  # the weekday says nothing
        ({"retry-after": "Sun, 06 Nov 1994 08:47:57 GMT"}, None),  # now
        ({"retry-after": "Sun, 06 Nov 1994 08:00:00 GMT"}, None),  # past
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT"}, None),
        ({"retry-after": "Fri, 31 Dec 100000 23:59:59 GMT"}, None),
        ({"retry-after": "Mon, 31 Dec 1900 23:59:59 GMT"}, None),
        ({"retry-after": "Sun, 32 Nov 1994 08:49:37 GMT"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "+1"}, None),
        ({"retry-after": "-0"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "1e3"}, None),
        ({"retry-after": "0x10"}, None),
        ({"retry-after": "1_0"}, None),
        ({"retry-after": "."}, None),
        ({"retry-after": ""}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "0\x1f"}, None),
        ({"retry-after": "5 s"}, None),
        ({"retry-after": "1" + "0" * 35}, None),
        ({"retry-after": "9" * 10_000}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": "٣"}, None),
        ({"retry-after": "2, 5"}, None),  # the header came twice
        ({"retry-after": "99999999999"}, None),
        ({"retry-after": "315360000"}, 315_360_000),  # ten years
        ({"retry-after": "315360001"}, None),
        ({"retry-after": "5".zfill(40)}, 5),
        ({"retry-after": "5".zfill(41)}, None),
        ({"retry-after": "X5"}, None),
        ({"retry-after": "5X"}, None),
        ({"retry-after-ms": "X5"}, None),
        ({"retry-after-ms": " 5\t"}, 0.005),
        ({"retry-after": "Sun, 0\uff16 Nov 1994 08:49:37 GMT"}, None),  # a digit, but not one of HTTP's
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    """Each documented form is read; whatever else a server writes counts as not said, and never raises."""
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(("away", "seconds"), [(0.25, 0.25), (315_360_000, 315_360_000), (315_360_001, None)])
def test_the_nearest_and_the_farthest_date(away: float, seconds: float | None) -> None:
    """A date is believed from the next moment on to ten years from now, as a number is."""
    headers = {"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}
    assert retry_after(headers, NOW + 100 - away) == seconds


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no way to set the zone of one process")
def test_a_date_without_a_zone_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """asctime dates name no zone: where the program runs must not matter."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "EST5")
        time.tzset()
        assert retry_after({"retry-after": "Sun Nov  6 08:49:37 1994"}, NOW) == 100
    time.tzset()


@given(st.text(), st.floats(-1e12, 1e12))
def test_retry_after_takes_any_text(text: str, now: float) -> None:
    """No header text makes reading it fail or returns a negative or endless wait."""
    found = retry_after({"retry-after": text, "retry-after-ms": text}, now)
    assert found is None or 0 <= found <= 10 * 365 * 86_400


def test_backoff_is_uniform_under_a_doubling_ceiling() -> None:
    """Waits fill [0, 0.5 * 2^n] evenly, with a ceiling of 8 s."""
    rng = random.Random(1)
    for retry, ceiling in enumerate([0.5, 1, 2, 4, 8, 8, 8]):
        waits = [backoff(retry, rng) for _ in range(2000)]
        assert all(0 <= wait <= ceiling for wait in waits)
        assert max(waits) > 0.95 * ceiling
        assert statistics.mean(waits) == pytest.approx(ceiling / 2, rel=0.1)


@pytest.mark.parametrize(
    ("base", "ceilings"), [(0, [0, 0, 0]), (0.1, [0.1, 0.2, 0.4]), (3, [3, 6, 8]), (100, [8, 8, 8])]
)
def test_backoff_with_a_base_of_ones_own(base: float, ceilings: list[float]) -> None:
    """The base is the first ceiling; 0 waits not at all, and 8 s stay the longest wait."""
    for retry, ceiling in enumerate(ceilings):
        waits = [backoff(retry, random.Random(seed), base) for seed in range(200)]
        assert all(0 <= wait <= ceiling for wait in waits)
        assert max(waits) >= 0.9 * ceiling


@pytest.mark.parametrize("retry", [0, 10, 1000, 10**9])
def test_backoff_never_overflows(retry: int) -> None:
    """Any number of retries gives a wait of at most 8 s."""
    assert 0 <= backoff(retry, random.Random(2)) <= 8
