"""Addresses, API versions, options and the end of a client, for both kinds."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from uptimekit import ClientStateError, ConfigurationError
from uptimekit.healthchecks import (
    CheckNotFoundError,
    CheckUpdate,
    HCAPIServerError,
)
from uptimekit_clients.healthchecks import AsyncClient as GeneratedAsyncClient
from uptimekit_clients.healthchecks import Client as GeneratedClient

from ._support import API_KEY, NOBODY, PING_KEY, UUID, Caller, Recorder, Server, make_check

# ---------------------------------------------------------------------- addresses and versions


@pytest.mark.parametrize(
    ("given", "api", "ping"),
    [
        ({}, "https://healthchecks.io/api/v3", "https://hc-ping.com"),
        (
            {"api_url": "https://healthchecks.io/api"},
            "https://healthchecks.io/api/v3",
            "https://hc-ping.com",
        ),
        (
            {"api_url": "https://hc.example.org/api/"},
            "https://hc.example.org/api/v3",
            "https://hc.example.org/ping",
        ),
        (
            {"api_url": "https://example.org/monitoring/api"},
            "https://example.org/monitoring/api/v3",
            "https://example.org/monitoring/ping",
        ),
        (
            {"api_url": "https://hc.example.org/api/", "ping_url": "https://ping.example.org"},
            "https://hc.example.org/api/v3",
            "https://ping.example.org",
        ),
        ({"api_version": 1}, "https://healthchecks.io/api/v1", "https://hc-ping.com"),
        ({"api_version": 2}, "https://healthchecks.io/api/v2", "https://hc-ping.com"),
    ],
)
def test_addresses(call: Caller, given: dict[str, Any], api: str, ping: str) -> None:
    """Calls go to api_url with the version, pings to ping_url, which follows an api_url of one's own."""
    answer = Recorder(httpx.Response(200, json={"checks": []}), httpx.Response(200, text="OK"))
    client = call.mocked(answer, **given)
    call(client.get_checks)
    call(client.success_ping, UUID)
    call(client.success_ping, slug="job")
    urls = [str(request.url) for request in answer.requests]
    assert urls == [f"{api}/checks/", f"{ping}/{UUID}", f"{ping}/{PING_KEY}/job"]


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"api_version": 4}, "api_version must be 1, 2 or 3"),
        ({"api_version": True}, "api_version must be 1, 2 or 3"),
        ({"api_version": "3"}, "api_version must be 1, 2 or 3"),
        ({"api_url": "https://hc.example.org/api/v2/"}, "or pass api_version=2"),
        ({"api_url": "hc.example.org/api/"}, "https://"),
        ({"api_url": "https://hc.example.org/{api}/"}, "not a URL"),
        ({"client": object()}, "httpx"),
        ({"client": object(), "http_client": object()}, "client is the older name of http_client"),
        ({"no_such_option": 1}, "no_such_option"),
    ],
)
def test_wrong_construction(call: Caller, given: dict[str, Any], complaint: str) -> None:
    """A client that cannot work is refused when it is built, with the reason."""
    with pytest.raises(ConfigurationError, match=complaint):
        call.client(**given)


@pytest.mark.parametrize(("version", "status"), [(1, "started"), (2, "new"), (3, "new")])
def test_versions(server: Server, version: int, status: str) -> None:
    """All three API versions work; the first one hides the status of a check whose job runs."""
    client = server.client(api_version=version)
    made = make_check(server, client)
    server.call(client.start_ping, made.uuid)
    running = server.call(client.get_check, made.uuid)
    assert (running.status, running.started) == (status, True)
    assert running.update_url is not None
    assert f"/api/v{version}/" in running.update_url


def test_renaming_keeps_the_slug_only_in_version_3(server: Server) -> None:
    """Version 3, the default, leaves the slug alone when a name is sent; the older ones rewrite it."""
    made = make_check(server, server.client())
    for version, slug in ((3, "job"), (1, "new-name")):
        client = server.client(api_version=version)
        assert server.call(client.update_check, made.uuid, CheckUpdate(name="New name")).slug == slug


# ---------------------------------------------------------------------- lifecycle and options


def _injected(call: Caller) -> Any:
    return httpx.Client() if call.kind == "sync" else httpx.AsyncClient()


def _leave(call: Caller, client: Any) -> None:
    async def leave() -> None:
        async with client:
            pass

    if call.kind == "sync":
        with client:
            pass
    else:
        call.wait(leave())


