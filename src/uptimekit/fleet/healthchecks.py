"""A project of Healthchecks in the fleet's vocabulary: its checks are heartbeats."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

import uptimekit.healthchecks as hc  # its names load on first use
from uptimekit._runtime.errors import ConfigurationError, InputError
from uptimekit.healthchecks.identifiers import unique_key_of

from . import healthchecks_history
from .account import Account
from .history import History
from .item_fields import every, labels, number, text
from .provider import AccountReader
from .reader_modules import load_modules
from .states import state_of
from .vocabulary import Heartbeat, Item, Kind

__all__ = ["HealthchecksReader"]

_PAUSABLE = frozenset({Kind.HEARTBEATS})


class HealthchecksReader(AccountReader):
    """A project.  Its checks are one request, however many there are.

    - ``id`` is the check's unique key, which permits no ping; with a read-write key it is computed as the server does.
    - ``since`` is always None: the server tells it for each check apart, see :meth:`history`.
    - A read-only key suffices for all but :meth:`pause` and :meth:`resume`.
    """

    secrets = {"api_key": "HEALTHCHECKS_API_KEY"}
    other_secrets = {
        "ping_key": "HEALTHCHECKS_PING_KEY",
        "metrics_key": "HEALTHCHECKS_METRICS_KEY",
        "prometheus_key": "HEALTHCHECKS_PROMETHEUS_KEY",
    }
    settings = {"base_url": "HEALTHCHECKS_BASE_URL", "ping_url": "HEALTHCHECKS_PING_URL"}
    needed = (("api_key",),)
    kinds = frozenset({Kind.HEARTBEATS})
    actions = {"pause": _PAUSABLE, "resume": _PAUSABLE}

    @classmethod
    def load(cls) -> None:
        """Import the client, and the models of what is read."""
        load_modules("healthchecks")

    def __init__(self, account: Account, values: Mapping[str, str], **options: Any) -> None:
        from uptimekit.healthchecks.client_options import API_URL, PING_URL, server_addresses

        self._account = account
        api_url, ping_url = values.get("base_url", API_URL), values.get("ping_url", PING_URL)
        try:
            self._site = server_addresses(api_url, ping_url, 3)["site_url"]
        except ConfigurationError as error:
            raise ConfigurationError(error.message.replace("api_url", "base_url")) from None
        self._client = hc.AsyncClient(values["api_key"], "", api_url, ping_url, **options)

    async def heartbeats(self) -> AsyncIterator[Heartbeat]:
        """Yield the checks."""
        for check in await self._client.get_checks():
            yield self._heartbeat(check)

    async def history(self, item: Item, start: datetime, end: datetime) -> History:
        """Return the states between the flips of a check.

        A flip tells only whether the check came up.  What it was else, the pings of the check tell, as far as the server
        keeps them and the key may read them: ``paused`` if no ping had failed and none was due.  Without them it counts
        as ``down``, but for a second flip that is not up, which only a pause makes.  The last state is that of *item*.

        The server keeps the flips of this month and the two before it, and does not tell when a check was made.
        """
        if item.kind is not Kind.HEARTBEATS:
            return History(start=start, end=end)
        return await healthchecks_history.of_check(self._client, item, start, end)

    async def job_output(self, item: Item) -> bytes | None:
        """Return the body of the last ping that ended a run; it takes two requests, and a read-write key."""
        uuid = await self._uuid("show the output of", item)
        for ping in await self._client.get_check_pings(uuid):
            if ping.type in ("success", "fail"):
                return await self._client.get_ping_body(uuid, ping.number_of_pings) if ping.body_url else None
        return None

    async def notified(self, item: Item) -> tuple[str, ...] | None:
        """Return the integrations of a check by name and kind; it takes a request or two, and a read-write key."""
        if item.kind is not Kind.HEARTBEATS:
            return None
        check = item.native if isinstance(item.native, hc.Check) else await self._client.get_check(item.id)
        if check.channels is None:  # with a key to read only
            return None
        ids = {*text(check.channels).split(",")}
        found = [each for each in await self._client.get_integrations() if each.id in ids] if any(ids) else []
        return tuple(f"{each.name} ({each.kind})" if text(each.name) else text(each.kind) for each in found)

    async def pause(self, item: Item) -> Item:
        """Pause a check."""
        return self._heartbeat(await self._client.pause_check(await self._uuid("pause", item)))

    async def resume(self, item: Item) -> Item:
        """Resume a check; it is ``pending`` until its next ping.  Raises CheckConflictError if it is not paused."""
        return self._heartbeat(await self._client.resume_check(await self._uuid("resume", item)))

    async def check(self) -> str:
        """List the checks."""
        checks = await self._client.get_checks()
        alone = ", to read only" if checks and checks[0].uuid is None else ""
        return f"{len(checks)} check{'' if len(checks) == 1 else 's'}{alone}"

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()

    async def _uuid(self, action: str, item: Item) -> str:
        """Return the UUID of a check, which only a read-write key shows."""
        if item.kind is not Kind.HEARTBEATS:
            self._cannot(action, item)
        known = item.native.uuid if isinstance(item.native, hc.Check) else None
        if (uuid := known or (await self._client.get_check(item.id)).uuid) is None:
            raise InputError(
                f"the key of account {self._account.name} is read-only; to {action} a check, give a read-write key"
            )
        return uuid

    def _heartbeat(self, check: hc.Check) -> Heartbeat:
        key = _unique_key(check)
        state = state_of("Healthchecks checks", check.status)
        return Heartbeat(
            provider=self._account.provider,
            account=self._account.name,
            id=key,
            name=text(check.name) or text(check.slug) or key or "unnamed",
            state=state,
            word=str(check.status or ""),
            url=f"{self._site}/cloaked/{key}/" if key else None,
            tags=labels(*check.tag_list, *self._account.tags),
            schedule=_schedule(check),
            grace=number(check.grace),
            last_ping=check.last_ping,
            late=_is_late(check, self._client.clock.time()),
            native=check,
        )


def _unique_key(check: hc.Check) -> str:
    """Return the unique key, which the server shows to a read-only key; empty if it cannot be told."""
    return text(check.unique_key) or unique_key_of(text(check.uuid))


def _schedule(check: hc.Check) -> str | None:
    if lines := text(check.schedule).splitlines():
        return f"{'; '.join(lines)} ({text(check.tz) or 'UTC'})"
    return every(check.timeout)


def _is_late(check: hc.Check, now: float) -> bool:
    """Whether a ping is overdue.

    A check that went down by a failure is overdue only when its period is over as well, which can be told where it
    has a period and no schedule.
    """
    if check.status != "down":
        return check.status == "grace"
    period = number(check.timeout)
    if check.last_ping is None or period is None:
        return check.next_ping is not None and not check.started and check.next_ping.timestamp() < now
    return check.last_ping.timestamp() + period < now
