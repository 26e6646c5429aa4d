"""The page of a report: one HTML file that loads nothing.

Jinja2 escapes every text; names come from servers and may be hostile.  The only style is that of the page: its
Content-Security-Policy permits no other, no script and no request.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from uptimekit import __version__
from uptimekit.fleet.availability import DEFINITION
from uptimekit.fleet.vocabulary import State

from .contents import Report
from .days import Day
from .headline import headline_of, summary_of
from .shapes import BAR_HEIGHT, BAR_STEP, PLOT_HEIGHT, PLOT_WIDTH, bars_of, day_lines
from .template_filters import FILTERS
from .wording import zone_words

__all__ = ["render_page"]

_LANES: Final = 40
"""Of the time line: more incidents at the same time would hide the table below it."""
_LABELS: Final = 5  # of the time line: they fit on a phone


def render_page(report: Report) -> str:
    """Return *report* as the text of an HTML file."""
    style = _source("style.css")
    first, last = (moment.astimezone(report.zone).date() for moment in (report.start, report.end))
    return (
        _environment()
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
            definition=DEFINITION,
            day_lines=day_lines(report.start, report.end, report.zone, _LABELS),
            lanes=report.lanes[:_LANES],
            undrawn=sum(map(len, report.lanes[_LANES:])),
            number_of_days=(last - first).days + 1,
            bar_step=BAR_STEP,
            bar_height=BAR_HEIGHT,
            plot_width=PLOT_WIDTH,
            plot_height=PLOT_HEIGHT,
        )
    )


def _source(name: str) -> str:
    return (files(__name__.rpartition(".")[0]) / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _legend() -> list[Any]:
    """Return a bar of each state, with the word for it."""
    words = {State.UNKNOWN: "no data"}
    shown = (State.UP, State.DEGRADED, State.DOWN, State.MAINTENANCE, State.PAUSED, State.UNKNOWN)
    bars = [(state, bars_of([Day(date.min, 86_400, {state: 86_400.0})])[0]) for state in shown]
    return [
        {"state": each.state, "path": each.path, "words": words.get(state, state.value)}
        for state, each in bars
    ]
