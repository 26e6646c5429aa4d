"""Availability of monitors and heartbeats by month, as the service counts it: a request for each item and month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from uptimekit.warehouse.each_item import answers, unless_refused
from uptimekit.warehouse.feed import Row, Slice, Span, Table
from uptimekit.warehouse.monthly import monthly_slices
from uptimekit.warehouse.months import Month

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI
    from uptimekit_clients.betterstack.models import (
        AvailabilityAttributes,
        Heartbeat,
        HeartbeatAvailability,
        Monitor,
        MonitorAvailability,
    )

__all__ = ["AVAILABILITY"]

_NONE: Final = (400, 404)
"""Statuses without figures: a range that the service cannot use, such as one before the item was made; an item that was
deleted since it was listed."""

_TABLE: Final = Table(
    name="availability",
    model="AvailabilityAttributes",
    key=("item_type", "item_id", "month"),
    columns={"item_type": "text", "item_id": "text", "month": "date", "last_day": "date"},
)


class _Availability:
    name = "availability"
    tables = (_TABLE,)

    def slices(self, client: UptimeAPI, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        today = span.now.date()
        return monthly_slices(state, span, partial(_rows, client, today), partial(_began, client, today))


def _rows(client: UptimeAPI, today: date, month: Month) -> Iterator[tuple[Table, Row]]:
    last = min(month.last, today)
    items = (each for each in _items(client) if _existed(each, last))
    for item, figures in answers(client.api, items, partial(_asked, client, month.first, last)):
        if figures is not None:
            which = {"item_type": item.type, "item_id": item.id, "month": month.first, "last_day": last}
            yield _TABLE, {**figures.to_dict(), **which}


def _items(client: UptimeAPI) -> Iterator[Monitor | Heartbeat]:
    return chain(client.api.monitors.iter(), client.api.heartbeats.iter())


def _began(client: UptimeAPI, today: date) -> date | None:
    made = [item.attributes.created_at for item in _items(client)]
    told = [each.date() for each in made if each is not None]
    return min(told, default=today) if len(told) == len(made) else None


def _existed(item: Monitor | Heartbeat, last: date) -> bool:
    created = item.attributes.created_at
    return created is None or created.date() <= last


def _asked(
    client: UptimeAPI, first: date, last: date, item: Monitor | Heartbeat
) -> AvailabilityAttributes | None:
    of: Any = client.api.heartbeats if item.type == "heartbeat" else client.api.monitors
    found: MonitorAvailability | HeartbeatAvailability | None
    found = unless_refused(_NONE, of.get_availability, item.id, from_=first, to=last)
    return found and found.attributes


AVAILABILITY: Final = _Availability()
