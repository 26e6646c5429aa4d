"""Filters of the page's template: words, shapes and links of the things in a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context

from uptimekit._runtime.masking import MASK
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet.relative_time import length
from uptimekit.fleet.urgency import LATE, URGENT, needs_attention, state_word
from uptimekit.fleet.vocabulary import Component, Heartbeat, Incident, Item, Monitor, State

from .contents import Group, Row
from .lanes import Stretch
from .response_plot import ResponsePlot
from .shapes import PLOT_HEIGHT, PLOT_WIDTH, bars_of, extent, line_points
from .wording import date_words, days_words, moment_words, percent, responses_words, seconds_words

__all__ = ["FILTERS"]

_UUID: Final = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE
)


# Filters that look at the report: its times and its zone.


@pass_context
def _ago(context: Context, moment: datetime) -> str:
    return length((context["report"].end - moment).total_seconds())


@pass_context
def _lasted(context: Context, incident: Incident) -> str:
    if incident.started is None:
        return ""
    end = incident.resolved or context["report"].end
    lasted = length((end - incident.started).total_seconds())
    return f"{lasted} so far" if incident.is_open else lasted


@pass_context
def _date(context: Context, moment: datetime) -> str:
    return date_words(moment.astimezone(context["report"].zone).date())


@pass_context
def _moment(context: Context, moment: datetime, year: bool = False) -> str:
    return moment_words(moment, context["report"].zone, year=year)


@pass_context
def _extent(context: Context, stretch: Stretch) -> tuple[float, float]:
    return extent(stretch, context["report"].start, context["report"].end)


@pass_context
def _responses_words(context: Context, plot: ResponsePlot) -> str:
    return responses_words(plot, context["report"].zone)


def _line(text: str) -> str:
    """Return a text of a server on one line, without what looks like the UUID of a check, which would be a secret."""
    return sanitized(_UUID.sub(MASK, text))


def _safe_link(url: str | None) -> str:
    """Return *url* if it may be followed: on the web, printable, without a password and without a UUID; else nothing."""
    if not url or not url.isprintable() or _UUID.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else ""


def _detail(item: Item) -> str:
    """Return what stands below the name of an item: its address, schedule or group, and its tags."""
    parts = [" ".join(f"#{tag}" for tag in item.tags)]
    if isinstance(item, Monitor):
        parts.insert(0, item.target or "")
    elif isinstance(item, Heartbeat):
        parts.insert(0, item.schedule or "")
    elif isinstance(item, Component):
        parts = [item.group or "", item.description]
    return " · ".join(filter(None, parts))


def _incident_words(incident: Incident, item: Item | None = None) -> str:
    """Return what is known of an incident beside its name, or all of it where *item* that it concerns has been named."""
    parts = (
        [incident.cause or incident.name] if item is not None and item is not incident else [incident.cause]
    )
    if item is None or item is incident:
        parts.append(", ".join(name for name in incident.affects if name != incident.name))
    if item is not None and incident.acknowledged:
        parts.append("acknowledged")
    return " · ".join(filter(None, parts))


def _began(item: Item) -> datetime | None:
    if state_word(item) == LATE:  # its state is the one that began before
        return None
    return (item.started if isinstance(item, Incident) else None) or item.since


def _last_report(item: Item) -> datetime | None:
    return item.last_ping if isinstance(item, Heartbeat) else None


def _provider(item: Item, *more: str) -> str:
    """Return the provider, unless the account is named like it, and *more*."""
    return ", ".join([*([] if item.provider == item.account else [item.provider]), *more])


def _place(group: Group) -> str:
    names = dict.fromkeys((group.account, group.provider, f"{len(group.rows)} in all"))
    ill = sum(needs_attention(row.item) for row in group.rows)
    return " · ".join(
        [*(name for name in names if name != group.name), *([f"{ill} not well"] if ill else [])]
    )


def _has_news(row: Row) -> bool:
    """Return whether the bars of *row* have something to tell to a keyboard: a thousand tab stops would help nobody."""
    return any(day.state in (State.DOWN, State.DEGRADED, State.MAINTENANCE) for day in row.days)


def _by_badness(states: Mapping[str, int]) -> list[tuple[str, int]]:
    order = (*URGENT, State.MAINTENANCE, State.PENDING, State.PAUSED, State.UP)
    return sorted(states.items(), key=lambda pair: order.index(pair[0]))


def _lines(plot: ResponsePlot) -> list[str]:
    return line_points(plot, PLOT_WIDTH, PLOT_HEIGHT)


def _share(share: float) -> str:
    return f"{share:.2%}"


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "ago": _ago,
    "bars": bars_of,
    "began": _began,
    "by_badness": _by_badness,
    "date": _date,
    "days_words": days_words,
    "detail": _detail,
    "extent": _extent,
    "has_news": _has_news,
    "incident_words": _incident_words,
    "last_report": _last_report,
    "lasted": _lasted,
    "line": _line,
    "lines": _lines,
    "moment": _moment,
    "needs_attention": needs_attention,
    "percent": percent,
    "provider": _provider,
    "place": _place,
    "responses_words": _responses_words,
    "safe_link": _safe_link,
    "seconds": seconds_words,
    "share": _share,
    "state_word": state_word,
}
