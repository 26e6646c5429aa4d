"""What the clients of all providers have in common, synchronous and asynchronous."""

from __future__ import annotations

import asyncio
import copy
import importlib
import os
import pickle
import random
import ssl
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.faults._server import FaultServer, Step, answer_json, tunnel
from tests.runtime._kit import KEY, Driver, Network, Script, ok, status

import uptimekit
from uptimekit import (
    APIStatusError,
    ClientStateError,
    ConfigurationError,
    betterstack,
    healthchecks,
    statuspage,
    uptimehunt,
)


@dataclass(frozen=True)
class Provider:
    """A row of the table.

    Attributes:
        kinds: names of the synchronous and the asynchronous class.
        given: the arguments that a client needs.
        look: calls a method that sends one GET.
        answer: the body that it reads.
        not_found: what it raises for 404.
        refused: what a constructor raises for an argument that makes no sense.
        address: the argument for another server.
    """

    kinds: tuple[str, str]
    given: dict[str, Any]
    look: Callable[[Any], Any]
    answer: Any
    not_found: type[APIStatusError]
    refused: type[ConfigurationError] = ConfigurationError
    address: str = "base_url"


PROVIDERS = {
    "betterstack": Provider(
        kinds=("UptimeAPI", "AsyncUptimeAPI"),
        given={"bearer_token": KEY},
        look=lambda client: client.delete("things"),
        answer={"data": []},
        not_found=betterstack.NotFoundError,
        refused=betterstack.ConfigurationError,
    ),
    "healthchecks": Provider(
        kinds=("Client", "AsyncClient"),
        given={"api_key": KEY, "ping_key": KEY},
        look=lambda client: client.get_checks(),
        answer={"checks": []},
        not_found=healthchecks.CheckNotFoundError,
        address="api_url",
    ),
    "uptimehunt": Provider(
        kinds=("Client", "AsyncClient"),
        given={"access_token": KEY},
        look=lambda client: client.auth.me(),
        answer={"data": {"id": 1}},
        not_found=uptimehunt.NotFoundError,
    ),
    "statuspage": Provider(
        kinds=("Client", "AsyncClient"),
        given={"api_key": KEY, "page_id": "p1"},
        look=lambda client: client.page.get(),
        answer={"id": "p1"},
        not_found=statuspage.NotFoundError,
    ),
}


class Subject:
    """The client of one provider, of one kind."""

    def __init__(self, name: str, driver: Driver) -> None:
        self.row = PROVIDERS[name]
        self.module: Any = importlib.import_module(f"uptimekit.{name}")
        self.generated: Any = importlib.import_module(f"uptimekit_clients.{name}")
        self.driver = driver

    @property
    def kind(self) -> Any:
        return getattr(self.module, self.row.kinds[self.driver.asynchronous])

    def client(self, script: Script | None = None, **options: Any) -> Any:
        """A client that talks to *script*."""
        if script is not None:
            options["transport"] = Network(script)
        fixed = {"clock": self.driver.clock, "rng": random.Random(7), "rate_limit": None}
        return self.driver.keep(self.kind(**{**fixed, **self.row.given, **options}))

    def at(self, server: FaultServer, **options: Any) -> Any:
        """A client that talks to *server*."""
        return self.client(**{self.row.address: f"{server.url}/"}, **options)

    def answering(self) -> Script:
        return Script(ok(self.row.answer))

    def look(self, client: Any) -> Any:
        return self.driver.run(self.row.look(client))

    def end(self, client: Any, way: str) -> None:
        """Close *client*: at the end of a block (``"with"``), or by the method of this name."""
        asynchronous = self.driver.asynchronous
        if way != "with":
            self.driver.run(client.aclose() if way == "aclose" and asynchronous else client.close())
        elif asynchronous:
            self.driver.run(_through(client))
        else:
            with client as entered:
                assert entered is client


async def _through(client: Any) -> None:
    async with client as entered:
        assert entered is client


@pytest.fixture(params=[(name, kind) for name in PROVIDERS for kind in ("sync", "async")], ids="-".join)
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    """Each client in turn."""
    name, kind = request.param
    driver = Driver(kind)
    yield Subject(name, driver)
    driver.finish()


def test_the_generated_client(subject: Subject) -> None:
    """`api` is the generated client of the same kind, with the same clock."""
    client = subject.client(subject.answering())
    kind = "AsyncClient" if subject.driver.asynchronous else "Client"
    assert isinstance(client.api, getattr(subject.generated, kind))
    assert client.clock is client.api.clock is subject.driver.clock


def test_with_options(subject: Subject) -> None:
    """The copy is of the same class and has the new options, for everything that it gives; the original keeps its own."""
    script = Script(status(503))
    client = subject.client(script, retries=2)
    twin = client.with_options(retries=0)
    assert type(twin) is type(client)
    for each, attempts in ((twin, 1), (client, 3), (twin, 1)):
        script.requests.clear()
        with pytest.raises(uptimekit.ServerError):
            subject.look(each)
        assert len(script.requests) == attempts


