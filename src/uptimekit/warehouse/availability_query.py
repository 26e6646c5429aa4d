"""The availability of a month, from the tables of a warehouse."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from attrs import frozen

from uptimekit._runtime.errors import InputError
from uptimekit._runtime.json_types import is_list
from uptimekit._runtime.spelling import did_you_mean
from uptimekit.fleet import Filter, Item, Kind, State
from uptimekit.fleet.item_fields import labels
from uptimekit.fleet.vocabulary import KINDS

from .availability import ItemAvailability, MonthAvailability, StateTimes
from .fleet.item_days import ABSENT
from .months import Month
from .warehouse_reader import WarehouseReader

__all__ = ["read_availability"]

_KINDS: Final = {kind.value: kind for kind in Kind}
Key = tuple[str, str, str]
"""Account, kind and id of an item."""

# Seconds are subtracted, and not times; see availability_view.
_STATES: Final = """
SELECT account, kind, item_id, state,
  sum(extract(epoch FROM least(end_at, to_timestamp({end}))) - extract(epoch FROM greatest(start_at, to_timestamp({start})))),
  min(extract(epoch FROM start_at)), max(extract(epoch FROM end_at))
FROM {schema}.state_spans
WHERE start_at < to_timestamp({end}) AND end_at > to_timestamp({start})
GROUP BY account, kind, item_id, state"""
_ITEMS: Final = "SELECT account, kind, item_id, provider, name, CAST(tags AS TEXT), deleted_at IS NOT NULL FROM {schema}.items"
_EXTENT: Final = (
    "SELECT min(extract(epoch FROM start_at)), max(extract(epoch FROM end_at)) FROM {schema}.state_spans"
)


def read_availability(
    warehouse: WarehouseReader,
    month: Month,
    zone: tzinfo = UTC,
    *,
    kinds: Collection[Kind] = (Kind.MONITORS, Kind.HEARTBEATS),
    where: Filter | None = None,
    now: datetime | None = None,
) -> MonthAvailability:
    """Return the availability of the items of a warehouse in a month.

    Args:
        warehouse: the warehouse, open.
        month: the month.
        zone: the time zone in which it begins and ends.
        kinds: kinds of items.  A component shows what a monitor watches, so that both together count it twice.
        where: which items; their states do not count.  Default: all.
        now: the present, a time with a zone.

    Raises:
        InputError: the month is beyond the calendar, the warehouse has no states, none of this month, or no account or provider that *where* names.
    """
    start, end = _borders(month, zone)
    items = _items(warehouse)
    where = where or Filter()
    _check_names(where, items.values())
    spent = _times(warehouse, start, end)
    if not spent:
        raise InputError(f"the warehouse has nothing of {month}{_extent(warehouse)}")
    found = [
        _availability(known, each, start, end)
        for key, each in spent.items()
        if (known := items.get(key)) is not None
        and known.item.kind in kinds
        and where.matches(known.item)
        and set(each.seconds) != {ABSENT}
    ]
    found.sort(key=lambda each: (each.item.account, each.item.name.casefold(), each.item.kind, each.item.id))
    return MonthAvailability(
        month=month,
        zone=zone,
        start=start,
        end=end,
        over=end <= (now or datetime.now(UTC)),
        items=tuple(found),
    )


@frozen
class _Known:
    item: Item
    deleted: bool


@frozen
class _Spent:
    seconds: Mapping[str, float]
    start: datetime
    end: datetime


def _borders(month: Month, zone: tzinfo) -> tuple[datetime, datetime]:
    try:
        return month.borders(zone)
    except OverflowError:
        raise InputError(f"{month} does not lie within the calendar in this time zone") from None


def _availability(known: _Known, spent: _Spent, start: datetime, end: datetime) -> ItemAvailability:
    return ItemAvailability(
        item=known.item,
        times=StateTimes.of(spent.seconds),
        start=max(spent.start, start),
        end=min(spent.end, end),
        deleted=known.deleted,
    )


def _items(warehouse: WarehouseReader) -> Mapping[Key, _Known]:
    found = dict[Key, _Known]()
    for account, kind, item_id, provider, name, tags, deleted in warehouse.rows(_ITEMS):
        if kind in _KINDS:
            item = KINDS[_KINDS[kind]](
                provider=provider or "",
                account=account,
                id=item_id,
                name=name or item_id,
                state=State.UNKNOWN,
                tags=_tags(tags),
            )
            found[account, kind, item_id] = _Known(item, deleted)
    return found


def _tags(text: str | None) -> tuple[str, ...]:
    try:
        listed: Any = json.loads(text or "[]")
    except ValueError:
        return ()
    return labels(*listed) if is_list(listed) else ()


def _times(warehouse: WarehouseReader, start: datetime, end: datetime) -> Mapping[Key, _Spent]:
    rows = defaultdict[Key, list[tuple[str, float, float, float]]](list)
    for account, kind, item_id, *told in warehouse.rows(
        _STATES, start=start.timestamp(), end=end.timestamp()
    ):
        state, seconds, first, last = told
        rows[account, kind, item_id].append((state, float(seconds), float(first), float(last)))
    return {
        key: _Spent(
            {state: seconds for state, seconds, _, _ in spans},
            _moment(min(first for _, _, first, _ in spans)),
            _moment(max(last for *_, last in spans)),
        )
        for key, spans in rows.items()
    }


def _extent(warehouse: WarehouseReader) -> str:
    ((first, last),) = warehouse.rows(_EXTENT)
    if first is None:
        return ", nor of any other month; run uptimekit export"
    return f": it has {_moment(first):%Y-%m-%d} to {_moment(last):%Y-%m-%d}"


def _moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(float(seconds), UTC)


def _check_names(where: Filter, known: Iterable[_Known]) -> None:
    """Refuse the name of an account or provider that the warehouse does not have: a typing error must not look well."""
    items = [each.item for each in known]
    for what, wanted, names in (
        ("account", where.accounts, {item.account for item in items}),
        ("provider", where.providers, {item.provider for item in items}),
    ):
        for name in sorted(wanted - names):
            hint = did_you_mean(name, names, f"there are {', '.join(sorted(names)) or 'none'}")
            raise InputError(f"the warehouse has no {what} {name!r}{hint}")
