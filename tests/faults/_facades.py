"""Facades that talk to a peer of either network."""

from __future__ import annotations

import importlib
import random
from typing import Any, Final

from tests.runtime._kit import KEY, Driver

from uptimekit import healthchecks, uptimehunt

from ._network import Peer

__all__ = ["CHECK", "PING_KEY", "generated_client", "healthchecks_client", "trapped", "uptimehunt_client"]

CHECK: Final = "11111111-2222-4333-8444-555555555555"
PING_KEY: Final = "p" * 22
CREDENTIALS: Final = {
    "betterstack": "bearer_token",
    "healthchecks": "api_key",
    "statuspage": "api_key",
    "uptimehunt": "access_token",
}


def generated_client(driver: Driver, peer: Peer, provider: str, **options: Any) -> Any:
    """Return the generated client of *provider*, at *peer*."""
    module: Any = importlib.import_module(f"uptimekit_clients.{provider}")
    kind = module.AsyncClient if driver.asynchronous else module.Client
    given = {CREDENTIALS[provider]: KEY, **peer.options(), **options}
    return driver.keep(kind(**{**_common(driver), **given}))


def healthchecks_client(driver: Driver, peer: Peer, **options: Any) -> Any:
    """Return a Healthchecks client whose API and pings go to *peer*."""
    kind = healthchecks.AsyncClient if driver.asynchronous else healthchecks.Client
    given = {"api_key": KEY, "ping_key": PING_KEY, **peer.options("api_url"), **options}
    return driver.keep(kind(**{**_common(driver), **given}))


def uptimehunt_client(driver: Driver, peer: Peer, **options: Any) -> Any:
    """Return an UptimeHunt client, at *peer*."""
    kind = uptimehunt.AsyncClient if driver.asynchronous else uptimehunt.Client
    return driver.keep(kind(**_common(driver), **peer.options(), **options))


def trapped(driver: Driver, trap: Any, job: Any) -> Any:
    """Run *job* in a ``with`` or ``async with`` of *trap*; return what it returned."""

    async def run() -> Any:
        async with trap:
            return job()

    if driver.asynchronous:
        return driver.run(run())
    with trap:
        return job()
    return None  # the trap has swallowed the job's exception


def _common(driver: Driver) -> dict[str, Any]:
    return {"clock": driver.clock, "rng": random.Random(7)}
