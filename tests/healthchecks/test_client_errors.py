"""Every documented error of both clients over a real socket, and how often a failing call is tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from uptimekit import DecodingError, NetworkError
from uptimekit.healthchecks import (
    BadAPIRequestError,
    CheckCreate,
    CheckNotFoundError,
    CheckUpdate,
    HCAPIAuthError,
    HCAPIError,
    HCAPIKeyError,
    HCAPIPermissionError,
    HCAPIRateLimitError,
    HCAPIServerError,
    NonUniqueSlugError,
)
from uptimekit.sandbox import Fault

from ._support import API_KEY, NOBODY, PINGS, UUID, Caller, Recorder, Server, make_check, uuid_of


@pytest.mark.parametrize("key", ["", "W" * 32], ids=["none", "wrong"])
@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("get_checks", ()),
        ("find_checks", ()),
        ("get_check", (UUID,)),
        ("get_check_by_slug", ("job",)),
        ("create_check", (CheckCreate(),)),
        ("upsert_check", (CheckCreate(name="x"),)),
        ("update_check", (UUID, CheckUpdate(name="x"))),
        ("delete_check", (UUID,)),
        ("pause_check", (UUID,)),
        ("resume_check", (UUID,)),
        ("get_check_pings", (UUID,)),
        ("get_ping_body", (UUID, 1)),
        ("get_check_flips", (UUID,)),
        ("get_integrations", ()),
        ("get_badges", ()),
        ("get_badge_status", ()),
    ],
)
def test_no_or_wrong_key(server: Server, key: str, method: str, arguments: tuple[Any, ...]) -> None:
    """Without a key nothing is sent, a wrong one is refused by the server; both are HCAPIAuthError."""
    with pytest.raises(HCAPIAuthError) as caught:
        server.call(getattr(server.client(api_key=key), method), *arguments)
    assert type(caught.value) is HCAPIKeyError
    assert ("(api_key= was used" if key else "set HEALTHCHECKS_API_KEY") in str(caught.value)
    assert ("is it read-only?" in str(caught.value)) is (
        bool(key) and method.split("_")[0] not in ("get", "find")
    )
    assert ("wrong api key" in str(caught.value)) is bool(key)
    assert sum(server.sandbox.requests.values()) == bool(key)


def test_a_ping_key_as_api_key(server: Server) -> None:
    """The server calls a key of another length a missing one; the error says what is wrong with it, and not the key."""
    client = server.client(api_key=server.main.ping_key)
    with pytest.raises(
        HCAPIKeyError, match="missing api key, or one of another length than 32 characters; a ping key has 22"
    ) as caught:
        server.call(client.get_checks)
    assert server.main.ping_key not in str(caught.value)
    with pytest.raises(HCAPIKeyError, match="wrong api key") as caught:
        server.call(server.client(api_key="k" * 32).get_checks)
    assert "32 characters" not in str(caught.value)


def test_key_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an api_key argument, the environment variable is the key."""
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", server.main.api_key)
    assert server.call(server.client(api_key="").get_checks) == []


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("create_check", (CheckCreate(),)),
        ("update_check", (UUID, CheckUpdate(name="x"))),
        ("delete_check", (UUID,)),
        ("pause_check", (UUID,)),
        ("resume_check", (UUID,)),
        ("get_check_pings", (UUID,)),
        ("get_ping_body", (UUID, 1)),
        ("get_integrations", ()),
    ],
)
def test_read_only_key(server: Server, method: str, arguments: tuple[Any, ...]) -> None:
    """A read-only key where a read-write key is needed is an HCAPIAuthError with status 401."""
    reader = server.client(api_key=server.main.readonly_key)
    with pytest.raises(HCAPIAuthError, match="wrong api key") as caught:
        server.call(getattr(reader, method), *arguments)
    assert caught.value.status_code == 401


@pytest.mark.parametrize("method", ["get_check", "delete_check", "pause_check", "get_check_pings"])
def test_check_of_another_project(server: Server, method: str) -> None:
    """Another project's check is an HCAPIAuthError with status 403."""
    made = make_check(server, server.client())
    stranger = server.client(api_key=server.other.api_key)
    with pytest.raises(HCAPIAuthError) as caught:
        server.call(getattr(stranger, method), made.uuid)
    assert (type(caught.value), caught.value.status_code) == (HCAPIPermissionError, 403)


