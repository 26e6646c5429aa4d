"""Tests of how a listing goes on, without any sending."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import Operation, Pagination, RawResponse
from uptimekit._runtime.errors import DecodingError, InputError, PaginationError
from uptimekit._runtime.paging import Walk, _same

from ._kit import operation, request

BY_PAGE = Pagination("page", "items", parameter="page", size_parameter="size", size=2)
BY_OFFSET = Pagination("offset", "items", parameter="offset", first=0, size_parameter="limit", size=2)


def _walk(plan: Pagination, *, start_at: str | None = None, max_pages: int = 100, **query: Any) -> Walk[Any]:
    return Walk(request(operation(pagination=plan), query=query), start_at, max_pages)


def _answer(body: Any) -> RawResponse:
    response = httpx.Response(200, content=json.dumps(body))  # escaped, so that half of a pair can be played
    return RawResponse(operation(), 200, response.headers, response.content)


def _next(plan: Pagination, body: Any, token: str | None = None, **query: Any) -> str | None:
    walk = _walk(plan, **query)
    token = walk.first if token is None else token
    walk.enter(token)
    return walk.page(token, _answer(body)).next_token


def test_the_largest_page_is_asked_for_by_default() -> None:
    """A listing asks for pages of the maximum size unless the caller says otherwise."""
    assert _walk(BY_PAGE).request("1").query == {"size": 2, "page": "1"}
    assert _walk(BY_PAGE, size=1, q="x").request("1").query == {"size": 1, "page": "1", "q": "x"}
    plain = Pagination("cursor", "items", parameter="after", next="next")
    assert _walk(plain).request("").query == {}
    assert _walk(plain).request("c").query == {"after": "c"}


@pytest.mark.parametrize(
    ("facts", "body", "following"),
    [
        ({}, {"items": [1, 2]}, "2"),
        ({}, {"items": [1]}, "2"),
        ({}, {"items": []}, None),
        ({"short_page_ends": True}, {"items": [1]}, None),
        ({"short_page_ends": True}, {"items": [1, 2]}, "2"),
        ({"next": "next"}, {"items": [1], "next": "https://anywhere.test/?page=2"}, "2"),
        ({"next": "next"}, {"items": [1, 2], "next": None}, None),
        ({"next": "meta.next"}, {"items": [], "meta": {"next": "x"}}, "2"),
        ({"next": "meta.next"}, {"items": [1], "meta": None}, None),
        ({"last": "last"}, {"items": [1], "last": "https://a.test/?page=2"}, "2"),
        ({"last": "last"}, {"items": [1], "last": "https://a.test/?page=1"}, None),
        ({"last": "last"}, {"items": [1], "last": "https://a.test/?page=x"}, "2"),
        ({"last": "last"}, {"items": [1], "last": "http://[bad"}, "2"),
        ({"last": "last"}, {"items": [], "last": 7}, None),
        ({"total_pages": "pages"}, {"items": [1], "pages": 1}, None),
        ({"total_pages": "pages"}, {"items": [1], "pages": 2}, "2"),
        ({"total_items": "total"}, {"items": [1, 2], "total": 2}, None),
        ({"total_items": "total"}, {"items": [1, 2], "total": 3}, "2"),
        ({"total_items": "total"}, {"items": [], "total": 0}, None),
        ({"total_items": "total", "size": 1}, {"items": [1], "total": 1}, None),
    ],
)
def test_the_way_on_by_page_number(facts: dict[str, Any], body: Any, following: str | None) -> None:
    """A listing by page number ends where its body says so, or at an empty or surely short page."""
    plan = {"parameter": "page", "first": 1, "size_parameter": "size", "size": 2} | facts
    assert _next(Pagination("page", "items", **plan), body) == following


@pytest.mark.parametrize(
    ("facts", "items", "total", "following"),
    [
        ({}, 2, None, "2"),
        ({}, 1, None, "1"),  # a server that sends fewer than asked: none is skipped
        ({}, 0, None, None),
        ({"short_page_ends": True}, 1, None, None),
        ({"total_items": "total"}, 2, 2, None),
        ({"total_items": "total"}, 2, 3, "2"),
        ({"total_items": "total"}, 1, 3, "1"),
        ({"total_items": "total"}, 1, 1, None),
        ({"total_items": "total"}, 0, 3, "2"),
    ],
)
def test_the_way_on_by_offset(
    facts: dict[str, Any], items: int, total: int | None, following: str | None
) -> None:
    """A listing by offset goes on behind the items that came, until the total or an empty page."""
    plan = Pagination("offset", "items", "offset", 0, "limit", 2, **facts)
    assert _next(plan, {"items": list(range(items)), "total": total}) == following


@pytest.mark.parametrize("style", ["link", "cursor"])
@pytest.mark.parametrize(
    ("value", "following"), [("x2", "x2"), (None, None), ("", None), (False, None), (0, "0"), (17, "17")]
)
def test_the_way_on_by_link_or_cursor(style: Any, value: Any, following: str | None) -> None:
    """The next link or cursor is taken from the body; null and empty end the listing."""
    plan = Pagination(style, "items", parameter="after", next="next")
    assert _next(plan, {"items": [1], "next": value}) == following


@pytest.mark.parametrize(("odd", "name"), [({"href": "x"}, "an object"), (["x"], "a list")])
def test_a_way_on_that_is_no_text_is_refused(odd: Any, name: str) -> None:
    """A next link or cursor that is an object or a list is named with its place: it leads nowhere."""
    plan = Pagination("cursor", "items", parameter="after", next="meta.next")
    with pytest.raises(DecodingError, match=f": meta.next is {name}, not text$"):
        _next(plan, {"items": [1], "meta": {"next": odd}})


def test_a_page_knows_where_it_stands() -> None:
    """A page has its items, its own token, the next one and the answer it came in."""
    answer = _answer({"items": [1, 2]})
    page = _walk(BY_PAGE, start_at="7").page("7", answer)
    assert (page.items, page.token, page.next_token, page.response) == ([1, 2], "7", "8", answer)


def test_pages_that_are_too_deep_to_compare_are_two() -> None:
    """Where Python cannot tell whether a page came again, the listing goes on; max_pages ends it if need be."""
    one: list[Any] = []
    two: list[Any] = []
    for _ in range(100_000):
        one, two = [one], [two]
    assert not _same(one, two)
    assert _same([[1]], [[1]])


def test_a_next_link_is_the_whole_address() -> None:
    """A next link goes out as it is: the first page's query is not added to it."""
    walk = _walk(Pagination("link", "items", next="next", size_parameter="size", size=9), q="x")
    assert walk.request("").query == {"q": "x", "size": 9}
    following = walk.request("/things?cursor=2")
    assert (following.url, following.query) == ("/things?cursor=2", {})


