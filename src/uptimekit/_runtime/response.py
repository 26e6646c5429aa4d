"""Raw answers, the readers that turn them into values, and ``capture()``, which shows them."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, TypeVar

from .constants import SHORT_TEXT_LIMIT
from .errors import DecodingError
from .fast_json import ConstantError, loads
from .fast_reader import read_fast
from .masking import Secrets
from .operation import Operation
from .reading import SHAPE_ERRORS, ShapeError, read_within
from .redaction import shown_headers
from .sanitize import sanitized
from .unset import UNSET

if TYPE_CHECKING:
    from .http_library import Headers

__all__ = [
    "Capture",
    "RawResponse",
    "capture",
    "json_value",
    "note",
    "read_by_status",
    "read_bytes",
    "read_json",
    "read_nothing",
    "read_text",
]

T = TypeVar("T")

_NONE: Final = Secrets(())

_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
# Codecs of Python's own that a server may name by accident or design: they refuse bytes, or act upon them.


class RawResponse:
    """A complete answer.

    Attributes:
        operation: the operation that was called.
        status_code: HTTP status.
        headers: response headers, case-insensitive.
        content: body, decompressed.
        elapsed: seconds from sending the last attempt to the end of its body.
        attempts: requests sent for this call.
        request_id: the provider's id of the request, if it sends one.
        already_gone: True if a repeated DELETE was answered with 404: an earlier attempt had worked.
        maybe_repeated: True if the server may have acted on an earlier attempt of this call too.
        secrets: what no text about this answer may repeat, even if the server did.
        fast: whether msgspec may decode it, where it is installed.
    """

    __slots__ = (
        "_url",
        "already_gone",
        "attempts",
        "content",
        "elapsed",
        "fast",
        "headers",
        "maybe_repeated",
        "operation",
        "request_id",
        "secrets",
        "status_code",
    )

    def __init__(
        self, operation: Operation, status_code: int, headers: Headers, content: bytes, url: str = ""
    ) -> None:
        self.operation = operation
        self.status_code = status_code
        self.headers = headers
        self.content = content
        self._url = url
        self.elapsed = 0.0
        self.attempts = 1
        self.request_id: str | None = None
        self.already_gone = False
        self.maybe_repeated = False
        self.secrets = _NONE
        self.fast = True

    @property
    def address(self) -> str:
        """The address that was asked, without its query and with secrets masked."""
        return str(self.secrets.masked(self._url.partition("?")[0]))

    @property
    def content_type(self) -> str:
        """Media type without its parameters, in lower case."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text, by the declared character set or UTF-8; what does not decode is replaced."""
        declared = self.headers.get("content-type", "").lower().partition("charset=")[2]
        charset = declared.split(";")[0].strip(" \"'")
        try:
            if charset and codecs.lookup(charset).name not in _NO_CHARSETS:  # a codec has many spellings
                return self.content.decode(charset, "replace")
        except (LookupError, ValueError):  # unknown, or a codec that is none of text
            pass
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as a JSON value.  Raises :class:`DecodingError`."""
        return json_value(self)

    def __repr__(self) -> str:
        shown = self.secrets.masked(shown_headers(self.headers))
        return (
            f"<RawResponse {self.operation.id} HTTP {self.status_code}, {len(self.content)} bytes, {shown}>"
        )


class Capture:
    """The answers received while a ``capture()`` block was open, in the order of their end."""

    def __init__(self) -> None:
        self.responses: list[RawResponse] = []

    @property
    def last(self) -> RawResponse:
        """The newest answer; raises LookupError if there was none."""
        if not self.responses:
            raise LookupError("no answer arrived in this block")
        return self.responses[-1]


_captures: ContextVar[tuple[Capture, ...]] = ContextVar("uptimekit_captures", default=())


@contextmanager
def capture() -> Generator[Capture]:
    """Collect the raw answers of the calls made in this block, by this thread or task and those that it starts."""
    collected = Capture()
    token = _captures.set((*_captures.get(), collected))
    try:
        yield collected
    finally:
        _captures.reset(token)


def note(response: RawResponse) -> None:
    """Add *response* to the open captures."""
    for collected in _captures.get():
        collected.responses.append(response)


def json_value(response: RawResponse) -> Any:
    """Decode the body; raise DecodingError, which does not show the body, if it is not JSON."""
    try:
        return loads(response.content, fast=response.fast)
    except (ValueError, RecursionError) as error:
        problem = _not_json(response, error)
    raise decoding_error(response, problem)


def _not_json(response: RawResponse, error: Exception) -> str:
    kind = sanitized(response.content_type, SHORT_TEXT_LIMIT) or "no content type"
    length = len(response.content)
    if not length:
        return "the body is empty where JSON was expected"
    if "json" in kind:
        said = error if isinstance(error, ConstantError) else type(error).__name__
        return f"the body is broken JSON ({said}, {length} bytes)"
    asked = f"; is the base URL right? {response.address} was asked" if response.address else ""
    return f"{kind} where JSON was expected ({length} bytes){asked}"


def decoding_error(response: RawResponse, text: str) -> DecodingError:
    """Return a DecodingError about *response*."""
    error = DecodingError(sanitized(text))  # it may name a key of the server's
    error.operation = response.operation.id
    error.status_code = response.status_code
    error.request_id = response.request_id
    error.attempts = response.attempts
    return error


def read_json(parse: Callable[[Any], T], within: str = "") -> Callable[[RawResponse], T]:
    """Return a reader that decodes JSON and parses the value at the dotted path *within* with *parse*.

    It raises DecodingError, which names the place and no value, for a body of another shape.
    """

    def read(response: RawResponse) -> T:
        body = read_fast(response, within, parse)
        if body is not UNSET:
            done: T = body[within] if within else body
            return done
        value = json_value(response)
        try:
            return read_within(within, parse, value)
        except (*SHAPE_ERRORS, RecursionError) as error:
            problem = _said(error)
        raise decoding_error(response, f"the body does not have the documented shape: {problem}")
        # outside of the except clause: the chain of *error* may quote a value

    return read


def _said(error: Exception) -> str:
    """Return the text of *error* if it is sure not to quote a value."""
    return (
        str(error) if isinstance(error, ShapeError) else f"the answer cannot be read ({type(error).__name__})"
    )


def read_by_status(readers: Mapping[str, Callable[[RawResponse], Any]]) -> Callable[[RawResponse], Any]:
    """Return a reader that reads an answer by its status, such as ``200``, else by its kind, ``2XX``.

    A status that has no reader is read as the first one is; 204 and 205 as nothing, if another status has no body.
    """
    none = next((each for each in readers.values() if each is read_nothing), None)

    def read(response: RawResponse) -> Any:
        status = str(response.status_code)
        known = (readers[key] for key in (status, f"{status[0]}XX") if key in readers)
        other = none if none and status in ("204", "205") else next(iter(readers.values()))
        return next(known, other)(response)

    return read


def read_text(response: RawResponse) -> str:
    """Read the body as text."""
    return response.text


def read_bytes(response: RawResponse) -> bytes:
    """Read the body as it is."""
    return response.content


def read_nothing(response: RawResponse) -> None:
    """Ignore the body: the API documents none."""
    del response
