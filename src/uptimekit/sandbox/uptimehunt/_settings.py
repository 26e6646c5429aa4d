"""The settings of a sandbox; see `UptimeHuntSandbox`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

__all__ = ["PREFIX", "Settings"]

PREFIX = "/api/v1"
"""What every path begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator of the sandbox can choose."""

    rotate_refresh: bool = False
    flat_tokens: bool = False
    clock_skew: timedelta = timedelta()
    access_lifetime: timedelta = timedelta(minutes=15)
    refresh_lifetime: timedelta = timedelta(days=7)
    first_check_after: timedelta = timedelta(minutes=1)
