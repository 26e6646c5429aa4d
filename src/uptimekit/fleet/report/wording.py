"""Days, shares and times in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from uptimekit.fleet.per_cent import per_cent
from uptimekit.fleet.relative_time import length
from uptimekit.fleet.vocabulary import State

from .days import WORST_FIRST, Day
from .response_plot import ResponsePlot

__all__ = [
    "date_words",
    "day_words",
    "days_words",
    "moment_words",
    "percent",
    "responses_words",
    "seconds_words",
    "zone_words",
]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_NAMED = 8  # of an item, the worst


def date_words(day: date) -> str:
    """Return a day as ``12 Nov``, in any locale."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def moment_words(moment: datetime, zone: tzinfo, *, year: bool = False) -> str:
    """Return a time as ``12 Nov 14:05``, or with the *year* as ``12 Nov 2026 14:05``."""
    local = moment.astimezone(zone)
    return f"{date_words(local)}{f' {local.year}' if year else ''} {local:%H:%M}"


def zone_words(zone: tzinfo, moment: datetime) -> str:
    """Return the name of a time zone with its distance from UTC at *moment*: ``Europe/Riga (UTC+02:00)``, ``UTC``."""
    name, offset = str(zone), moment.astimezone(zone).isoformat()[-6:]
    return name if name == "UTC" else f"{name} (UTC{offset})"


def percent(share: float) -> str:
    """Return a share from 0 to 1 with two decimals, rounded down, so that only what never failed has 100 %."""
    shown = per_cent(share, 2)
    return f"{shown:.2f} %" if shown < 100 else "100 %"


def day_words(day: Day) -> str:
    """Return what a day was like: ``up``, ``down 1 h 12 min``, ``degraded 20 min, no data 3 h``."""
    known = [state for state in WORST_FIRST if day.seconds.get(state, 0) >= 1]
    if not known:
        return "no data"
    if len(known) == 1 and not day.unknown:
        return known[0].value if known[0] != State.DOWN else "down all the time"
    parts = [f"{state} {length(day.seconds[state])}" for state in known if state != State.UP]
    if day.unknown:
        parts.append(f"no data {length(day.unknown)}")
    return ", ".join(parts)


def days_words(days: Sequence[Day]) -> str:
    """Return what an item's days were like, in a few sentences: how many were good, and the others by date."""
    known = [day for day in days if day.state != State.UNKNOWN]
    bad = [day for day in known if day.state in (State.DOWN, State.DEGRADED)]
    if not known:
        return f"No data of the last {len(days)} days."
    sentences = [f"Nothing wrong on {len(known) - len(bad)} of {len(known)} days."]
    named = sorted(sorted(bad, key=_badness, reverse=True)[:_DAYS_NAMED], key=lambda day: day.date)
    sentences += [f"{date_words(day.date)}: {day_words(day)}." for day in named]
    if len(bad) > len(named):
        sentences.append(f"{len(bad) - len(named)} more days with less.")
    if len(known) < len(days):
        missing = len(days) - len(known)
        sentences.append(f"No data on {missing} {'day' if missing == 1 else 'days'}.")
    return " ".join(sentences)


def _badness(day: Day) -> tuple[float, float]:
    return day.seconds.get(State.DOWN, 0), day.seconds.get(State.DEGRADED, 0)


def seconds_words(seconds: float) -> str:
    """Return a response time: ``182 ms``, from a second on ``1.24 s``."""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.2f} s"


def responses_words(plot: ResponsePlot, zone: tzinfo) -> str:
    """Return what a plot of response times shows."""
    slowest = plot.slowest
    where = f" from {slowest.region}" if slowest.region else ""
    return (
        f"Response times of {length(plot.hours * 3600)}: median {seconds_words(plot.median)}, "
        f"95 % within {seconds_words(plot.p95)}, "
        f"slowest {seconds_words(slowest.seconds)}{where} at {moment_words(slowest.at, zone)}."
    )
