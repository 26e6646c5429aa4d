"""Statuspage: what the shop's customers were told, and are told now."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import Final

from uptimekit.sandbox import ManualClock, StatuspageSandbox, serve
from uptimekit.statuspage import Client

from .story import Event, Played

__all__ = ["play"]

COMPONENTS: Final = ("Website", "Checkout", "Payments by card", "Customer accounts", "Support desk")
INCIDENTS: Final = (
    ("Nobody could pay", "Payments by card", "major_outage", 23.38, 0.03),
    ("Pictures were missing", "Website", "degraded_performance", 8.5, 0.1),
    ("Mail to the support desk was late", "Support desk", "partial_outage", 19.7, 0.31),
)
"""Name, component, its status, days before the end, length in days."""


def play(stack: ExitStack, clock: ManualClock) -> Played:
    """Serve the sandbox; return its account, and what happens."""
    sandbox = StatuspageSandbox(clock=clock, pages=["Shop status"], components=COMPONENTS)
    base_url = f"{stack.enter_context(serve(sandbox.app)).url}{sandbox.base_path}"
    key, page_id = sandbox.api_key, sandbox.page_id
    client = stack.enter_context(Client(api_key=key, page_id=page_id, base_url=base_url, clock=clock))
    events: list[Event] = []
    for name, component, status, begin, length in INCIDENTS:
        events.append((begin, partial(_open, client, name, component, status)))
        events.append((begin - length, partial(_resolve, client, name, component)))
    events.append((0.12, partial(_open, client, "Payments are slow", "Payments by card", "partial_outage")))
    settings = {"base_url": base_url, "page_id": page_id}
    return Played("status page", "statuspage", settings, {"api_key": ("STATUSPAGE_API_KEY", key)}, events)


def _open(client: Client, name: str, component: str, status: str) -> None:
    client.incidents.open(name, body="We are looking into it.", components={component: status})


def _resolve(client: Client, name: str, component: str) -> None:
    incident = next(each for each in client.incidents.list() if each.name == name)
    client.incidents.resolve(incident.id or "", "It works again.", components={component: "operational"})
