"""Requests: operations with their arguments, and the readers of their answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .json_types import is_array, is_object
from .operation import Operation
from .secret_values import cookie_values, named_texts, secrets_in_path
from .unset import UNSET

if TYPE_CHECKING:
    from .files import FileContent
    from .parts import Part
    from .response import RawResponse

__all__ = ["LateReader", "ListRequest", "Request"]

T = TypeVar("T")
Item = TypeVar("Item")
Other = TypeVar("Other")


class LateReader(Generic[Other, T]):
    """A reader that *make* returns when one is needed: who makes a request loads no model."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], Callable[[Other], T]]) -> None:
        self._make = make

    @property
    def made(self) -> Callable[[Other], T]:
        """The reader itself, for who reads many."""
        return self._make()

    def __call__(self, value: Other) -> T:
        return self._make()(value)


@dataclass(slots=True, repr=False, eq=False)
class Request(Generic[T]):
    """An operation with its arguments, ready to be sent by ``client.call()``, and the reader of its answer.

    Attributes:
        operation: what the spec says about it.
        path: path below the server's address, filled in and encoded.
        read: turns the answer into the result.
        query: parameters by name; a list is repeated.
        headers: further headers.
        json: body to be sent as JSON.
        content: body to be sent as it is: bytes, text, the path of a file or an open binary file.
        form: body to be sent as a form.
        multipart: body to be sent in parts.
        url: an absolute address on the operation's server, instead of path and query.

    Its ``repr`` shows the operation and no argument.
    """

    operation: Operation
    path: str
    read: Callable[[RawResponse], T]
    query: dict[str, Any] = field(default_factory=dict[str, Any])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    json: Any = UNSET
    content: FileContent | str | None = None
    form: dict[str, Any] | None = None
    url: str | None = None
    multipart: list[Part] | None = None

    def reading(self, read: Callable[[RawResponse], Other]) -> Request[Other]:
        """Return this request with another reader of its answer."""
        return Request(
            self.operation,
            self.path,
            read,
            self.query,
            self.headers,
            self.json,
            self.content,
            self.form,
            self.url,
            self.multipart,
        )

    @property
    def idempotent(self) -> bool:
        """Whether sending this request twice has the effect of sending it once.

        If a field of the body makes it idempotent, that field must be sent and not be empty.  The field may list
        others, by which the server finds what an earlier request created: each of these must be sent too, or the
        server does not search, and must be kept by the server, or it finds nothing.
        """
        if self.operation.idempotent or self.operation.idempotent_field is None or not is_object(self.json):
            return self.operation.idempotent
        value = self.json.get(self.operation.idempotent_field)
        keys = value if is_array(value) else ()
        sent = {key for key, value in self.json.items() if value is not None}
        dropped = {key for key, other in self.operation.idempotent_drops if other in sent}
        return bool(value) and sent - dropped >= set(keys)

    def path_values(self, names: Collection[str]) -> str:
        """Return the values of the path parameters *names* that the operation has, as they are sent."""
        parts = zip(self.operation.path.split("/"), self.path.split("/"), strict=True)
        return "/".join(value for part, value in parts if part.startswith("{") and part[1:-1] in names)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret texts in path, query, headers and body: the spec or a name says so, or they are part of an address."""
        names = self.operation.secrets
        parts: list[Any] = [self.query, self.headers, self.form]
        if self.json is not UNSET:
            parts.append(self.json)
        if isinstance(self.content, str):
            parts.append(self.content)
        if "Cookie" in self.headers:
            parts.append(cookie_values(self.headers["Cookie"]))
        parts += [
            {part.name: part.content.decode("utf-8", "replace")}
            for part in self.multipart or ()
            if isinstance(part.content, bytes)
        ]
        found = [text for part in parts if part for text in named_texts(part, names)]
        in_path = secrets_in_path(self.operation.path, self.path, names) if names else ()
        return tuple(dict.fromkeys([*in_path, *found])) if found or in_path else ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.operation.id}>"


@dataclass(slots=True, repr=False, eq=False)
class ListRequest(Request[T], Generic[T, Item]):
    """The request of a listing: ``client.call()`` returns one page of it, ``client.paginate()`` goes through all.

    Attributes:
        read_item: turns the JSON value of an item into the item.
        called: the method of a facade that made the listing, for errors.
        keys: names of the query parameters that carry credentials, which no token of a page has.
    """

    read_item: Callable[[Any], Item] = field(kw_only=True)
    called: str | None = field(default=None, kw_only=True)
    keys: Collection[str] = field(default=(), kw_only=True)

    def reading_items(self, read_item: Callable[[Any], Other]) -> ListRequest[T, Other]:
        """Return this request with another reader of its items."""
        return replace(self, read_item=read_item)  # type: ignore[return-value, arg-type]  # of the same class
