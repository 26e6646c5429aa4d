"""A team of Better Stack as monitors, heartbeats, incidents and components."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import attrs
import httpx
import pytest

from uptimekit import InputError
from uptimekit.betterstack import (
    AuthenticationError,
    ConflictError,
    ForbiddenError,
    Heartbeat,
    HeartbeatGroup,
    Incident,
    Monitor,
    MonitorGroup,
    StatusPage,
    StatusPageResource,
    StatusPageSection,
    UptimeAPI,
)
from uptimekit.fleet import Account, History, Item, Kind, State
from uptimekit.fleet import Incident as FleetIncident
from uptimekit.fleet.betterstack import BetterStackReader
from uptimekit.sandbox import BetterStackSandbox, Fault, ManualClock, serve

T = TypeVar("T")
I = TypeVar("I", bound=Item)  # noqa: E741

START = datetime(2026, 1, 12, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Server:
    """A served sandbox, a client that sets things up in it, and readers of it."""

    def __init__(self, url: str, clock: ManualClock, sandbox: BetterStackSandbox) -> None:
        self.url, self.clock, self.sandbox = url, clock, sandbox
        self.token = sandbox.teams["main"].token
        self.api = UptimeAPI(self.token, base_url=url, clock=clock, rate_limit=None)

    def monitor(self, name: str, status: str = "up", **fields: Any) -> Monitor:
        """Make a monitor in a status."""
        fields = {"monitor_type": "status", "url": "https://shop.example/", **fields}
        made = Monitor.new(self.api, pronounceable_name=name, **fields)
        if status == "paused":
            made.pause()
        else:
            self.sandbox.set_monitor_status(made.id, status)
        return made

    def reading(
        self, read: Callable[[BetterStackReader], Awaitable[T]], token: str = "", **options: Any
    ) -> T:
        """What *read* returns, which is called with a reader."""

        async def run() -> T:
            account = Account(name="main", provider="betterstack", tags=("eu",))
            values = {"bearer_token": token or self.token, "base_url": self.url}
            reader = BetterStackReader(
                account, values, **{"clock": self.clock, "rate_limit": None, **options}
            )
            try:
                return await read(reader)
            finally:
                await reader.aclose()

        return asyncio.run(run())

    def listed(
        self, listing: Callable[[BetterStackReader], AsyncIterator[I]], **options: Any
    ) -> dict[str, I]:
        """The items of a listing by name."""

        async def read(reader: BetterStackReader) -> dict[str, I]:
            return {each.name: each async for each in listing(reader)}

        return self.reading(read, **options)

    def history(self, item: Item, start: datetime, end: datetime) -> History:
        return self.reading(lambda reader: reader.history(item, start, end))


def shown(history: History) -> list[tuple[float, float, str]]:
    """The spans in hours after the start of the sandbox."""
    return [((s.start - START) / HOUR, (s.end - START) / HOUR, str(s.state)) for s in history.spans]


@pytest.fixture(scope="module")
def _served() -> Iterator[Server]:
    clock = ManualClock(START)
    sandbox = BetterStackSandbox(clock=clock)
    with serve(sandbox.app) as server:
        made = Server(server.url, clock, sandbox)
        yield made
        made.api.close()


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket, with two teams and nothing to watch."""
    _served.clock.set(START)
    _served.sandbox.reset()
    return _served


# ---------------------------------------------------------------------- listings


def test_a_monitor_has_all_that_the_service_tells(server: Server) -> None:
    """Address without secrets, group and team as tags, the last check; no group is asked for where there is none."""
    server.monitor("Alone")
    assert server.listed(BetterStackReader.monitors)["Alone"].tags == ("main", "eu")
    assert server.sandbox.requests["list_monitor_groups"] == 0
    group = MonitorGroup.new(server.api, name="Shop")
    made = server.monitor(
        "Till", url="https://user:S3CRET@shop.example:8443/till?key=S3CRET", monitor_group_id=int(group.id)
    )
    found = server.listed(BetterStackReader.monitors)["Till"]
    assert attrs.asdict(found, filter=lambda field, _: field.name != "native") == {
        "provider": "betterstack",
        "account": "main",
        "id": made.id,
        "name": "Till",
        "state": State.UP,
        "word": "up",
        "since": None,
        "url": None,
        "tags": ("Shop", "main", "eu"),
        "target": "https://shop.example:8443/till",
        "checked": START,
    }
    assert "S3CRET" not in repr(found)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("up", State.UP),
        ("down", State.DOWN),
        ("validating", State.DEGRADED),
        ("maintenance", State.MAINTENANCE),
        ("pending", State.PENDING),
        ("paused", State.PAUSED),
    ],
)
def test_each_status_of_a_monitor_is_a_state(server: Server, word: str, state: State) -> None:
    """The provider's word stays beside it, and a pause tells since when."""
    server.monitor("Till", word)
    found = server.listed(BetterStackReader.monitors)["Till"]
    assert (found.state, found.word) == (state, word)
    assert found.since == (START if word == "paused" else None)


