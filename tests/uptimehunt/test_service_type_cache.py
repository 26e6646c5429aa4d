"""Tests of the cache of service types."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit.uptimehunt import ConfigurationError
from uptimekit.uptimehunt._service_type_cache import MOST_ENTRIES, ServiceTypeCache

from ._support import FakeClock


def test_an_answer_is_kept_for_its_time() -> None:
    """It is there until its time is over, to the second, and other paths know nothing of it."""
    clock = FakeClock()
    cache = ServiceTypeCache(3600.0, clock)
    cache.put("/types/http", {"type": "http"})
    assert cache.get("/types/ping") is None
    clock.now += 3599.9
    assert cache.get("/types/http") == {"type": "http"}
    clock.now += 0.1
    assert cache.get("/types/http") is None


def test_nobody_changes_what_is_kept() -> None:
    """Neither the one who put it in nor those who got it can change it for the others."""
    cache = ServiceTypeCache(60.0, FakeClock())
    answer: dict[str, Any] = {"fields": ["url"]}
    cache.put("schema", answer)
    answer["fields"].append("a")
    cache.get("schema")["fields"].append("b")
    assert cache.get("schema") == {"fields": ["url"]}


def test_it_is_bounded() -> None:
    """Of more answers than there is room for, the one that was not used for longest goes."""
    cache = ServiceTypeCache(60.0, FakeClock())
    for number in range(MOST_ENTRIES):
        cache.put(str(number), number)
    assert cache.get("0") == 0
    cache.put("new", "new")
    assert cache.get("1") is None
    assert [cache.get("0"), cache.get("2"), cache.get("new")] == [0, 2, "new"]


def test_it_can_be_switched_off_and_cleared() -> None:
    """Without a time nothing is kept; clearing drops everything."""
    off = ServiceTypeCache(None, FakeClock())
    off.put("a", 1)
    assert off.get("a") is None
    cache = ServiceTypeCache(60.0, FakeClock())
    cache.put("a", 1)
    cache.clear()
    assert cache.get("a") is None


@pytest.mark.parametrize("ttl", [0, -1.0, "60", True, float("nan")])
def test_a_time_of_no_sense_is_refused(ttl: Any) -> None:
    """Zero would look like a cache and be none."""
    with pytest.raises(ConfigurationError, match="cache_ttl must be seconds above 0, or None"):
        ServiceTypeCache(ttl, FakeClock())
