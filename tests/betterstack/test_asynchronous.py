"""The asynchronous objects do what their synchronous halves do."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from uptimekit import betterstack
from uptimekit.betterstack import (
    AsyncHeartbeat,
    AsyncIncident,
    AsyncMonitor,
    AsyncMonitorGroup,
    AsyncOnCallCalendar,
    AsyncStatusPage,
    AsyncStatusPageSection,
    AsyncUptimeAPI,
    NotFoundError,
)

from ._support import TOKEN, FakeClock, Recorder, Server, listed, one, resource

HALVES = [name for name in betterstack.__all__ if f"Async{name}" in betterstack.__all__]
RELATIONS = {
    "monitors",
    "heartbeats",
    "sections",
    "resources",
    "reports",
    "updates",
    "status_pages",
    "sla",
    "events",
}


def _run(use: Callable[[AsyncUptimeAPI], Awaitable[None]], answer: Any = None, **options: Any) -> None:
    if answer is not None:
        options = {"transport": httpx.MockTransport(answer), "clock": FakeClock(), **options}

    async def run() -> None:
        async with AsyncUptimeAPI(options.pop("bearer_token", TOKEN), **options) as api:
            await use(api)

    asyncio.run(run())


def _on(server: Server, use: Callable[[AsyncUptimeAPI], Awaitable[None]]) -> None:
    _run(use, bearer_token=server.sandbox.teams["main"].token, base_url=server.base_url)


@pytest.mark.parametrize("name", HALVES)
def test_both_halves_offer_the_same(name: str) -> None:
    """Each class has the public names of its other half; what a property fetches there is a coroutine here."""
    sync, other = getattr(betterstack, name), getattr(betterstack, f"Async{name}")
    names = {each for each in dir(sync) if not each.startswith("_")}
    assert {each for each in dir(other) if not each.startswith("_")} - {"aclose"} == names
    for each in RELATIONS & names:
        assert isinstance(inspect.getattr_static(sync, each), property)
        assert inspect.iscoroutinefunction(getattr(other, each))


def test_the_life_of_a_monitor(server: Server) -> None:
    """A monitor is created, changed, found, waited for and deleted on the server."""

    async def use(api: AsyncUptimeAPI) -> None:
        created, monitor = await AsyncMonitor.get_or_create(
            api, url="https://x.example", monitor_type="status"
        )
        again, same = await AsyncMonitor.get_or_create(api, url="https://x.example")
        assert (created, again, same.id) == (True, False, monitor.id)
        monitor.check_frequency = 60
        await monitor.save()
        await monitor.pause()
        found = await AsyncMonitor.find(api, url="https://x.example")
        assert found is not None
        assert (found.check_frequency, found.is_paused) == (60, True)
        assert (await found.wait_until("paused")) is found
        assert (await found.sla()).availability is not None
        assert monitor.id in [each.id async for each in AsyncMonitor.get_all_instances(api)]
        await monitor.delete()
        with pytest.raises(NotFoundError):
            await found.fetch_data()

    _on(server, use)


def test_incidents_pages_and_schedules(server: Server) -> None:
    """Incidents, groups, status pages with reports, and schedules work as their halves do."""

    async def use(api: AsyncUptimeAPI) -> None:
        incident = await AsyncIncident.new(
            api, requester_email="admin@main.example", summary="Fire", name="Fire"
        )
        await incident.acknowledge("Ann")
        assert (await incident.comment("on it"))["content"] == "on it"
        assert [each["content"] for each in await incident.comments()] == ["on it"]
        assert [each.id async for each in AsyncIncident.filter(api, open=True)] == [incident.id]
        await incident.resolve()
        assert incident.is_resolved
        group = await AsyncMonitorGroup.new(api, name="Shops")
        assert await group.monitors() == []
        page = await AsyncStatusPage.new(
            api, company_name="Shop", company_url="https://x.example", subdomain="shop", timezone="UTC"
        )
        section = await AsyncStatusPageSection.new(api, status_page_id=page.id, name="Web")
        assert await page.sections() == [section]
        report = await page.open_report("Down", "We look.")
        await report.resolve("Done.")
        assert [update.message for update in await report.updates()] == ["We look.", "Done."]
        (calendar,) = [each async for each in AsyncOnCallCalendar.get_all_instances(api)]
        event = await calendar.create_event(
            "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", ["admin@main.example"]
        )
        assert event.id in [each.id for each in await calendar.fetch_events()]
        (heartbeat,) = [each async for each in AsyncHeartbeat.get_all_instances(api)]
        assert [each async for each in heartbeat.incidents(open=True)] == []

    _on(server, use)


def test_relations_are_fetched_once() -> None:
    """A relation is asked for once; the fetch method asks again."""
    answer = Recorder(listed(resource("monitor", 1)), listed())

    async def use(api: AsyncUptimeAPI) -> None:
        group = AsyncMonitorGroup("3", api)
        assert await group.monitors() is await group.monitors()
        await group.fetch_monitors()
        assert await group.monitors() == []

    _run(use, answer)
    assert [sent[1] for sent in answer.sent] == ["/api/v2/monitor-groups/3/monitors"] * 2


def test_verbs() -> None:
    """Verbs take a path, and get goes through all pages, those of a list that the spec does not know too."""
    pages = [listed(resource("thing", n), page=n, last=3) for n in (1, 2, 3)]
    answer = Recorder(one("thing", 1), *pages)

    async def use(api: AsyncUptimeAPI) -> None:
        assert (await api.post("things", body={"a": 1})).json() == one("thing", 1)
        assert [each["id"] async for each in api.get("things")] == ["1", "2", "3"]

    _run(use, answer, max_workers=1)
    assert [sent[2].get("page") for sent in answer.sent] == [None, None, "2", "3"]


def test_who_stops_early_leaves_nothing_running() -> None:
    """A search that ends at its first match cancels the pages that were fetched ahead."""
    released = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.params["page"] != "1":
            await released.wait()
        return httpx.Response(200, json=listed(resource("heartbeat", 1, name="Job"), last=9))

    async def use(api: AsyncUptimeAPI) -> None:
        assert (await AsyncHeartbeat.get_or_create(api, name="Job"))[0] is False
        assert len(asyncio.all_tasks()) == 1

    _run(use, answer)
