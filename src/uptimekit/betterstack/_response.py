"""Answers of the verbs that send something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from uptimekit._runtime import RawResponse, read_json
from uptimekit._runtime.errors import DecodingError
from uptimekit._runtime.http_library import Headers
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import ShapeError, object_of, read_within

__all__ = ["Response", "part_of_answer", "resource_in"]

T = TypeVar("T")


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
    def headers(self) -> Headers:
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


def resource_in(response: Response) -> dict[str, Any]:
    """Return the object in an answer, with or without the envelope ``data``.  Raises DecodingError if there is none."""
    return read_json(_resource)(response._raw)  # pyright: ignore[reportPrivateUsage]  (of this module)


def _resource(answer: Any) -> dict[str, Any]:
    return read_within("data" if is_object(answer) and "data" in answer else "", object_of, answer)


def part_of_answer(part: Any, path: str, read: Callable[[Any], T]) -> T:
    """Return what *read* makes of *path* in a part of an answer.  Raises DecodingError for another shape."""
    try:
        return read_within(path, read, part)
    except ShapeError as error:
        raise DecodingError(f"the body does not have the documented shape: {error}") from None