def test_a_heartbeat_tells_its_period_and_not_its_address(server: Server) -> None:
    """Whoever knows the address can report: an item shows it nowhere."""
    group = HeartbeatGroup.new(server.api, name="Nightly")
    made = Heartbeat.new(server.api, name="Backup", period=5400, grace=300, heartbeat_group_id=int(group.id))
    found = server.listed(BetterStackReader.heartbeats)["Backup"]
    assert (found.state, found.schedule, found.grace, found.last_ping, found.late) == (
        State.PENDING,
        "every 90 min",
        300,
        None,
        None,
    )
    assert (found.id, found.tags, found.url) == (made.id, ("Nightly", "main", "eu"), None)
    assert made.url is not None
    assert made.url.rpartition("/")[2] not in repr(found)


def test_each_status_of_a_heartbeat_is_a_state(server: Server) -> None:
    """A heartbeat is pending until it reports, up then, and down when it is overdue."""
    states = list[State]()
    made = Heartbeat.new(server.api, name="Backup", period=60, grace=0)
    for step in ("nothing", "ping", "wait", "pause"):
        if step == "ping":
            made.ping()
        elif step == "wait":
            server.clock.advance(3600)
        elif step == "pause":
            made.pause()
        states.append(server.listed(BetterStackReader.heartbeats)["Backup"].state)
    assert states == [State.PENDING, State.UP, State.DOWN, State.PAUSED]


def test_an_incident_is_told_from_beginning_to_end(server: Server) -> None:
    """An open incident is down and names its monitor; a resolved one is up and is found only by its end."""
    server.monitor("Till", "down")
    server.clock.advance(60)
    found = server.listed(BetterStackReader.incidents)["Till"]
    assert (found.state, found.word, found.started, found.since) == (State.DOWN, "Started", START, START)
    assert (found.is_open, found.acknowledged, found.affects, found.tags) == (
        True,
        None,
        ("Till",),
        ("main", "eu"),
    )
    assert found.cause

    async def ended(reader: BetterStackReader) -> list[FleetIncident]:
        acknowledged = await reader.acknowledge(found)
        server.clock.advance(60)
        return [acknowledged, await reader.resolve(acknowledged)]

    acknowledged, resolved = server.reading(ended)
    assert (acknowledged.state, acknowledged.word) == (State.DOWN, "Acknowledged")
    assert acknowledged.acknowledged == START + timedelta(seconds=60)
    assert (resolved.state, resolved.resolved) == (State.UP, START + timedelta(seconds=120))
    assert resolved.affects == ("Till",)
    assert server.listed(BetterStackReader.incidents) == {}
    since = START + timedelta(seconds=120)
    assert server.listed(lambda reader: reader.incidents(resolved_since=since)).keys() == {"Till"}
    later = since + timedelta(seconds=1)
    assert server.listed(lambda reader: reader.incidents(resolved_since=later)) == {}
    with pytest.raises(ConflictError):
        server.reading(lambda reader: reader.resolve(resolved))


def test_an_incident_that_was_reopened_lasts_since_then(server: Server) -> None:
    """It began when it began, and is as it is since it was reopened."""
    server.monitor("Till", "down")
    (incident,) = Incident.get_all_instances(server.api)
    incident.resolve()
    server.clock.advance(60)
    incident.reopen()
    found = server.listed(BetterStackReader.incidents)["Till"]
    assert (found.started, found.since) == (START, START + timedelta(seconds=60))


def test_an_incident_that_was_reported_by_hand_affects_nothing(server: Server) -> None:
    """Its name is its own, and no monitor's."""
    Incident.new(server.api, requester_email="a@example.com", summary="Smoke", name="Fire")
    found = server.listed(BetterStackReader.incidents)["Fire"]
    assert (found.cause, found.affects) == ("Smoke", ())


def test_an_incident_that_is_resolved_meanwhile_is_told_once(server: Server) -> None:
    """The open ones and the resolved ones are listed one after the other: one may be in both lists."""
    incident = {
        "id": "1",
        "type": "incident",
        "attributes": {"name": "Fire", "resolved_at": START.isoformat()},
    }
    answer = {"data": [incident], "pagination": {}}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=answer))

    async def read(reader: BetterStackReader) -> list[str]:
        return [each.name async for each in reader.incidents(resolved_since=START)]

    assert server.reading(read, transport=transport) == ["Fire"]


