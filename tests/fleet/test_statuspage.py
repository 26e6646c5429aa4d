"""A page of Statuspage as components and incidents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import attrs
import httpx
import pytest

from uptimekit import InputError
from uptimekit.fleet import Account, History, Item, Kind, Monitor, State
from uptimekit.fleet.statuspage import StatuspageReader
from uptimekit.sandbox import ManualClock, StatuspageSandbox, serve
from uptimekit.statuspage import Client, RequestError

T = TypeVar("T")
I = TypeVar("I", bound=Item)  # noqa: E741

START = datetime(2026, 1, 12, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Server:
    """A served sandbox, a client that sets things up in it, and readers of it."""

    def __init__(self, url: str, clock: ManualClock, sandbox: StatuspageSandbox) -> None:
        self.url, self.clock, self.sandbox = url, clock, sandbox
        self.client = Client(
            api_key=sandbox.api_key, page_id=sandbox.page_id, base_url=url, clock=clock, rate_limit=None
        )

    def at(self, hours: float) -> None:
        self.clock.set(START + hours * HOUR)

    def reading(self, read: Callable[[StatuspageReader], Awaitable[T]], key: str = "", **options: Any) -> T:
        """What *read* returns, which is called with a reader."""

        async def run() -> T:
            account = Account(name="public", provider="statuspage", tags=("eu",))
            values = {
                "api_key": key or self.sandbox.api_key,
                "page_id": self.sandbox.page_id,
                "base_url": self.url,
            }
            reader = StatuspageReader(account, values, **{"clock": self.clock, "rate_limit": None, **options})
            try:
                return await read(reader)
            finally:
                await reader.aclose()

        return asyncio.run(run())

    def listed(self, listing: Callable[[StatuspageReader], AsyncIterator[I]], **options: Any) -> dict[str, I]:
        """The items of a listing by name."""

        async def read(reader: StatuspageReader) -> dict[str, I]:
            return {each.name: each async for each in listing(reader)}

        return self.reading(read, **options)

    def history(self, name: str, start: datetime, end: datetime) -> History:
        item = self.listed(StatuspageReader.components)[name]
        return self.reading(lambda reader: reader.history(item, start, end))


def shown(history: History) -> list[tuple[float, float, str]]:
    """The spans in hours after the start of the sandbox."""
    return [((s.start - START) / HOUR, (s.end - START) / HOUR, str(s.state)) for s in history.spans]


@pytest.fixture(scope="module")
def _served() -> Iterator[Server]:
    clock = ManualClock(START)
    sandbox = StatuspageSandbox(clock=clock, components=("API", "Website"))
    with serve(sandbox.app) as server:
        made = Server(server.url, clock, sandbox)
        yield made
        made.client.close()


@pytest.fixture
def server(_served: Server) -> Server:
    """The sandbox behind a real socket, with a page of two components."""
    _served.clock.set(START)
    _served.sandbox.reset()
    return _served


# ---------------------------------------------------------------------- listings


def test_a_component_has_the_names_of_its_page_and_group(server: Server) -> None:
    """The row of a group is no component; the page and its components take a request each."""
    api = server.client.components.find("API")
    server.client.components.update(api.id, description="For partners")
    server.client.component_groups.create(name="Services", components=[api.id])
    before = server.sandbox.requests
    found = server.listed(StatuspageReader.components)
    assert (server.sandbox.requests - before).total() == 2
    assert found.keys() == {"API", "Website"}
    assert attrs.asdict(found["API"], filter=lambda field, _: field.name != "native") == {
        "provider": "statuspage",
        "account": "public",
        "id": api.id,
        "name": "API",
        "state": State.UP,
        "word": "operational",
        "since": None,
        "url": "https://example.statuspage.io",
        "tags": ("eu",),
        "page": "Example",
        "group": "Services",
        "description": "For partners",
    }
    assert found["Website"].group is None


def test_a_page_with_a_domain_is_linked_there(server: Server) -> None:
    """A page without one has an address below statuspage.io."""
    server.client.page.update(domain="status.example.com")
    assert server.listed(StatuspageReader.components)["API"].url == "https://status.example.com"


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("operational", State.UP),
        ("degraded_performance", State.DEGRADED),
        ("partial_outage", State.DEGRADED),
        ("major_outage", State.DOWN),
        ("under_maintenance", State.MAINTENANCE),
    ],
)
def test_a_component_is_set_to_each_state(server: Server, word: str, state: State) -> None:
    """The action returns the component as it is then, and the listing shows the same."""
    item = server.listed(StatuspageReader.components)["API"]
    changed = server.reading(lambda reader: reader.set_state(item, word))
    assert (changed.state, changed.word) == (state, word)
    assert server.listed(StatuspageReader.components)["API"] == changed


def test_a_misspelt_state_is_refused(server: Server) -> None:
    """The error names the nearest word, and nothing is sent."""
    item = server.listed(StatuspageReader.components)["API"]
    with pytest.raises(InputError, match="major_outage"):
        server.reading(lambda reader: reader.set_state(item, "major_outtage"))
    assert server.sandbox.requests["update_component"] == 0


def test_an_incident_is_told_from_beginning_to_end(server: Server) -> None:
    """The worst impact decides the state while it is open; a resolved one is up and is found only by its end."""
    server.client.incidents.open("Slow", body="We look.", components={"API": "degraded_performance"})
    server.at(1)
    server.client.incidents.open("Gone", body="It is gone.", components={"Website": "major_outage"})
    server.client.incidents.open("Odd", body="Hm.")
    before = server.sandbox.requests
    found = server.listed(StatuspageReader.incidents)
    assert (server.sandbox.requests - before).total() == 2
    assert {name: each.state for name, each in found.items()} == {
        "Slow": State.DEGRADED,
        "Gone": State.DOWN,
        "Odd": State.DEGRADED,
    }
    slow = found["Slow"]
    assert (slow.word, slow.started, slow.since, slow.is_open) == ("investigating", START, START, True)
    assert (slow.cause, slow.affects, slow.tags) == ("We look.", ("API",), ("eu",))
    assert slow.url == slow.native.shortlink
    server.at(2)
    resolved = server.reading(lambda reader: reader.resolve(slow))
    assert (resolved.state, resolved.word, resolved.resolved) == (State.UP, "resolved", START + 2 * HOUR)
    assert resolved.cause
    assert server.client.components.find("API").status == "degraded_performance"
    assert server.listed(StatuspageReader.incidents).keys() == {"Gone", "Odd"}
    recent = server.listed(lambda reader: reader.incidents(resolved_since=START + 2 * HOUR))
    assert list(recent) == ["Odd", "Gone", "Slow"]
    later = server.listed(lambda reader: reader.incidents(resolved_since=START + 3 * HOUR))
    assert later.keys() == {"Gone", "Odd"}


def test_a_maintenance_counts_while_it_is_in_progress(server: Server) -> None:
    """One that is announced is not listed, one in progress is a maintenance, and a completed one has an end."""
    server.client.incidents.schedule(
        "Move", START + HOUR, START + 3 * HOUR, components=["API"], scheduled_auto_in_progress=True,
        auto_transition_to_maintenance_state=True,
    )  # fmt: skip
    assert server.listed(lambda reader: reader.incidents(resolved_since=START - HOUR)) == {}
    server.at(2)
    found = server.listed(StatuspageReader.incidents)["Move"]
    assert (found.state, found.word) == (State.MAINTENANCE, "in_progress")
    done = server.reading(lambda reader: reader.resolve(found))
    assert (done.state, done.word) == (State.UP, "completed")
    assert server.listed(StatuspageReader.incidents) == {}
    recent = server.listed(lambda reader: reader.incidents(resolved_since=START))
    assert recent["Move"].resolved == START + 2 * HOUR


def test_an_incident_that_is_resolved_meanwhile_is_told_once(server: Server) -> None:
    """The open ones and all of them are listed one after the other: one may be in each list."""
    incident = {"id": "1", "name": "Fire", "status": "resolved", "resolved_at": START.isoformat()}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=[incident]))

    async def read(reader: StatuspageReader) -> list[str]:
        return [each.name async for each in reader.incidents(resolved_since=START)]

    assert server.reading(read, transport=transport) == ["Fire"]


def test_old_incidents_are_not_read_to_the_end(server: Server) -> None:
    """A listing of resolved incidents ends when a hundred in a row were over before the given time."""
    sandbox = StatuspageSandbox(clock=server.clock, incidents=400)
    with serve(sandbox.app) as running:
        crowded = Server(running.url, server.clock, sandbox)
        assert crowded.listed(lambda reader: reader.incidents(resolved_since=START)) == {}
        crowded.client.close()
    assert sandbox.requests["list_incidents"] == 1


# ---------------------------------------------------------------------- history


def test_incidents_tell_the_states_of_a_component(server: Server) -> None:
    """Each update says from which state to which; before the first one it was in the state that it had then."""
    server.at(1)
    incident = server.client.incidents.open("Slow", body="We look.", components={"API": "major_outage"})
    server.at(2)
    server.client.incidents.post_update(incident.id, "Better.", components={"API": "degraded_performance"})
    server.at(3)
    server.client.incidents.resolve(incident.id, "Well.", components={"API": "operational"})
    server.at(4)
    found = server.history("API", START, START + 24 * HOUR)
    assert shown(found) == [(0, 1, "up"), (1, 2, "down"), (2, 3, "degraded"), (3, 4, "up")]
    assert found.availability is not None
    assert 0.9 < found.availability < 1
    assert shown(server.history("API", START + 1.5 * HOUR, START + 2.5 * HOUR)) == [
        (1.5, 2, "down"),
        (2, 2.5, "degraded"),
    ]


def test_a_change_without_an_incident_is_known_since_then(server: Server) -> None:
    """The server tells when a component was changed last; the time before is not known."""
    server.at(1)
    item = server.listed(StatuspageReader.components)["API"]
    server.reading(lambda reader: reader.set_state(item, "major_outage"))
    server.at(2)
    assert shown(server.history("API", START, START + 2 * HOUR)) == [(1, 2, "down")]
    assert shown(server.history("Website", START, START + 2 * HOUR)) == [(0, 2, "up")]


def test_without_an_outage_a_component_was_up(server: Server) -> None:
    """What was renamed was up before, too, if the server knows of no outage in the range; not before it was made."""
    server.at(1)
    api = server.client.components.find("API")
    server.client.components.update(api.id, description="For partners")
    new = server.client.components.create(name="New", showcase=True, start_date="2026-01-12")
    server.at(2)
    server.client.components.update(new.id, description="For all")
    server.at(3)
    assert shown(server.history("API", START, START + 3 * HOUR)) == [(0, 3, "up")]
    found = server.history("New", START, START + 3 * HOUR)
    assert (shown(found), found.created) == ([(1, 3, "up")], START + HOUR)
    server.client.components.update(api.id, showcase=False)
    server.at(4)
    assert shown(server.history("API", START, START + 4 * HOUR)) == [(3, 4, "up")]


def test_the_histories_of_all_components_list_the_incidents_once(server: Server) -> None:
    """The service permits 60 requests a minute: a listing serves all that are asked for together, and not for ever."""
    server.client.incidents.open("Slow", body="We look.", components={"API": "major_outage"})
    items = [*server.listed(StatuspageReader.components).values()]
    server.at(1)

    async def histories(reader: StatuspageReader) -> list[History]:
        found = await asyncio.gather(*(reader.history(each, START, START + HOUR) for each in items))
        server.clock.advance(61)
        return [*found, await reader.history(items[0], START, START + HOUR)]

    before = server.sandbox.requests
    found = server.reading(histories)
    assert server.sandbox.requests - before == {"list_incidents": 2, "get_component_uptime": 3}
    assert [shown(each) for each in found] == [[(0, 1, "down")], [(0, 1, "up")], [(0, 1, "down")]]


def test_a_history_that_begins_earlier_lists_the_incidents_again(server: Server) -> None:
    """What was listed for a later beginning lacks the incidents before it."""
    incident = server.client.incidents.open("Slow", body="We look.", components={"API": "major_outage"})
    server.at(1)
    server.client.incidents.resolve(incident.id, "Well.", components={"API": "operational"})
    server.at(2)
    item = server.listed(StatuspageReader.components)["API"]

    async def histories(reader: StatuspageReader) -> list[History]:
        return [await reader.history(item, START + hours * HOUR, START + 2 * HOUR) for hours in (1.5, 0, 1.5)]

    before = server.sandbox.requests
    late, early, again = server.reading(histories)
    assert (server.sandbox.requests - before)["list_incidents"] == 2
    assert shown(late) == shown(again) == [(1.5, 2, "up")]
    assert shown(early) == [(0, 1, "down"), (1, 2, "up")]


def test_without_a_shown_uptime_there_is_no_availability(server: Server) -> None:
    """The server refuses the uptime of a component that the page does not show."""
    api = server.client.components.find("API")
    server.client.components.update(api.id, showcase=False)
    assert server.history("API", START, START + HOUR).availability is None


def test_an_incident_has_no_history(server: Server) -> None:
    """Its own fields tell when it began and ended."""
    server.client.incidents.open("Slow", body="We look.")
    item = server.listed(StatuspageReader.incidents)["Slow"]
    assert server.reading(lambda reader: reader.history(item, START, START + HOUR)).spans == ()


# ---------------------------------------------------------------------- the account


def test_the_credentials_are_tried(server: Server) -> None:
    """A right key tells the page, a wrong one is refused."""
    assert server.reading(StatuspageReader.check) == "page Example"
    with pytest.raises(RequestError):
        server.reading(StatuspageReader.check, "wrong")


def test_nothing_can_be_paused(server: Server) -> None:
    """The error names provider and kind."""
    site = Monitor(provider="statuspage", account="public", id="1", name="Site", state=State.UP)
    with pytest.raises(InputError, match="statuspage cannot pause monitors"):
        server.reading(lambda reader: reader.pause(site))


def test_options_reach_the_client(server: Server) -> None:
    """A transport takes the place of the network, and hooks hear of the requests."""
    events = list[object]()
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=[]))
    assert server.listed(StatuspageReader.incidents, transport=transport, hooks=[events.append]) == {}
    assert events
    assert server.sandbox.requests.total() == 0


def test_kinds_and_actions_are_those_that_there_are() -> None:
    """What the class says it can do, it does."""
    assert StatuspageReader.kinds == {Kind.INCIDENTS, Kind.COMPONENTS}
    assert StatuspageReader.actions.keys() == {"resolve", "set_state"}
