"""What a provider's part of the month consists of."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Event", "Played"]

Event = tuple[float, Callable[[], object]]
"""How many days before the end something happens, and what."""

Played = tuple[dict[str, str], list[Event]]
"""The environment variables that lead to a sandbox, and what happens in it."""
