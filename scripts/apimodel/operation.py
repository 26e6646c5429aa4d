"""Operations: their arguments, bodies and answers, and what the runtime knows of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from .document import JsonObject, RawOperation
from .fields import Argument
from .media import JSON
from .names import identifier
from .types import Type, union_of

PLACES: Final = ("path", "query", "header", "cookie")
"""Where parameters travel."""
PAGER_ARGUMENTS: Final = ("start_at", "prefetch", "max_pages")
"""What the method that pages through a listing takes beside the operation's own arguments."""

CONTENT_TYPE: Final = "content_type"
"""The argument that chooses the format of a body."""


@dataclass(frozen=True)
class Format:
    """One way to send a body.

    Attributes:
        kind: "fields" (of a JSON object: each an argument), "form" and "multipart" (likewise, but a form may be one
            value), "json" (one value) or "raw".
        media: its media type.
        models: names of the schemas whose fields are arguments: the body's, and that of its envelope.
        arguments: what it is made of.
    """

    kind: str
    media: str
    models: tuple[str, ...]
    arguments: tuple[Argument, ...]


@dataclass(frozen=True)
class Body:
    """What an operation sends, in one of several formats: the first by default."""

    formats: tuple[Format, ...]

    @property
    def kind(self) -> str:
        """How it is sent by default, see :class:`Format`."""
        return self.formats[0].kind

    @property
    def media(self) -> str:
        """Its media type by default."""
        return self.formats[0].media

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the schemas whose fields are arguments."""
        return tuple(dict.fromkeys(model for each in self.formats for model in each.models))

    @property
    def whole(self) -> list[str]:
        """The media types of which one argument is all of the body."""
        return [each.media for each in self.formats if not each.models]


@dataclass(frozen=True)
class Reading:
    """How the answers of one *status* are read.

    Attributes:
        status: as the document has it: ``200``, or ``2XX`` for all that are not documented by themselves.
        kind: what there is to read: "json", "text", "bytes" or "nothing".
        type: what the method returns: the value at ``x-unwrap``, which is there, so that its null is left out.
        within: dotted path in the body to that value; empty for all of it.
    """

    status: str
    kind: str
    type: Type
    within: str = ""


@dataclass(frozen=True)
class Answer:
    """What an operation answers with.

    Attributes:
        accept: its media types; JSON where none is documented, for the sake of errors.
        readings: what its 2xx statuses mean, in the order of the document.
        item: what a listing is made of; None if it is none.
    """

    accept: str
    readings: tuple[Reading, ...]
    item: Type | None

    @property
    def has_body(self) -> bool:
        """Whether there is anything to read."""
        return any(reading.kind != "nothing" for reading in self.readings)

    @property
    def is_json(self) -> bool:
        """Whether it is JSON in some status, and so has a type."""
        return any(reading.kind == "json" for reading in self.readings)

    @property
    def type(self) -> Type:
        """What the method returns."""
        return union_of(reading.type for reading in self.readings)


def address(method: str, path: str) -> tuple[str, str]:
    """Return method and path, with every parameter alike: their names are the program's business."""
    return method, re.sub(r"{[^}]*}", "{}", path)


def differing(made: Any) -> dict[str, Any]:
    """Return the fields of a dataclass object that are not as they are by default."""
    values = {each.name: (getattr(made, each.name), each.default) for each in fields(made)}
    return {name: value for name, (value, default) in values.items() if value != default}


@dataclass(frozen=True)
class Pagination:
    """How a listing goes on: the arguments of the runtime's ``Pagination``, with its defaults."""

    style: str
    items: str
    parameter: str = ""
    first: int = 1
    size_parameter: str = ""
    size: int = 0
    next: str = ""
    last: str = ""
    total_pages: str = ""
    total_items: str = ""
    short_page_ends: bool = False
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Static:
    """What the runtime knows of an operation: the arguments of its ``Operation``, with their defaults.

    Attributes:
        server: name of its server.
        security: the alternatives of what is sent together, by the constructor's arguments for the credentials.
        anonymous: whether it may be sent without one.
        idempotent: whether it may be sent again in any case.
        idempotent_field: the argument with which it may be sent again.
        idempotent_drops: arguments that the server drops beside another one, each with that other one: what holds if
            ``idempotent_field`` is given does not hold with them.
        envelope: name of the member that the body's fields are wrapped in.
        accept: media type of the answer.
        returns_body: whether there is anything to read.
        secrets: names, as they are sent, of what must never be shown.
    """

    server: str = "base"
    security: tuple[tuple[str, ...], ...] = ()
    anonymous: bool = True
    idempotent: bool = False
    idempotent_field: str | None = None
    idempotent_drops: tuple[tuple[str, str], ...] = ()
    envelope: str | None = None
    accept: str = JSON
    returns_body: bool = True
    deprecated: bool = False
    secrets: tuple[str, ...] = ()
    pagination: Pagination | None = None


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation.

    Attributes:
        raw: what the document says of it.
        resource: its tag, as the client's attribute is called.
        arguments: everything it takes: what the path holds in its order, other parameters, what the body is made of.
    """

    raw: RawOperation
    resource: str
    arguments: tuple[Argument, ...]
    body: Body | None
    answer: Answer
    static: Static

    @property
    def data(self) -> JsonObject:
        return self.raw.data

    @property
    def name(self) -> str:
        """Its id as a Python name."""
        return identifier(self.raw.id)

    @property
    def method_name(self) -> str:
        return str(self.data["x-method-name"])

    @property
    def pager_name(self) -> str:
        """Name of the method that pages through the listing."""
        return "iter" if self.method_name == "list" else f"iter_{self.method_name}"

    @property
    def call(self) -> str:
        """How a program calls it below its client: ``checks.list``."""
        return f"{self.resource}.{self.method_name}"

    @property
    def pager(self) -> str:
        """How a program calls the method that pages through the listing: ``checks.iter``."""
        return f"{self.resource}.{self.pager_name}"

    @property
    def address(self) -> tuple[str, str]:
        """Method and path, with every parameter alike."""
        return address(self.raw.method, self.raw.path)

    @property
    def unwrap(self) -> str:
        """Dotted path in the answer to what the method returns; empty for all of it."""
        return str(self.data.get("x-unwrap", ""))

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of the runtime's ``Operation`` that differ from its defaults, but for the pagination."""
        return differing(replace(self.static, pagination=None))

    @property
    def pagination(self) -> dict[str, Any]:
        """The arguments of the runtime's ``Pagination`` that differ from its defaults; empty without it."""
        return differing(self.static.pagination) if self.static.pagination else {}

    @property
    def signature(self) -> list[Argument]:
        """All arguments as the method takes them: the path's, then required ones, then the others.

        Those of the body stand before those of the query, the headers and the cookies.
        """
        rank = {"query": 1, "header": 2, "cookie": 3}
        return sorted(  # which is stable
            self.arguments, key=lambda a: (a.place != "path", not a.required, rank.get(a.place, 0))
        )

    def at(self, place: str) -> list[Argument]:
        """Return the arguments that travel in *place*, see :class:`Argument`."""
        return [argument for argument in self.signature if argument.place == place]

    @property
    def keywords(self) -> list[Argument]:
        """The arguments that are given by name."""
        return [argument for argument in self.signature if argument.place != "path"]

    @property
    def pager_keywords(self) -> list[Argument]:
        """As ``keywords`` for the pager: it chooses the page itself."""
        page = self.pagination.get("parameter")
        return [a for a in self.keywords if not (a.place == "query" and a.wire == page)]
