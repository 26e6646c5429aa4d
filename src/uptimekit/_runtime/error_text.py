"""The text of an error for people who called no method."""

from __future__ import annotations

from .errors import UptimeKitError

__all__ = ["error_text"]


def error_text(error: UptimeKitError) -> str:
    """Return the text of *error* without the method of Python that was called, or the operation of the API."""
    called = f"{error.method}()" if error.method and error.operation else error.operation
    return str(error).removeprefix(f"{called}: ") if called else str(error)