def test_capture(subject: Subject) -> None:
    """`capture` collects the raw answers."""
    client = subject.client(subject.answering())
    with client.capture() as raw:
        subject.look(client)
    assert [answer.status_code for answer in raw.responses] == [200]


def test_forecast(subject: Subject) -> None:
    """`forecast` tells the seconds that a client-side limit takes."""
    limit = uptimekit.RateLimit(requests=1, period=60.0)
    client = subject.client(subject.answering(), rate_limit=limit)
    assert client.forecast(1) == 0.0
    subject.look(client)
    assert 60.0 <= client.forecast(1) < 61.0


@pytest.mark.parametrize("way", ["with", "close", "aclose"])
def test_closing(subject: Subject, way: str) -> None:
    """A client ends with its block or by `close`, and its copies with it; closing a copy closes nothing."""
    script = subject.answering()
    client = subject.client(script)
    twin = client.with_options(retries=0)
    subject.end(twin, way)
    subject.look(client)
    subject.end(client, way)
    subject.end(client, "close")
    for each in (client, twin):
        with pytest.raises(ClientStateError, match="closed"):
            subject.look(each)
    assert len(script.requests) == 1


def test_an_http_client_that_is_passed_in(subject: Subject) -> None:
    """It sends what the client asks for, and stays open unless it is to be closed."""
    options: list[dict[str, Any]] = [{}, {"close_http_client": True}]
    for closes in options:
        script = subject.answering()
        http = subject.driver.http(script)
        client = subject.client(http_client=http, **closes)
        subject.look(client)
        subject.end(client, "with")
        assert (len(script.requests), http.is_closed) == (1, bool(closes))
        subject.driver.run(http.aclose() if subject.driver.asynchronous else http.close())


@pytest.mark.parametrize("subject", [(name, "async") for name in PROVIDERS], ids="-".join, indirect=True)
def test_several_event_loops(subject: Subject) -> None:
    """A client of tasks works on loop after loop; a loop that is over leaves no connection, and any loop closes."""
    server = FaultServer(answer_json(subject.row.answer))
    client = subject.at(server)
    for _ in range(3):
        asyncio.run(subject.row.look(client))
    assert (len(server.requests), server.connections) == (3, 3)
    asyncio.run(client.aclose())
    server.stop()


def test_certificates_and_proxy(subject: Subject, certificate: Path) -> None:
    """`verify` trusts a server that is not trusted otherwise, and `proxy` is the way to it, with its credentials."""
    with _servers(answer_json(subject.row.answer), tls=certificate) as (server, proxy):
        through = proxy.url.replace("//", "//user:a-long-password@")
        for options in ({"verify": certificate}, {"verify": str(certificate), "proxy": through}):
            subject.look(subject.at(server, **options))
        with pytest.raises(uptimekit.NetworkError, match="not trusted"):
            subject.look(subject.at(server))
        assert len(server.requests) == 2
    assert [(seen.method, seen.target) for seen in proxy.requests] == [
        ("CONNECT", f"127.0.0.1:{server.port}")
    ]
    assert proxy.requests[0].headers["proxy-authorization"] == "Basic dXNlcjphLWxvbmctcGFzc3dvcmQ="


