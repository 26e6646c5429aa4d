"""The standard streams, fit for texts of servers: they take any character, and one that is closed drops what it gets."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import Final

__all__ = ["drop_what_cannot_be_written", "make_streams_usable"]

_ESCAPES: Final = "uptimekit.escapes"
"""Name of the error handler that writes what an encoding has not as JSON escapes it."""


def make_streams_usable() -> None:
    """Let no output of this process fail for its characters, or because a stream is closed, as by ``>&-``.

    A character that the encoding of a terminal or pipe has not, such as an em dash in Latin-1, and half of a surrogate
    pair, is written as ``\\u2014``, which JSON reads as the same character.
    """
    codecs.register_error(_ESCAPES, _escaped)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # closed from the start
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  (until the end)
        elif isinstance(stream, io.TextIOWrapper) and mode == "w":
            stream.reconfigure(errors=_ESCAPES)


def drop_what_cannot_be_written() -> None:
    """Let the end of the process not fail for output without a reader or room, which would change its exit code."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except OSError:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import json

    return json.dumps(error.object[error.start : error.end])[1:-1], error.end
