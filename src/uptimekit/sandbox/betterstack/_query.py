"""Query parameters of several lists."""

from __future__ import annotations

from datetime import date

from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._http import RefusalError, errors
from uptimekit.sandbox.betterstack._times import parse_day

__all__ = ["query_day", "query_flag"]

_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def query_day(call: Call, name: str) -> date | None:
    """A `YYYY-MM-DD`; None if it was not sent, 400 if it is something else."""
    sent = call.query.get(name)
    day = parse_day(sent) if sent else None
    if sent and day is None:
        raise RefusalError(errors(400, f"{name} must be a date like 2026-01-31"))
    return day


def query_flag(call: Call, name: str) -> bool | None:
    """A boolean; None if it was not sent or is something else."""
    return _FLAGS.get(call.query.get(name, ""))
