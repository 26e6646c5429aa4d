"""A time zone as an option."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import click

from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.spelling import did_you_mean

__all__ = ["TimeZone"]


class TimeZone(click.ParamType[tzinfo]):
    """A time zone by its name in the IANA database, such as ``Europe/Riga``; ``UTC`` needs no database."""

    name = "time zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tzinfo:
        """Return the zone; fail with the nearest name for one that there is not."""
        if isinstance(value, tzinfo):
            return value
        if value == "UTC":
            return UTC
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, OSError):  # a name of none, a path, a folder such as Europe
            hint = did_you_mean(value, available_timezones(), "write a name such as Europe/Riga")
            self.fail(f"there is no time zone {sanitized(value, 60)!r}{hint}", param, ctx)
