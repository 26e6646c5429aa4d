"""JSON text decoded as ``json.loads`` does, by msgspec where it is installed.

msgspec is the extra ``fast``.  The environment variable UPTIMEKIT_FAST switches it off if it is ``0`` when msgspec would
be loaded, which is once in a process.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from typing import Any, Final

from .constants import FAST_FROM

__all__ = ["ConstantError", "Library", "library", "loads"]

Library = Any
"""The module msgspec, which a type checker need not have."""

_UNDECIDED: Final = object()


class ConstantError(ValueError):
    """A text has NaN or Infinity, which many programs write and JSON does not have."""


class _State:
    """The bytes that were decoded before msgspec was loaded, and msgspec or None."""

    decoded = 0
    library: Any = _UNDECIDED


def library() -> Library | None:
    """Return msgspec; None if it is not installed, too old or switched off."""
    if _State.library is _UNDECIDED:
        _State.library = None if os.environ.get("UPTIMEKIT_FAST") == "0" else _imported()
    return _State.library


def _imported() -> Library | None:
    try:
        import_module("msgspec.json")
        found: Library = import_module("msgspec")
        usable = issubclass(found.DecodeError, ValueError)  # an older one's errors are not caught
    except Exception:  # one that is broken, or another module of this name, is none
        return None
    return found if usable else None


def pays(size: int) -> bool:
    """Whether msgspec was loaded, or so much was decoded that loading it pays for *size* more bytes."""
    return _State.library is not _UNDECIDED or _State.decoded + size >= FAST_FROM


def loads(content: bytes, *, fast: bool = True) -> Any:
    """Decode *content* as ``json.loads`` does, but raise ConstantError for NaN and Infinity.

    msgspec refuses some texts that ``json.loads`` reads, such as a lone surrogate, and reads none otherwise; so what it
    refuses is decoded again.
    """
    if fast and pays(len(content)) and (msgspec := library()) is not None:
        try:
            return msgspec.json.decode(content)
        except (ValueError, RecursionError):
            pass
    _State.decoded += len(content)
    return json.loads(content, parse_constant=_refused)


def _refused(name: str) -> None:
    raise ConstantError(f"it has {name}, which JSON does not know")
