"""Feeds of UptimeHunt: projects, services, and what was measured of each service.

The vendor documents few of these answers.  One in another form than is expected is left out with a warning.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.logger import logger
from uptimekit.fleet.item_fields import public_address, text, title
from uptimekit.fleet.uptimehunt_error_list import INTERVAL, time_of
from uptimekit.uptimehunt.errors import NotFoundError

from .feed import Feed, Row, Slice, Span, Table
from .groups import groups_of
from .whole_listing import WholeListing

if TYPE_CHECKING:
    from uptimekit.uptimehunt import Client
    from uptimekit_clients.uptimehunt.models import Service

__all__ = ["FEEDS"]

_PAGE: Final = 100  # things in a page, the most that the API gives

PROJECTS: Final = Table(name="projects", model="Project", key=("id",), whole=True)
SERVICES: Final = Table(
    name="services",
    model="Service",
    key=("id",),
    columns={
        "target": "text",
        "method": "text",
        "expected_status_code": "bigint",
        "timeout": "bigint",
        "auth_type": "text",
    },
    leave_out=frozenset({"project"}),
    secrets=frozenset({"config"}),  # with its headers, and credentials that the vendor does not document
    whole=True,
)
CHECKS: Final = Table(
    name="checks",
    model="Check",
    key=("service_id", "timestamp", "probe_hostname"),
    columns={
        "service_id": "bigint",
        "probe_hostname": "text",
        "probe_city": "text",
        "probe_country": "text",
        "probe_isp": "text",
    },
    leave_out=frozenset({"probe"}),
)
ERRORS: Final = Table(
    name="errors",
    key=("service_id", "id"),
    columns={"service_id": "bigint", "id": "text", "at": "timestamp", "error": "text", "entry": "json"},
    secrets=frozenset({"entry"}),  # the vendor does not document what is in it
)
RESPONSE_TIMES: Final = Table(
    name="response_times",
    key=("service_id", "at"),
    columns={"service_id": "bigint", "at": "timestamp", "milliseconds": "double"},
)
UPTIME: Final = Table(
    name="uptime",
    model="UptimeMetrics",
    key=("service_id", "period", "day"),
    columns={"service_id": "bigint", "day": "date"},
)
Rows = Iterator[tuple[Table, Row]]
Last = tuple[str, bool]
"""When a service was read last (ISO 8601), and whether it was enabled then."""


def _projects(client: Client) -> Rows:
    for project in client.projects.iter(limit=_PAGE):
        yield PROJECTS, project.to_dict()


def _services(client: Client) -> Rows:
    for service in client.services.iter(limit=_PAGE):
        yield SERVICES, _service(service)


def _service(service: Service) -> Row:
    row = {**service.to_dict(), "name": title(service.name)}
    if (config := service.config) is not None:
        row |= {
            "target": public_address(config.url or config.ip),
            "method": text(config.method) or None,
            "expected_status_code": config.expected_status_code,
            "timeout": config.timeout,
            "auth_type": config.auth_type,
        }
    return row


@frozen
class Measured:
    """What was measured of each service; one request or more for each that may have something new.

    A disabled service is asked for once more after it was disabled.

    Attributes:
        table: the table, which has the name of the feed.
        rows: yields the rows of a service; *since* of the span is that of this service.
        daily: whether there is something new once a day (UTC); otherwise with every check.
    """

    table: Table
    rows: Callable[[Client, Service, Span], Iterable[Row]]
    daily: bool = False

    @property
    def name(self) -> str:
        """The name of the table."""
        return self.table.name

    @property
    def tables(self) -> tuple[Table, ...]:
        """The one table."""
        return (self.table,)

    def slices(self, client: Client, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        """Yield what is new, a hundred services at a time."""
        services = {str(each.id): each for each in client.services.iter(limit=_PAGE)}
        read = {key: last for key, last in state.get("read", {}).items() if key in services}
        due = [key for key, each in services.items() if self._is_due(each, read.get(key), span.now)]
        for label, keys in groups_of("services", due):
            wanted = [(services[key], evolve(span, since=_start(read.get(key), span))) for key in keys]
            read |= {key: [span.now.isoformat(), services[key].enabled is not False] for key in keys}
            yield Slice(label=label, rows=partial(self._rows, client, wanted), state={"read": dict(read)})

    def _is_due(self, service: Service, last: Last | None, now: datetime) -> bool:
        if last is None:
            return True
        at, was_enabled = datetime.fromisoformat(last[0]), last[1]
        if service.enabled is False and not was_enabled:
            return False
        if self.daily:
            return now.date() != at.date()
        return now - at >= timedelta(minutes=service.interval or INTERVAL)

    def _rows(self, client: Client, wanted: Iterable[tuple[Service, Span]]) -> Rows:
        for service, span in wanted:
            try:
                for row in self.rows(client, service, span):
                    yield self.table, {**row, "service_id": service.id}
            except NotFoundError:  # deleted meanwhile
                continue
            except DecodingError as error:
                logger.warning(
                    "uptimehunt: %s of service %s are left out: %s", self.name, service.id, error.message
                )


def _start(last: Last | None, span: Span) -> datetime:
    return span.since if last is None else datetime.fromisoformat(last[0]) - span.window


def _checks(client: Client, service: Service, span: Span) -> Iterator[Row]:
    """Yield the last checks: at most 30, of the last 24 hours."""
    for check in client.services.list_checks(service.id):
        if check.timestamp is not None and check.timestamp >= span.since:
            probe = {} if check.probe is None else check.probe.to_dict()
            place = {f"probe_{name}": probe.get(name) for name in ("hostname", "city", "country", "isp")}
            place["probe_hostname"] = text(place["probe_hostname"])
            yield {**check.to_dict(), **place}


def _errors(client: Client, service: Service, span: Span) -> Iterator[Row]:
    """Yield the errors of the span, and no further page after an older one where they are newest first."""
    for page in client.metrics.iter_errors(service.id, limit=_PAGE).pages():
        times = [time_of(entry) for entry in page.items]
        for entry, at in zip(page.items, times, strict=True):
            if at is None or at >= span.since:
                yield _error(entry, at)
        known = [at for at in times if at is not None]
        if known and known[-1] < span.since and known == sorted(known, reverse=True):
            return


def _error(entry: Mapping[str, Any], at: datetime | None) -> Row:
    """Return an error; one without an id is known by what is in it."""
    digest = sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()[:32]
    return {
        "id": str(entry.get("id") or digest),
        "at": at,
        "error": text(entry.get("error", entry.get("message"))) or None,
        "entry": entry,
    }


def _response_times(client: Client, service: Service, span: Span) -> Iterator[Row]:
    """Yield the response times of the period that the server chooses: the vendor documents no other one."""
    for point in client.metrics.response_time_series(service.id):
        if point.at >= span.since:
            yield {"at": point.at, "milliseconds": point.value}


def _uptime(client: Client, service: Service, span: Span) -> Iterator[Row]:
    """Yield the uptime of the server's period, which ends now; one row a day."""
    found = client.metrics.uptime(service.id)
    yield {**found.to_dict(), "period": found.period or "", "day": span.now.date()}


FEEDS: Final[tuple[Feed, ...]] = (
    WholeListing("projects", (PROJECTS,), _projects),
    WholeListing("services", (SERVICES,), _services),
    Measured(CHECKS, _checks),
    Measured(ERRORS, _errors),
    Measured(RESPONSE_TIMES, _response_times),
    Measured(UPTIME, _uptime, daily=True),
)
