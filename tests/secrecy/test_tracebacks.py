"""No frame of this package in the traceback of an error has a secret among its local variables."""

from __future__ import annotations

import asyncio
import inspect
import json
import pkgutil
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.faults._server import FaultServer, Step, Wire, answer, answer_json, close_after_request
from tests.runtime._kit import FakeClock

import uptimekit
import uptimekit_clients
from uptimekit import betterstack, healthchecks, statuspage, uptimehunt

from ._calls import CALLS, KEY, PASSWORD, PING_KEY, SECRETS, TOKEN, UUID, VALUE, Secretive

OURS = tuple(
    str(Path(str(package.__file__)).parent) if package.__file__ else str(next(iter(package.__path__)))
    for package in (uptimekit, uptimekit_clients)
)
TESTS = str(Path(__file__).parents[1])


def _locals_of_ours(error: BaseException) -> Iterator[str]:
    """What an error tracker sends along of our frames and those below, for *error* and what caused it."""
    pending = [traceback.TracebackException.from_exception(error, capture_locals=True)]
    while pending:
        each = pending.pop()
        ours = False
        for frame in each.stack:
            ours = frame.filename.startswith(OURS) or (ours and not frame.filename.startswith(TESTS))
            if ours:
                values = ", ".join(f"{name} = {shown}" for name, shown in (frame.locals or {}).items())
                yield f"{frame.filename}:{frame.lineno} {frame.name}: {values}"
        pending += [cause for cause in (each.__cause__, each.__context__) if cause is not None]


def _leaks(error: BaseException) -> list[str]:
    forms = {form for secret in SECRETS for form in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1])}
    return [text for text in _locals_of_ours(error) if any(form in text for form in forms)]


STEPS: list[Step] = [
    answer_json({"error": "no"}, 404),
    answer(200, b"<html>", "text/html"),
    answer_json([UUID, {"uuid": UUID, "password": PASSWORD}, VALUE]),
    answer(200, b"no gzip", content_encoding="gzip"),
    close_after_request,
]


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_failed_calls(call: Secretive) -> None:
    """Whatever ends a call, our frames are in the traceback, and have no secrets."""
    server = FaultServer(*STEPS)
    try:
        found = call.outcomes(server.url, len(STEPS), clock=FakeClock(), rate_limit=None, retries=0)
    finally:
        server.stop()
    errors = [each for each in found if isinstance(each, BaseException)]
    assert len(errors) >= 3  # where text or nothing is documented, any answer under 200 will do
    assert all(list(_locals_of_ours(error)) for error in errors)
    assert [leak for error in errors for leak in _leaks(error)] == []


def test_calls_without_a_server() -> None:
    """The same where no connection is made: the transport's frames, which hold the address, are below ours."""
    for call in CALLS:
        (error,) = call.errors("http://127.0.0.1:9", clock=FakeClock(), rate_limit=None)
        assert _leaks(error) == []


def _closed(client: healthchecks.Client) -> healthchecks.Client:
    client.close()
    return client


def _refused() -> dict[str, Callable[[], Any]]:
    hc = healthchecks.Client(KEY, PING_KEY)
    api = betterstack.UptimeAPI(TOKEN)
    page = statuspage.Client(api_key=KEY, page_id="page")
    hunt = uptimehunt.Client("a@example.org", PASSWORD)
    odd: Any = {"nonsense": VALUE}
    return {
        "a bad id": lambda: hc.get_check(f"{UUID}/pause"),
        "two addresses": lambda: hc.success_ping(UUID, slug=UUID),
        "a wrong argument": lambda: hc.get_check(UUID, **odd),
        "a wrong option": lambda: healthchecks.Client(KEY, PING_KEY, **odd),
        "a line break in a key": lambda: healthchecks.Client(f"{KEY}\n"),
        "a bad address": lambda: betterstack.UptimeAPI(TOKEN, base_url="ftp://x/"),
        "a token with a line break": lambda: betterstack.UptimeAPI(f"{TOKEN}\n"),
        "a field that there is not": lambda: betterstack.Monitor("1", api, auth_password=PASSWORD, **odd),
        "a filter that there is not": lambda: betterstack.Monitor.find(api, auth_password=PASSWORD),
        "an address elsewhere": lambda: api.post(f"https://elsewhere.test/{UUID}", {"password": PASSWORD}),
        "no page": lambda: statuspage.Client(api_key=KEY, page_id=""),
        "a keyword that there is not": lambda: page.users.create(password=PASSWORD, **odd),
        "a path that is none": lambda: page.http_client.post("https://x", {"password": PASSWORD}),
        "half a login": lambda: uptimehunt.Client(password=PASSWORD),
        "two kinds of client": lambda: uptimehunt.Client(prober_token=TOKEN, password=PASSWORD),
        "a short password": lambda: hunt.users.change_password(current_password=PASSWORD, new_password="x"),
        "an option of a copy": lambda: hc.with_options(headers={"X-Gate": f"{VALUE}\n"}),
        "a closed client": lambda: _closed(healthchecks.Client(KEY, PING_KEY)).get_check(UUID),
    }


@pytest.mark.parametrize("name", list(_refused()))
def test_refused_arguments(name: str) -> None:
    """What is refused before anything is sent shows nothing of the arguments either."""
    with pytest.raises((uptimekit.UptimeKitError, TypeError)) as caught:
        _refused()[name]()
    assert list(_locals_of_ours(caught.value))
    assert _leaks(caught.value) == []


