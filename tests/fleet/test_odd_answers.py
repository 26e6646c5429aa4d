"""Whatever a server sends in place of a field, items have fields of their own types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from uptimekit.fleet import Account, AccountReader, Component, Heartbeat, Incident, Item, Monitor, State
from uptimekit.fleet.betterstack import BetterStackReader
from uptimekit.fleet.healthchecks import HealthchecksReader
from uptimekit.fleet.statuspage import StatuspageReader
from uptimekit.fleet.uptimehunt import UptimeHuntReader

TIME = "2026-01-12T09:00:00Z"
ODD: list[Any] = [None, True, 7, -1.5, 10**20, "odd", "", [], ["odd"], {}, {"odd": 1}]

ATTRIBUTES = {
    "monitors": (
        "pronounceable_name url status paused_at last_checked_at team_name monitor_group_id monitor_type"
    ),
    "heartbeats": "name status period grace paused_at team_name heartbeat_group_id",
    "incidents": "name cause status started_at acknowledged_at resolved_at reopened_at team_name",
    "status-pages": "company_name custom_domain",
    "sections": "name",
    "resources": "public_name explanation status status_page_section_id resource_type resource_id",
    "components": "name status description group group_id page_id",
    "unresolved": "name status impact shortlink started_at created_at scheduled_for resolved_at components incident_updates",
    "page": "name domain subdomain",
    "checks": "name slug tags status timeout schedule tz grace last_ping next_ping started unique_key",
    "services": "name status enabled project config interval type",
}


def answers(odd: Any) -> Callable[[httpx.Request], httpx.Response]:
    """The answers of all providers, in which every field is *odd*."""

    def fields(what: str) -> dict[str, Any]:
        return dict.fromkeys(ATTRIBUTES[what].split(), odd)

    def answer(request: httpx.Request) -> httpx.Response:
        what = request.url.path.rstrip("/").rpartition("/")[2]
        if what == "PAGE":
            return httpx.Response(200, json={"id": "PAGE", **fields("page")})
        if "/v1/pages/" in request.url.path:
            return httpx.Response(200, json=[{"id": "1", **fields(what)}] if what in ATTRIBUTES else [])
        if what == "checks":
            return httpx.Response(200, json={"checks": [fields(what)]})
        if what == "services":
            return httpx.Response(200, json={"data": [{"id": 1, **fields(what)}]})
        if what not in ATTRIBUTES:  # groups, and the status of a service
            return httpx.Response(200, json={"data": []})
        resource = {"id": "1", "type": what, "attributes": fields(what), "relationships": odd}
        return httpx.Response(200, json={"data": [resource], "pagination": {}})

    return answer


READERS: dict[type[AccountReader], dict[str, str]] = {
    BetterStackReader: {"bearer_token": "a-token"},
    HealthchecksReader: {"api_key": "k" * 32},
    StatuspageReader: {"api_key": "a-key", "page_id": "PAGE"},
    UptimeHuntReader: {"access_token": "a-token"},
}


async def everything(kind: type[AccountReader], odd: Any) -> list[Item]:
    account = Account(name="odd", provider="odd")
    transport = httpx.MockTransport(answers(odd))
    reader = kind(account, READERS[kind], transport=transport, rate_limit=None)
    listings = (reader.monitors(), reader.heartbeats(), reader.components(), reader.incidents())
    try:
        return [item for listing in listings async for item in listing]
    finally:
        await reader.aclose()


def check(item: Item) -> None:
    """Raise AssertionError for a field of another type than the vocabulary says."""
    assert item.name
    assert isinstance(item.state, State)
    texts: list[object] = [item.id, item.name, item.word, *item.tags]
    optional: list[object] = [item.url]
    moments: list[object] = [item.since]
    match item:
        case Monitor():
            optional.append(item.target)
            moments.append(item.checked)
        case Heartbeat():
            optional.append(item.schedule)
            moments.append(item.last_ping)
            assert item.grace is None or type(item.grace) in (int, float)
            assert item.late is None or type(item.late) is bool
        case Incident():
            texts += [item.cause, *item.affects]
            moments += [item.started, item.acknowledged, item.resolved]
        case Component():
            texts += [item.page, item.description]
            optional.append(item.group)
        case _:
            raise AssertionError(item)
    assert {type(each) for each in texts} == {str}
    assert {type(each) for each in optional} <= {str, type(None)}
    assert all(each is None or (isinstance(each, datetime) and each.tzinfo) for each in moments)


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("kind", READERS, ids=lambda kind: kind.__name__)
def test_odd_fields_are_left_out(kind: type[AccountReader], odd: Any) -> None:
    """An item comes with what can be understood of it; nothing else fails the listing or gets into the item."""
    items = asyncio.run(everything(kind, odd))
    assert items
    for item in items:
        check(item)


def test_the_present_moment_has_a_time_zone() -> None:
    """The check above would let no other moment pass."""
    with pytest.raises(AssertionError):
        check(
            Monitor(provider="p", account="a", id="1", name="n", state=State.UP, since=datetime(2026, 1, 1))
        )
    check(
        Monitor(
            provider="p",
            account="a",
            id="1",
            name="n",
            state=State.UP,
            since=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )
