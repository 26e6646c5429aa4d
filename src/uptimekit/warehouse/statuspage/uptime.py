"""Uptime of components by month, in the time zone of the page: a request for each component that shows it, and month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from uptimekit._runtime.reading import any_datetime
from uptimekit.warehouse.each_item import answers, unless_refused
from uptimekit.warehouse.feed import Row, Slice, Span, Table
from uptimekit.warehouse.monthly import monthly_slices
from uptimekit.warehouse.months import Month

if TYPE_CHECKING:
    from uptimekit.statuspage import Client, Component, ComponentUptime

__all__ = ["UPTIME"]

_NONE: Final = (404, 422)
"""Statuses without figures: a component that was deleted since it was listed; no such range, or not shown any more."""

_TABLE: Final = Table(
    name="component_uptime",
    model="ComponentUptime",
    key=("component_id", "month"),
    columns={"component_id": "text", "month": "date"},
    leave_out=frozenset({"id", "name", "related_events"}),
)


class _Uptime:
    name = "component_uptime"
    tables = (_TABLE,)

    def slices(self, client: Client, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        today = span.now.date()
        return monthly_slices(state, span, partial(_rows, client, today), partial(_began, client, today))


def _rows(client: Client, today: date, month: Month) -> Iterator[tuple[Table, Row]]:
    shown = (each for each in client.components.iter() if _shows_uptime(each, month.last))
    # The end of a month that lasts is today in the time zone of the page, which the server knows.
    ask = partial(_asked, client, month.first, None if month.last >= today else month.last)
    for component, uptime in answers(client.api, shown, ask):
        if uptime is not None:
            yield _TABLE, {**uptime, "component_id": component.id, "month": month.first}


def _shows_uptime(component: Component, last: date) -> bool:
    """Whether the server counts the uptime of a component, and began to before the end of a month."""
    began = _counted_since(component)
    return bool(component.showcase) and (began is None or began <= last)


def _counted_since(component: Component) -> date | None:
    """Return the day since which the server counts the uptime of a component; None if it does not tell."""
    began = component.start_date or any_datetime(component.created_at)
    try:
        return date.fromisoformat(str(began)[:10])
    except ValueError:
        return None


def _began(client: Client, today: date) -> date | None:
    since = [_counted_since(each) for each in client.components.iter() if each.showcase]
    told = [each for each in since if each is not None]
    return min(told, default=today) if len(told) == len(since) else None


def _asked(client: Client, first: date, last: date | None, component: Component) -> ComponentUptime | None:
    ask = client.components.uptime
    return unless_refused(_NONE, ask, component.id, start=first, end=last, skip_related_events=True)


UPTIME: Final = _Uptime()
