"""Response times of monitors: a request for each monitor that was checked since the last reading.

The API has no times to ask for: it answers with what it still has, presumably of the last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from uptimekit.warehouse.each_item import GONE, answers, unless_refused
from uptimekit.warehouse.feed import Row, Slice, Span, Table
from uptimekit.warehouse.groups import groups_of

if TYPE_CHECKING:
    from uptimekit.betterstack import UptimeAPI
    from uptimekit_clients.betterstack.models import Monitor, RegionResponseTimes

__all__ = ["RESPONSE_TIMES"]

_LATE: Final = timedelta(hours=1)  # a sample may appear so long after its time

_SAMPLES: Final = Table(
    name="response_times",
    model="ResponseTimeSample",
    key=("monitor_id", "region", "at"),
    columns={"monitor_id": "text", "region": "text"},
)


class _ResponseTimes:
    name = "response_times"
    tables = (_SAMPLES,)

    def slices(self, client: UptimeAPI, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        read_at = datetime.fromisoformat(state["read_at"]) if state else None
        monitors = [each.id for each in client.api.monitors.iter() if _was_checked(each, read_at)]
        left = len(monitors)
        for label, group in groups_of("monitors", monitors):
            left -= len(group)
            after = state if left else {"read_at": span.now.isoformat()}
            yield Slice(label=label, rows=partial(_rows, client, group, read_at), state=after)


def _was_checked(monitor: Monitor, read_at: datetime | None) -> bool:
    """Whether there may be new samples of a monitor."""
    checked = monitor.attributes.last_checked_at
    return checked is not None and (read_at is None or checked > read_at)


def _rows(
    client: UptimeAPI, monitor_ids: Sequence[str], read_at: datetime | None
) -> Iterator[tuple[Table, Row]]:
    for monitor_id, regions in answers(client.api, monitor_ids, partial(_regions, client)):
        for region in regions:
            for sample in region.response_times or ():
                if sample.at is not None and (read_at is None or sample.at >= read_at - _LATE):
                    where = {"monitor_id": monitor_id, "region": str(region.region or "")}
                    yield _SAMPLES, {**sample.to_dict(), **where}


def _regions(client: UptimeAPI, monitor_id: str) -> list[RegionResponseTimes]:
    answer = unless_refused(GONE, client.api.monitors.get_response_times, monitor_id)
    return (answer and answer.attributes.regions) or []


RESPONSE_TIMES: Final = _ResponseTimes()
