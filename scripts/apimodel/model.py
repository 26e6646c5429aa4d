"""The parts of an API as a Python client presents them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from .document import JSON, JsonObject, RawOperation
from .names import class_name, identifier
from .types import Type

PAGER_ARGUMENTS: Final = ("start_at", "prefetch", "max_pages")
"""What the method that pages through a listing takes beside the operation's own arguments."""


@dataclass(frozen=True)
class Server:
    """A host: its name, and the permitted values, defaults and descriptions of the variables in its address."""

    name: str
    url: str
    description: str
    variables: Mapping[str, tuple[str, ...]]
    defaults: Mapping[str, str]
    texts: Mapping[str, str]
    limit_by: tuple[str, ...]

    @property
    def argument(self) -> str:
        """The constructor's argument for its address."""
        return f"{self.name}_url"


@dataclass(frozen=True)
class Credential:
    """A secret: the constructor's argument for it, and how it is sent."""

    scheme: str
    argument: str
    description: str
    header: str
    prefix: str
    env: str | None

    @property
    def facts(self) -> dict[str, str]:
        """The arguments of the runtime's ``Credential``."""
        facts = {"header": self.header, "prefix": self.prefix, "env": self.env}
        return {name: value for name, value in facts.items() if value}


@dataclass(frozen=True)
class Field:
    """A field of an object.

    Attributes:
        data: what the document says of it, members beside its reference included.
        schema: its schema; of a parameter, a part of ``data``.
    """

    name: str
    wire: str
    type: Type
    required: bool
    data: JsonObject = field(default_factory=dict)
    schema: JsonObject = field(default_factory=dict)

    @property
    def description(self) -> str:
        return str(self.data.get("description") or self.data.get("schema", {}).get("description", ""))

    @property
    def deprecated(self) -> bool:
        return bool(self.data.get("deprecated"))

    @property
    def secret(self) -> bool:
        return bool(self.data.get("x-secret"))

    @property
    def location(self) -> str:
        """Where it travels, as OpenAPI says it: path, query, header, or else body."""
        return "body"


@dataclass(frozen=True)
class Argument(Field):
    """An argument of a method.

    ``place`` says where it travels: path, query, header, field (of the body), inner (a field of the body's envelope)
    or body (all of it).
    """

    place: str = "body"

    @property
    def location(self) -> str:
        return self.place if self.place in ("path", "query", "header") else "body"


def _rank(argument: Argument) -> int:
    return {"query": 1, "header": 2}.get(argument.place, 0)


@dataclass(frozen=True)
class Model:
    """A named schema that is no enum.

    Attributes:
        data: the schema, with its ``allOf`` merged.
        answered: whether answers hold it: it becomes a class, if it has fields.
        sent: whether arguments hold it, or x-params asks for it: it becomes a TypedDict.
        nested: whether arguments hold it, and are not just made of its fields.
    """

    name: str
    data: JsonObject
    fields: tuple[Field, ...]
    answered: bool
    sent: bool
    nested: bool

    @property
    def module(self) -> str:
        return identifier(self.name)

    @property
    def description(self) -> str:
        return str(self.data.get("description", ""))

    @property
    def record(self) -> list[str] | None:
        """The schemas whose fields may be sent for it; None if no class keeps it as JSON has it."""
        return self.data.get("x-record")


@dataclass(frozen=True)
class Enum:
    """A named set of texts; ``members`` has the values by their Python names."""

    name: str
    description: str
    members: Mapping[str, str]

    @property
    def module(self) -> str:
        return identifier(self.name)


@dataclass(frozen=True)
class Body:
    """What an operation sends.

    Attributes:
        kind: "fields" (of a JSON object: each an argument), "form" (likewise), "json" (one value) or "raw".
        media: its media type.
        models: names of the schemas whose fields are arguments: the body's, and that of its envelope.
    """

    kind: str
    media: str
    models: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What an operation answers with.

    Attributes:
        accept: its media type; JSON where none is documented, for the sake of errors.
        has_body: whether there is anything to read.
        is_json: whether it is JSON, and so has a type.
        type: what the method returns: the value at ``x-unwrap``, which is there, so that its null is left out.
        item: what a listing is made of; None if it is none.
    """

    accept: str
    has_body: bool
    is_json: bool
    type: Type
    item: Type | None


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
        security: the credentials that may be sent, as arguments of the constructor.
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
    security: tuple[str, ...] = ()
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
        """Method and path, with every parameter alike: their names are the program's business."""
        return self.raw.method, re.sub(r"{[^}]*}", "{}", self.raw.path)

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

        Those of the body stand before those of the query and the headers.
        """
        return sorted(self.arguments, key=lambda a: (a.place != "path", not a.required, _rank(a)))  # stable

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


@dataclass(frozen=True)
class Resource:
    """The operations of one tag."""

    name: str
    description: str
    operations: tuple[Operation, ...]

    @property
    def class_name(self) -> str:
        return class_name(self.name)


@dataclass(frozen=True)
class Api:
    """All of one provider's API.

    Attributes:
        name: name of its package.
        document: what it was built from.
        rules: what ``x-provider`` says, as arguments of the runtime's ``Provider``.
        models: the named schemas that are no enums, of which answers or requests make use or not.
        enums: the enums that answers or requests make use of.
        tags: for each set of models that a ``discriminator`` tells apart, its field and the model of each value.
    """

    name: str
    title: str
    document: JsonObject
    servers: tuple[Server, ...]
    credentials: tuple[Credential, ...]
    rules: Mapping[str, Any]
    resources: tuple[Resource, ...]
    models: Mapping[str, Model]
    enums: Mapping[str, Enum]
    tags: Mapping[frozenset[str], tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def operations(self) -> list[Operation]:
        return [operation for resource in self.resources for operation in resource.operations]

    @property
    def variables(self) -> dict[str, str]:
        """Defaults of the variables in all addresses."""
        return {name: default for server in self.servers for name, default in server.defaults.items()}

    @property
    def texts(self) -> dict[str, str]:
        """Descriptions of the variables in all addresses."""
        return {name: text for server in self.servers for name, text in server.texts.items()}
