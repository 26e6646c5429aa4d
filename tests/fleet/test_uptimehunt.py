"""An account of UptimeHunt as monitors."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import attrs
import httpx
import pytest

from uptimekit import InputError
from uptimekit.fleet import Account, Heartbeat, History, Item, Kind, Monitor, State
from uptimekit.fleet.uptimehunt import UptimeHuntReader
from uptimekit.sandbox import Fault, ManualClock, UptimeHuntSandbox, serve
from uptimekit.uptimehunt import AuthenticationError, Client, ForbiddenError

T = TypeVar("T")

START = datetime(2026, 1, 12, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Server:
    """A served sandbox with one service, and readers of it."""

    def __init__(self, url: str, clock: ManualClock, sandbox: UptimeHuntSandbox) -> None:
        self.url, self.clock, self.sandbox = url, clock, sandbox

    @property
    def values(self) -> dict[str, str]:
        return {"email": self.sandbox.email, "password": self.sandbox.password, "base_url": self.url}

    def client(self) -> Client:
        return Client(**self.values, clock=self.clock, rate_limit=None)

    def reading(self, read: Callable[[UptimeHuntReader], Awaitable[T]], **options: Any) -> T:
        """What *read* returns, which is called with a reader."""

        async def run() -> T:
            account = Account(name="sites", provider="uptimehunt", tags=("eu",))
            values = {**self.values, **options.pop("values", {})}
            reader = UptimeHuntReader(account, values, **{"clock": self.clock, "rate_limit": None, **options})
            try:
                return await read(reader)
            finally:
                await reader.aclose()

        return asyncio.run(run())

    def monitors(self, **options: Any) -> dict[str, Monitor]:
        """The monitors by name."""
        return self.reading(listed, **options)

    def history(self, item: Item, start: datetime, end: datetime) -> History:
        return self.reading(lambda reader: reader.history(item, start, end))


async def listed(reader: UptimeHuntReader) -> dict[str, Monitor]:
    return {each.name: each async for each in reader.monitors()}


def shown(history: History) -> list[tuple[float, float, str]]:
    """The spans in minutes after the start of the sandbox."""
    return [((s.start - START) / MINUTE, (s.end - START) / MINUTE, str(s.state)) for s in history.spans]


@pytest.fixture(scope="module")
def _served() -> Iterator[Server]:
    clock = ManualClock(START)
    sandbox = UptimeHuntSandbox(clock=clock, services=1)
    with serve(sandbox.app) as server:
        yield Server(server.url, clock, sandbox)


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket; one service has been checked every five minutes for 30 days."""
    _served.clock.set(START)
    _served.sandbox.reset()
    return _served


def test_a_service_is_a_monitor(server: Server) -> None:
    """Its project is a tag, and its address is shown without secrets; there is one request beside the login."""
    with server.client() as client:
        service = client.services.find("Site 1")
        config = {"url": "https://site-1.example/a?key=S3CRET"}
        client.services.update(
            service.id, name="Site 1", type="http", config=config, project_id=service.project_id
        )
    before = server.sandbox.requests
    found = server.monitors()["Site 1"]
    assert server.sandbox.requests - before == {"login": 1, "list_services": 1}
    assert attrs.asdict(found, filter=lambda field, _: field.name != "native") == {
        "provider": "uptimehunt",
        "account": "sites",
        "id": str(service.id),
        "name": "Site 1",
        "state": State.UP,
        "word": "operational",
        "since": None,
        "url": None,
        "tags": ("Sites", "eu"),
        "target": "https://site-1.example/a",
        "checked": None,
    }
    assert "S3CRET" not in repr(found)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("down", State.DOWN),
        ("degraded", State.DEGRADED),
        ("melting", State.UNKNOWN),
        ("operational", State.UP),
    ],
)
def test_each_status_of_a_service_is_a_state(server: Server, word: str, state: State) -> None:
    """A word that the vendor does not document is read as English, and unknown if it names no state."""
    server.sandbox.set_service_status(int(server.monitors()["Site 1"].id), word)
    found = server.monitors()["Site 1"]
    assert (found.state, found.word) == (state, word)


