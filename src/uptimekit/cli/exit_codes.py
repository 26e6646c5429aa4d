"""Exit codes of every command but ``run``, which passes on the code of its job."""

from __future__ import annotations

from typing import Final

__all__ = ["CANNOT_TELL", "INTERRUPTED", "NOT_WELL", "OK"]

OK: Final = 0
"""Done, or all well."""
NOT_WELL: Final = 1
"""Something is down: the command worked, and this is its answer."""
CANNOT_TELL: Final = 2
"""The command failed: wrong usage, no credentials, an error of a provider."""
INTERRUPTED: Final = 130
"""Stopped by Ctrl-C, as shells count it."""
