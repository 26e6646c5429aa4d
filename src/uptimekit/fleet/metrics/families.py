"""The metrics of a fleet: what was read of each account, as families of Prometheus.

Names follow https://prometheus.io/docs/practices/naming/.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar, Final

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

from uptimekit.fleet.history import ResponseTime
from uptimekit.fleet.vocabulary import Component, Heartbeat, Incident, Item, Monitor, State

from .account_reading import AccountReading

__all__ = ["families"]

_ACCOUNT: Final = ("account", "provider")
_ITEM: Final = (*_ACCOUNT, "kind", "id", "name")


def families(readings: Iterable[AccountReading]) -> list[Metric]:
    """Return all families with what *readings* have for them; of no readings, the families without samples.

    The state of an item is a gauge with a label ``state`` instead of OpenMetrics' state set, whose label would have the
    name of the metric.  Each state has a sample, 1 or 0, so that a query finds the change from one to another.
    """
    accounts, items = _AccountFamilies(), _ItemFamilies()
    for reading in readings:
        accounts.add(reading)
        for item in {_labels(item): item for item in reading.items}.values():  # no series twice
            items.add(item)
        for item, measured in reading.response_times:
            items.add_response_time(item, measured)
    return [*accounts.made, *items.made]


class _Families:
    """Families that are being filled, whose samples have the *labels*.

    Attributes:
        made: the families, in the order in which they are shown.
    """

    labels: ClassVar[tuple[str, ...]]

    def __init__(self) -> None:
        self.made: list[Metric] = []

    def _gauge(self, name: str, documentation: str, *labels: str) -> GaugeMetricFamily:
        family = GaugeMetricFamily(f"uptimekit_{name}", documentation, labels=(*self.labels, *labels))
        self.made.append(family)
        return family


class _AccountFamilies(_Families):
    """Families about the reading of accounts."""

    labels = _ACCOUNT

    def __init__(self) -> None:
        super().__init__()
        self._success = self._gauge(
            "account_read_success", "Whether all items of a kind could be read (1) or not (0).", "kind"
        )
        self._fault = self._gauge(
            "account_read_fault",
            "1 for a kind that could not be read, by the class of its error.",
            "kind",
            "error",
        )
        self._duration = self._gauge("account_read_duration_seconds", "Time that reading an account took.")
        self._read_at = self._gauge("account_read_timestamp_seconds", "Time when an account was read.")
        self._open = self._gauge(
            "open_incidents",
            "Incidents that are not resolved, by whether somebody took them over.",
            "acknowledged",
        )

    def add(self, reading: AccountReading) -> None:
        """Add the samples of an account."""
        account = (_text(reading.account), reading.provider)
        self._duration.add_metric(account, reading.seconds)
        self._read_at.add_metric(account, reading.at.timestamp())
        for kind in sorted(reading.wanted):
            error = reading.faults.get(kind)
            self._success.add_metric((*account, kind), float(error is None))
            if error is not None:
                self._fault.add_metric((*account, kind, type(error).__name__), 1)
        if Incident.kind in reading.wanted and Incident.kind not in reading.faults:
            taken = Counter(
                each.acknowledged is not None
                for each in reading.items
                if isinstance(each, Incident) and each.is_open
            )
            for acknowledged in (False, True):
                self._open.add_metric((*account, str(acknowledged).lower()), taken[acknowledged])


class _ItemFamilies(_Families):
    """Families about items."""

    labels = _ITEM

    def __init__(self) -> None:
        super().__init__()
        self._state = self._gauge(
            "item_state", "1 for the state that an item is in, 0 for all others.", "state"
        )
        self._since = self._gauge(
            "item_state_since_timestamp_seconds", "Time when the state of an item began."
        )
        self._info = InfoMetricFamily("uptimekit_item", "What an account says about an item.", labels=_ITEM)
        self.made.append(self._info)
        self._checked = self._gauge(
            "monitor_last_check_timestamp_seconds", "Time when the provider looked at a monitor last."
        )
        self._response_time = self._gauge(
            "monitor_response_time_seconds",
            "Last response time of a monitor, by the region it was measured from.",
            "region",
        )
        self._last_ping = self._gauge(
            "heartbeat_last_ping_timestamp_seconds", "Time when a heartbeat reported last."
        )
        self._grace = self._gauge(
            "heartbeat_grace_seconds", "Time after the due time until a heartbeat that is missing is down."
        )
        self._late = self._gauge(
            "heartbeat_late", "Whether the report of a heartbeat is overdue (1) or not (0)."
        )

    def add(self, item: Item) -> None:
        """Add the samples of an item."""
        if isinstance(item, Incident):
            return  # counted with its account: each would be a series that ends with it
        labels = _labels(item)
        for state in State:
            self._state.add_metric((*labels, state), float(item.state is state))
        self._info.add_metric(labels, dict(_facts(item)))
        _add_time(self._since, labels, item.since)
        if isinstance(item, Monitor):
            _add_time(self._checked, labels, item.checked)
        elif isinstance(item, Heartbeat):
            _add_time(self._last_ping, labels, item.last_ping)
            if item.grace is not None:
                self._grace.add_metric(labels, item.grace)
            if item.late is not None:
                self._late.add_metric(labels, float(item.late))

    def add_response_time(self, item: Item, measured: ResponseTime) -> None:
        """Add the last response time of a monitor."""
        self._response_time.add_metric((*_labels(item), _text(measured.region)), measured.seconds)


def _labels(item: Item) -> tuple[str, ...]:
    return _text(item.account), item.provider, item.kind, _text(item.id), _text(item.name)


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    """Yield labels that seldom change; tags stand between commas, so that ``=~".*,web,.*"`` finds one."""
    yield "url", _text(item.url or "")
    yield "tags", _text(f",{','.join(item.tags)}," if item.tags else "")
    if isinstance(item, Monitor):
        yield "target", _text(item.target or "")
    elif isinstance(item, Heartbeat):
        yield "schedule", _text(item.schedule or "")
    elif isinstance(item, Component):
        yield "page", _text(item.page)
        yield "group", _text(item.group or "")


def _add_time(family: GaugeMetricFamily, labels: tuple[str, ...], at: datetime | None) -> None:
    if at is not None:
        family.add_metric(labels, at.timestamp())


def _text(given: str) -> str:
    """Return *given* without lone surrogates, which JSON can have and UTF-8 cannot: one would end the scrape."""
    return given.encode("utf-8", "replace").decode("utf-8")