def test_check_limit(server: Server) -> None:
    """The account's limit of checks is an HCAPIPermissionError; an upsert that matches still works."""
    client = server.client()
    for number in range(10):
        make_check(server, client, name=f"Job {number}")
    with pytest.raises(HCAPIPermissionError):
        make_check(server, client, name="One more")
    assert not server.call(client.upsert_check, CheckCreate(name="Job 3")).created


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("get_check", ()),
        ("update_check", (CheckUpdate(name="x"),)),
        ("delete_check", ()),
        ("pause_check", ()),
        ("resume_check", ()),
        ("get_check_pings", ()),
        ("get_check_flips", ()),
        *((ping, ()) for ping in PINGS),
    ],
)
def test_unknown_check(server: Server, method: str, arguments: tuple[Any, ...]) -> None:
    """An unknown UUID raises CheckNotFoundError from every method that takes one."""
    with pytest.raises(CheckNotFoundError) as caught:
        server.call(getattr(server.client(), method), NOBODY, *arguments)
    assert caught.value.status_code == 404


@pytest.mark.parametrize("keys", [{}, {"ping_key": "z" * 22}], ids=["slug", "ping key"])
def test_unknown_slug(server: Server, keys: dict[str, str]) -> None:
    """An unknown slug and an unknown ping key raise CheckNotFoundError, in the server's words."""
    with pytest.raises(CheckNotFoundError, match="not found"):
        server.call(server.client(**keys).success_ping, slug="ghost")


def test_bad_request(server: Server) -> None:
    """What only the server can judge raises BadAPIRequestError with its words, and changes nothing."""
    client = server.client()
    made = make_check(server, client)
    with pytest.raises(BadAPIRequestError, match="invalid channel identifier: nope"):
        server.call(client.update_check, made.uuid, CheckUpdate(name="new", channels=["nope"]))
    with pytest.raises(BadAPIRequestError, match="schedule is not a valid cron or OnCalendar expression"):
        server.call(client.update_check, made.uuid, CheckUpdate(schedule="0 0 31 2 *"))
    with pytest.raises(BadAPIRequestError) as caught:
        server.call(client.api.checks.list_flips, made.uuid, seconds=-1)
    assert caught.value.status_code == 400
    assert server.call(client.get_check, made.uuid) == made


@pytest.mark.parametrize("method", PINGS)
def test_ambiguous_slug(server: Server, method: str) -> None:
    """A ping to a slug that two checks share raises NonUniqueSlugError, at once and in the server's words."""
    client = server.client()
    make_check(server, client)
    make_check(server, client)
    with pytest.raises(NonUniqueSlugError, match="ambiguous slug") as caught:
        server.call(getattr(client, method), slug="job")
    assert (caught.value.status_code, caught.value.attempts) == (409, 1)
    assert server.call.clock.waits == []


def test_rate_limit(server: Server) -> None:
    """A 429 is waited out as long as the server asks; one that never ends is an HCAPIRateLimitError."""
    client = server.client()
    limited = Fault(status=429, headers={"Retry-After": "7"}, times=2)
    server.faults.add(limited)
    assert server.call(client.get_checks) == []
    assert sum(server.call.clock.waits) >= 14
    server.faults.add(Fault(status=429, headers={"Retry-After": "3600"}))
    with pytest.raises(HCAPIRateLimitError) as caught:
        server.call(client.get_integrations)
    assert (caught.value.retry_after, caught.value.attempts) == (3600, 1)


RETRIED: list[tuple[str, Callable[[str], tuple[Any, ...]], int]] = [
    ("get_checks", lambda _: (), 3),
    ("get_check", lambda uuid: (uuid,), 3),
    ("create_check", lambda _: (CheckCreate(name="x"),), 1),
    ("create_check", lambda _: (CheckCreate(name="x", unique=["name"]),), 3),
    ("upsert_check", lambda _: (CheckCreate(name="x"),), 3),
    ("update_check", lambda uuid: (uuid, CheckUpdate(desc="x")), 3),
    ("pause_check", lambda uuid: (uuid,), 3),
    ("resume_check", lambda uuid: (uuid,), 1),
    ("success_ping", lambda uuid: (uuid,), 6),
    ("start_ping", lambda uuid: (uuid,), 6),
    ("fail_ping", lambda uuid: (uuid,), 6),
    ("log_ping", lambda uuid: (uuid,), 6),
    ("exit_code_ping", lambda uuid: (1, uuid), 6),
]


