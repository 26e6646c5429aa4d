"""PNGs without what nobody needs in them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

__all__ = ["smaller"]

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_NEEDED: Final = {b"IHDR", b"PLTE", b"IEND"}


def smaller(png: bytes) -> bytes:
    """Return the same picture with its data compressed as well as zlib can, and without remarks."""
    chunks = list(_chunks(png))
    data = zlib.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"))
    best = zlib.compress(data, 9)
    kept = [(kind, content) for kind, content in chunks if kind in _NEEDED]
    kept.insert(len(kept) - 1, (b"IDAT", best))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in kept)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        yield kind, png[place + 8 : place + 8 + length]
        place += length + 12


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
