"""What a ping carries along, cut to what the server keeps."""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["DEFAULT_BODY_LIMIT", "BodyLimit", "first_bytes", "last_bytes"]

DEFAULT_BODY_LIMIT: Final = 10_000
"""Bytes of a ping body that are sent while the server's own limit is not known yet: the default of self-hosted servers.

The hosted service keeps 100,000.  A server that keeps less than it is sent cuts the body itself, and where it then looks
for keywords, half a character at the cut is an HTTP 500.
"""

_LONGEST_CHARACTER: Final = 4  # bytes in UTF-8
_CUT: Final = "[... {} bytes cut ...]\n"


class BodyLimit:
    """The bytes of a ping body that a server keeps, as its last answer said; None until one did.

    Shared by a client and the copies that ``with_options()`` makes: they talk to one server.
    """

    def __init__(self) -> None:
        self.bytes: int | None = None


def first_bytes(data: str | bytes, limit: int) -> bytes:
    """Return the beginning of *data* in at most *limit* bytes, cut between characters.

    Bytes too: a server that looks for keywords in a body reads it as UTF-8.
    """
    whole = _encoded(data)
    return whole if len(whole) <= limit else _without_half_a_character(whole[:limit])


def last_bytes(text: str, limit: int) -> bytes:
    """Return the end of *text* in at most *limit* bytes, behind a line that says how many bytes were cut."""
    whole = _encoded(text)
    if len(whole) <= limit:
        return whole
    room = limit - len(_CUT.format(len(whole)))
    if room <= 0:  # no server keeps so little; should one, the end says more than a line about the cut
        return _whole_characters(whole[len(whole) - limit :])
    tail = _whole_characters(whole[-room:])
    return _CUT.format(len(whole) - len(tail)).encode() + tail


def _encoded(data: str | bytes) -> bytes:
    return data.encode("utf-8", "replace") if isinstance(data, str) else data


def _whole_characters(data: bytes) -> bytes:
    return data.decode("utf-8", "ignore").encode()


def _without_half_a_character(data: bytes) -> bytes:
    """Return *data* without the beginning of a UTF-8 character at its end; all else stays, text or not."""
    complete = codecs.getincrementaldecoder("utf-8")("replace")
    complete.decode(data[-_LONGEST_CHARACTER:])
    return data[: len(data) - len(complete.getstate()[0])]