LISTINGS: dict[str, Callable[[betterstack.UptimeAPI], Any]] = {
    "objects": betterstack.Monitor.get_all_instances,
    "filtered objects": lambda api: betterstack.Monitor.filter(api, url=VALUE),
    "bare answers": lambda api: api.get("monitors", parameters={"url": VALUE}),
    "events": lambda api: betterstack.OnCallEvent.filter(api, calendar_id=VALUE),
    "generated": lambda api: api.api.monitors.iter(url=VALUE),
    "fetched ahead": lambda api: api.api.monitors.iter(url=VALUE, prefetch=2),
}


@pytest.mark.parametrize("broken", [answer_json({}, 404), answer_json([TOKEN]), close_after_request])
@pytest.mark.parametrize("name", LISTINGS)
def test_listings_that_break(name: str, broken: Step) -> None:
    """A listing that breaks off after its first page shows neither its arguments nor its last item."""

    def first(wire: Wire) -> None:
        item = {"id": "1", "type": "monitor", "attributes": {"auth_password": PASSWORD, "url": VALUE}}
        following = f"{server.url}/api/v2/monitors?page=2"
        body = {"data": [item], "events": [item], "pagination": {"next": following}}
        answer_json(body if name != "events" else {"events": [item, TOKEN]})(wire)

    server = FaultServer(first, broken)
    try:
        with (
            betterstack.UptimeAPI(TOKEN, base_url=f"{server.url}/api/v2/", retries=0) as api,
            pytest.raises(uptimekit.UptimeKitError) as caught,
        ):
            list(LISTINGS[name](api))
    finally:
        server.stop()
    assert list(_locals_of_ours(caught.value))
    assert _leaks(caught.value) == []


def test_the_lines_stay() -> None:
    """A traceback still names our functions and lines, so that a fault can be found."""
    with pytest.raises(uptimekit.InputError) as caught:
        healthchecks.Client(KEY).api.checks.get("no id")
    assert {"get", "uuid_text"} <= {frame.name for frame in traceback.extract_tb(caught.value.__traceback__)}


def test_frames_of_the_caller_stay() -> None:
    """A hook's own error keeps the local variables of the hook, which are the caller's to look at."""

    def hook(event: object) -> None:
        mine = "of the caller"
        raise LookupError(mine, event)

    with pytest.raises(LookupError) as caught:
        healthchecks.Client(KEY, hooks=[hook]).success_ping(UUID)
    assert _leaks(caught.value) == []
    *_, last = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack
    assert last.locals is not None
    assert last.locals["mine"] == "'of the caller'"


def _public_classes() -> Iterator[type]:
    for provider in (healthchecks, betterstack, statuspage, uptimehunt):
        for _, name, _ in pkgutil.walk_packages(provider.__path__, f"{provider.__name__}."):
            for value in vars(import_module(name)).values():
                if isinstance(value, type) and value.__module__ == name:
                    yield value


def test_no_method_is_forgotten() -> None:
    """Every public method of a facade that works with a client is decorated; the others handle no secrets of a call."""
    classes = list(_public_classes())
    assert len(classes) > 100
    for kind in classes:
        for name, member in vars(kind).items():
            if kind.__name__.startswith("_") or name.startswith("_") or not inspect.isfunction(member):
                continue
            names = inspect.unwrap(member).__code__.co_names
            if {"_api", "_client", "_pinger", "http_client"} & set(names):
                by_hand = "forget_locals" in names
                where = f"{kind.__module__}.{kind.__name__}.{name}"
                assert by_hand or hasattr(member, "__wrapped__"), f"decorate {where} with hides_locals"


def _trapped(url: str, password: str) -> None:
    def job(password: str) -> None:
        if password == PASSWORD:
            raise LookupError("the job's own")

    with healthchecks.Client(KEY, PING_KEY, ping_url=url) as client:
        healthchecks.CheckTrap(client, UUID, ignore_ping_errors=False)(job)(password)


async def _atrapped(url: str, password: str) -> None:
    async def job(password: str) -> None:
        if password == PASSWORD:
            raise LookupError("the job's own")

    async with healthchecks.AsyncClient(KEY, PING_KEY, ping_url=url) as client:
        await healthchecks.CheckTrap(client, UUID, ignore_ping_errors=False)(job)(password)


@pytest.mark.parametrize(
    "run", [_trapped, lambda url, password: asyncio.run(_atrapped(url, password))], ids=["sync", "async"]
)
def test_traps(run: Callable[[str, str], None]) -> None:
    """A ping of a CheckTrap that fails, and a decorated job that does, show neither the check nor the job's arguments."""
    server = FaultServer(answer_json({"error": "no"}, 404))
    try:
        with pytest.raises(LookupError) as failed:
            run(server.url, PASSWORD)
        with pytest.raises(healthchecks.CheckNotFoundError) as missed:
            run(server.url, "another password")
    finally:
        server.stop()
    for error in (failed.value, missed.value):
        assert list(_locals_of_ours(error))
        assert _leaks(error) == []
    told = traceback.TracebackException.from_exception(failed.value, capture_locals=True)
    assert told.stack[-1].locals == {"password": repr(PASSWORD)}  # which is the job's own frame


def test_traps_that_cannot_be() -> None:
    """A trap that is refused shows no address either."""
    with pytest.raises(uptimekit.UptimeKitError) as caught:
        healthchecks.CheckTrap(healthchecks.Client(KEY), UUID, slug=PING_KEY)
    assert _leaks(caught.value) == []
