"""Answers of the verbs that send something."""

from __future__ import annotations

from typing import Any

import httpx

from uptimekit._runtime import RawResponse

__all__ = ["Response"]


class Response:
    """A successful answer of ``post``, ``patch`` or ``delete``; an error status raises instead."""

    __slots__ = ("_raw",)

    def __init__(self, raw: RawResponse) -> None:
        self._raw = raw

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self._raw.status_code

    @property
    def ok(self) -> bool:
        """Whether the status is below 400."""
        return self._raw.status_code < 400

    @property
    def headers(self) -> httpx.Headers:
        """Response headers, case-insensitive."""
        return self._raw.headers

    @property
    def content(self) -> bytes:
        """The body, decompressed."""
        return self._raw.content

    @property
    def text(self) -> str:
        """The body as text."""
        return self._raw.text

    def json(self) -> Any:
        """The body as a JSON value.  Raises DecodingError for a body that is none."""
        return self._raw.json()

    def __repr__(self) -> str:
        return f"<Response [{self.status_code}]>"
