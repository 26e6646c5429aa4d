"""The body of a ping, cut to the bytes that the server keeps."""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["DEFAULT_BODY_LIMIT", "first_bytes", "last_bytes"]

DEFAULT_BODY_LIMIT: Final = 10_000
"""Bytes of a ping body until a server has named its limit: the default of self-hosted servers.

The hosted service keeps 100,000.  A server cuts a longer body itself; if it looks for keywords, half a character at the
cut is an HTTP 500.
"""

_LONGEST_CHARACTER: Final = 4  # bytes in UTF-8
_CUT: Final = "[... {} bytes cut ...]\n"


def first_bytes(data: str | bytes, limit: int) -> bytes:
    """Return the beginning of *data* in at most *limit* bytes, cut between characters, also of bytes."""
    whole = _encoded(data)
    return whole if len(whole) <= limit else _without_half_a_character(whole[:limit])


def last_bytes(text: str | bytes, limit: int, cut: int = 0) -> bytes:
    """Return the end of *text* in at most *limit* bytes, after a line that says how many bytes were cut.

    *cut* bytes before *text* are gone already.
    """
    whole = _encoded(text)
    if len(whole) <= limit and not cut:
        return whole
    room = limit - len(_CUT.format(cut + len(whole)))
    if room <= 0:  # the end says more than a line about the cut
        return _whole_characters(whole[max(len(whole) - limit, 0) :])
    tail = _whole_characters(whole[-room:])
    return _CUT.format(cut + len(whole) - len(tail)).encode() + tail


def _encoded(data: str | bytes) -> bytes:
    return data.encode("utf-8", "replace") if isinstance(data, str) else data


def _whole_characters(data: bytes) -> bytes:
    return data.decode("utf-8", "ignore").encode()


def _without_half_a_character(data: bytes) -> bytes:
    """Return *data* without an incomplete UTF-8 character at its end."""
    complete = codecs.getincrementaldecoder("utf-8")("replace")
    complete.decode(data[-_LONGEST_CHARACTER:])
    return data[: len(data) - len(complete.getstate()[0])]