@given(
    st.integers(0, 40),
    st.integers(1, 7),
    st.integers(1, 9),
    st.booleans(),
    st.sampled_from(["page", "offset"]),
)
def test_every_item_is_read_once(total: int, asked: int, served: int, told: bool, style: Any) -> None:
    """Whatever page size the server really uses, each item of a list that stands still is read once, in order."""
    size = min(asked, served)
    plan = Pagination(
        style, "items", "at", 1 if style == "page" else 0, "size", asked, total_items="total" if told else ""
    )
    walk, items = _walk(plan), list(range(total))
    token: str | None = walk.first
    read: list[int] = []
    while token is not None:
        walk.enter(token)
        start = (int(token) - 1) * size if style == "page" else int(token)
        page = walk.page(token, _answer({"items": items[start : start + size], "total": total}))
        read += page.items
        token = page.next_token
    assert read == items


def test_pages_that_surely_exist_can_be_fetched_ahead() -> None:
    """Once the end is known, the pages up to it may be asked for before the ones between were read."""
    walk = _walk(Pagination("page", "items", "page", 1, "size", 2, total_pages="pages"))
    assert walk.ahead("1") is None
    walk.enter("1")
    walk.page("1", _answer({"items": [1, 2], "pages": 3}))
    assert [walk.ahead(token) for token in ("1", "2", "3")] == ["2", "3", None]
    walk = _walk(Pagination("offset", "items", "offset", 0, "limit", 2, total_items="total"))
    walk.enter("0")
    walk.page("0", _answer({"items": [1, 2], "total": 5}))
    assert [walk.ahead(token) for token in ("0", "2", "4")] == ["2", "4", None]


def test_the_last_page_of_very_many_is_exact() -> None:
    """Counts are whole numbers, also those that a float cannot tell from the next one."""
    last = 2**53 + 2
    walk = _walk(Pagination("page", "items", "page", 1, "size", 1, total_items="total"))
    walk.page("1", _answer({"items": [1], "total": last}))
    assert walk.ahead(str(last - 1)) == str(last)
    assert walk.ahead(str(last)) is None


@pytest.mark.parametrize(
    ("style", "first", "token", "count", "total", "following"),
    [
        ("page", 1, "3", 5, 25, None),  # the last page, which is short because nothing is left
        ("page", 1, "2", 5, 25, "3"),  # a server that puts five on a page, so there are five of them
        ("page", 1, "2", 5, 16, "3"),
        ("page", 0, "2", 5, 25, None),
        ("offset", 0, "20", 5, 25, None),
        ("offset", 0, "10", 5, 25, "15"),
        ("offset", 1, "21", 5, 25, None),
        ("offset", 0, "0", 1, 2, "1"),
    ],
)
def test_a_short_page_in_the_middle_tells_the_size_of_all(
    style: Any, first: int, token: str, count: int, total: int, following: str | None
) -> None:
    """Fewer items than asked for, with more to come, are the server's page size; at the end they are what was left."""
    walk = _walk(Pagination(style, "items", "at", first, "size", 10, total_items="total"), start_at=token)
    walk.enter(token)
    walk.page(token, _answer({"items": list(range(count)), "total": total}))
    assert walk.ahead(token) == following


