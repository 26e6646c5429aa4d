"""The three ways to ask for a page."""

from __future__ import annotations

import pytest
from starlette.datastructures import QueryParams

from uptimekit.sandbox import ManualClock, StatuspageSandbox
from uptimekit.sandbox.statuspage import _paging as paging

from ._calls import Caller

_ITEMS = list(range(250))


@pytest.mark.parametrize(
    ("query", "first", "length"),
    [
        ("", 0, 100),
        ("page=2", 100, 100),
        ("page=3", 200, 50),
        ("page=4", None, 0),
        ("per_page=10&page=2", 10, 10),
        ("per_page=1&page=250", 249, 1),
        ("per_page=1000", 0, 100),
        ("page=0", 0, 100),
        ("page=x&per_page=-1", 0, 100),
        ("per_page=0", 0, 100),
        ("limit=5", 0, 100),
    ],
)
def test_page_and_per_page(query: str, first: int | None, length: int) -> None:
    """Pages count from 1 and hold 100, which is also the most; what makes no sense is ignored."""
    page = paging.page_by_per_page(QueryParams(query), _ITEMS)
    assert ((page[0] if page else None), len(page)) == (first, length)


def test_page_and_limit() -> None:
    """Incidents have the size under another name."""
    assert paging.page_by_limit(QueryParams("limit=10&page=2"), _ITEMS) == _ITEMS[10:20]
    assert paging.page_by_limit(QueryParams("per_page=10"), _ITEMS) == _ITEMS[:100]


def test_page_from_zero() -> None:
    """Subscribers have pages from 0."""
    pages = [paging.page_from_zero(QueryParams(f"limit=10&page={n}"), _ITEMS) for n in (0, 1, 25)]
    assert pages == [_ITEMS[:10], _ITEMS[10:20], []]
    assert paging.page_from_zero(QueryParams(""), _ITEMS) == _ITEMS[:100]


def test_which_list_has_which(clock: ManualClock) -> None:
    """Components come by per_page from 1, incidents by limit from 1, subscribers by limit from 0."""
    names = [f"Component {number}" for number in range(3)]
    call = Caller(StatuspageSandbox(clock=clock, components=names, incidents=3, subscribers=3))
    for path, size, first in (
        ("components", "per_page", 1),
        ("incidents", "limit", 1),
        ("subscribers", "limit", 0),
    ):
        whole = call.ids(path)
        assert len(whole) == 3
        pages = [call.ids(f"{path}?{size}=2&page={first + number}") for number in range(3)]
        assert pages == [whole[:2], whole[2:], []]


def test_pages_and_providers_come_at_once(clock: ManualClock) -> None:
    """Two lists know no pages."""
    call = Caller(StatuspageSandbox(clock=clock, pages=["A", "B"]))
    for _ in range(2):
        call.ok("POST", "metrics_providers", {"metrics_provider": {"type": "Self"}})
    assert len(call.get("/v1/pages?per_page=1")) == 2
    assert len(call.get("metrics_providers?per_page=1")) == 2
