"""Decodes the content coding of a body in small steps, so that a small answer cannot become a large one."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from . import http_library
from .constants import INFLATING_STEP, SHORT_TEXT_LIMIT
from .errors import ClientStateError, DecodingError
from .sanitize import sanitized

if TYPE_CHECKING:
    from .http_library import Headers, Response

__all__ = ["ACCEPTED", "Body", "read_already"]

ACCEPTED: Final = "gzip, deflate"
"""Value of Accept-Encoding: what the standard library can undo step by step."""

_GZIP: Final = 16 + zlib.MAX_WBITS  # the formats of zlib.decompressobj
_ZLIB: Final = zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS


class Body:
    """The body of *response*, decoded as it arrives.

    *check* is called with the number of bytes so far, raw and decoded; it raises if there are too many.  An error
    answer that cannot be decoded counts as one without a body, since its status says more.
    """

    def __init__(self, response: Response, check: Callable[[int], None]) -> None:
        self._check = check
        self._coding = _coding_of(response.headers)
        self._inflater = _Inflater(self._coding) if self._coding in ("gzip", "deflate") else None
        self._may_be_lost = response.status_code >= 300
        self._lost = False
        self._arrived = 0
        self._content = BytesIO()  # gives its bytes away without a copy, other than bytearray

    def add(self, piece: bytes) -> None:
        """Take the next raw bytes.

        Raises ContentCodingError for a broken coding, DecodingError for one that was not asked for.
        """
        self._arrived += len(piece)
        self._check(self._arrived)
        if not self._coding:
            self._content.write(piece)
        elif piece and not self._lost:
            self._decode(piece)

    def whole(self) -> bytes:
        """Return the complete body; raise ContentCodingError if its coding breaks off."""
        if self._inflater is not None and self._inflater.unfinished and not self._lost:
            self._lose(http_library.ContentCodingError("the compressed body breaks off"))
        return b"" if self._lost else self._content.getvalue()

    def _decode(self, piece: bytes) -> None:
        if self._inflater is None:
            self._lose(
                DecodingError(
                    f"the body has the content coding {sanitized(self._coding, SHORT_TEXT_LIMIT)!r}, "
                    f"which was not asked for ({ACCEPTED}, one at a time); is there a proxy between?"
                )
            )
            return
        try:
            for step in self._inflater.steps(piece):
                self._content.write(step)
                self._check(self._content.tell())
        except zlib.error as error:
            self._lose(http_library.ContentCodingError(str(error)))

    def _lose(self, error: Exception) -> None:
        if not self._may_be_lost:
            raise error
        self._lost = True


class _Inflater:
    """Decodes gzip (any number of members, RFC 1952, 2.2) or deflate (with or without the frame of zlib)."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._stream: zlib._Decompress | None = None  # pyright: ignore[reportPrivateUsage]  (its only name)
        self._held = b""  # the first byte of a deflate body, until the second one arrives
        self._ended = False  # whether a member is complete

    @property
    def unfinished(self) -> bool:
        """Whether the body is incomplete so far.  A body of no bytes is complete."""
        return self._stream is not None or bool(self._held)

    def steps(self, piece: bytes) -> Iterator[bytes]:
        """Yield what *piece* decodes to, INFLATING_STEP bytes at most at a time."""
        # The piece is given in small steps, too, since zlib copies the rest each time.
        for start in range(0, len(piece), INFLATING_STEP):
            yield from self._steps(piece[start : start + INFLATING_STEP])

    def _steps(self, rest: bytes) -> Iterator[bytes]:
        while rest := self._without_padding(rest):
            stream = self._stream or self._begun(rest)
            if stream is None:
                return
            self._stream, given, self._held = stream, self._held + rest, b""
            step = stream.decompress(given, INFLATING_STEP)
            while step:
                yield step
                step = stream.decompress(stream.unconsumed_tail, INFLATING_STEP)
            rest = stream.unused_data
            if stream.eof:
                self._stream, self._ended = None, True

    def _without_padding(self, rest: bytes) -> bytes:
        """Return *rest* without the zeros that may follow a member."""
        return rest.lstrip(b"\0") if self._ended and self._stream is None else rest

    def _begun(self, rest: bytes) -> zlib._Decompress | None:  # pyright: ignore[reportPrivateUsage]
        """Return the decoder of a member that begins with *rest*; None if more bytes are needed to tell."""
        if self._gzip:
            return zlib.decompressobj(_GZIP)
        if self._ended:
            raise zlib.error("there is more behind the end of the deflate stream")
        head = (self._held + rest)[:2]
        if len(head) < 2:
            self._held = head
            return None
        framed = head[0] & 0x0F == 8 and int.from_bytes(head) % 31 == 0  # RFC 1950, 2.2
        return zlib.decompressobj(_ZLIB if framed else _RAW)


def read_already(response: Response) -> bytes | None:
    """Return the decoded body if an event hook or a transport for tests has read it already, else None.

    Raises ClientStateError if the body was read and not kept.
    """
    if not response.is_stream_consumed and not response.is_closed:
        return None
    try:
        return response.content
    except RuntimeError:  # ResponseNotRead of either library
        raise ClientStateError(
            "an event hook of the http_client took the body of the answer; let it call read() of the response"
        ) from None


def _coding_of(headers: Headers) -> str:
    """Return the content coding in lower case; empty for none."""
    listed = headers.get("content-encoding", "").lower().split(",")
    codings = [coding for each in listed if (coding := each.strip()) not in ("", "identity")]
    return "gzip" if codings == ["x-gzip"] else ", ".join(codings)
