"""Better Stack: what is watched from outside, two outages that are over and one that is not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Final

from uptimekit.betterstack import Heartbeat, Incident, Monitor, UptimeAPI
from uptimekit.sandbox import BetterStackSandbox, ManualClock, serve

from .story import Event, Played

__all__ = ["play"]

MONITORS: Final = {
    "Shop": "https://www.shop.example",
    "Checkout API": "https://api.shop.example/checkout/health",
    "Search": "https://search.shop.example/health",
    "Image CDN": "https://images.shop.example/pixel.png",
    "Customer login": "https://login.shop.example",
    "Partner feed": "https://partners.shop.example/feed.xml",
    "Staging": "https://staging.shop.example",
}
OUTAGES: Final = (
    ("Checkout API", 23.4, 0.033),
    ("Image CDN", 17.2, 0.006),
    ("Image CDN", 8.55, 0.113),
    ("Search", 8.5, 0.021),
    ("Shop", 23.39, 0.012),
)
"""Name, days before the end, length in days."""
STILL_DOWN: Final = ("Checkout API", 0.1335)


def play(stack: ExitStack, clock: ManualClock) -> Played:
    """Serve the sandbox; return its account, and what happens."""
    sandbox = BetterStackSandbox(clock=clock, teams=["shop"])
    token = sandbox.teams["shop"].token
    base_url = f"{stack.enter_context(serve(sandbox.app)).url}{sandbox.base_path}"
    api = stack.enter_context(UptimeAPI(token, base_url=base_url, clock=clock))
    ids = {name: _monitor(api, name, url).id for name, url in MONITORS.items()}
    _, queue = Heartbeat.get_or_create(api, name="Newsletter queue", period=30 * 86_400, grace=600)

    def set_status(name: str, status: str) -> Callable[[], object]:
        return partial(sandbox.set_monitor_status, ids[name], status)

    name, since = STILL_DOWN
    events: list[Event] = [(29.99, set_status(each, "up")) for each in MONITORS]
    events += [(begin, set_status(each, "down")) for each, begin, _ in OUTAGES]
    events += [(begin - length, set_status(each, "up")) for each, begin, length in OUTAGES]
    events += [(days, partial(queue.ping)) for days in (29.9, 20, 10, 0.01)]
    events += [
        (14, partial(_pause, api, ids["Staging"])),
        (since, set_status(name, "down")),
        (since - 0.004, partial(_acknowledge, api)),
        (0.06, set_status("Partner feed", "maintenance")),
        (0.005, partial(_shorten, queue)),
    ]
    secrets = {"bearer_token": ("BETTERSTACK_API_TOKEN", token)}
    return Played("shop", "betterstack", {"base_url": base_url}, secrets, events)


def _monitor(api: UptimeAPI, name: str, url: str) -> Monitor:
    return Monitor.get_or_create(api, url=url, monitor_type="status", pronounceable_name=name)[1]


def _pause(api: UptimeAPI, number: str) -> None:
    Monitor(number, api).pause()


def _acknowledge(api: UptimeAPI) -> None:
    for incident in Incident.filter(api, open=True):
        incident.acknowledge("On call")


def _shorten(queue: Heartbeat) -> None:
    """Give the queue its real period, which a month of pings would take long to play."""
    queue.period = 3600
    queue.save()
