"""Tests of lazy listings: what is sent when, with and without look-ahead."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextvars
import threading
from typing import Any

import httpx
import pytest

from uptimekit._runtime import Pagination
from uptimekit._runtime.errors import InputError, PaginationError, ServerError

from ._kit import Driver, Script, ok, operation, request, status

TOLD = Pagination("page", "items", "page", 1, "size", 2, total_pages="pages")
UNTOLD = Pagination("page", "items", "page", 1, "size", 2)
OFFSET = Pagination("offset", "items", "offset", 0, "limit", 2, total_items="total")
CURSOR = Pagination("cursor", "items", "after", next="next")
LINK = Pagination("link", "items", next="next", hosts=("alias.example.test",))
ALL = list(range(9))


class Books:
    """A server with nine items that speaks all four styles and notes what it was asked."""

    def __init__(self, size: int = 2) -> None:
        self.size = size
        self.asked: list[str] = []
        self.hosts: set[str] = set()
        self.lock = threading.Lock()
        self.link = "https://api.example.test/things?at={}"

    def __call__(self, sent: httpx.Request) -> httpx.Response:
        with self.lock:
            self.asked.append(sent.url.query.decode())
            self.hosts.add(sent.url.host)
        params = sent.url.params
        if "page" in params:
            start = (int(params["page"]) - 1) * self.size
        else:
            start = int(params.get("offset") or params.get("after") or params.get("at") or 0)
        end = start + self.size
        body: dict[str, Any] = {"items": ALL[start:end], "pages": 5, "total": 9}
        more = end < len(ALL)
        body["next"] = None if not more else self.link.format(end) if "after" not in self.style else str(end)
        return ok(body)

    style = ""


def _pager(driver: Driver, handler: Any, plan: Pagination, **options: Any) -> Any:
    options = {"start_at": None, "prefetch": 0, "max_pages": 100, **options}
    client = driver.client(handler)
    return client.paginate(request(operation(pagination=plan)), **options)


def _books(plan: Pagination) -> Books:
    books = Books()
    books.style = plan.parameter
    return books


@pytest.mark.parametrize("prefetch", [0, 1, 3, 50])
@pytest.mark.parametrize("plan", [TOLD, UNTOLD, OFFSET, CURSOR, LINK], ids=lambda plan: str(plan.style))
def test_all_items_come_once_and_in_order(driver: Driver, plan: Pagination, prefetch: int) -> None:
    """Every style gives all items in the server's order, whatever is fetched ahead, with no page asked for twice."""
    books = _books(plan)
    assert driver.take(_pager(driver, books, plan, prefetch=prefetch)) == ALL
    assert len(books.asked) == len(set(books.asked)) == (6 if plan is UNTOLD else 5)


@pytest.mark.parametrize("prefetch", [0, 2])
def test_nothing_is_sent_before_the_first_item_is_asked_for(driver: Driver, prefetch: int) -> None:
    """Making a pager, and a generator of it, sends nothing."""
    books = Books()
    pager = _pager(driver, books, TOLD, prefetch=prefetch)
    pages = pager.pages()
    assert books.asked == []
    driver.run(pages.aclose()) if driver.asynchronous else pages.close()


def test_a_pager_can_be_read_again(driver: Driver) -> None:
    """Each iteration starts a listing of its own."""
    pager = _pager(driver, Books(), TOLD)
    assert driver.take(pager) == ALL
    assert driver.take(pager) == ALL


def test_without_look_ahead_an_early_stop_sends_no_more(driver: Driver) -> None:
    """Reading three items of pages of two asks for two pages."""
    books = Books()
    assert driver.take(_pager(driver, books, TOLD), 3) == [0, 1, 2]
    assert len(books.asked) == 2


def test_the_first_page_is_fetched_by_the_reader(monkeypatch: pytest.MonkeyPatch, driver: Driver) -> None:
    """A listing of one page starts no thread and no task, although it may fetch ahead."""
    started: list[object] = []
    monkeypatch.setattr(concurrent.futures.ThreadPoolExecutor, "submit", started.append)
    monkeypatch.setattr(asyncio, "ensure_future", started.append)
    books = _books(CURSOR)
    books.size = 100
    assert driver.take(_pager(driver, books, CURSOR, prefetch=5)) == ALL
    assert started == []


@pytest.mark.parametrize(
    ("plan", "prefetch", "bound"), [(TOLD, 2, 3), (TOLD, 1, 2), (UNTOLD, 3, 2), (CURSOR, 3, 2)]
)
def test_look_ahead_is_bounded(driver: Driver, plan: Pagination, prefetch: int, bound: int) -> None:
    """With the first page in hand at most `prefetch` more were asked for; one, if the end is not known."""
    books = _books(plan)
    pages = driver.take(_pager(driver, books, plan, prefetch=prefetch).pages(), 1)
    assert [page.items for page in pages] == [[0, 1]]
    assert len(books.asked) <= bound