def test_what_was_resolved_lately_is_found_behind_many_older_incidents(server: Server) -> None:
    """The sandbox lists the oldest incidents first: a hundred in a row that were over earlier end no listing."""
    sandbox = BetterStackSandbox(clock=server.clock, teams=("main",), incidents=400)
    with serve(sandbox.app) as running:
        crowded = Server(running.url, server.clock, sandbox)
        Incident.new(crowded.api, requester_email="ops@example.com", summary="Fire", name="Fire").resolve()
        found = crowded.listed(lambda reader: reader.incidents(resolved_since=START), max_workers=1)
        crowded.api.close()
    assert set(found) == {"Fire"}
    assert sandbox.requests["list_incidents"] == 10  # nine pages, and one of the open ones


def test_the_resources_of_all_pages_are_components(server: Server) -> None:
    """A component has the names of its page and section; each page takes two requests."""
    till = server.monitor("Till", "down")
    for name in ("Shop", "Office"):
        page = StatusPage.new(
            server.api, company_name=name, company_url="https://x.example", subdomain=name.lower(),
            timezone="UTC", custom_domain=f"status.{name.lower()}.example",
        )  # fmt: skip
        section = StatusPageSection.new(server.api, status_page_id=page.id, name=f"{name} services")
        StatusPageResource.new(
            server.api, status_page_id=page.id, resource_type="Monitor", resource_id=int(till.id),
            public_name=f"{name} till", explanation="Takes money", status_page_section_id=int(section.id),
        )  # fmt: skip
    before = server.sandbox.requests
    found = server.listed(BetterStackReader.components)
    assert (server.sandbox.requests - before).total() == 5
    till_of_shop = found["Shop till"]
    assert (till_of_shop.state, till_of_shop.word) == (State.DOWN, "downtime")
    assert (till_of_shop.page, till_of_shop.group, till_of_shop.description) == (
        "Shop",
        "Shop services",
        "Takes money",
    )
    assert (till_of_shop.url, till_of_shop.tags) == ("https://status.shop.example", ("eu",))
    assert found["Office till"].page == "Office"


def test_a_monitor_is_paused_and_resumed(server: Server) -> None:
    """Both return the item as it is then, with its group; each is one request."""
    group = MonitorGroup.new(server.api, name="Shop")
    server.monitor("Till", monitor_group_id=int(group.id))
    Heartbeat.new(server.api, name="Backup", period=60, grace=0)
    items: list[Item] = [
        *server.listed(BetterStackReader.monitors).values(),
        *server.listed(BetterStackReader.heartbeats).values(),
    ]

    async def both(reader: BetterStackReader) -> None:
        for item in items:
            paused = await reader.pause(item)
            assert (paused.state, paused.since, paused.tags) == (State.PAUSED, START, item.tags)
            resumed = await reader.resume(paused)
            assert (type(resumed), resumed.id) == (type(item), item.id)
            assert resumed.state is not State.PAUSED

    before = server.sandbox.requests
    server.reading(both)
    assert (server.sandbox.requests - before).total() == 4


def test_an_incident_cannot_be_paused(server: Server) -> None:
    """The error names the kind, and nothing is sent."""
    incident = FleetIncident(provider="betterstack", account="main", id="1", name="Fire", state=State.DOWN)
    with pytest.raises(InputError, match="betterstack cannot pause incidents"):
        server.reading(lambda reader: reader.pause(incident))
    with pytest.raises(InputError, match="betterstack cannot resume incidents"):
        server.reading(lambda reader: reader.resume(incident))


# ---------------------------------------------------------------------- history


def test_incidents_are_the_history_of_a_monitor(server: Server) -> None:
    """It was down in its incidents, also in one that began before the range, and up otherwise since it was made."""
    made = server.monitor("Till", "up")
    for hour, status in ((1, "down"), (3, "up"), (5, "down")):
        server.clock.set(START + hour * HOUR)
        server.sandbox.set_monitor_status(made.id, status)
    server.clock.set(START + 6 * HOUR)
    item = server.listed(BetterStackReader.monitors)["Till"]
    whole = server.history(item, START - 24 * HOUR, START + 24 * HOUR)
    assert shown(whole) == [(0, 1, "up"), (1, 3, "down"), (3, 5, "up"), (5, 6, "down")]
    assert whole.availability == pytest.approx(0.5)
    later = server.history(attrs.evolve(item, native=None), START + 2 * HOUR, START + 4 * HOUR)
    assert shown(later) == [(2, 3, "down"), (3, 4, "up")]
    regions = {each.region for each in later.response_times}
    assert regions == {"us", "eu", "as", "au"}
    assert [each.at for each in later.response_times] == sorted(each.at for each in later.response_times)
    assert all(START + 2 * HOUR <= each.at <= START + 4 * HOUR for each in later.response_times)
    assert all(0 < each.seconds < 1 for each in later.response_times)