@pytest.mark.parametrize(
    ("first", "token", "total", "following"),
    [(0, "12", 25, "22"), (0, "12", 22, None), (1, "13", 23, "23"), (1, "13", 22, None)],
)
def test_a_listing_that_starts_between_two_pages_reads_to_the_end(
    first: int, token: str, total: int, following: str | None
) -> None:
    """By offset, items that remain after what would be the last page are asked for."""
    walk = _walk(Pagination("offset", "items", "at", first, "size", 10, total_items="total"), start_at=token)
    walk.enter(token)
    assert walk.page(token, _answer({"items": list(range(10)), "total": total})).next_token == following


def test_a_page_is_entered_once_and_only_so_many() -> None:
    """A page that was entered, and one beyond max_pages, raise PaginationError with the token to go on with."""
    walk = _walk(BY_PAGE, max_pages=2)
    walk.enter("1")
    assert walk.may_fetch("2", 0)
    assert not walk.may_fetch("1", 0)
    assert not walk.may_fetch("2", 1)
    walk.enter("2")
    with pytest.raises(PaginationError, match="max_pages") as caught:
        walk.enter("3")
    assert (caught.value.page_token, caught.value.operation) == ("3", "getThings")
    with pytest.raises(
        PaginationError, match="getThings: the listing leads back to a page that was read already"
    ) as caught:
        walk.enter("2")
    assert caught.value.page_token == "2"
    assert not walk.may_fetch("2", 0)


@pytest.mark.parametrize("style", ["link", "cursor"])
@pytest.mark.parametrize("token", ["x" * 65_537, "half of a pair: \ud800", "x" * 65_536])
def test_a_way_on_that_no_url_can_carry_is_refused(style: Any, token: str) -> None:
    """A next link or cursor that is longer than a URL, or no valid Unicode, raises with the token of its page."""
    walk = _walk(Pagination(style, "items", parameter="after", next="next"), start_at="here")
    walk.enter("here")
    answer = _answer({"items": [1], "next": token})
    if len(token) == 65_536:
        assert walk.page("here", answer).next_token == token
        return
    says = "^getThings: the way to the next page is longer than an address, or no valid Unicode$"
    with pytest.raises(PaginationError, match=says) as caught:
        walk.page("here", answer)
    assert caught.value.page_token == "here"


def test_the_same_page_again_is_refused() -> None:
    """A server that ignores the page number is noticed at the second identical page; empty pages are not."""
    walk = _walk(BY_PAGE)
    walk.page("1", _answer({"items": [1, 2]}))
    with pytest.raises(
        PaginationError, match=r"^getThings: the server sends the same page again and again$"
    ) as caught:
        walk.page("2", _answer({"items": [1, 2]}))
    assert caught.value.page_token == "2"
    plan = Pagination("cursor", "items", parameter="after", next="next")
    walk = _walk(plan)
    walk.page("", _answer({"items": [], "next": "a"}))
    assert walk.page("a", _answer({"items": [], "next": "b"})).next_token == "b"


@pytest.mark.parametrize("body", [{}, {"items": None}, {"items": {}}, [], "x", None])
def test_a_body_without_the_list_is_a_decoding_error(body: Any) -> None:
    """A page whose list is missing or of another kind raises DecodingError: it is not an empty page."""
    with pytest.raises(DecodingError):
        _walk(BY_PAGE).page("1", _answer(body))


@pytest.mark.parametrize("start_at", ["x", "-1", "1.5", "", "9" * 19])
def test_a_start_that_is_no_token_is_refused(start_at: str) -> None:
    """A listing by number starts only at a number."""
    with pytest.raises(InputError) as caught:
        _walk(BY_PAGE, start_at=start_at)
    assert caught.value.field == "start_at"
    assert str(caught.value) == f"start_at must be a page token of this listing, not {start_at!r}"


@pytest.mark.parametrize("size", [0, -1, "x", 1.5, None])
def test_a_page_size_that_makes_no_sense_is_refused(size: Any) -> None:
    """The caller's page size has to be a whole number of at least 1."""
    with pytest.raises(InputError) as caught:
        _walk(BY_PAGE, size=size)
    assert caught.value.field == "size"
    assert str(caught.value) == f"size must be a whole number of at least 1, not {size!r}"


def test_arguments_are_checked() -> None:
    """max_pages below 1, and an operation that is no listing, raise InputError."""
    with pytest.raises(
        InputError, match=r"^max_pages must be a whole number of at least 1, not 0$"
    ) as caught:
        _walk(BY_OFFSET, max_pages=0)
    assert caught.value.field == "max_pages"
    _walk(BY_OFFSET, max_pages=1).enter("0")
    plain: Operation = operation()
    with pytest.raises(InputError, match="not a listing"):
        Walk(request(plain), None, 1)


def test_a_listing_can_start_anywhere() -> None:
    """start_at is the first page's token, for every style."""
    assert _walk(BY_PAGE, start_at="7").request("7").query["page"] == "7"
    assert _walk(BY_PAGE, start_at="7").first == "7"
    assert _walk(Pagination("cursor", "items", next="next"), start_at="abc").first == "abc"
    assert _walk(Pagination("link", "items", next="next")).first == ""
    assert _walk(BY_PAGE, start_at="9" * 18).first == "9" * 18
    assert _walk(BY_OFFSET).first == "0"
    assert _walk(BY_PAGE).first == "1"
