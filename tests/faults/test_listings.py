"""The fault cases of listings, in process and over a socket."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from tests.runtime._kit import (
    Driver,
    ok,
    operation,
    request,
    status,
)

from uptimekit._runtime import Pagination
from uptimekit._runtime.errors import (
    PaginationError,
    ServerError,
)

from ._network import Play

LINKED = operation(pagination=Pagination("link", "items", next="next"))
BY_CURSOR = operation(pagination=Pagination("cursor", "items", parameter="after", next="next"))


def _pages(driver: Driver, client: Any, op: Any, **options: Any) -> Any:
    options = {"start_at": None, "prefetch": 0, "max_pages": 50, **options}
    return client.paginate(request(op), **options)


@pytest.mark.parametrize(
    "link",
    ["https://evil.test/things?p=2", "http://api.example.test/things", "https://api.example.test:444/things"],
)
@pytest.mark.fault(39)
def test_case_39_a_foreign_next_link(driver: Driver, play: Play, link: str) -> None:
    """A next link to another host, scheme or port raises PaginationError, and nothing is sent there."""
    peer = play(ok({"items": [1], "next": link}))
    with pytest.raises(PaginationError, match="credential stays"):
        driver.take(_pages(driver, peer.client(), LINKED))
    assert len(peer.requests) == 1


@pytest.mark.fault(40)
def test_case_40_a_next_link_that_leads_back(driver: Driver, play: Play) -> None:
    """A listing that leads back to a page it has read stops with PaginationError."""
    peer = play(
        ok({"items": [1], "next": "/things?p=2"}),
        ok({"items": [2], "next": "/things?p=3"}),
        ok({"items": [3], "next": "/things?p=2"}),
    )
    with pytest.raises(PaginationError, match="read already"):
        driver.take(_pages(driver, peer.client(), LINKED))
    assert len(peer.requests) == 3


@pytest.mark.fault(41)
def test_case_41_a_list_that_changes_under_the_reader(driver: Driver, play: Play) -> None:
    """Items that come and go between pages do not break a listing by number."""
    op = operation(
        pagination=Pagination(
            "page", "items", parameter="page", size_parameter="size", size=2, total_pages="pages"
        )
    )
    peer = play(
        ok({"items": [1, 2], "pages": 2}), ok({"items": [2, 3], "pages": 3}), ok({"items": [], "pages": 2})
    )
    assert driver.take(_pages(driver, peer.client(), op)) == [1, 2, 2, 3]


@pytest.mark.fault(42)
def test_case_42_a_page_that_fails_carries_the_way_back(driver: Driver, play: Play) -> None:
    """The error of a broken listing carries a token, and a listing that starts there goes on with that page."""
    peer = play(ok({"items": [1], "next": "c2"}), status(500), status(500), status(500))
    client = peer.client()
    seen: list[int] = []
    with pytest.raises(ServerError) as caught:
        _collect(driver, _pages(driver, client, BY_CURSOR), seen)
    assert (seen, caught.value.page_token) == ([1], "c2")
    peer.play(ok({"items": [2], "next": None}))
    rest = driver.take(_pages(driver, client, BY_CURSOR, start_at=caught.value.page_token))
    assert rest == [2]
    assert "after=c2" in peer.requests[-1].target


def _collect(driver: Driver, pager: Any, seen: list[int]) -> None:
    async def collect() -> None:
        async for item in pager:
            seen.append(item)

    if driver.asynchronous:
        driver.run(collect())
    else:
        for item in pager:
            seen.append(item)


@pytest.mark.fault(43)
def test_case_43_an_empty_page_with_a_next_link(driver: Driver, play: Play) -> None:
    """An empty page with a next link is passed over; max_pages bounds a server that goes on for ever."""
    peer = play(ok({"items": [], "next": "b"}), ok({"items": [2], "next": None}))
    assert driver.take(_pages(driver, peer.client(), BY_CURSOR)) == [2]
    numbers = itertools.count()
    peer = play(lambda _: ok({"items": [], "next": str(next(numbers))}))
    with pytest.raises(PaginationError, match="max_pages"):
        driver.take(_pages(driver, peer.client(), BY_CURSOR, max_pages=7))
    assert len(peer.requests) == 7