def test_a_pause_ends_the_history(server: Server) -> None:
    """What is paused has been up until then, and paused since; the incident of before is over."""
    made = server.monitor("Till", "down")
    server.clock.set(START + HOUR)
    made.pause()
    server.clock.set(START + 2 * HOUR)
    item = server.listed(BetterStackReader.monitors)["Till"]
    assert shown(server.history(item, START, START + 2 * HOUR)) == [(0, 1, "down"), (1, 2, "paused")]


def test_what_was_resumed_keeps_its_past(server: Server) -> None:
    """It is pending until its next check, and that does not hide what was before its last one."""
    made = server.monitor("Till", "down")
    for hour, change in ((1, "up"), (2, "pause"), (3, "resume")):
        server.clock.set(START + hour * HOUR)
        if change == "up":
            server.sandbox.set_monitor_status(made.id, "up")
        else:
            getattr(made, change)()
    server.clock.set(START + 4 * HOUR)
    item = server.listed(BetterStackReader.monitors)["Till"]
    assert shown(server.history(item, START, START + 4 * HOUR)) == [(0, 1, "down"), (1, 4, "pending")]


def test_a_maintenance_window_is_neither_up_nor_down(server: Server) -> None:
    """START is a Monday at nine; what happens in the window does not count, and what goes on after it does."""
    made = server.monitor(
        "Till",
        maintenance_days=["mon"],
        maintenance_from="11:00:00",
        maintenance_to="12:00:00",
        maintenance_timezone="Madrid",
    )
    server.clock.set(START + 1.5 * HOUR)
    server.sandbox.set_monitor_status(made.id, "down")
    server.clock.set(START + 4 * HOUR)
    item = server.listed(BetterStackReader.monitors)["Till"]
    found = server.history(item, START, START + 4 * HOUR)
    assert shown(found) == [(0, 1, "up"), (1, 2, "maintenance"), (2, 4, "down")]
    assert found.created == START


def test_an_incident_that_was_resolved_in_a_pause_ends_with_its_beginning(server: Server) -> None:
    """What is paused is neither up nor down, whatever its incident says."""
    server.clock.set(START + 4 * HOUR)
    resource = {"id": "1", "type": "monitor", "attributes": {
        "status": "paused", "created_at": START.isoformat(), "paused_at": (START + 2 * HOUR).isoformat(),
    }}  # fmt: skip
    incident = {"id": "2", "type": "incident", "attributes": {
        "started_at": (START + HOUR).isoformat(), "resolved_at": (START + 3 * HOUR).isoformat(),
    }}  # fmt: skip
    answers = {
        "/api/v2/monitors": {"data": [resource], "pagination": {}},
        "/api/v3/incidents": {"data": [incident], "pagination": {}},
        "/api/v2/monitors/1/response-times": {"data": {"id": "1", "type": "x", "attributes": {}}},
        "/api/v2/monitors/1/sla": {"data": {"id": "1", "type": "x", "attributes": {"availability": 75}}},
    }
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=answers[request.url.path]))

    async def read(reader: BetterStackReader) -> History:
        (item,) = [each async for each in reader.monitors()]
        return await reader.history(item, START, START + 8 * HOUR)

    found = server.reading(read, transport=transport)
    assert shown(found) == [(0, 1, "up"), (1, 2, "down"), (2, 4, "paused")]
    assert found.availability == 0.75


def test_a_range_without_an_availability_has_none(server: Server) -> None:
    """The service refuses a range that it cannot use; other errors are raised."""
    server.monitor("Till")
    item = server.listed(BetterStackReader.monitors)["Till"]
    path = f"GET /api/v2/monitors/{item.id}/sla"
    server.sandbox.faults.add(Fault(status=400, body='{"errors": "Invalid range"}', match=path, times=1))
    assert server.history(item, START, START).availability is None
    server.sandbox.faults.add(Fault(status=403, match=path, times=1))
    with pytest.raises(ForbiddenError):
        server.history(item, START, START)


