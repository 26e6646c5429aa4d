"""A project of Healthchecks as heartbeats."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import attrs
import httpx
import pytest

from uptimekit import ConfigurationError, InputError
from uptimekit.fleet import Account, Heartbeat, Incident, Kind, State
from uptimekit.fleet.healthchecks import HealthchecksReader
from uptimekit.healthchecks import CheckConflictError, CheckCreate, Client, HCAPIAuthError
from uptimekit.sandbox import HealthchecksSandbox, ManualClock, serve

T = TypeVar("T")

START = datetime(2026, 1, 12, 9, tzinfo=UTC)
HOUR = 3600


class Server:
    """A served sandbox, what is set up in it, and readers of it."""

    def __init__(self, url: str, clock: ManualClock, sandbox: HealthchecksSandbox) -> None:
        self.url, self.clock, self.sandbox = url, clock, sandbox

    @property
    def keys(self) -> Any:
        return self.sandbox.projects["main"]

    def make(self, name: str, **fields: Any) -> str:
        """Make a check, and return its UUID."""
        with self.client() as client:
            made = client.create_check(CheckCreate(name=name, **fields))
        assert made.uuid is not None
        return made.uuid

    def client(self) -> Client:
        return Client(
            self.keys.api_key, self.keys.ping_key, f"{self.url}/api/", clock=self.clock, rate_limit=None
        )

    def reading(self, read: Callable[[HealthchecksReader], Awaitable[T]], key: str = "", **options: Any) -> T:
        """What *read* returns, which is called with a reader."""

        async def run() -> T:
            account = Account(name="jobs", provider="healthchecks", tags=("nightly",))
            values = {"api_key": key or self.keys.api_key, "base_url": f"{self.url}/api/"}
            reader = HealthchecksReader(
                account, values, **{"clock": self.clock, "rate_limit": None, **options}
            )
            try:
                return await read(reader)
            finally:
                await reader.aclose()

        return asyncio.run(run())

    def heartbeats(self, key: str = "", **options: Any) -> dict[str, Heartbeat]:
        """The heartbeats by name."""
        return self.reading(listed, key, **options)


async def listed(reader: HealthchecksReader) -> dict[str, Heartbeat]:
    return {each.name: each async for each in reader.heartbeats()}


@pytest.fixture(scope="module")
def _served() -> Iterator[Server]:
    clock = ManualClock(START)
    sandbox = HealthchecksSandbox(clock=clock)
    with serve(sandbox.app) as server:
        yield Server(server.url, clock, sandbox)


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket, as if just started."""
    _served.clock.set(START)
    _served.sandbox.reset()
    return _served


def test_a_check_is_a_heartbeat(server: Server) -> None:
    """Every field of a heartbeat is filled from the check, and the whole project is one request."""
    uuid = server.make("Backup", tags="db shop", timeout=HOUR, grace=300)
    with server.client() as client:
        client.success_ping(uuid)
    found = server.heartbeats()["Backup"]
    key = hashlib.sha1(uuid.replace("-", "")[:16].encode()).hexdigest()
    assert attrs.asdict(found, filter=lambda field, _: field.name != "native") == {
        "provider": "healthchecks",
        "account": "jobs",
        "id": key,
        "name": "Backup",
        "state": State.UP,
        "word": "up",
        "since": None,
        "url": f"{server.url}/cloaked/{key}/",
        "tags": ("db", "shop", "nightly"),
        "schedule": "every 1 h",
        "grace": 300,
        "last_ping": START,
        "late": False,
    }
    assert found.native.uuid == uuid
    assert server.sandbox.requests["list_checks"] == 1


