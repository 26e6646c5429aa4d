"""Typical use of the UptimeHunt facade, for type checkers; it is checked, never run.

A line marked ``# expect-error`` must not type-check, and every other line must.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_type

from uptimekit import AsyncPager, DeprecationNoticed, Pager
from uptimekit.uptimehunt import (
    AsyncClient,
    Client,
    FileTokenStore,
    Series,
    SharedTokenStore,
    Tokens,
    TokenStore,
    ValidationError,
)
from uptimekit_clients.uptimehunt.models import Project, Service, UptimeMetrics, User


def notice(event: DeprecationNoticed) -> None:
    print(event.notices["X-API-Sunset"])


def synchronous() -> None:
    store: TokenStore = FileTokenStore("tokens")
    store = SharedTokenStore("redis://127.0.0.1", account="ops")
    client = Client("a@main.example", "a-password", token_store=store, on_deprecation=notice, retries=3)
    assert_type(SharedTokenStore("redis://127.0.0.1", account="ops", strict=True).load(), Tokens | None)
    assert_type(client.api, Client)
    assert_type(client.with_options(timeout=3.0), Client)
    assert_type(client.auth.me(), User)
    assert_type(client.projects.create(name="P"), Project)
    assert_type(client.services.iter(), Pager[Service])
    made = client.services.ensure(name="Shop", type="http", config={"url": "https://shop.example"})
    assert_type(made, Service)
    assert_type(made.created_at, datetime | None)
    assert_type(client.services.move(made.id, None), Service)
    assert_type(client.services.wait_until(made.id, lambda status: status == "down"), str)
    assert_type(client.metrics.uptime(made.id), UptimeMetrics)
    assert_type(client.metrics.response_time_series(made.id), Series)
    assert_type(client.metrics.response_time_series(made.id).mean, float | None)
    assert_type(client.metrics.uptime_series(made.id), Series)
    assert_type(client.projects.move(1, 0), list[int])
    client.services.ensure(name="Shop", type="http")  # expect-error
    client.services.create(name="Shop", type="http", config={}, intervall=3)  # expect-error
    client.services.wait_until("7")  # expect-error
    client.services.wait_until(made.id, 3)  # expect-error
    client.services.ensure(name="Shop", type="http", config={}, intervall=3)  # expect-error
    client.services.ensure(name="Shop", type="http", config={}, interval="3")  # expect-error
    client.services.update(made.id, name="Shop", type="http", config={}, enabled="no")  # expect-error
    client.services.move(made, None)  # expect-error
    client.services.get("7")  # expect-error
    client.projects.create(nmae="P")  # expect-error
    client.projects.move("1", 0)  # expect-error
    client.users.update_profile(mail="a@main.example")  # expect-error
    client.auth.register(email="a@main.example")  # expect-error
    client.service_types.get_schema(7)  # expect-error
    Client(email="a@main.example", passwort="a-password")  # expect-error
    SharedTokenStore("redis://127.0.0.1")  # expect-error
    client.auth.login("a@main.example", "a-password")  # expect-error


async def asynchronous() -> None:
    async with AsyncClient(access_token="a", refresh_token="r", validate_config=True) as client:
        assert_type(await client.auth.me(), User)
        assert_type(client.services.iter(), AsyncPager[Service])
        assert_type(await client.services.wait_until(7), str)
        await client.services.ensure(name="Shop", type="http", config={}, intervall=3)  # expect-error
        await client.services.create(name="Shop", type="http", config={}, interval="3")  # expect-error
        await client.projects.update("1", name="P")  # expect-error
        assert_type(await client.metrics.sparkline_series(7), Series)
        try:
            await client.services.validate({"type": "http", "config": {}})
        except ValidationError as error:
            assert_type(error.details, dict[str, list[str]])