def test_look_ahead_keeps_max_pages(driver: Driver) -> None:
    """Fetching ahead never asks for a page beyond max_pages; what was read is handed out before the error."""
    books, seen = Books(), []
    pager = _pager(driver, books, TOLD, prefetch=4, max_pages=3)

    async def read() -> None:
        async for item in pager:
            seen.append(item)

    with pytest.raises(PaginationError) as caught:
        driver.run(read()) if driver.asynchronous else seen.extend(_until_error(pager, seen))
    assert (seen, len(books.asked), caught.value.page_token) == (ALL[:6], 3, "4")


def _until_error(pager: Any, seen: list[int]) -> list[int]:
    for item in pager:
        seen.append(item)
    return []


def test_pages_carry_their_tokens(driver: Driver) -> None:
    """Each page knows its own token and the next one's, and a listing can start at either."""
    pages = driver.take(_pager(driver, Books(), TOLD).pages())
    assert [(page.token, page.next_token) for page in pages] == [
        ("1", "2"), ("2", "3"), ("3", "4"), ("4", "5"), ("5", None),
    ]  # fmt: skip
    assert driver.take(_pager(driver, Books(), TOLD, start_at=pages[3].token)) == ALL[6:]
    assert pages[0].response.status_code == 200


@pytest.mark.parametrize("prefetch", [0, 2])
@pytest.mark.parametrize("plan", [TOLD, LINK, CURSOR], ids=lambda plan: str(plan.style))
def test_a_broken_listing_goes_on_from_its_error(driver: Driver, plan: Pagination, prefetch: int) -> None:
    """page_token of the error resumes the listing at the failed page, for every style."""
    books = _books(plan)

    def flaky(sent: httpx.Request) -> httpx.Response:
        third = "page=3" in str(sent.url) or "after=4" in str(sent.url) or "at=4" in str(sent.url)
        return status(500) if third else books(sent)

    with pytest.raises(ServerError) as caught:
        driver.take(_pager(driver, flaky, plan, prefetch=prefetch))
    assert caught.value.page_token is not None
    again = _pager(driver, books, plan, start_at=caught.value.page_token, prefetch=prefetch)
    assert driver.take(again) == ALL[4:]


def test_a_page_of_another_shape_carries_its_token(driver: Driver) -> None:
    """A page that cannot be read carries its token as one that cannot be fetched does."""
    script = Script(ok({"items": [1], "next": "c2"}), ok({"nothing": 1}))
    from uptimekit._runtime.errors import DecodingError

    with pytest.raises(DecodingError) as caught:
        driver.take(_pager(driver, script, CURSOR))
    assert caught.value.page_token == "c2"


def test_a_link_to_an_alias_stays_on_our_origin(driver: Driver) -> None:
    """A next link that names an allowed alias is followed on the client's own host."""
    books = Books()
    books.link = "https://alias.example.test/things?at={}"
    assert driver.take(_pager(driver, books, LINK)) == ALL
    assert books.hosts == {"api.example.test"}


@pytest.mark.parametrize(
    "link",
    [
        "http://alias.example.test/things?at={}",
        "https://alias.example.test:444/things?at={}",
        "https://user:pw@api.example.test/things?at={}",
        "//evil.test/things?at={}",
        "https://api.example.test@evil.test/things?at={}",
        "https://api.example.test.evil.test/things?at={}",
    ],
)
def test_a_link_elsewhere_is_refused(driver: Driver, link: str) -> None:
    """An alias on another scheme or port, a user name, and look-alike hosts are refused before any request."""
    books = Books()
    books.link = link
    with pytest.raises(PaginationError):
        driver.take(_pager(driver, books, LINK))
    assert (len(books.asked), books.hosts) == (1, {"api.example.test"})


@pytest.mark.parametrize(
    "link", ["?at={}", "/things?at={}", "things?at={}", "https://API.example.test:443/things?at={}"]
)
def test_a_relative_link_leads_from_the_listing(driver: Driver, link: str) -> None:
    """A relative next link is read from the listing's own address; spelling of host and port does not matter."""
    books = Books()
    books.link = link
    paths: set[str] = set()

    def handler(sent: httpx.Request) -> httpx.Response:
        paths.add(sent.url.path)
        return books(sent)

    assert driver.take(_pager(driver, handler, LINK)) == ALL
    assert paths == {"/things"}


@pytest.mark.parametrize("prefetch", [0, 1, 3])
def test_a_server_that_ignores_the_page_number_is_stopped(driver: Driver, prefetch: int) -> None:
    """The same page again and again ends in PaginationError after one repeat."""
    script = Script(ok({"items": [1, 2], "pages": 9}))
    with pytest.raises(PaginationError, match="same page"):
        driver.take(_pager(driver, script, TOLD, prefetch=prefetch))
    assert len(script.requests) <= 2 + prefetch


@pytest.mark.parametrize("prefetch", [0, 2])
@pytest.mark.parametrize(("sizes", "read"), [([5, 5, 2], 2), ([2, 5, 5, 5, 5], 5)])
def test_lists_that_shrink_and_grow(driver: Driver, sizes: list[int], read: int, prefetch: int) -> None:
    """The newest page decides how far a listing goes."""
    lock, numbers = threading.Lock(), iter(range(100))

    def handler(sent: httpx.Request) -> httpx.Response:
        page = int(sent.url.params["page"])
        with lock:
            number = next(numbers)
        pages = sizes[min(page, len(sizes)) - 1]
        if len(sizes) == 3:
            pages = 5 if page == 1 else 2
        return ok({"items": [(page, number)] if page <= pages else [], "pages": pages})

    pages = driver.take(_pager(driver, handler, TOLD, prefetch=prefetch).pages())
    assert [page.token for page in pages] == [str(number) for number in range(1, read + 1)]


