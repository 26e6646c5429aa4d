"""The server of fixed answers."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from benchmarks.server import serve


def test_it_answers_by_path_and_query() -> None:
    """Each target gets its own text, JSON as JSON; anything else is 404, on the same connection."""
    with serve({"/a": '{"x": 1}', "/a?page=2": "OK"}) as base, httpx.Client(base_url=base) as client:
        assert client.get("/a").json() == {"x": 1}
        assert client.get("/a?page=2").text == "OK"
        assert client.get("/b").status_code == 404


def test_it_reads_a_body_before_it_answers() -> None:
    """A body, however long, is not taken for the next request."""
    with serve({"/ping": "OK"}) as base, httpx.Client(base_url=base) as client:
        for repeat in (0, 1, 10_000):
            assert client.post("/ping", content=b"GET /b HTTP/1.1\r\n\r\n" * repeat).text == "OK"
        assert client.get("/ping").text == "OK"


def test_it_ends_with_the_block() -> None:
    """After the block nothing listens any more."""
    with serve({"/a": "OK"}, delay=0.001) as base:
        assert httpx.get(f"{base}/a").text == "OK"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{base}/a")


LISTS = {"/api/v2/monitors": [f'{{"id":{number}}}' for number in range(120)]}


def _ids(page: dict[str, list[dict[str, int]]]) -> list[int]:
    return [item["id"] for item in page["data"]]


def test_it_serves_a_list_in_pages_of_the_size_asked_for() -> None:
    """Fifty items a page by default, at most 250, and every item on one page only."""
    with serve({}, lists=LISTS) as base, httpx.Client(base_url=f"{base}/api/v2") as client:
        pages = [client.get("/monitors", params={"page": number}).json() for number in (1, 2, 3)]
        assert [len(_ids(page)) for page in pages] == [50, 50, 20]
        assert [number for page in pages for number in _ids(page)] == list(range(120))
        assert len(_ids(client.get("/monitors", params={"per_page": 1000}).json())) == 120
        assert _ids(client.get("/monitors", params={"page": 4}).json()) == []


def test_it_repeats_the_items_of_a_long_list() -> None:
    """A list with a count has so many items, each with an id of its own, and a last page that is as long as it must be."""
    lists = {"/long": ['{"id": "a", "name": "x, y"}', '{"id": "b", "of": [1, 2]}']}
    with serve({}, lists=lists, counts={"/long": 103}) as base, httpx.Client(base_url=base) as client:
        pages = [client.get("/long", params={"page": number}).json() for number in (1, 2, 3)]
    items = [item for page in pages for item in page["data"]]
    assert items[:3] == [{"id": "0", "name": "x, y"}, {"id": "1", "of": [1, 2]}, {"id": "2", "name": "x, y"}]
    assert [item["id"] for item in items] == [str(number) for number in range(103)]
    assert [page["pagination"]["next"] is None for page in pages] == [False, False, True]


def test_its_links_lead_on_and_back_on_the_same_host() -> None:
    """The links keep the page size, and are null where nothing follows; the host is the one that was asked."""
    with serve({}, lists=LISTS) as base, httpx.Client() as client:
        url = f"{base}/api/v2/monitors?per_page=40&page="
        middle = client.get(f"{url}2").json()["pagination"]
        assert middle == {"first": f"{url}1", "last": f"{url}3", "prev": f"{url}1", "next": f"{url}3"}
        assert client.get(f"{url}1").json()["pagination"]["prev"] is None
        assert client.get(middle["last"]).json()["pagination"]["next"] is None


def test_several_answers_wait_at_the_same_time() -> None:
    """Twenty requests that arrive together do not take as long as twenty in turn must."""
    with (
        serve({"/a": "OK"}, delay=0.1) as base,
        httpx.Client(base_url=base) as client,
        ThreadPoolExecutor(20) as threads,
    ):
        start = time.perf_counter()
        assert {answer.text for answer in threads.map(client.get, ["/a"] * 20)} == {"OK"}
        assert 0.1 <= time.perf_counter() - start < 2.0
