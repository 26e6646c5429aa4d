"""Typical use of the Statuspage facade, for type checkers; it is checked, never run.

A line marked ``# expect-error`` must not type-check, and every other line must.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, assert_type

import httpx

from uptimekit import AsyncPager, Pager, RateLimit
from uptimekit.statuspage import (
    AffectedComponent,
    AsyncClient,
    AsyncPublicPage,
    BaseError,
    Client,
    Component,
    ComponentsService,
    ComponentUptime,
    Configuration,
    ErrorDetail,
    HttpClient,
    ImportReport,
    Incident,
    IncidentUpdate,
    Metric,
    MetricPoint,
    Page,
    Progress,
    PublicPage,
    PublicStatus,
    PublicSummary,
    Subscriber,
    SubscriberCountByState,
    User,
)
from uptimekit.statuspage.errors import UnprocessableError
from uptimekit_clients.statuspage import AsyncClient as GeneratedAsyncClient
from uptimekit_clients.statuspage import Client as GeneratedClient


def construction() -> None:
    client = Client(api_key="k", page_id="p", organization_id="o", timeout=5, rate_limit=RateLimit(1, 1.0))
    assert_type(client, Client)
    assert_type(client.api, GeneratedClient)
    assert_type(client.config, Configuration)
    assert_type(client.http_client, HttpClient)
    assert_type(client.config.validate(), bool)
    assert_type(client.with_options(retries=0), Client)
    assert_type(AsyncClient(api_key="k", page_id="p").api, GeneratedAsyncClient)
    Client(api_kye="k")  # expect-error
    Client(api_key=5)  # expect-error
    Client("k")  # expect-error


def components(client: Client) -> None:
    assert_type(client.components, ComponentsService)
    assert_type(client.components.list(), list[Component])
    assert_type(client.components.iter(prefetch=2), Pager[Component])
    made = client.components.create(name="API", status="operational", start_date=date(2026, 1, 2))
    assert_type(made, Component)
    assert_type(made.id, str)
    assert_type(made.status, str | None)
    assert_type(made.position, int | None)
    assert_type(made.to_dict(), dict[str, Any])
    assert_type(client.components.update("c1", group_id=None), Component)
    assert_type(client.components.delete("c1"), Component)
    assert_type(client.components.find("Europe / API"), Component)
    assert_type(client.components.set({"API": "major_outage"}, on_progress=told), list[Component])
    assert_type(client.components.uptime("c1", start=date(2026, 1, 1)), ComponentUptime)
    client.components.create()  # expect-error
    client.components.create(nmae="API")  # expect-error
    client.components.create(name=5)  # expect-error
    client.components.update(name="API")  # expect-error
    client.components.update("c1", showcase="yes")  # expect-error
    client.components.set(["API"])  # expect-error
    client.components.iter(pages=2)  # expect-error
    print(made.stauts)  # expect-error
    made.position = "first"  # expect-error


async def mistakes(client: Client, other: AsyncClient) -> None:
    client.components.update("c1", stauts="operational")  # expect-error
    client.components.update("c1", status=3)  # expect-error
    client.components.update(1, status="operational")  # expect-error
    client.page_access_groups.set_components("g1", component_ids=[1])  # expect-error
    await other.components.update("c1", stauts="operational")  # expect-error
    await other.components.update("c1", status=3)  # expect-error
    await other.components.update(1, status="operational")  # expect-error
    print(other.components.update("c1").status)  # expect-error


def incidents(client: Client) -> None:
    incident = client.incidents.open(
        "Slow", body="We look.", components={"API": "major_outage"}, metadata={"alert": {"id": 7}}
    )
    assert_type(incident, Incident)
    assert_type(incident.id, str)
    for update in incident.incident_updates or []:
        assert_type(update, IncidentUpdate)
        assert_type(update.body, str | None)
        for affected in update.affected_components or []:
            assert_type(affected, AffectedComponent)
            assert_type(affected.new_status, str | None)
    assert_type(incident.components, list[Component] | None)
    assert_type(client.incidents.update("i1", status="resolved", message="Solved."), int)
    assert_type(client.incidents.post_update("i1", "Found."), Incident)
    assert_type(client.incidents.resolve("i1", "Solved."), Incident)
    assert_type(client.incidents.delete("i1"), int)
    now = datetime.now(UTC)
    assert_type(client.incidents.schedule("Move", now, now, components=["API"]), Incident)
    assert_type(client.incidents.create(name="Slow", scheduled_for=now), Incident)
    client.incidents.open()  # expect-error
    client.incidents.open("Slow", components=["API"])  # expect-error
    client.incidents.schedule("Move", "2026-01-01", now)  # expect-error
    client.incidents.resolve("i1")  # expect-error
    client.incidents.create(name="Slow", scheduled_for="tomorrow")  # expect-error


def others(client: Client) -> None:
    assert_type(client.page.get(), Page)
    assert_type(client.pages.list(), list[Page])
    assert_type(client.users.list(), list[User])
    assert_type(client.users.delete("u1"), int)
    assert_type(client.subscribers.create(email="a@example.org"), Subscriber)
    assert_type(client.subscribers.list(state="all"), list[Subscriber])
    assert_type(client.subscribers.histogram().email, SubscriberCountByState | None)
    assert_type(client.subscribers.export(), list[dict[str, str]])
    report = client.subscribers.import_("email\na@example.org\n")
    client.subscribers.import_(Path("subscribers.csv"))
    client.subscribers.import_([{"email": "a@example.org"}])
    with Path("subscribers.csv").open("rb") as file:
        client.subscribers.import_(file)
    client.subscribers.import_(5)  # expect-error
    assert_type(report, ImportReport)
    assert_type(report.created, list[Subscriber])
    assert_type(client.metrics.create(name="Load"), Metric)
    assert_type(client.metrics.submit_data("m1", timestamp=1, value=2.5), MetricPoint)
    assert_type(client.metrics.submit_points("m1", [(datetime.now(UTC), 1)]), int)
    status, headers, _ = client.http_client.get("/pages/p1/components.json", {"page": 2}, timeout=3)
    assert_type(status, int)
    assert_type(headers, httpx.Headers)
    client.subscribers.list(sate="all")  # expect-error
    client.metrics.submit_data("m1", value=2.5)  # expect-error
    client.http_client.get("/pages", tiemout=3)  # expect-error
    client.page.update(nmae="Shop")  # expect-error


def errors(client: Client) -> None:
    try:
        client.page.get()
    except UnprocessableError as error:
        assert_type(error.errors, list[ErrorDetail])
        assert_type(error.errors[0].field, str | None)
        assert_type(error.details, dict[str, list[str]])
    except BaseError as error:
        assert_type(error.http_status, int | None)
        print(error.http_code)  # expect-error


def told(progress: Progress) -> None:
    assert_type(progress.seconds_left, float)


def passes_through(client: Client, set_up: Callable[[str], str]) -> Component:
    return client.components.create(name=set_up("name"))


def public() -> None:
    page = PublicPage("https://status.example.com", retries=1)
    assert_type(page.summary(), PublicSummary)
    assert_type(page.status(), PublicStatus)
    assert_type(page.status().is_up, bool)
    assert_type(page.status().indicator, str | None)
    PublicPage()  # expect-error
    print(page.is_up)  # expect-error


async def asynchronous() -> None:
    async with AsyncClient(api_key="k", page_id="p") as client:
        assert_type(await client.components.list(), list[Component])
        assert_type(client.components.iter(), AsyncPager[Component])
        assert_type(await client.components.set({"API": "operational"}), list[Component])
        assert_type(await client.incidents.open("Slow"), Incident)
        assert_type(await client.incidents.update("i1", body="b"), int)
        status, _, _ = await client.http_client.post("/pages/p1/components", {"name": "API"})
        assert_type(status, int)
        await client.components.create(nmae="API")  # expect-error
        await client.components.find()  # expect-error
        print((await client.page.get()).nmae)  # expect-error
    async with AsyncPublicPage("https://status.example.com") as page:
        assert_type(await page.summary(), PublicSummary)
