"""What a ping carries along, cut to what the server keeps."""

from __future__ import annotations

from typing import Final

__all__ = ["DEFAULT_BODY_LIMIT", "TRAP_BODY_LIMIT", "BodyLimit", "first_bytes", "last_bytes"]

DEFAULT_BODY_LIMIT: Final = 100_000
"""Bytes of a ping body that are sent while the server's own limit is not known yet: that of the hosted service."""

TRAP_BODY_LIMIT: Final = 10_000
"""Bytes of a CheckTrap's log if the server names no limit: the default of self-hosted servers.

The server keeps the first bytes, and it is the end of a traceback that matters: better to cut too much here.
"""

_CUT: Final = "[... {} bytes cut ...]\n"


class BodyLimit:
    """The bytes of a ping body that a server keeps, as its last answer said; None until one did.

    Shared by a client and the copies that ``with_options()`` makes: they talk to one server.
    """

    def __init__(self) -> None:
        self.bytes: int | None = None


def first_bytes(data: str | bytes, limit: int) -> bytes:
    """Return the beginning of *data* in at most *limit* bytes; text is cut between characters."""
    whole = _encoded(data)
    if len(whole) <= limit:
        return whole
    return _whole_characters(whole[:limit]) if isinstance(data, str) else whole[:limit]


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
