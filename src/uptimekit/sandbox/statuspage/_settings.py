"""The settings of a sandbox; see `StatuspageSandbox`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["RATE_LIMIT", "RATE_SECONDS", "ErrorShape", "LimitStatus", "Settings", "Shape"]

Shape = Literal["string", "list", "map"]
"""How `error` looks in a 422: one text, several, or several by field."""

ErrorShape = Literal["mixed", "string", "list", "map"]

LimitStatus = Literal[420, 429]

RATE_LIMIT = 60
RATE_SECONDS = 60
"""Documented: one request a second and key, measured over a rolling minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator of the sandbox can choose."""

    rate_limit: bool = False
    rate_limit_status: LimitStatus = 420
    error_shape: ErrorShape = "mixed"
