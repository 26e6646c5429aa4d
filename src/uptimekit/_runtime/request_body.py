"""The body of a call, which each of its attempts sends anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus, urlencode

from .encoding import Joined, encoded_text
from .errors import InputError
from .http_library import library_of, stream_class
from .request import Request
from .unset import UNSET

if TYPE_CHECKING:
    from .files import FileReader
    from .parts import Part

__all__ = ["RequestBody"]

_PIECE: Final = 65_536  # bytes of a file in memory at a time


class RequestBody:
    """The body of one call: bytes, parts, or a file; files are open until :meth:`close`.

    Attributes:
        headers: what the body adds to the headers, under names in lower case; the operation's own win.
        content: the body as the HTTP library takes it, without parts; of a file, an empty iterable until
            :meth:`attach`, so that the library does not keep it as the body that was read.
        files: the parts as the HTTP library takes them.

    Raises InputError for what cannot be sent.
    """

    def __init__(self, request: Request[Any]) -> None:
        self.headers: dict[str, str] = {}
        self.content: bytes | tuple[()] | None = None
        self.files: list[tuple[str, tuple[Any, ...]]] | None = None
        self._readers: list[FileReader] = []
        self._stream: FileReader | None = None
        try:
            self._fill(request)
        except BaseException:
            self.close()
            raise

    def _fill(self, request: Request[Any]) -> None:
        if request.json is not UNSET:
            self.headers["content-type"] = "application/json"
            self.content = _json(request.json)
        elif request.form is not None:
            self.headers["content-type"] = "application/x-www-form-urlencoded"
            self.content = _form(request.form)
        elif request.multipart is not None:
            self.files = [self._part(part) for part in request.multipart]
        elif isinstance(request.content, str):
            self.content = encoded_text(request.content, "body")
        elif isinstance(request.content, (bytes, bytearray)):
            self.content = bytes(request.content)
        elif request.content is not None:
            self.content = ()
            self._stream = self._reader("body", request.content)
            length = self._stream.length()
            self.headers |= (
                {"transfer-encoding": "chunked"} if length is None else {"content-length": str(length)}
            )

    def _reader(self, argument: str, content: Any) -> FileReader:
        from .files import FileReader  # few calls send a file

        self._readers.append(FileReader(argument, content))
        return self._readers[-1]

    def _part(self, part: Part) -> tuple[str, tuple[Any, ...]]:
        content = (
            part.content if isinstance(part.content, bytes) else self._reader(part.argument, part.content)
        )
        return part.name, (part.filename, content, part.content_type)

    def attach(self, request: Any) -> None:
        """Let a request of httpx or httpx2 send the file, if the body is one."""
        if self._stream is not None:
            request.stream = stream_class(library_of(request))(self._pieces)

    def _pieces(self) -> Iterator[bytes]:
        assert self._stream is not None, "only with a file"  # noqa: S101  (tells the type checker)
        if self._stream.size is not None:
            self._stream.seek(0)
        while piece := self._stream.read(_PIECE):
            yield piece

    @property
    def can_repeat(self) -> bool:
        """Whether the whole body can be sent again."""
        return all(reader.can_repeat for reader in self._readers)

    def close(self) -> None:
        """Close the files that were opened by their paths."""
        for reader in self._readers:
            reader.close()


def _json(value: Any) -> bytes:
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError):
        text = None
    if text is None:  # outside of the except clause: the error would show the value
        raise InputError("the body holds NaN, infinity or itself, which JSON cannot say")
    return encoded_text(text)


def _form(fields: dict[str, Any]) -> bytes:
    """Return the fields of a form; a list is repeated, unless it is joined."""
    joined = {name: value for name, value in fields.items() if isinstance(value, Joined) and value}
    others = {name: value for name, value in fields.items() if not isinstance(value, Joined)}
    try:
        pairs = [f"{quote_plus(name)}={value.encoded()}" for name, value in joined.items()]
        return "&".join(filter(None, [urlencode(others, doseq=True), *pairs])).encode()
    except UnicodeEncodeError:
        problem = "a text in the body has half of a surrogate pair; it is no valid Unicode"
    raise InputError(problem)
