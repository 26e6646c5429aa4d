"""The alerts of Better Stack in words: who is told of an outage, by the attributes of a monitor, heartbeat or incident."""

from __future__ import annotations

from typing import Any, Final

import uptimekit.betterstack as bs  # its names load on first use

from .item_fields import number, text
from .relative_time import length

__all__ = ["alerts_of"]

_WAYS: Final = {
    "call": "call",
    "sms": "SMS",
    "email": "e-mail",
    "push": "push notification",
    "critical_alert": "critical alert",
}


async def alerts_of(api: bs.AsyncUptimeAPI, native: Any) -> tuple[str, ...] | None:
    """Return the policy of the service's object *native*, else how who is on call is told, and when the team is.

    None without an object, as in an item that nobody has read.
    """
    if native is None:
        return None
    policy = getattr(native, "policy_id", None) or getattr(native, "escalation_policy_id", None)
    if policy:
        found = bs.AsyncEscalationPolicy(str(policy), api)
        await found.fetch_data()
        return (f"escalation policy {text(found.name) or policy}",)
    ways = tuple(
        f"{word} to who is on call" for name, word in _WAYS.items() if getattr(native, name, None) is True
    )
    wait = number(getattr(native, "team_wait", None))
    if wait is None or not ways:
        return ways
    return (*ways, f"the whole team after {length(wait)}" if wait else "the whole team at once")
