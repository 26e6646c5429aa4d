"""Each defect of stock openapi-python-client clients: gone in ours, and still there in stock output."""

from __future__ import annotations

import copy
import importlib
import json
import threading
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest

from uptimekit._runtime.errors import (
    APIStatusError,
    AuthenticationError,
    DecodingError,
    InputError,
    NotFoundError,
    ServerError,
)

from ._support import always

Build = Callable[..., Any]
PAGE = {"lights": [{"id": "a"}], "meta": {"pages": 1}}


def test_repr_hides_the_key(ours: Build, stock: ModuleType) -> None:
    """The repr of a client never shows its key; stock prints the token."""
    secret = "s" * 24
    assert secret not in repr(ours(always(200), api_key=secret))
    assert secret in repr(stock.AuthenticatedClient(base_url="https://beacon.test", token=secret))


@pytest.mark.parametrize("status", [420, 499, 520])
def test_unregistered_status_is_a_typed_error(
    status: int, ours: Build, theirs: Build, call_stock: Build
) -> None:
    """A status that Python's HTTPStatus does not know raises an error with that status; stock raises ValueError."""
    with pytest.raises(APIStatusError) as caught:
        ours(always(status)).lights.get("a")
    assert caught.value.status_code == status
    with pytest.raises(ValueError, match="is not a valid HTTPStatus"):
        call_stock("lights", "get_light", theirs(always(status)), "a")


def test_undocumented_404_raises(ours: Build, theirs: Build, call_stock: Build) -> None:
    """A 404 that the document does not mention raises NotFoundError; stock returns None."""
    with pytest.raises(NotFoundError):
        ours(always(404, json={})).lights.get("a")
    assert call_stock("lights", "get_light", theirs(always(404, json={})), "a") is None


def test_documented_error_raises(ours: Build, theirs: Build, call_stock: Build) -> None:
    """A documented error status raises with the server's words; stock returns the error as a result."""
    handler = always(401, json={"error": "no such key"})
    with pytest.raises(AuthenticationError, match="no such key"):
        ours(handler).lights.list()
    assert call_stock("lights", "list_lights", theirs(handler)).error == "no such key"


def test_unknown_enum_value_is_read(ours: Build, theirs: Build, call_stock: Build) -> None:
    """A value that the enum does not list is kept; stock fails the whole answer."""
    handler = always(200, json={"state": "exploded"})
    assert ours(handler).lights.get("a").state == "exploded"
    with pytest.raises(ValueError, match="exploded"):
        call_stock("lights", "get_light", theirs(handler), "a")


def test_undocumented_null_is_read(ours: Build, theirs: Build, call_stock: Build) -> None:
    """null for an optional object reads as None; stock fails."""
    handler = always(200, json={"spare": None})
    assert ours(handler).lights.get("a").spare is None
    with pytest.raises(TypeError):
        call_stock("lights", "get_light", theirs(handler), "a")


def test_missing_payload_is_one_typed_error(ours: Build, theirs: Build, call_stock: Build) -> None:
    """An answer without its payload raises DecodingError with operation and field; stock a bare KeyError."""
    handler = always(200, json={"meta": {}})
    with pytest.raises(DecodingError, match="lights") as caught:
        ours(handler).lights.list()
    assert caught.value.operation == "listLights"
    with pytest.raises(KeyError):
        call_stock("lights", "list_lights", theirs(handler))


@pytest.mark.parametrize("text", ["<html>Welcome</html>", "", '{"lights": ['])
def test_body_that_is_no_json(text: str, ours: Build, theirs: Build, call_stock: Build) -> None:
    """HTML, nothing or half a document with status 200 raises DecodingError; stock leaks JSONDecodeError."""
    with pytest.raises(DecodingError):
        ours(always(200, text=text)).lights.list()
    with pytest.raises(json.JSONDecodeError):
        call_stock("lights", "list_lights", theirs(always(200, text=text)))


@pytest.mark.parametrize("value", [None, "text", 5])
def test_other_json_than_documented(value: Any, ours: Build, theirs: Build, call_stock: Build) -> None:
    """JSON of another type raises DecodingError; stock raises whatever its parser meets first."""
    with pytest.raises(DecodingError):
        ours(always(200, content=json.dumps(value))).lights.get("a")
    with pytest.raises((TypeError, ValueError)):
        call_stock("lights", "get_light", theirs(always(200, content=json.dumps(value))), "a")


def test_list_where_an_object_is_due(ours: Build, theirs: Build, call_stock: Build) -> None:
    """A list where an object is due raises DecodingError; stock reads it as an object without fields."""
    with pytest.raises(DecodingError):
        ours(always(200, json=[])).lights.get("a")
    assert call_stock("lights", "get_light", theirs(always(200, json=[])), "a").to_dict() == {}


def test_text_where_a_list_is_due(ours: Build, theirs: Build, call_stock: Build) -> None:
    """Text where a list is due reads as no list, and comes back as text; stock reads it letter by letter."""
    handler = always(200, json={"tags": "prod"})
    light = ours(handler).lights.get("a")
    assert (light.tags, light.to_dict()) == (None, {"tags": "prod"})
    assert list(call_stock("lights", "get_light", theirs(handler), "a").tags) == ["p", "r", "o", "d"]


def test_empty_datetime_is_read(ours: Build, theirs: Build, call_stock: Build) -> None:
    """An empty date-time reads as None; stock raises ValueError."""
    handler = always(200, json={"created_at": ""})
    assert ours(handler).lights.get("a").created_at is None
    with pytest.raises(ValueError, match="isoformat"):
        call_stock("lights", "get_light", theirs(handler), "a")


