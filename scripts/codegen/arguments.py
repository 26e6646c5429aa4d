"""Arguments of a method: parameters and body fields, with the types and names that they get."""

from __future__ import annotations

from typing import Any, Final

from .emit import Emitter, Property, kind_of, wire
from .names import identifier
from .normalise import JSON
from .spec import JsonObject, RawOperation, resolve

__all__ = ["LISTS", "PAGER_ARGUMENTS", "Argument", "Arguments"]

PAGER_ARGUMENTS: Final = ("start_at", "prefetch", "max_pages")  # what iter() takes beside the operation's own
LISTS: Final = "builtins.list"  # a method called list would shadow the type in its class


class Argument:
    """One argument of a method: a path, query or header parameter, a body field, or a whole body.

    ``place`` says where it travels: path, query, header, field (of the body), inner (of its envelope) or body.
    """

    def __init__(self, name: str, place: str, data: JsonObject, annotation: str, *, required: bool) -> None:
        self.name, self.place, self.data = name, place, data
        self.annotation, self.required = annotation, required
        self.wire = str(data.get("name", name))

    @property
    def declaration(self) -> str:
        """How a signature declares it."""
        if self.required:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation} | Unset = UNSET"

    @property
    def description(self) -> str:
        text = self.data.get("description") or self.data.get("schema", {}).get("description") or ""
        return f"(Deprecated.) {text}" if self.data.get("deprecated") else text


class Arguments:
    """Everything that one operation takes."""

    def __init__(self, emit: Emitter, endpoint: Any, raw: RawOperation) -> None:
        self.emit, self.endpoint, self.raw, self.data = emit, endpoint, raw, raw.data
        self.imports: set[tuple[str, str]] = set()
        self.body_kind, self.media = self._body_kind()
        self.all = self._arguments()

    def _body_kind(self) -> tuple[str, str]:
        """Return how the body travels ("fields", "form", "json", "raw", "") and its media type."""
        content = resolve(self.emit.spec, self.data.get("requestBody")).get("content", {})
        media = next(iter(content), "")
        if not media:
            return "", ""
        if not self.endpoint.bodies:
            return "raw", media
        prop = self.endpoint.bodies[0].prop
        if kind_of(prop) == "model" and not self.emit.is_map(prop):
            return ("fields" if media == JSON else "form"), media
        return "json", media

    def _arguments(self) -> list[Argument]:
        body = self._body_arguments()
        paths = [self._parameter(p, "path") for p in self.endpoint.path_parameters]
        taken = {argument.name for argument in (*body, *paths)} | {*PAGER_ARGUMENTS, "body"}
        loose: list[Argument] = []
        for place in ("query", "header"):
            for p in getattr(self.endpoint, f"{place}_parameters"):
                argument = self._parameter(p, place)
                if argument.name in taken:
                    argument.name += f"_{place}"
                taken.add(argument.name)
                loose.append(argument)
        keywords = sorted((*body, *loose), key=lambda argument: not argument.required)  # stable
        return [*paths, *keywords]

    def _parameter(self, p: Property, place: str) -> Argument:
        data = next(d for d in self.raw.parameters if d["name"] == wire(p) and d["in"] == place)
        self.imports |= self.emit.imports(p, sent=True)
        annotation = self.emit.type(p, sent=True, lists=LISTS)
        return Argument(identifier(wire(p)), place, data, annotation, required=bool(p.required))

    def _body_arguments(self) -> list[Argument]:
        if not self.body_kind:
            return []
        body = resolve(self.emit.spec, self.data["requestBody"])
        if self.body_kind == "raw":
            annotation = "str | bytes" if self.media.startswith("text/") else "bytes"
            return [Argument("body", "body", body, annotation, required=bool(body.get("required")))]
        prop = self.endpoint.bodies[0].prop
        if self.body_kind == "json":
            self.imports |= self.emit.imports(prop, sent=True)
            annotation = self.emit.type(prop, sent=True, lists=LISTS)
            return [Argument("body", "body", body, annotation, required=bool(body.get("required")))]
        return [argument for field in self.emit.fields(prop) for argument in self._unfolded(prop, field)]

    def _unfolded(self, body: Property, field: Property) -> list[Argument]:
        """Return the argument of a body's field; of its envelope, those of the fields inside."""
        if wire(field) != self.data.get("x-envelope"):
            return [self._field(body, field, "field")]
        return [self._field(field, inner, "inner") for inner in self.emit.fields(field)]

    def _field(self, body: Property, field: Property, place: str) -> Argument:
        self.imports |= self.emit.imports(field, sent=True)
        raw = self.emit.raw_field(str(body.class_info.name), wire(field))
        data = {**raw, "name": wire(field)}
        annotation = self.emit.type(field, sent=True, lists=LISTS)
        return Argument(str(field.python_name), place, data, annotation, required=bool(field.required))