@pytest.mark.parametrize("tls", [False, True])
def test_few_contexts(
    subject: Subject, tls: bool, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clients of a process share what they trust, and make none of it for http."""
    made: list[bool] = []
    usual = ssl.SSLContext.__new__

    def counted(kind: type[ssl.SSLContext], *arguments: Any, **named: Any) -> ssl.SSLContext:
        made.append(True)
        return usual(kind, *arguments, **named)

    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)
    with _servers(answer_json(subject.row.answer), tls=certificate if tls else None) as (server, _):
        os.utime(certificate)  # another file, as far as earlier tests know
        monkeypatch.setattr(ssl.SSLContext, "__new__", counted)
        for _ in range(3):
            client = subject.at(server, **({"verify": certificate} if tls else {}))
            subject.look(client)
            subject.look(client.with_options(retries=0))
        assert (len(server.requests), len(made)) == (6, int(tls))


@pytest.mark.parametrize("passed_in", ["http_client", "transport"])
def test_certificates_of_what_is_passed_in(subject: Subject, passed_in: str) -> None:
    """Options for connections are refused together with what has connections of its own."""
    http = subject.driver.http(subject.answering())
    given = {passed_in: http if passed_in == "http_client" else http._transport}
    for options, named in (
        ({"verify": False}, "verify="),
        ({"proxy": "http://user:s3cret-word@127.0.0.1:1"}, "proxy="),
        ({"verify": "/nowhere", "proxy": "http://127.0.0.1:1"}, "verify= and proxy="),
    ):
        with pytest.raises(subject.row.refused) as caught:
            subject.client(**given, **options)
        assert str(caught.value) == (
            f"{named} cannot be used with {passed_in}=; build the {passed_in} with such a setting, or leave it out"
        )
    subject.driver.run(http.aclose() if subject.driver.asynchronous else http.close())


@contextmanager
def _servers(step: Step, tls: Path | None) -> Iterator[tuple[FaultServer, FaultServer]]:
    """A server, and a proxy that makes tunnels."""
    context = None
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
    servers = FaultServer(step, tls=context), FaultServer(tunnel)
    try:
        yield servers
    finally:
        for each in servers:
            each.stop()


def test_few_frames_of_ours(subject: Subject) -> None:
    """At most six frames of this package lie between the caller of a method and the HTTP library."""
    counts: list[int] = []

    def count(_: httpx.Request) -> httpx.Response:
        packages = [frame.f_globals["__name__"].partition(".")[0] for frame, _ in traceback.walk_stack(None)]
        counts.append(sum(name in ("uptimekit", "uptimekit_clients") for name in packages))
        return ok(subject.row.answer)

    subject.look(subject.client(Script(count)))
    assert counts
    assert max(counts) <= 6


def test_repr(subject: Subject) -> None:
    """A client shows its class and where it leads, and no secret."""
    shown = repr(subject.client())
    assert shown.startswith(f"<{subject.kind.__name__} ")
    assert KEY not in shown


@pytest.mark.parametrize("send_away", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_client_stays_where_it_is(subject: Subject, send_away: Callable[[Any], Any]) -> None:
    """A client can neither be pickled nor copied; the error says what to do."""
    with pytest.raises(TypeError, match=r"with_options\(\)"):
        send_away(subject.client())


class Mine(APIStatusError):
    """The caller's own."""


@pytest.mark.parametrize("key", [404, 4, 0])
def test_error_classes(subject: Subject, key: int) -> None:
    """The caller's error classes go before those of the provider, the more general ones too."""
    client = subject.client(Script(status(404)), error_classes={key: Mine})
    with pytest.raises(Mine) as caught:
        subject.look(client)
    assert type(caught.value) is Mine


def test_the_providers_error_classes(subject: Subject) -> None:
    """Statuses that the caller has no class for raise what the provider documents."""
    client = subject.client(Script(status(404)), error_classes={500: Mine, 3: Mine})
    with pytest.raises(subject.row.not_found):
        subject.look(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"retries": -1},
        {"no_such_option": 1},
        {"verify": 1},
        {"verify": ""},
        {"verify": "/nowhere/ca.pem"},
        {"proxy": {"https": "http://127.0.0.1:1"}},
        {"proxy": "ftp://127.0.0.1"},
        {"http_client": 7},
        {"error_classes": 404},
        {"error_classes": {404: ValueError}},
    ],
    ids=repr,
)
def test_wrong_options(subject: Subject, wrong: dict[str, Any]) -> None:
    """Options that make no sense are refused by the error that the provider documents, which names them."""
    with pytest.raises(subject.row.refused, match=next(iter(wrong))) as caught:
        subject.client(**wrong)
    assert isinstance(caught.value, ConfigurationError)


def test_wrong_options_of_a_copy(subject: Subject) -> None:
    """`with_options` refuses by the same error."""
    client = subject.client()
    with pytest.raises(subject.row.refused, match="retries"):
        client.with_options(retries=-1)


def test_one_error_of_waiting(subject: Subject) -> None:
    """There is one WaitTimeoutError, a TimeoutError."""
    assert (
        getattr(subject.module, "WaitTimeoutError", uptimekit.WaitTimeoutError) is uptimekit.WaitTimeoutError
    )
    assert issubclass(uptimekit.WaitTimeoutError, TimeoutError)


def test_both_kinds_offer_the_same(subject: Subject) -> None:
    """The asynchronous class has each public name of the synchronous one, and `aclose`."""
    sync, asynchronous = (getattr(subject.module, name) for name in subject.row.kinds)
    public = [{name for name in dir(kind) if not name.startswith("_")} for kind in (sync, asynchronous)]
    assert public[1] == {*public[0], "aclose"}


def test_a_hook_that_is_added_later(subject: Subject) -> None:
    """It sees the calls from then on, also those of copies with other hooks."""
    seen: list[str] = []
    client = subject.client(subject.answering())
    subject.look(client)
    client.add_hook(lambda event: seen.append(type(event).__name__))
    subject.look(client)
    assert seen == ["RequestSent", "Answered"]
    subject.look(client.with_options(hooks=[]))
    assert seen == ["RequestSent", "Answered"] * 2
