"""The operations of a document as it is written, beside those of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from apimodel.document import JsonObject, methods_of, operation_keys, pointer

from .bodies import is_json, plain
from .schemas import Schemas

Address = tuple[str, str]
_SUCCESS: Final = "2"
_NO_CONTENT: Final = ("204", "205")


@dataclass(frozen=True)
class Written:
    """One operation as it is written, with references resolved; ``security`` and ``servers`` hold what counts."""

    path: str
    method: str
    data: JsonObject
    parameters: list[JsonObject]
    body: JsonObject
    responses: dict[str, JsonObject]
    security: list[JsonObject]
    server: str

    @property
    def address(self) -> Address:
        """Method and path, in which the names of parameters do not count."""
        return self.method, re.sub(r"{[^}]*}", "{}", re.split(r"[?#]", self.path)[0])

    @property
    def where(self) -> str:
        """Its JSON pointer in the document."""
        return pointer(*operation_keys(self.path, self.method))

    @property
    def exact(self) -> Address:
        return self.method, self.path

    @property
    def alternatives(self) -> list[list[str]]:
        """The schemes of each alternative of its security; of one that anybody may call, none."""
        return [list(rule) for rule in self.security if rule] or [[]]

    @property
    def names_in_path(self) -> list[str]:
        return re.findall(r"{([^}]*)}", self.path)

    @property
    def successes(self) -> Iterator[tuple[int, str, Any]]:
        """Status, media type and schema of each documented success; no media type for an answer without a body."""
        for status, response in self.responses.items():
            if not status.startswith(_SUCCESS):
                continue
            number = int(status) if status.isdecimal() else 200
            contents = {} if status in _NO_CONTENT or self.method == "head" else response.get("content") or {}
            for media, content in contents.items():
                yield number, media, (content or {}).get("schema", {})
            if not contents:
                yield number, "", {}

    @property
    def failure(self) -> tuple[int, str, Any] | None:
        """Status, media type and schema of the first documented error with JSON."""
        for status, response in self.responses.items():
            if status.startswith(("4", "5", "default")):
                for media, content in (response.get("content") or {}).items():
                    if is_json(plain(media)):
                        number = int(status) if status.isdecimal() else 500 if status.startswith("5") else 400
                        return number, media, (content or {}).get("schema", {})
        return None


def written_operations(schemas: Schemas) -> Iterator[Written]:
    """Yield the operations of a document in its order."""
    spec = schemas.spec
    for path, item in spec.get("paths", {}).items():
        for method, data in methods_of(item):
            if isinstance(data, dict):
                servers = data.get("servers") or item.get("servers") or spec.get("servers") or [{}]
                yield Written(
                    path=path,
                    method=method,
                    data=data,
                    parameters=_parameters(schemas, item, data),
                    body=schemas.resolve(data.get("requestBody")),
                    responses={k: schemas.resolve(v) for k, v in data.get("responses", {}).items()},
                    security=data.get("security", spec.get("security")) or [],
                    server=servers[0].get("url", ""),
                )


def _parameters(schemas: Schemas, item: JsonObject, data: JsonObject) -> list[JsonObject]:
    merged: dict[tuple[str, str], JsonObject] = {}
    for raw in (*item.get("parameters", ()), *data.get("parameters", ())):
        parameter = schemas.resolve(raw)
        if {"name", "in"} <= parameter.keys():
            merged[parameter["name"], parameter["in"]] = parameter
    return list(merged.values())