def test_a_server_with_smaller_pages_loses_nothing_ahead(driver: Driver) -> None:
    """Fetching ahead by offset follows the page size that the server really uses."""
    books = Books(size=2)
    plan = Pagination("offset", "items", "offset", 0, "limit", 4, total_items="total")
    assert driver.take(_pager(driver, books, plan, prefetch=3)) == ALL
    assert len(books.asked) == 5


def test_bad_arguments_are_refused_before_anything_is_read(driver: Driver) -> None:
    """A negative look-ahead or a start that is no token raises when the pager is made."""
    for options in (
        {"prefetch": -1},
        {"prefetch": 1.5},
        {"prefetch": "2"},
        {"start_at": "x"},
        {"max_pages": 0},
        {"max_pages": None},
    ):
        with pytest.raises(InputError):
            _pager(driver, Books(), TOLD, **options)


def test_context_reaches_prefetched_pages(driver: Driver) -> None:
    """What is set in the caller's context holds in the threads and tasks that fetch ahead."""
    name: contextvars.ContextVar[str] = contextvars.ContextVar("name", default="lost")
    seen: list[str] = []
    books = Books()

    def handler(sent: httpx.Request) -> httpx.Response:
        seen.append(name.get())
        return books(sent)

    pager = _pager(driver, handler, TOLD, prefetch=3)

    async def read() -> None:
        name.set("found")
        async for _ in pager:
            pass

    if driver.asynchronous:
        driver.run(read())
    else:
        context = contextvars.copy_context()
        context.run(name.set, "found")
        context.run(list, pager)
    assert seen == ["found"] * 5


def test_capture_sees_prefetched_pages(driver: Driver) -> None:
    """capture() collects the answers of pages fetched ahead as well."""
    client = driver.client(Books())
    pager = client.paginate(request(operation(pagination=TOLD)), start_at=None, prefetch=3, max_pages=9)
    with client.capture() as raw:
        driver.take(pager)
    assert len(raw.responses) == 5


def test_closing_an_async_listing_cancels_what_it_fetches() -> None:
    """Closing the generator cancels the tasks that fetch ahead and waits for their end."""
    driver = Driver("async")
    ended: list[str] = []

    class Slow(httpx.AsyncBaseTransport):
        async def handle_async_request(self, sent: httpx.Request) -> httpx.Response:
            page = sent.url.params["page"]
            if page == "1":
                return ok({"items": [1], "pages": 9})
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(page)
            raise AssertionError

    client = driver.client(transport=Slow())
    pager = client.paginate(request(operation(pagination=TOLD)), start_at=None, prefetch=3, max_pages=9)

    async def read_one() -> None:
        pages = pager.pages()
        await anext(pages)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await pages.aclose()
        assert sorted(ended) == ["2", "3", "4"]
        assert len(asyncio.all_tasks()) == 1

    driver.run(read_one())
    driver.finish()


def test_stopping_early_does_not_wait_for_threads() -> None:
    """Whoever leaves a listing is not held up by pages on their way."""
    driver, release, asked = Driver("sync"), threading.Event(), threading.Event()
    released: list[bool] = []

    def handler(sent: httpx.Request) -> httpx.Response:
        page = int(sent.url.params["page"])
        if page > 1:
            asked.set()
            released.append(release.wait(3))
        return ok({"items": [page], "pages": 9})

    pages = _pager(driver, handler, TOLD, prefetch=2).pages()
    next(pages)
    assert asked.wait(10)
    pages.close()
    assert not release.is_set()
    release.set()
    for thread in threading.enumerate():
        if thread.name.startswith("uptimekit-prefetch"):
            thread.join(10)
    assert set(released) == {True}
    driver.finish()


def test_the_next_page_is_fetched_while_one_is_read() -> None:
    """No thread is idle while the items of a page that came ahead are read."""
    driver, asked = Driver("sync"), threading.Event()

    def handler(sent: httpx.Request) -> httpx.Response:
        page = int(sent.url.params["page"])
        if page == 3:
            asked.set()
        return ok({"items": [page], "pages": 3})

    def read(page: int) -> tuple[int, bool]:
        return page, page != 2 or asked.wait(10)

    listing = request(operation(pagination=TOLD), read_item=read)
    assert driver.take(driver.client(handler).paginate(listing, prefetch=1)) == [
        (1, True),
        (2, True),
        (3, True),
    ]
    driver.finish()


def test_a_prefetched_failure_that_nobody_reads_is_silent(driver: Driver) -> None:
    """A page that failed ahead of a reader who stopped leaves no warning behind."""
    script = Script(ok({"items": [1], "pages": 9}), status(404))
    assert driver.take(_pager(driver, script, TOLD, prefetch=3), 1) == [1]