def test_each_status_is_a_state(server: Server) -> None:
    """A check that has never been pinged is pending, a late one is up and late, and one that is overdue is down."""
    for name in ("up", "late", "overdue", "failed", "paused"):
        uuid = server.make(name, timeout={"late": 2, "overdue": 1}.get(name, 24) * HOUR, grace=HOUR)
        with server.client() as client:
            client.success_ping(uuid)
            if name == "failed":
                client.fail_ping(uuid)
            if name == "paused":
                client.pause_check(uuid)
    server.make("new")
    server.clock.advance(2.5 * HOUR)
    found = server.heartbeats()
    assert {name: (each.state, each.word, each.late) for name, each in found.items()} == {
        "new": (State.PENDING, "new", False),
        "up": (State.UP, "up", False),
        "late": (State.UP, "grace", True),
        "overdue": (State.DOWN, "down", True),
        "failed": (State.DOWN, "down", False),
        "paused": (State.PAUSED, "paused", False),
    }


def test_a_schedule_is_told_with_its_time_zone(server: Server) -> None:
    """A cron expression means nothing without its time zone, and a schedule of several lines is shown in one."""
    server.make("cron", schedule="5 * * * *", tz="Europe/Riga")
    server.make("calendar", schedule="Mon 10:00\nFri 12:00")
    found = server.heartbeats()
    assert found["cron"].schedule == "5 * * * * (Europe/Riga)"
    assert found["calendar"].schedule == "Mon 10:00; Fri 12:00 (UTC)"


def test_a_check_without_a_name_is_called_by_its_slug_or_key(server: Server) -> None:
    """A name is never empty, and never the UUID."""
    server.make("", slug="backup")
    key = server.make("")
    names = list(server.heartbeats())
    assert names[0] == "backup"
    assert len(names[1]) == 40
    assert key not in names


def test_no_secret_of_a_check_is_shown(server: Server) -> None:
    """The UUID of a check permits pings: an item shows it nowhere but in its native object, which is not shown."""
    uuid = server.make("Backup")
    found = server.heartbeats()["Backup"]
    told = (
        repr(found)
        + str(found.id)
        + str(found.url)
        + str(attrs.asdict(found, recurse=False) | {"native": None})
    )
    for secret in (uuid, uuid.replace("-", ""), server.keys.api_key, server.keys.ping_key):
        assert secret not in told


def test_a_read_only_key_reads_the_same(server: Server) -> None:
    """The server shows unique keys to a read-only key: they are those that are computed from the UUIDs."""
    server.make("Backup", tags="db")
    assert server.heartbeats(server.keys.readonly_key) == server.heartbeats()


def test_a_check_is_paused_and_resumed(server: Server) -> None:
    """Both return the heartbeat as it is then; to resume what is not paused is the server's conflict."""
    server.make("Backup")
    seen = server.heartbeats(server.keys.readonly_key)["Backup"]  # which does not know the UUID

    async def both(reader: HealthchecksReader) -> list[State]:
        item = await reader.resume(await reader.pause(seen))
        paused = await reader.pause(item)
        resumed = await reader.resume(attrs.evolve(paused, native=None))
        with pytest.raises(CheckConflictError):
            await reader.resume(resumed)
        return [paused.state, resumed.state]

    assert server.reading(both) == [State.PAUSED, State.PENDING]


def test_a_read_only_key_pauses_nothing(server: Server) -> None:
    """The error says which account needs another key."""
    server.make("Backup")

    async def pause(reader: HealthchecksReader) -> None:
        await reader.pause((await listed(reader))["Backup"])

    with pytest.raises(InputError, match="account jobs is read-only"):
        server.reading(pause, server.keys.readonly_key)
    assert server.sandbox.requests["pause_check"] == 0


def test_what_is_no_heartbeat_cannot_be_paused(server: Server) -> None:
    """The error names the kind."""
    incident = Incident(provider="healthchecks", account="jobs", id="1", name="Trouble", state=State.DOWN)
    with pytest.raises(InputError, match="healthchecks cannot pause incidents"):
        server.reading(lambda reader: reader.pause(incident))


