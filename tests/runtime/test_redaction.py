"""Canary secrets must show nowhere: not in text, logs, events, pickles or tracebacks."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.faults._server import FaultServer, answer

from uptimekit._runtime import Pagination, read_json
from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.redaction import SHOWN_HEADERS, shown_headers, silent_transport

from ._kit import DELETE, GET, POST, URL, Driver, Script, Step, ok, operation, request, status

KEY = "canary" + "K" * 24
PING_KEY = "canary" + "P" * 16
UUID = "0000canary-0000-4000-8000-000000000000"
PING = operation("POST", server="ping", path="/{ping_key}/{uuid}", security=(), secrets=("ping_key", "uuid"))
SECRETS = (KEY, PING_KEY, UUID, "canary")

FAULTS: list[Step] = [
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("broke"),
    httpx.DecodingError("gzip"),
    status(400),
    status(401, {"error": f"unknown key {KEY}"}),
    status(403, {"message": KEY, "errors": {"key": [KEY]}, "code": KEY}),
    httpx.Response(404, text=f"no key {KEY}"),
    status(429, retry_after="999"),
    status(500),
    status(302, location=f"https://ping.example.test/{UUID}"),
    httpx.Response(200, text=f"<html>{KEY}", headers={"content-type": "text/html", "set-cookie": KEY}),
    httpx.Response(200, content=b"x" * 200_000),
]


class Logged(logging.Handler):
    """Everything that is logged from DEBUG up, also by the transport's libraries."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, with its text."""
        record.message = record.getMessage()
        self.records.append(record)


@pytest.fixture
def logged() -> Iterator[Logged]:
    """A handler that sees every record; none may have a secret."""
    seen = Logged()
    for name in ("uptimekit", "httpx", "httpcore", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger().addHandler(seen)
    yield seen
    logging.getLogger().removeHandler(seen)
    text = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in seen.records)
    assert not [secret for secret in SECRETS if secret in text]


def _texts(error: BaseException) -> Iterator[str]:
    yield str(error)
    yield repr(error)
    yield "".join(traceback.format_exception(error))
    yield repr(vars(error))
    yield repr(pickle.dumps(error))
    yield repr(vars(copy.deepcopy(error)))


@pytest.mark.parametrize("fault", FAULTS, ids=str)
@pytest.mark.parametrize("op", [GET, POST, DELETE, PING], ids=lambda op: op.id + op.path)
def test_no_secret_in_errors_logs_and_events(driver: Driver, logged: Logged, op: Any, fault: Step) -> None:
    """Neither key nor ping path shows in any error, its chain and pickle, in any event, or in any log record."""
    events: list[Any] = []
    client = driver.client(
        Script(fault), secrets={"api_key": KEY}, hooks=[events.append], max_response_bytes=100_000
    )
    sent = request(op, path=f"/{PING_KEY}/{UUID}") if op is PING else request(op)
    try:
        driver.json(client, sent)
    except UptimeKitError as error:
        for text in _texts(error):
            assert not [secret for secret in SECRETS if secret in text]
    assert events
    assert "canary" not in repr(events)
    assert logged.records
    assert "canary" not in repr(client)
    assert "api_key=***" in repr(client)


def test_the_transport_s_own_log_is_silent(driver: Driver, logged: Logged) -> None:
    """httpx logs full URLs at INFO: not those of our requests, and still those of others."""
    client = driver.client(Script(ok()))
    driver.send(client, request(PING, path=f"/{PING_KEY}/{UUID}"))
    assert [record for record in logged.records if record.name == httpx.__name__] == []
    with httpx.Client(transport=httpx.MockTransport(lambda _: ok())) as stranger:
        stranger.get(URL)
    assert len([record for record in logged.records if record.name == httpx.__name__]) == 1
    assert silent_transport.get() is False


@pytest.mark.parametrize(
    "name",
    [
        *("httpx", "httpx2", "hpack.hpack", "hpack.table"),
        *(
            f"httpcore{two}.{part}"
            for two in ("", "2")
            for part in ("connection", "http11", "http2", "proxy", "socks")
        ),
    ],
)
def test_no_logger_of_the_transport_speaks_while_we_send(driver: Driver, name: str, logged: Logged) -> None:
    """Addresses and headers that the HTTP libraries log at any level are dropped during a call, and only then."""
    logger = logging.getLogger(name)

    def speak(sent: httpx.Request) -> httpx.Response:
        logger.critical("%s", sent.url)
        return ok()

    driver.send(driver.client(speak), request())
    assert [record for record in logged.records if record.name == name] == []
    logger.critical("after")
    assert [record.message for record in logged.records if record.name == name] == ["after"]


def test_what_httpcore_logs_of_a_call_is_dropped(driver: Driver, logged: Logged) -> None:
    """At DEBUG the connections below log targets and headers: nothing of a real call gets into a log."""
    server = FaultServer(answer())
    client = driver.client(urls={"ping": server.url})
    driver.send(client, request(PING, path=f"/{PING_KEY}/{UUID}"))
    assert [record for record in logged.records if record.name.startswith(("http", "hpack"))] == []
    driver.close(client)
    server.stop()


def test_a_hook_that_uses_httpx_is_logged(driver: Driver, logged: Logged) -> None:
    """What a hook sends with a client of its own is not ours to silence."""
    stranger = httpx.Client(transport=httpx.MockTransport(lambda _: ok()))
    client = driver.client(Script(ok()), hooks=[lambda _: stranger.get("https://metrics.test")])
    driver.send(client, request())
    assert len([record for record in logged.records if record.name == httpx.__name__]) == 2
    stranger.close()


def test_a_foreign_next_link_shows_no_query(driver: Driver) -> None:
    """The error about a foreign next link names the origin only: the link may carry a token."""
    plan = Pagination("link", "items", next="next")
    client = driver.client(Script(ok({"items": [1], "next": f"https://evil.test/?token={KEY}"})))
    pager = client.paginate(request(operation(pagination=plan)), start_at=None, prefetch=0, max_pages=5)
    with pytest.raises(UptimeKitError) as caught:
        driver.take(pager)
    assert "https://evil.test" in str(caught.value)
    assert KEY not in str(caught.value)


def test_a_misfit_shows_no_value(driver: Driver) -> None:
    """An answer of another shape raises an error whose whole chain repeats nothing of the body."""
    client = driver.client(Script(ok({"number": KEY})))
    read = read_json(lambda body: int(body["number"]))
    with pytest.raises(UptimeKitError) as caught:
        driver.run(client.call(request(read=read)))
    assert not [text for text in _texts(caught.value) if KEY in text]
    assert caught.value.__context__ is None


def test_a_raw_answer_shows_allowed_headers_only(driver: Driver) -> None:
    """repr() of an answer masks every header that is not on the list, and shows no body."""
    raw = driver.send(driver.client(Script(ok({"key": KEY}, set_cookie=KEY, server="nginx"))), request())
    assert "nginx" in repr(raw)
    assert KEY not in repr(raw)
    assert shown_headers({"Server": "x" * 1000}) == {"server": "x" * (SHORT_TEXT_LIMIT - 1) + "…"}
    assert shown_headers({"X-Request-Id": "r", "Authorization": "s"}) == {
        "x-request-id": "r",
        "authorization": "***",
    }


def test_no_secret_header_is_on_the_list() -> None:
    """The allow-list names no header that carries credentials, cookies or addresses."""
    assert not {"authorization", "set-cookie", "cookie", "location", "x-api-key", "link"} & SHOWN_HEADERS
    assert all(name == name.lower() for name in SHOWN_HEADERS)
