"""Checks of the arguments of a fleet's methods, before anything is asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from uptimekit._runtime.errors import InputError
from uptimekit._runtime.spelling import did_you_mean

from .vocabulary import Kind

__all__ = ["check_known", "check_time", "check_times", "checked_kinds"]


def check_known(what: str, wanted: Iterable[str], known: list[str]) -> None:
    """Raise InputError for a name that is *wanted* and not *known*, with the nearest one."""
    for name in sorted(set(wanted) - set(known)):
        hint = did_you_mean(name, known, f"there are {', '.join(sorted(set(known))) or 'none'}")
        raise InputError(f"the fleet has no {what} {name!r}{hint}")


def checked_kinds(kinds: Iterable[Kind]) -> Iterable[Kind]:
    """Return *kinds*, every kind if the argument is empty; raise InputError for an unknown word."""
    return [*map(_checked_kind, kinds)] or Kind


def _checked_kind(kind: str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        hint = did_you_mean(str(kind), [*Kind], f"there are {', '.join(Kind)}")
    raise InputError(f"there is no kind {kind!r}{hint}")


def check_time(name: str, time: datetime) -> None:
    """Raise InputError for a time without a zone."""
    if time.tzinfo is None:
        raise InputError(f"{name} needs a time zone", field=name)


def check_times(start: datetime, end: datetime) -> None:
    """Raise InputError unless both times have a zone and *end* is after *start*."""
    check_time("start", start)
    check_time("end", end)
    if end <= start:
        raise InputError("end must be after start", field="end")