def test_flips_are_the_history(server: Server) -> None:
    """States last from flip to flip; the last one is that of the check, and ends when it is read."""
    uuid = server.make("Backup", timeout=HOUR, grace=HOUR)
    with server.client() as client:
        client.success_ping(uuid)  # up at 9
        server.clock.set(START + timedelta(hours=3))  # down since 11
        client.success_ping(uuid)  # up at 12
        server.clock.set(START + timedelta(hours=4))
        client.pause_check(uuid)  # at 13
    server.clock.set(START + timedelta(hours=5))

    async def history(reader: HealthchecksReader) -> Any:
        item = (await listed(reader))["Backup"]
        return await reader.history(item, START + timedelta(hours=1), START + timedelta(days=1))

    found = server.reading(history)
    assert [
        ((s.start - START) / timedelta(hours=1), (s.end - START) / timedelta(hours=1), s.state)
        for s in found.spans
    ] == [
        (1, 2, State.UP),
        (2, 3, State.DOWN),
        (3, 4, State.UP),
        (4, 5, State.PAUSED),
    ]
    assert (found.availability, found.response_times) == (None, ())


def past(server: Server, key: str = "") -> list[tuple[float, float, str]]:
    """The spans of the check, in hours since the start."""

    async def history(reader: HealthchecksReader) -> Any:
        return await reader.history((await listed(reader))["Backup"], START, START + timedelta(days=9))

    hour = timedelta(hours=1)
    spans = server.reading(history, key).spans
    return [((s.start - START) / hour, (s.end - START) / hour, str(s.state)) for s in spans]


def play(server: Server, *events: tuple[float, str], **fields: Any) -> None:
    """Make a check, and let things happen to it, each at its hour."""
    uuid = server.make("Backup", **fields)
    with server.client() as client:
        for hour, event in events:
            server.clock.set(START + timedelta(hours=hour))
            match event:
                case "ping":
                    client.success_ping(uuid)
                case "fail":
                    client.fail_ping(uuid)
                case "start":
                    client.start_ping(uuid)
                case "pause":
                    client.pause_check(uuid)
                case "resume":
                    client.resume_check(uuid)
                case _:
                    assert event == "read"


def test_pings_tell_a_pause_from_an_outage(server: Server) -> None:
    """No ping had failed and none was due when it ended: that was a pause, also after it."""
    play(
        server, (0, "ping"), (1, "pause"), (5, "ping"), (6, "fail"), (7, "ping"), (10, "read"), (11, "ping"),
        timeout=HOUR, grace=HOUR,
    )  # fmt: skip
    assert past(server) == [
        (0, 1, "up"), (1, 5, "paused"), (5, 6, "up"), (6, 7, "down"), (7, 9, "up"), (9, 11, "down"),
    ]  # fmt: skip


def test_what_was_resumed_is_pending(server: Server) -> None:
    """A pause of what is down, and the end of a pause, leave flips that are not up either."""
    play(
        server, (0, "ping"), (1, "pause"), (2, "resume"), (3, "ping"), (4, "fail"), (5, "pause"), (6, "resume"),
        (7, "fail"), (8, "ping"), timeout=3 * HOUR, grace=HOUR,
    )  # fmt: skip
    assert past(server) == [
        (0, 1, "up"), (1, 2, "paused"), (2, 3, "pending"), (3, 4, "up"),
        (4, 5, "down"), (5, 6, "paused"), (6, 7, "pending"), (7, 8, "down"),
    ]  # fmt: skip


def test_a_run_that_took_too_long_is_an_outage(server: Server) -> None:
    """It goes down when the grace time after the start of a run is over."""
    play(server, (0, "ping"), (1, "start"), (3, "ping"), timeout=9 * HOUR, grace=HOUR)
    assert past(server) == [(0, 2, "up"), (2, 3, "down")]


def test_within_the_grace_time_a_schedule_ends_in_a_pause_alone(server: Server) -> None:
    """When a ping of a schedule is due cannot be told here; after the grace time it may have been."""
    play(
        server, (0.5, "ping"), (1, "pause"), (2, "ping"), (23.75, "pause"), (24, "ping"),
        schedule="0 9 * * *", tz="UTC", grace=HOUR,
    )  # fmt: skip
    assert past(server) == [(0.5, 1, "up"), (1, 2, "paused"), (2, 23.75, "up"), (23.75, 24, "down")]


