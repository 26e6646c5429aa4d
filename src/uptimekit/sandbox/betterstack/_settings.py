"""The settings of a sandbox; see `BetterStackSandbox`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ErrorShape", "Settings"]

ErrorShape = Literal["map", "string", "allowed_values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator of the sandbox can choose."""

    link_host: str | None = None
    unstable_order: bool = False
    error_shape: ErrorShape = "map"
    seats: int = 100