@pytest.mark.parametrize(("method", "arguments", "attempts"), RETRIED)
def test_attempts_on_server_errors(
    server: Server, method: str, arguments: Callable[[str], tuple[Any, ...]], attempts: int
) -> None:
    """After 5xx, what may be sent twice is (1+2 times, pings 1+5 times), and a plain create or resume is not."""
    client = server.client()
    made = make_check(server, client)
    server.faults.add(Fault(status=503, body="<h1>no</h1>"))
    with pytest.raises(HCAPIError) as caught:
        server.call(getattr(client, method), *arguments(uuid_of(made)))
    assert (type(caught.value), caught.value.status_code) == (HCAPIServerError, 503)
    assert server.faults.injected["status 503"] == caught.value.attempts == attempts


@pytest.mark.parametrize(("method", "arguments", "attempts"), RETRIED)
def test_attempts_on_broken_connections(
    server: Server, method: str, arguments: Callable[[str], tuple[Any, ...]], attempts: int
) -> None:
    """A connection that breaks before the answer is a NetworkError, after as many attempts as a 5xx."""
    client = server.client()
    made = make_check(server, client)
    server.faults.add(Fault(drop="before"))
    with pytest.raises(NetworkError) as caught:
        server.call(getattr(client, method), *arguments(uuid_of(made)))
    assert caught.value.maybe_sent
    reconnected = 1  # the connection of make_check() is kept, found broken once, and replaced free of charge
    expected = attempts if attempts == 1 else attempts + reconnected
    assert server.faults.injected["drop before"] == caught.value.attempts == expected


def test_upsert_survives_a_lost_answer(server: Server) -> None:
    """An upsert whose answer is lost is repeated, and leaves one check."""
    client = server.client()
    server.faults.add(Fault(drop="after", match="POST", times=1))
    check, created = server.call(client.upsert_check, CheckCreate(name="Job"))
    assert created is None, "the first attempt had made it, but the second cannot know"
    assert [found.uuid for found in server.call(client.get_checks)] == [check.uuid]


def test_a_create_without_its_unique_field_is_not_repeated(server: Server) -> None:
    """Where a field of ``unique`` is not given, the server looks for no check: a lost answer is raised, one check made."""
    client = server.client()
    server.faults.add(Fault(drop="after", match="POST", times=1))
    with pytest.raises(NetworkError) as caught:
        server.call(client.create_check, CheckCreate(tags="x", unique=["name"]))
    assert (caught.value.maybe_sent, caught.value.attempts) == (True, 1)
    assert len(server.call(client.get_checks)) == 1


def test_run_id_survives_retries(call: Caller) -> None:
    """Every attempt of a ping carries the same run id and body."""
    answer = Recorder(httpx.Response(500), httpx.Response(502), httpx.Response(200, text="OK"))
    assert call(call.mocked(answer).success_ping, UUID, data="x", rid=UUID)
    assert answer.rids == {UUID}
    assert answer.bodies == ["x"] * 3


def test_no_server(call: Caller) -> None:
    """Where nobody listens, every attempt fails, and NetworkError says that nothing was sent."""
    client = call.client(api_key=API_KEY, api_url="http://127.0.0.1:1/api/")
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1") as caught:
        call(client.success_ping, UUID)
    assert (caught.value.maybe_sent, caught.value.attempts) == (False, 6)


def test_answer_of_something_else(call: Caller) -> None:
    """A web page where the API was expected is a DecodingError that shows nothing of it."""
    client = call.mocked(Recorder(httpx.Response(200, html="<h1>Log in</h1>")))
    with pytest.raises(DecodingError, match="text/html where JSON was expected"):
        call(client.get_checks)
