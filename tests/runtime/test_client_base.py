"""Tests of what both clients share: options, copies, capture, repr, pickling."""

from __future__ import annotations

import asyncio
import copy
import pickle
import threading
from functools import cached_property
from typing import Any

import pytest

from uptimekit._runtime import AsyncBaseClient, BaseClient, RateLimit
from uptimekit._runtime.errors import ClientStateError

from ._kit import GET, KEY, PROVIDER, URL, Driver, Script, ok, request, status


class Things:
    """A resource that holds its client, as generated ones do."""

    def __init__(self, client: object) -> None:
        self.client = client


class SyncThings(BaseClient):
    """A client with a cached resource."""

    @cached_property
    def things(self) -> Things:
        """The resource."""
        return Things(self)


class AsyncThings(AsyncBaseClient):
    """An asynchronous client with a cached resource."""

    @cached_property
    def things(self) -> Things:
        """The resource."""
        return Things(self)


@pytest.mark.parametrize("kind", [SyncThings, AsyncThings])
def test_a_copy_has_resources_of_its_own(kind: Any) -> None:
    """with_options() returns the same class whose resources use the copy; the original keeps its own."""
    client = kind(PROVIDER, servers={"base": URL, "ping": URL}, variables={}, secrets={}, http_client=None)
    before = client.things
    twin = client.with_options(retries=7)
    assert type(twin) is kind
    assert (before.client, twin.things.client, client.things) == (client, twin, before)


def test_a_copy_shares_connections_limits_and_budget(driver: Driver) -> None:
    """with_options() shares pool, limiter, budget and the closed state, and leaves the original's options."""
    client = driver.client(Script(status(503)))
    twin = client.with_options(retries=0, headers={"X-Team": "b"})
    assert (twin._pool, twin._shared) == (client._pool, client._shared)
    assert (driver.error(twin, request()).attempts, driver.error(client, request()).attempts) == (1, 3)
    assert client._settings.headers == {}
    assert client._shared.budget(GET).tokens == 490


def test_a_hook_that_is_added(driver: Driver) -> None:
    """It is called with events from now on, once each, after those given before, also in later copies."""
    seen: list[str] = []
    client = driver.client(Script(ok()), hooks=[lambda event: seen.append("first")])
    copied = client.with_options(retries=0)

    def hook(event: object) -> None:
        seen.append(type(event).__name__)

    client.add_hook(hook)
    client.add_hook(hook)
    for each in (client, client.with_options(retries=0)):
        driver.send(each, request())
        assert seen == ["first", "RequestSent", "first", "Answered"]
        seen.clear()
    driver.send(copied, request())
    assert seen == ["first", "first"]
    seen.clear()
    driver.send(client.with_options(hooks=[lambda event: seen.append("other")]), request())
    assert seen == ["other", "RequestSent", "other", "Answered"]


def test_closing_a_copy_closes_nothing_and_closing_the_original_ends_both(driver: Driver) -> None:
    """Only the client that was built closes the connections, also when copies of copies are closed first."""
    client = driver.client(Script(ok()))
    twin = client.with_options(retries=1).with_options(retries=0)
    driver.close(twin)
    driver.send(client, request())
    driver.send(twin, request())
    driver.close(client)
    driver.close(client)
    for closed in (client, twin):
        with pytest.raises(ClientStateError, match="closed"):
            driver.send(closed, request())


def test_a_context_manager_closes(driver: Driver) -> None:
    """Leaving the block closes the client; a closed one cannot be entered."""
    client = driver.client(Script(ok()))

    async def block() -> None:
        async with client as entered:
            assert entered is client
            await client.send(request())

    if driver.asynchronous:
        driver.run(block())
    else:
        with client as entered:
            assert entered is client
            client.send(request())
    with pytest.raises(ClientStateError):
        driver.send(client, request())
    with pytest.raises(ClientStateError):
        driver.run(client.__aenter__()) if driver.asynchronous else client.__enter__()


def test_closing_before_any_call_is_fine(driver: Driver) -> None:
    """A client that never sent anything closes without building connections, and stays closed."""
    client = driver.client(Script(ok()))
    driver.close(client)
    assert client._pool._built is None
    with pytest.raises(ClientStateError):
        driver.send(client, request())


def test_capture_collects_what_the_block_calls(driver: Driver) -> None:
    """capture() holds the final answers of the block in order, errors too, nested blocks each their own."""
    client = driver.client(Script(ok({"n": 1}), status(404), ok({"n": 3})))
    with client.capture() as outer:
        with pytest.raises(LookupError):
            _ = outer.last
        driver.json(client, request())
        with client.capture() as inner:
            driver.error(client, request())
    driver.json(client, request())
    assert [raw.status_code for raw in outer.responses] == [200, 404]
    assert [raw.status_code for raw in inner.responses] == [404]
    assert outer.last is inner.last


def test_capture_does_not_see_other_callers() -> None:
    """A block collects neither the calls of other threads nor those of other tasks."""
    driver = Driver("sync")
    client = driver.client(Script(ok()))
    with client.capture() as raw:
        stranger = threading.Thread(target=lambda: client.send(request()))
        stranger.start()
        stranger.join(10)
    assert raw.responses == []
    driver.finish()

    driver = Driver("async")
    client = driver.client(Script(ok()))

    async def capturing(ready: asyncio.Event, done: asyncio.Event) -> int:
        with client.capture() as raw:
            ready.set()
            await done.wait()
        return len(raw.responses)

    async def both() -> int:
        ready, done = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(capturing(ready, done))
        await ready.wait()
        await client.send(request())
        done.set()
        return await task

    assert driver.run(both()) == 0
    driver.finish()


def test_a_client_cannot_be_pickled_or_copied(driver: Driver) -> None:
    """Pickling or copying a client raises TypeError that says what to do instead, and shows no key."""
    client = driver.client()
    for act in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="with_options") as caught:
            act(client)
        assert KEY not in str(caught.value)


def test_a_client_tells_how_long_further_requests_take(driver: Driver) -> None:
    """`forecast` counts what was sent to the default server; without a limit nothing has to wait."""
    client = driver.client(Script(ok()), rate_limit=RateLimit(3, 60))
    driver.send(client, request())
    assert [client.forecast(more) for more in (0, 2, 3, 6)] == [
        0,
        0,
        pytest.approx(60.6),
        pytest.approx(121.2),
    ]
    assert driver.client(Script(ok())).forecast(100) == 0


def test_repr_names_class_provider_and_address(driver: Driver) -> None:
    """repr() tells clients apart without a secret."""
    assert repr(driver.client()) == f"<{type(driver.client()).__name__} example at {URL}, api_key=***>"
    assert repr(driver.client(secrets={})).endswith(f"example at {URL}>")


def test_the_user_agent_can_be_set(driver: Driver) -> None:
    """user_agent replaces the default, which names this package and Python."""
    script = Script(ok())
    driver.send(driver.client(script, user_agent="team/1"), request())
    driver.send(driver.client(script), request())
    assert script.requests[0].headers["user-agent"] == "team/1"
    assert script.requests[1].headers["user-agent"].startswith("uptimekit/0.")


def test_options_given_are_not_changed(driver: Driver) -> None:
    """Building a client leaves the caller's dictionaries as they were."""
    headers = {"X-Team": "a"}
    options: dict[str, Any] = {"headers": headers, "retries": 1}
    driver.client(**options)
    assert (options, headers) == ({"headers": headers, "retries": 1}, {"X-Team": "a"})