def test_without_pings_what_is_not_up_is_an_outage(server: Server) -> None:
    """A read-only key may not read them; a second flip that is not up is a pause all the same."""
    play(server, (0, "ping"), (1, "pause"), (2, "resume"), (3, "ping"), timeout=HOUR, grace=HOUR)
    assert past(server, server.keys.readonly_key) == [(0, 1, "up"), (1, 2, "down"), (2, 3, "paused")]
    assert server.sandbox.requests["list_pings"] == 0


def test_a_check_is_down_before_the_server_has_noted_it(server: Server) -> None:
    """The flip of a check that is overdue comes when the alert daemon has run; its time is known before."""
    sandbox = HealthchecksSandbox(clock=server.clock, alert_daemon=False)
    with serve(sandbox.app) as running:
        late = Server(running.url, server.clock, sandbox)
        uuid = late.make("Backup", timeout=HOUR, grace=HOUR)
        with late.client() as client:
            client.success_ping(uuid)
        server.clock.set(START + timedelta(hours=3))

        async def history(reader: HealthchecksReader) -> Any:
            item = (await listed(reader))["Backup"]
            return await reader.history(item, START, START + timedelta(hours=4))

        found = late.reading(history)
    assert [
        ((s.start - START).seconds // HOUR, (s.end - START).seconds // HOUR, str(s.state))
        for s in found.spans
    ] == [
        (0, 2, "up"),
        (2, 3, "down"),
    ]


def test_without_flips_the_state_has_lasted_as_long_as_flips_are_kept(server: Server) -> None:
    """The server keeps flips of this month and the two before; what was earlier is not known."""
    check = {"name": "Backup", "status": "up", "grace": 60, "uuid": "11111111-2222-4333-8444-555555555555"}
    answers = {"checks": {"checks": [check]}, "flips": {"flips": []}}
    transport = httpx.MockTransport(
        lambda request: httpx.Response(200, json=answers[request.url.path.rstrip("/").rpartition("/")[2]])
    )

    async def history(reader: HealthchecksReader) -> Any:
        item = (await listed(reader))["Backup"]
        return await reader.history(item, START - timedelta(days=365), START)

    (span,) = server.reading(history, transport=transport).spans
    assert (span.start, span.end, span.state) == (datetime(2025, 11, 1, tzinfo=UTC), START, State.UP)


def test_a_check_that_was_never_pinged_has_no_past(server: Server) -> None:
    """The server does not tell since when there is a check."""
    server.make("Backup")

    async def history(reader: HealthchecksReader) -> Any:
        return await reader.history((await listed(reader))["Backup"], START - timedelta(days=1), START)

    assert server.reading(history).spans == ()


def test_the_credentials_are_tried(server: Server) -> None:
    """A right key opens the checks, a wrong one is refused."""
    server.make("Backup")
    assert server.reading(HealthchecksReader.check) == "1 check"
    assert server.reading(HealthchecksReader.check, server.keys.readonly_key) == "1 check, to read only"
    with pytest.raises(HCAPIAuthError):
        server.reading(HealthchecksReader.check, "w" * 32)


def test_a_wrong_address_is_named_like_the_setting(server: Server) -> None:
    """The client calls it api_url, and the configuration of a fleet base_url."""
    account = Account(name="jobs", provider="healthchecks")
    with pytest.raises(ConfigurationError, match=r"^base_url needs http"):
        HealthchecksReader(account, {"api_key": "k" * 32, "base_url": "hc.example"})


def test_options_reach_the_client(server: Server) -> None:
    """A transport takes the place of the network, and hooks hear of the requests."""
    events = list[object]()
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json={"checks": []}))
    assert server.heartbeats(transport=transport, hooks=[events.append]) == {}
    assert events
    assert server.sandbox.requests.total() == 0


def test_kinds_and_actions_are_those_that_there_are() -> None:
    """What the class says it can do, it does."""
    assert HealthchecksReader.kinds == {Kind.HEARTBEATS}
    assert HealthchecksReader.actions.keys() == {"pause", "resume"}
