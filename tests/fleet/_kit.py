"""A made-up provider whose accounts do as their settings say, offered by a distribution that a test installs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from uptimekit import RequestTimeoutError, ServerError
from uptimekit.fleet import (
    Account,
    AccountReader,
    FromEnvironment,
    Heartbeat,
    History,
    Incident,
    Item,
    Kind,
    Monitor,
    State,
)

SECRET = "lantern-token-0123456789"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HOUR_AGO = datetime(2026, 11, 28, 11, tzinfo=UTC)


class LanternReader(AccountReader):
    """Has two monitors and a heartbeat, and the ``mode`` of its account says what goes wrong."""

    secrets: ClassVar = {"token": "LANTERN_TOKEN"}
    settings: ClassVar = {"mode": "LANTERN_MODE", "base_url": "LANTERN_BASE_URL"}
    needed = (("token",),)
    kinds = frozenset({Kind.MONITORS, Kind.HEARTBEATS, Kind.INCIDENTS})
    actions: ClassVar = {"pause": frozenset({Kind.MONITORS}), "resume": frozenset({Kind.MONITORS})}
    opened: ClassVar[list[LanternReader]] = []

    def __init__(self, account: Account, values: Mapping[str, str], **options: Any) -> None:
        self.account = account
        self.values = values
        self.options = options
        self.token = values["token"]
        self.mode = values.get("mode", "good")
        self.closed = False
        self.cancelled: list[str] = []
        if self.mode == "broken":
            raise RuntimeError(f"no client with {values}")
        self.opened.append(self)

    async def monitors(self) -> AsyncIterator[Monitor]:
        yield self.monitor("1", "API", State.UP)
        await self._misbehave("monitors")
        yield self.monitor("2", "shop", State.DOWN)

    async def heartbeats(self) -> AsyncIterator[Heartbeat]:
        if self.mode != "half":
            await self._misbehave("heartbeats")
        yield Heartbeat(provider="lantern", account=self.account.name, id="3", name="backup", state=State.UP)

    async def incidents(self, *, resolved_since: datetime | None = None) -> AsyncIterator[Incident]:
        if self.mode != "half":
            await self._misbehave("incidents")
        if resolved_since is not None and resolved_since <= HOUR_AGO:
            yield Incident(
                provider="lantern",
                account=self.account.name,
                id="4",
                name="fire",
                state=State.UP,
                resolved=HOUR_AGO,
            )

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        await self._misbehave("history")
        return History(start=start, end=end, availability=0.5)

    async def pause(self, item: Item) -> Item:
        await self._misbehave("pause")
        return self.monitor(item.id, item.name, State.PAUSED)

    async def check(self) -> str:
        await self._misbehave("check")
        return "two monitors"

    async def aclose(self) -> None:
        self.closed = True
        if self.mode == "never closes":
            raise OSError("it is stuck")

    def monitor(self, identity: str, name: str, state: State) -> Monitor:
        return Monitor(
            provider="lantern",
            account=self.account.name,
            id=identity,
            name=name,
            state=state,
            tags=self.account.tags,
        )

    async def _misbehave(self, where: str) -> None:
        match self.mode:
            case "hang":
                await self._hang(where)
            case "stubborn":
                while not self.closed:  # it takes every cancellation for a fault of the network
                    try:
                        await self._hang(where)
                    except asyncio.CancelledError:
                        continue
            case "500" | "half":
                error = ServerError("out of oil")
                error.status_code = 500
                raise error
            case "late":
                raise RequestTimeoutError("no answer")
            case "bug":
                raise KeyError(self.values["token"])

    async def _hang(self, where: str) -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled.append(where)
            raise


def lantern(name: str, mode: str = "good", *tags: str) -> Account:
    """An account of the made-up provider."""
    token = FromEnvironment("LANTERN_TOKEN")
    return Account(
        name=name, provider="lantern", secrets={"token": token}, settings={"mode": mode}, tags=tags
    )


def install(
    monkeypatch: pytest.MonkeyPatch, folder: Path, entry_points: Mapping[str, str], name: str = "lamps"
) -> None:
    """Make a distribution with these entry points of fleets, and put it on the path."""
    information = folder / f"{name}-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = [f"{provider} = {value}\n" for provider, value in entry_points.items()]
    (information / "entry_points.txt").write_text("".join(["[uptimekit.fleet]\n", *lines]))
    monkeypatch.syspath_prepend(str(folder))
