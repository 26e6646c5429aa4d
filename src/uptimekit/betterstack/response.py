"""Answers of the verbs that send something."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from uptimekit._runtime import RawResponse, list_of, read_json
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.reading import object_of, part_of, read_within

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import Headers

__all__ = ["Response", "read_attributes", "read_change", "read_resource"]


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
        """The body as a JSON value.  Raises DecodingError for any other body."""
        return self._raw.json()

    def __repr__(self) -> str:
        return f"<Response [{self.status_code}]>"


def _resource(answer: Any) -> dict[str, Any]:
    return read_within("data" if is_object(answer) and "data" in answer else "", object_of, answer)


read_resource: Final = read_json(_resource)
"""Reads the object of an answer, with or without the envelope ``data``; DecodingError if there is none."""


def read_change(response: RawResponse) -> dict[str, Any]:
    """Read the object in the answer to a change, an empty one if the server sends none."""
    answer = response.json() if response.content else None
    data: Any = answer.get("data", answer) if is_object(answer) else None
    return {**data} if is_object(data) else {}


def read_attributes(kind: str) -> Callable[[RawResponse], list[dict[str, Any]]]:
    """Return a reader of the attributes of all objects of *kind* in an answer."""
    return read_json(list_of(partial(part_of, name="attributes", subject=kind)), "data")
