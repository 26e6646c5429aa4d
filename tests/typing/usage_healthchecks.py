"""Typical use of the Healthchecks facade, for type checkers; it is checked, never run.

A line marked ``# expect-error`` must not type-check, and every other line must.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, assert_type
from uuid import UUID, uuid4

import httpx

from uptimekit.healthchecks import (
    AsyncClient,
    Badges,
    Check,
    CheckCreate,
    CheckPings,
    CheckStatuses,
    CheckTrap,
    CheckUpdate,
    Client,
    HCAPIError,
    Integration,
    NonUniqueSlugError,
    PingResult,
    Upsert,
)
from uptimekit_clients.healthchecks import AsyncClient as GeneratedAsyncClient
from uptimekit_clients.healthchecks import Client as GeneratedClient
from uptimekit_clients.healthchecks.models import BadgeStatus


def construction() -> None:
    assert_type(Client("key", "ping-key", "https://hc.example.org/api/"), Client)
    Client(api_key="key", api_version=1, client=httpx.Client(), timeout=5.0, retries=0, deadline=None)
    AsyncClient("key", client=httpx.AsyncClient())
    assert_type(Client().with_options(retries=3, headers={"x": "y"}), Client)
    assert_type(AsyncClient().with_options(timeout=1.0), AsyncClient)
    assert_type(Client().api, GeneratedClient)
    assert_type(AsyncClient().api, GeneratedAsyncClient)
    Client(client=httpx.AsyncClient())  # expect-error
    AsyncClient(client=httpx.Client())  # expect-error
    Client(api_key=5)  # expect-error
    Client(tiemout=5)  # expect-error
    Client().with_options(transport=None)  # expect-error


def checks(client: Client) -> None:
    assert_type(client.get_checks(), list[Check])
    assert_type(client.get_checks(["prod"], slug="job"), list[Check])
    assert_type(client.find_checks("Job", tags={"prod"}), list[Check])
    assert_type(client.get_check("id"), Check)
    assert_type(client.get_check_by_slug("job"), Check)
    assert_type(client.create_check(CheckCreate(name="x", timeout=timedelta(hours=1), tags=["a"])), Check)
    assert_type(client.upsert_check(CheckCreate(name="x"), unique=["name"]), Upsert)
    check, created = client.upsert_check(CheckCreate(name="x"))
    assert_type(check, Check)
    assert_type(created, bool | None)
    assert_type(client.update_check("id", CheckUpdate(desc="x")), Check)
    assert_type(client.update_check("id", CheckCreate(desc="x")), Check)
    assert_type(client.delete_check("id"), Check)
    assert_type(client.pause_check("id"), Check)
    assert_type(client.resume_check("id"), Check)
    assert_type(client.wait_until("id", "up"), Check)
    assert_type(client.wait_until("id", lambda check: check.n_pings > 3, timeout=60, poll=1), Check)
    assert_type(check.name, str)
    assert_type(check.uuid, str | None)
    assert_type(check.last_ping, datetime | None)
    assert_type(check.tag_list, list[str])
    client.create_check({"name": "x"})  # expect-error
    client.create_check(CheckUpdate(name="x"))  # expect-error
    CheckCreate(nmae="x")  # expect-error
    CheckCreate(timeout="60")  # expect-error
    CheckCreate("x")  # expect-error
    client.update_check(CheckUpdate(name="x"))  # expect-error
    client.get_check(5)  # expect-error


def history(client: Client) -> None:
    assert_type(client.get_check_pings("id"), list[CheckPings])
    assert_type(client.get_ping_body("id", 3), bytes)
    assert_type(client.get_check_flips("id", start=datetime.now(UTC), end=0), list[CheckStatuses])
    assert_type(client.get_check_flips("id")[0].timestamp, datetime)
    assert_type(client.get_integrations(), list[Integration])
    assert_type(client.get_badges(), dict[str, Badges])
    assert_type(client.get_badge_status("prod"), BadgeStatus)
    client.get_check_flips("id", start="yesterday")  # expect-error


def pings(client: Client) -> None:
    result = client.success_ping("id", data="text", rid=uuid4())
    assert_type(result, PingResult)
    success, text = result
    assert_type(success, bool)
    assert_type(text, str)
    assert_type(result.created, bool | None)
    assert_type(client.exit_code_ping(3, slug="job", data=b"bytes", create=True), PingResult)
    assert_type(client.start_ping(slug="job", rid="a-uuid"), PingResult)
    assert_type(client.fail_ping("id"), PingResult)
    assert_type(client.log_ping("id"), PingResult)
    client.success_ping("id", data=5)  # expect-error
    client.exit_code_ping("3", "id")  # expect-error
    client.success_ping("id", "", "", None, True)  # expect-error


async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.get_checks(), list[Check])
    assert_type(await client.upsert_check(CheckCreate(name="x")), Upsert)
    assert_type(await client.success_ping("id"), PingResult)
    assert_type(await client.get_badge_status(), BadgeStatus)
    async with AsyncClient("key") as entered:
        assert_type(entered, AsyncClient)
    client.get_checks().sort()  # expect-error

    @CheckTrap(client, "id")
    async def job(number: int) -> str:
        return str(number)

    assert_type(await job(3), str)
    job("3")  # expect-error


def traps(client: Client, aclient: AsyncClient) -> None:
    with CheckTrap(client, "id") as trap:
        assert_type(trap, CheckTrap)
        assert_type(trap.rid, UUID)
        trap.add_log("line")
    CheckTrap(aclient, slug="job", suppress_exceptions=True, ignore_ping_errors=False, create=True)
    CheckTrap(client, "id", ping_deadline=1.5, report_sigterm=False)
    CheckTrap(client, "id", ping_deadline=None)  # expect-error

    @CheckTrap(client, "id")
    def job(number: int, *, text: str = "") -> list[str]:
        return [text] * number

    assert_type(job(3, text="x"), list[str])
    job("3")  # expect-error
    CheckTrap("key", "id")  # expect-error
    trap.add_log(b"bytes")  # expect-error


def errors(error: NonUniqueSlugError) -> None:
    caught: HCAPIError = error
    assert_type(caught.status_code, int | None)
    assert_type(caught.retry_after, float | None)
    assert_type(caught.body, Any)