def test_a_new_service_is_pending(server: Server) -> None:
    """It has not been checked; a service that is pinged has an address as its target."""
    with server.client() as client:
        client.services.create(name="Router", type="ping", config={"ip": "192.0.2.1"})
    found = server.monitors()["Router"]
    assert (found.state, found.target, found.tags) == (State.PENDING, "192.0.2.1", ("eu",))


def test_a_list_without_statuses_is_completed(server: Server) -> None:
    """One of the vendor's examples of the list has none: then each enabled service is asked for its status."""
    service = {"id": 1, "name": "A", "type": "http", "enabled": True, "config": {}}
    pages = {
        "/api/v1/services": {"data": [service, {**service, "id": 2, "name": "B", "enabled": False}]},
        "/api/v1/services/1/status": {"data": {"status": "operational"}},
    }
    asked = list[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=pages[request.url.path])

    login = {"email": "", "password": "", "access_token": "token-of-a-session"}
    found = server.monitors(values=login, transport=httpx.MockTransport(answer))
    assert {name: each.state for name, each in found.items()} == {"A": State.UP, "B": State.PAUSED}
    assert asked == [*pages]


def test_a_service_is_paused_and_resumed(server: Server) -> None:
    """A service that is not enabled is paused, whatever its status; the rest of it stays as it is."""
    item = server.monitors()["Site 1"]

    async def both(reader: UptimeHuntReader) -> list[Item]:
        paused = await reader.pause(item)
        return [paused, await reader.resume(attrs.evolve(paused, native=None))]

    paused, resumed = server.reading(both)
    assert (paused.state, resumed.state) == (State.PAUSED, State.UP)
    assert attrs.evolve(resumed, native=None) == attrs.evolve(item, native=None)
    assert resumed.native.config.url == item.native.config.url


def test_what_is_no_monitor_cannot_be_paused(server: Server) -> None:
    """The error names the kind, and nothing is sent."""
    job = Heartbeat(provider="uptimehunt", account="sites", id="1", name="Job", state=State.UP)
    with pytest.raises(InputError, match="uptimehunt cannot pause heartbeats"):
        server.reading(lambda reader: reader.pause(job))


def test_the_last_checks_are_the_history(server: Server) -> None:
    """A failed check is down; there are no spans before the last 30 checks, and after they have ended."""
    item = server.monitors()["Site 1"]
    server.clock.set(START + 20 * MINUTE)
    server.sandbox.set_service_status(int(item.id), "down")
    server.clock.set(START + 41 * MINUTE)
    server.sandbox.set_service_status(int(item.id), "operational")
    server.clock.set(START + 60 * MINUTE)
    found = server.history(item, START, START + 120 * MINUTE)
    assert shown(found) == [(0, 20, "up"), (20, 45, "down"), (45, 60, "up")]
    assert len(found.response_times) == 8
    assert all(0.05 < each.seconds < 0.5 and each.region for each in found.response_times)
    assert found.availability == pytest.approx(7 / 12, abs=0.001)
    assert server.history(attrs.evolve(item, native=None), START, START + 120 * MINUTE) == found
    long_ago = server.history(item, START - timedelta(days=3), START - timedelta(days=2))
    assert (long_ago.response_times, long_ago.availability) == ((), None)


def outage(server: Server) -> Monitor:
    """A service that was down from 20 to 45 minutes after the start, a day ago."""
    item = server.monitors()["Site 1"]
    for minute, state in ((20, "down"), (41, "operational")):
        server.clock.set(START + minute * MINUTE)
        server.sandbox.set_service_status(int(item.id), state)
    server.clock.set(START + timedelta(days=1))
    return item


def test_errors_tell_the_days_before_the_last_checks(server: Server) -> None:
    """The server counts the checks of 30 days and lists the failures among them: the others found it up."""
    item = outage(server)
    found = server.history(item, START - timedelta(days=60), START + timedelta(days=1))
    assert found.created is not None
    begin = max(found.created, START - timedelta(days=29))
    assert shown(found) == [((begin - START) / MINUTE, 20, "up"), (20, 45, "down"), (45, 24 * 60, "up")]


@pytest.mark.parametrize(
    "counted",
    [
        '{"period": "30d", "total_checks": 9000, "failed_checks": 6, "successful_checks": 8994}',
        '{"period": "30d", "total_checks": 7000, "failed_checks": 5, "successful_checks": 6995}',
        '{"period": "7d", "total_checks": 9000, "failed_checks": 5, "successful_checks": 8995}',
    ],
)
def test_errors_that_may_be_incomplete_tell_nothing(server: Server, counted: str) -> None:
    """There are more failures than the list has, or fewer checks than a service has that is not paused."""
    item = outage(server)
    server.sandbox.faults.add(
        Fault(status=200, body=f'{{"data": {counted}}}', match=f"/api/v1/services/{item.id}/metrics/uptime")
    )
    assert shown(server.history(item, START, START + timedelta(days=1))) == [(21.5 * 60 + 5, 24 * 60, "up")]


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, '{"data": {"uptime_percentage": 99.5, "period": "30d"}}'), (400, "{}"), (422, "{}")],
)
def test_the_uptime_of_another_period_is_none_of_this_one(server: Server, status: int, body: str) -> None:
    """The vendor documents a single period: a server may not know others, or answer with its own."""
    item = server.monitors()["Site 1"]
    server.sandbox.faults.add(
        Fault(status=status, body=body, match=f"/api/v1/services/{item.id}/metrics/uptime")
    )
    found = server.history(item, START - timedelta(days=2), START)
    assert found.availability is None
    assert found.spans


def test_other_errors_of_the_uptime_are_raised(server: Server) -> None:
    """A refusal of the account is no missing period."""
    item = server.monitors()["Site 1"]
    server.sandbox.faults.add(Fault(status=403, match=f"/api/v1/services/{item.id}/metrics/uptime"))
    with pytest.raises(ForbiddenError):
        server.history(item, START - timedelta(days=2), START)


def test_a_time_without_checks_is_a_gap(server: Server) -> None:
    """While a service was paused nothing is known of it."""
    item = server.monitors()["Site 1"]
    server.reading(lambda reader: reader.pause(item))
    server.clock.set(START + 40 * MINUTE)
    server.reading(lambda reader: reader.resume(item))
    server.clock.set(START + 60 * MINUTE)
    assert shown(server.history(item, START, START + 60 * MINUTE)) == [(0, 10, "up"), (41, 60, "up")]


def test_what_is_no_longer_checked_has_no_state(server: Server) -> None:
    """A check counts for twice the interval; then nothing is known."""
    item = server.monitors()["Site 1"]
    server.reading(lambda reader: reader.pause(item))
    server.clock.set(START + 60 * MINUTE)
    assert shown(server.history(item, START - 30 * MINUTE, START + 60 * MINUTE)) == [(-30, 10, "up")]


def test_the_credentials_are_tried(server: Server) -> None:
    """A right password opens the services, a wrong one is refused."""
    assert server.reading(UptimeHuntReader.check) == "1 service"
    with pytest.raises(AuthenticationError):
        server.reading(UptimeHuntReader.check, values={"password": "wrong-password"})


def test_options_reach_the_client(server: Server) -> None:
    """Hooks hear of the requests."""
    events = list[object]()
    assert server.monitors(hooks=[events.append])
    assert events


def test_kinds_and_actions_are_those_that_there_are() -> None:
    """What the class says it can do, it does."""
    assert UptimeHuntReader.kinds == {Kind.MONITORS}
    assert UptimeHuntReader.actions.keys() == {"pause", "resume"}
