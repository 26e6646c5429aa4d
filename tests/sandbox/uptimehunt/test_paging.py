"""Pages of a listing."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, UptimeHuntSandbox

from ._calls import Caller, details


@pytest.fixture
def many(clock: ManualClock) -> Caller:
    """A caller with 45 services."""
    return Caller(UptimeHuntSandbox(clock=clock, services=45))


@pytest.mark.parametrize(
    ("query", "ids", "meta"),
    [
        ("", range(1, 21), (1, 20, 3)),
        ("?page=3", range(41, 46), (3, 20, 3)),
        ("?page=2&limit=30", range(31, 46), (2, 30, 2)),
        ("?limit=100", range(1, 46), (1, 100, 1)),
        ("?limit=45", range(1, 46), (1, 45, 1)),
        ("?page=4", range(0), (4, 20, 3)),
        (f"?page={10**17}", range(0), (10**17, 20, 3)),
    ],
)
def test_pages(many: Caller, query: str, ids: range, meta: tuple[int, int, int]) -> None:
    """A page has its items and says where it is; one beyond the last is empty."""
    page = many("GET", f"services{query}").json()
    assert [item["id"] for item in page["data"]] == list(ids)
    assert page["meta"] == dict(
        zip(("page", "limit", "total", "totalPages"), (*meta[:2], 45, meta[2]), strict=True)
    )


def test_nothing_to_list(call: Caller) -> None:
    """A listing of nothing has no pages."""
    assert call("GET", "services").json() == {
        "data": [],
        "meta": {"page": 1, "limit": 20, "total": 0, "totalPages": 0},
    }


@pytest.mark.parametrize("name", ["page", "limit"])
@pytest.mark.parametrize("value", ["0", "-1", "x", "", "1.0", "\u0663", "9" * 30])
def test_numbers_that_make_no_sense(many: Caller, name: str, value: str) -> None:
    """Anything but a positive number is 400 and names the parameter."""
    assert set(details(many("GET", "services", params={name: value}), 400)) == {name}


def test_largest_page(many: Caller) -> None:
    """More than a hundred items a page are refused, not cut."""
    assert details(many("GET", "services?limit=101"), 400) == {
        "limit": ["Must be a whole number between 1 and 100"]
    }
