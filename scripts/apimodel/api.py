"""All of an API: its servers, credentials, rules, resources, models and enums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .document import JsonObject
from .fields import Enum, Model
from .names import class_name
from .operation import Operation


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
    """A secret: the constructor's argument for it, and how it is sent.

    Attributes:
        place: "header", "query" or "cookie".
        name: name of the header, of the query parameter or of the cookie.
        basic: whether it is a user name and a password, for HTTP basic.
        read_only_status: status of a write with a secret that can only read.
    """

    scheme: str
    argument: str
    description: str
    place: str
    name: str
    prefix: str
    basic: bool
    env: str | None
    read_only_status: int | None

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of the runtime's ``Credential``."""
        facts = {
            self.place: self.name,
            "prefix": self.prefix,
            "env": self.env,
            "read_only_status": self.read_only_status,
            "basic": self.basic,
        }
        return {name: value for name, value in facts.items() if value}

    @property
    def type(self) -> str:
        """The type of the argument, as Python writes it."""
        return "tuple[str, str] | str" if self.basic else "str"


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