def test_a_heartbeat_has_a_history_too(server: Server) -> None:
    """It is pending until its first report; afterwards its incidents tell when it was down."""
    made = Heartbeat.new(server.api, name="Backup", period=3600, grace=0)
    server.clock.set(START + HOUR)
    item = server.listed(BetterStackReader.heartbeats)["Backup"]
    assert shown(server.history(item, START, START + 4 * HOUR)) == [(0, 1, "pending")]
    made.ping()
    server.clock.set(START + 3 * HOUR)
    item = server.listed(BetterStackReader.heartbeats)["Backup"]
    found = server.history(item, START, START + 4 * HOUR)
    assert shown(found) == [(0, 2, "up"), (2, 3, "down")]
    assert found.response_times == ()
    assert found.availability == pytest.approx(2 / 3)


def test_a_component_has_the_history_of_what_it_shows(server: Server) -> None:
    """That is a monitor or heartbeat; what is tracked by hand has none."""
    till = server.monitor("Till", "down")
    page = StatusPage.new(
        server.api, company_name="Shop", company_url="https://x.example", subdomain="shop", timezone="UTC"
    )
    for kind, number in (("Monitor", int(till.id)), ("ManuallyTrackedItem", None)):
        target = {} if number is None else {"resource_id": number}
        StatusPageResource.new(
            server.api, status_page_id=page.id, resource_type=kind, public_name=kind, **target
        )
    server.clock.set(START + HOUR)
    found = server.listed(BetterStackReader.components)
    assert shown(server.history(found["Monitor"], START, START + HOUR)) == [(0, 1, "down")]
    assert server.history(found["ManuallyTrackedItem"], START, START + HOUR).spans == ()


# ---------------------------------------------------------------------- the account


def test_the_credentials_are_tried(server: Server) -> None:
    """A right token tells the team, a wrong one is refused; it takes one request."""
    assert server.reading(BetterStackReader.check) == "no monitors"
    server.monitor("Till")
    before = server.sandbox.requests
    assert server.reading(BetterStackReader.check) == "monitors of team main"
    assert server.sandbox.requests - before == {"list_monitors": 1}
    with pytest.raises(AuthenticationError):
        server.reading(BetterStackReader.check, "wrong")


def test_options_reach_the_client(server: Server) -> None:
    """A transport takes the place of the network, hooks hear of the requests, and the back-off has its usual name."""
    events = list[object]()
    answer = {"data": [], "pagination": {}}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=answer))
    found = server.listed(BetterStackReader.monitors, transport=transport, hooks=[events.append], backoff=0.1)
    assert found == {}
    assert events
    assert server.sandbox.requests.total() == 0


def test_kinds_and_actions_are_those_that_there_are() -> None:
    """The service has all four kinds."""
    assert BetterStackReader.kinds == {*Kind}
    assert BetterStackReader.actions.keys() == {"pause", "resume", "acknowledge", "resolve"}


# ---------------------------------------------------------------------- the output of a job


def test_the_output_of_a_job_is_that_of_its_newest_incident(server: Server) -> None:
    """One request tells it, in whatever order incidents come; a missed report and a heartbeat without any have none."""
    beat = Heartbeat.new(server.api, name="Backup", period=60, grace=60)
    item = server.listed(BetterStackReader.heartbeats)["Backup"]
    assert server.reading(lambda reader: reader.job_output(item)) is None
    beat.fail("Größe: 0")
    before = server.sandbox.requests["list_incidents"]
    assert server.reading(lambda reader: reader.job_output(item)) == "Größe: 0".encode()
    assert server.sandbox.requests["list_incidents"] == before + 1
    server.clock.advance(10)
    beat.ping()
    beat.fail("disk full")
    assert server.reading(lambda reader: reader.job_output(item)) == b"disk full"
    beat.ping()
    server.clock.advance(1_000)
    assert server.listed(BetterStackReader.heartbeats)["Backup"].state is State.DOWN
    assert server.reading(lambda reader: reader.job_output(item)) is None


def test_an_incident_of_a_monitor_has_no_output_of_a_job(server: Server) -> None:
    """What an incident of a monitor shows is the body of an answer; that of a heartbeat needs no request."""
    server.monitor("Shop", "down")
    Heartbeat.new(server.api, name="Backup", period=60, grace=60).fail("disk full")
    items = server.listed(BetterStackReader.incidents)
    items["Shop"].native.response_content = "<h1>Bad gateway</h1>"
    found = {
        name: server.reading(lambda reader, item=item: reader.job_output(item))
        for name, item in items.items()
    }
    assert found == {"Shop": None, "Backup": b"disk full"}
