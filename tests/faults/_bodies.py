"""Bodies of answers that misbehave, in process."""

from __future__ import annotations

from typing import Any

import httpx


class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that ends with an exception."""

    def __init__(self, error: BaseException, piece: bytes = b'{"a":') -> None:
        self.error = error
        self.piece = piece
        self.closed = 0

    def __iter__(self) -> Any:
        yield self.piece
        raise self.error

    async def __aiter__(self) -> Any:
        yield self.piece
        raise self.error

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1