def test_dot_segments_are_refused(ours: Build, theirs: Build, call_stock: Build) -> None:
    """delete("..") is refused before anything is sent; stock sends DELETE to the parent path."""
    sent: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        return httpx.Response(204)

    with pytest.raises(InputError, match="light_id"):
        ours(handler).lights.delete("..")
    assert sent == []
    call_stock_detailed = importlib.import_module("stock_beacon.api.lights.delete_light").sync_detailed
    call_stock_detailed("..", client=theirs(handler))
    assert sent == ["/"]


def test_threads_share_one_pool(ours: Build, stock: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads that start on one new client build one httpx client; stock builds one for each."""
    built: list[object] = []
    barrier = threading.Barrier(8)
    original = httpx.Client.__init__

    def counting(self: httpx.Client, *args: Any, **kwargs: Any) -> None:
        built.append(self)
        threading.Event().wait(0.05)  # as long as it takes to read the certificates
        original(self, *args, **kwargs)

    monkeypatch.setattr(httpx.Client, "__init__", counting)

    def run(start: Callable[[], Any]) -> int:
        built.clear()

        def work() -> None:
            barrier.wait()
            start()

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(built)

    client = ours(always(200, json=PAGE))
    assert run(client.lights.list) == 1
    stock_client = stock.Client(base_url="https://beacon.test")
    assert run(stock_client.get_httpx_client) > 1
    for item in built:
        if isinstance(item, httpx.Client):
            item.close()


def test_copies_are_equal(models: ModuleType, stock: ModuleType) -> None:
    """A deep copy of a model equals it; in stock the copied sentinel is another object."""
    light = models.Light.from_dict({"id": "a"})
    assert copy.deepcopy(light) == light
    stock_light = importlib.import_module("stock_beacon.models").Light.from_dict({"id": "a"})
    assert copy.deepcopy(stock_light) != stock_light


def test_there_is_a_timeout(ours: Build, theirs: Build, call_stock: Build) -> None:
    """Every request has a finite timeout in each phase; stock waits for ever."""
    seen: list[dict[str, float | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(200, json={})

    ours(handler).lights.get("a")
    call_stock("lights", "get_light", theirs(handler), "a")
    mine, stocks = seen
    assert all(value is not None and 0 < value < 120 for value in mine.values())
    assert set(stocks.values()) == {None}


def test_options_leave_the_client_alone(ours: Build, stock: ModuleType) -> None:
    """with_options makes another client; stock's with_headers changes the one it is called on."""
    seen: list[str | None] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("X-Team"))
        return httpx.Response(200, json={})

    client = ours(handler)
    client.with_options(headers={"X-Team": "blue"}).lights.get("a")
    client.lights.get("a")
    assert seen == ["blue", None]
    stock_client = stock.Client(base_url="https://beacon.test")
    with stock_client.get_httpx_client() as pool:
        stock_client.with_headers({"X-Team": "blue"})
        assert pool.headers["X-Team"] == "blue"


def test_enum_arguments_take_text(ours: Build, theirs: Build, call_stock: Build) -> None:
    """An enum argument may be given as text; stock fails on it."""
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.params["state"])
        return httpx.Response(200, json=PAGE)

    ours(handler).lights.list(state="on")
    assert seen == ["on"]
    with pytest.raises(AttributeError):
        call_stock("lights", "list_lights", theirs(handler), state="on")


def test_unknown_kind_of_object_is_read(ours: Build, theirs: Build, call_stock: Build) -> None:
    """An object whose tag is new stays a plain dict among the known ones; stock fails the page."""
    handler = always(200, json={"data": [{"kind": "beep", "pitch": 3}, {"kind": "wave"}]})
    beep, wave = ours(handler).signals.list("a").data
    assert (beep.pitch, wave) == (3, {"kind": "wave"})
    with pytest.raises(ValueError, match="wave"):
        call_stock("signals", "list_signals", theirs(handler), "a")


def test_error_body_does_not_hide_the_status(ours: Build, theirs: Build, call_stock: Build) -> None:
    """An HTML error page raises the status's error; stock raises JSONDecodeError for a documented status."""
    with pytest.raises(AuthenticationError):
        ours(always(401, text="<html>no</html>")).lights.list()
    with pytest.raises(json.JSONDecodeError):
        call_stock("lights", "list_lights", theirs(always(401, text="<html>no</html>")))
    with pytest.raises(ServerError):
        ours(always(503, text="<html>later</html>")).lights.list()


def test_text_body_is_generated(ours: Build, stock: ModuleType) -> None:
    """An operation with a text body exists and sends it; stock drops the operation."""
    seen: list[tuple[str, bytes]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append((request.headers["Content-Type"], request.content))
        return httpx.Response(200, text="OK")

    assert ours(handler).pings.ping("key", body="grün") == "OK"
    assert seen == [("text/plain; charset=utf-8", "grün".encode())]
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("stock_beacon.api.pings.ping")


def test_api_key_header_is_sent(ours: Build, stock: ModuleType, call_stock: Build) -> None:
    """The key goes into the header that the document names; stock knows no apiKey scheme."""
    seen: list[httpx.Headers] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return httpx.Response(200, json={})

    ours(handler, api_key="k" * 12).lights.get("a")
    client = stock.AuthenticatedClient(
        base_url="https://beacon.test", token="k" * 12, httpx_args={"transport": httpx.MockTransport(handler)}
    )
    call_stock("lights", "get_light", client, "a")
    assert [headers.get("X-Api-Key") for headers in seen] == ["k" * 12, None]
