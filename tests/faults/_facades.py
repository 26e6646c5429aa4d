"""Facades that talk to a peer of either network."""

from __future__ import annotations

import random
from typing import Any, Final

from tests.runtime._kit import KEY, Driver

from uptimekit import healthchecks, uptimehunt
from uptimekit_clients import statuspage

from ._network import Peer

__all__ = ["CHECK", "PING_KEY", "healthchecks_client", "statuspage_client", "trapped", "uptimehunt_client"]

CHECK: Final = "11111111-2222-4333-8444-555555555555"
PING_KEY: Final = "p" * 22


def healthchecks_client(driver: Driver, peer: Peer, **options: Any) -> Any:
    """Return a Healthchecks client whose API and pings go to *peer*."""
    kind = healthchecks.AsyncClient if driver.asynchronous else healthchecks.Client
    given = {"api_key": KEY, "ping_key": PING_KEY, **peer.options("api_url"), **options}
    return driver.keep(kind(**_common(driver), **given))


def statuspage_client(driver: Driver, peer: Peer, **options: Any) -> Any:
    """Return the generated Statuspage client, at *peer*."""
    kind = statuspage.AsyncClient if driver.asynchronous else statuspage.Client
    return driver.keep(kind(api_key=KEY, **_common(driver), **peer.options(), **options))


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