def test_injected_client_is_used_and_closed(server: Server) -> None:
    """An httpx client that is passed in sends the requests, and the context manager closes it, as documented."""
    http = _injected(server.call)
    http.headers["x-mine"] = "1"
    client = server.client(client=http)
    with client.capture() as raw:
        server.call(client.get_checks)
    assert raw.last.status_code == 200
    _leave(server.call, client)
    assert http.is_closed


def test_injected_client_can_be_kept_open(call: Caller) -> None:
    """With close_http_client=False a shared httpx client survives the context manager."""
    http = _injected(call)
    _leave(call, call.client(client=http, close_http_client=False))
    assert not http.is_closed
    call.wait(http.close() if call.kind == "sync" else http.aclose())


def test_use_after_close(call: Caller) -> None:
    """A closed client, and every copy of it, raises ClientStateError instead of sending."""
    answer = Recorder()
    client = call.mocked(answer)
    copy = client.with_options(retries=0)
    _leave(call, client)
    for use in (client.get_checks, copy.get_checks):
        with pytest.raises(ClientStateError, match="closed"):
            call(use)
    with pytest.raises(ClientStateError, match="closed"):
        call(client.success_ping, UUID)
    assert answer.requests == []


def test_closing_a_copy_closes_nothing(call: Caller) -> None:
    """A copy made by with_options shares its original's connections, and leaves them open."""
    client = call.mocked(Recorder(httpx.Response(200, json={"checks": []})))
    _leave(call, client.with_options(retries=0))
    assert call(client.get_checks) == []


def test_with_options(call: Caller) -> None:
    """with_options changes the copy, for calls and pings alike, and not the original."""
    answer = Recorder(httpx.Response(503))
    client = call.mocked(answer)
    copy = client.with_options(retries=0, headers={"x-mine": "1"})
    assert type(copy) is type(client)
    for use, attempts in ((copy.success_ping, 1), (client.success_ping, 6)):
        answer.requests.clear()
        with pytest.raises(HCAPIServerError):
            call(use, slug="job")
        assert len(answer.requests) == attempts
        assert {request.headers.get("x-mine") for request in answer.requests} == {
            "1" if attempts == 1 else None
        }


def test_options_of_the_constructor_hold_for_pings(call: Caller) -> None:
    """Retries that the caller chose win over the ones that pings have by default."""
    answer = Recorder(httpx.Response(503))
    with pytest.raises(HCAPIServerError):
        call(call.mocked(answer, retries=1).success_ping, UUID)
    assert len(answer.requests) == 2


def test_an_added_hook_sees_pings(call: Caller) -> None:
    """A hook that is added to a client gets the events of its pings too, which another set of options sends."""
    seen: list[str] = []
    client = call.mocked(Recorder(httpx.Response(200, text="OK")))
    client.add_hook(lambda event: seen.append(type(event).__name__))
    call(client.success_ping, UUID)
    assert seen == ["RequestSent", "Answered"]


def test_ping_timeouts(call: Caller) -> None:
    """Pings connect within 5 and read within 10 seconds, and end within a minute of retries."""
    answer = Recorder(httpx.Response(503, headers={"Retry-After": "25"}))
    with pytest.raises(HCAPIServerError) as caught:
        call(call.mocked(answer).success_ping, UUID)
    assert answer.requests[0].extensions["timeout"] == {
        "connect": 5.0,
        "read": 10.0,
        "write": 10.0,
        "pool": 10.0,
    }
    assert caught.value.attempts == 3, "two waits of 25 seconds fit into the minute"
    assert sum(call.clock.waits) < 60


def test_capture(call: Caller) -> None:
    """capture() collects the raw answer of any method, also of one that captures for itself."""
    client = call.mocked(Recorder(httpx.Response(200, text="OK", headers={"x-seen": "1"})))
    with client.capture() as raw:
        call(client.success_ping, UUID)
    assert [(answer.status_code, answer.headers["x-seen"]) for answer in raw.responses] == [(200, "1")]


def test_the_generated_client_is_there(server: Server) -> None:
    """``client.api`` offers every operation, with the same key and error classes."""
    client = server.client()
    assert isinstance(client.api, GeneratedClient if server.call.kind == "sync" else GeneratedAsyncClient)
    assert server.call(client.api.service.status) == "OK"
    with pytest.raises(CheckNotFoundError):
        server.call(client.api.checks.get, NOBODY)


def test_repr(call: Caller) -> None:
    """A client's repr says where it leads, and that there is a key."""
    shown = repr(call.client(api_key=API_KEY))
    assert shown.startswith(f"<{call.client_class.__name__} ")
    assert "https://healthchecks.io/api/v3" in shown
    assert "api_key=***" in shown
