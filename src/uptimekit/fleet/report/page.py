"""The page of a report: one HTML file that loads nothing.

Jinja2 escapes every text; names come from servers and may be hostile.  The only style is that of the page: its
Content-Security-Policy permits no other, no script and no request.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from uptimekit import __version__
from uptimekit._runtime.masking import MASK
from uptimekit._runtime.sanitize import sanitized

from ..relative_time import length
from ..urgency import KIND_NAMES, needs_attention, state_word
from ..vocabulary import Component, Heartbeat, Incident, Item, Monitor, State
from .contents import Group, Report, Row
from .days import Day
from .headline import headline_of, summary_of
from .lanes import Stretch
from .shapes import BAR_HEIGHT, BAR_STEP, bars_of, day_lines, extent, line_points
from .wording import (
    date_words,
    days_words,
    moment_words,
    percent,
    responses_words,
    seconds_words,
    zone_words,
)

__all__ = ["render_page"]

_PLOT_WIDTH: Final = 132
_PLOT_HEIGHT: Final = 26
_LABELS: Final = 5  # of the time line: they fit on a phone
_UUID: Final = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE
)


def render_page(report: Report) -> str:
    """Return *report* as the text of an HTML file."""
    style = _source("style.css")
    return (
        _environment(report)
        .get_template("page.html.jinja")
        .render(
            report=report,
            headline=headline_of(report),
            summary=summary_of(report),
            zone=zone_words(report.zone, report.end),
            version=__version__,
            style=Markup(style),  # noqa: S704  (a file of this package)
            style_hash=f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}",
            legend=_legend(),
            day_lines=day_lines(report.start, report.end, report.zone, _LABELS),
            number_of_days=(
                report.end.astimezone(report.zone).date() - report.start.astimezone(report.zone).date()
            ).days
            + 1,
            bar_step=BAR_STEP,
            bar_height=BAR_HEIGHT,
            plot_width=_PLOT_WIDTH,
            plot_height=_PLOT_HEIGHT,
        )
    )


def _source(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _environment(report: Report) -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_FILTERS)
    environment.filters.update(_filters_of(report))
    return environment


def _filters_of(report: Report) -> Mapping[str, Callable[..., Any]]:
    """Return the filters that need to know the times of the report."""

    def ago(moment: datetime) -> str:
        return length((report.end - moment).total_seconds())

    def lasted(incident: Incident) -> str:
        if incident.started is None:
            return ""
        lasted = length(((incident.resolved or report.end) - incident.started).total_seconds())
        return f"{lasted} so far" if incident.is_open else lasted

    def local_date(moment: datetime) -> str:
        return date_words(moment.astimezone(report.zone).date())

    return {
        "ago": ago,
        "date": local_date,
        "extent": lambda stretch: _shares(stretch, report),
        "lasted": lasted,
        "moment": lambda moment: moment_words(moment, report.zone),
        "responses_words": lambda plot: responses_words(plot, report.zone),
    }


def _shares(stretch: Stretch, report: Report) -> tuple[float, float]:
    return extent(stretch, report.start, report.end)


def _line(text: str) -> str:
    """Return a text of a server on one line, without what looks like the UUID of a check, which would be a secret."""
    return sanitized(_UUID.sub(MASK, text))


def _safe_link(url: str | None) -> str:
    """Return *url* if it may be followed: on the web, without a password and without a UUID; else nothing."""
    if not url or _UUID.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else ""


def _detail(item: Item) -> str:
    """Return what stands below the name of an item: its address, schedule or group, and its tags."""
    parts = [f"#{tag}" for tag in item.tags]
    if isinstance(item, Monitor):
        parts.insert(0, item.target or "")
    elif isinstance(item, Heartbeat):
        parts.insert(0, item.schedule or "")
    elif isinstance(item, Component):
        parts = [item.group or ""]
    return "  ".join(filter(None, parts))


def _incident_words(incident: Incident, item: Item | None = None) -> str:
    """Return what is known of an incident beside its name, or all of it where *item* that it concerns has been named."""
    parts = (
        [incident.cause or incident.name] if item is not None and item is not incident else [incident.cause]
    )
    if item is None or item is incident:
        parts.append(", ".join(name for name in incident.affects if name != incident.name))
    if item is not None and incident.acknowledged:
        parts.append("acknowledged")
    return "; ".join(filter(None, parts))


def _began(item: Item) -> datetime | None:
    return (item.started if isinstance(item, Incident) else None) or item.since


def _place(group: Group) -> str:
    where = group.provider if group.name == group.account else f"{group.account}, {group.provider}"
    ill = sum(needs_attention(row.item) for row in group.rows)
    return f"{where}, {len(group.rows)}" + (f", {ill} not well" if ill else "")


def _has_news(row: Row) -> bool:
    """Return whether the bars of *row* have something to tell to a keyboard: a thousand tab stops would help nobody."""
    return any(day.state in (State.DOWN, State.DEGRADED, State.MAINTENANCE) for day in row.days)


def _by_badness(states: Mapping[str, int]) -> list[tuple[str, int]]:
    order = ("down", "degraded", "late", "unknown", "maintenance", "pending", "paused", "up")
    return sorted(states.items(), key=lambda pair: order.index(pair[0]))


def _legend() -> list[Any]:
    """Return a bar of each state, with the word for it."""
    words = {State.UNKNOWN: "no data"}
    shown = (State.UP, State.DEGRADED, State.DOWN, State.MAINTENANCE, State.PAUSED, State.UNKNOWN)
    bars = [(state, bars_of([Day(date.min, 86_400, {state: 86_400.0})])[0]) for state in shown]
    return [
        {"state": each.state, "path": each.path, "words": words.get(state, state.value)}
        for state, each in bars
    ]


_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "bars": bars_of,
    "began": _began,
    "by_badness": _by_badness,
    "days_words": days_words,
    "detail": _detail,
    "has_news": _has_news,
    "incident_words": _incident_words,
    "line": _line,
    "lines": lambda plot: line_points(plot, _PLOT_WIDTH, _PLOT_HEIGHT),
    "needs_attention": needs_attention,
    "one": KIND_NAMES.__getitem__,
    "percent": percent,
    "place": _place,
    "safe_link": _safe_link,
    "seconds": seconds_words,
    "share": lambda share: f"{share:.2%}",
    "state_word": state_word,
}
