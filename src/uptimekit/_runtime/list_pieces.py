"""Long lists of objects in JSON text, cut into pieces of which all that is made stays in the processor's cache."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

__all__ = ["Pieces"]

# What stands before the items is not decoded, so that nothing but JSON may match.
_START: Final = re.compile(
    rb'~(?:\{~"([^"\\\x00-\x1f]*)"~:~)?\[~(\{~"[^"\\]*"~:)'.replace(b"~", rb"[ \t\n\r]*")
)
_BETWEEN: Final = (b"}, ", b"},")  # items, as programs write JSON by default and in short
_UNIQUE: Final = os.urandom(16).hex()


class Pieces:
    """The list that a body is, or the one in the field *within* that it begins with.

    Iterating yields lists of the first items, of about *size* bytes.  A piece that is JSON has whole items only: an
    object that ends where a piece does ends there in the body, too.  A piece that is none was cut inside of an item.

    Attributes:
        rest: what is left of the body after that: the list of the last items, or an object with it.
        name: the field of *rest* in which it is: no other one if something was cut off, so that a second field *within*
            in the body is seen.
    """

    def __init__(self, content: bytes, within: str, size: int) -> None:
        self.rest, self.name, self._size = content, within, size

    def __iter__(self) -> Iterator[bytes]:
        content = self.rest
        start = _START.match(content) if len(content) > 2 * self._size else None
        if start is None or start[1] != (self.name.encode() or None):
            return
        at = start.start(2)
        between = next(
            (each for each in _BETWEEN if content.find(each + start[2], at, at + self._size) > 0), None
        )
        if between is None:
            return
        while len(content) - at > 2 * self._size:
            end = content.find(between + start[2], at + self._size)
            if end < 0:
                break
            yield b"[%b]" % content[at : end + 1]
            at = end + len(between)
        self.rest = b"[" + content[at:]
        if self.name:
            self.name = _UNIQUE
            self.rest = b'{"%b": %b' % (_UNIQUE.encode(), self.rest)
