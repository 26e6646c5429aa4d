"""Operations as the resource template sees them: arguments, reader, static facts."""

from __future__ import annotations

import re
from typing import Any

from .arguments import LISTS, Argument, Arguments
from .emit import Emitter, Property, kind_of, wire
from .facts import operation_facts, pagination_facts
from .normalise import JSON, success_schema
from .spec import JsonObject, RawOperation, alternatives, success

__all__ = ["OperationView"]


class OperationView:
    """One operation, ready to print."""

    def __init__(self, emit: Emitter, endpoint: Any, raw: RawOperation, credentials: dict[str, str]) -> None:
        self.emit, self.endpoint, self.raw, self.data = emit, endpoint, raw, raw.data
        self.name = str(endpoint.name)
        self.method_name: str = raw.data["x-method-name"]
        self.const = self.name.upper()
        taken = Arguments(emit, endpoint, raw)
        self.arguments, self.imports = taken.all, taken.imports
        self.body_kind, self.media = taken.body_kind, taken.media
        self.success = self._success()
        self.pagination: JsonObject | None = raw.data.get("x-pagination")
        self.facts = operation_facts(emit.spec, raw, credentials, self.accept, returns_body=self.returns_body)
        self.page_facts = pagination_facts(self.pagination) if self.pagination else {}

    def at(self, place: str) -> list[Argument]:
        """Return the arguments that travel in *place* (path, query, header, field, inner, body)."""
        return [argument for argument in self.arguments if argument.place == place]

    @property
    def keywords(self) -> list[Argument]:
        return [argument for argument in self.arguments if argument.place != "path"]

    @property
    def pager_keywords(self) -> list[Argument]:
        """The keyword arguments of ``iter``: the page is the pager's own business."""
        carried = (self.pagination or {}).get("parameter")
        return [a for a in self.keywords if not (a.place == "query" and a.wire == carried)]

    @property
    def url(self) -> str:
        """An expression for the path with its parameters filled in."""
        calls = {argument.wire: self._segment(argument) for argument in self.at("path")}
        parts = re.split(r"{([^}]+)}", self.raw.path)  # text and names by turns
        filled = (calls[part] if number % 2 else repr(part) for number, part in enumerate(parts) if part)
        return " + ".join(filled)

    def _segment(self, argument: Argument) -> str:
        """Return the call that checks and encodes one path parameter."""
        given = f"{argument.name}, {argument.name!r}"
        options = alternatives(self.emit.spec, argument.data["schema"])
        if any(option.get("format") == "uuid" for option in options):
            others = [option["pattern"] for option in options if option.get("format") != "uuid"]
            return f"_uuid({', '.join([given, *map(repr, others)])})"
        twice = ", encoded_twice=True" if argument.data.get("x-encoded-twice") else ""
        return f"_segment({given}{twice})"

    # ---------------------------------------------------------------- the answer

    def _success(self) -> Property | None:
        if success_schema(self.emit.spec, self.data) is None:
            return None
        return self.endpoint.responses.patterns[0].prop

    @property
    def accept(self) -> str:
        """Media type of the answer; JSON where none is documented, for the sake of errors."""
        contents = (response.get("content", {}) for _, response in success(self.emit.spec, self.data))
        return ", ".join(next((content for content in contents if content), [JSON]))

    @property
    def content_type(self) -> str:
        """Content-Type of a raw body; text is always sent as UTF-8."""
        text = self.media.startswith("text/") and "charset" not in self.media
        return f"{self.media}; charset=utf-8" if text else self.media

    @property
    def returns_body(self) -> bool:
        documented = any(response.get("content") for _, response in success(self.emit.spec, self.data))
        return documented and self.raw.method != "head"

    @property
    def returned(self) -> Property | None:
        """The property that the method returns."""
        return self._at(self.data.get("x-unwrap", "")) if self.success is not None else None

    def _at(self, path: str) -> Property:
        found: Property = self.success
        for name in path.split(".") if path else ():
            inner = [found] if kind_of(found) == "model" else found.inner_properties
            fields = (f for i in inner if kind_of(i) == "model" for f in self.emit.fields(i))
            found = next(f for f in fields if wire(f) == name)
        return found

    @property
    def returns(self) -> str:
        """Annotation of the method's result."""
        if not self.returns_body:
            return "None"
        if self.success is None:
            return "str" if self.accept.startswith("text/") else "bytes"
        return self.emit.type(self._payload, lists=LISTS)

    @property
    def _payload(self) -> Property:
        """The returned property; an unwrapped payload is there, so its null is left out."""
        found: Property = self.returned
        if self.data.get("x-unwrap") and kind_of(found) == "union":
            members = [inner for inner in found.inner_properties if kind_of(inner) != "none"]
            return members[0] if len(members) == 1 else found
        return found

    @property
    def reader(self) -> str:
        """An expression for what turns the raw answer into the result."""
        if not self.returns_body:
            return "read_nothing"
        if self.success is None:
            return "read_text" if self.accept.startswith("text/") else "read_bytes"
        path, reader = self.data.get("x-unwrap", ""), self.emit.reader(self._payload)
        return f"read_json({reader}, {path!r})" if path else f"read_json({reader})"

    @property
    def item(self) -> Property:
        """The property that a paginated listing is made of."""
        found = self._at((self.pagination or {})["items"])
        members = [found] if kind_of(found) == "list" else found.inner_properties
        return next(inner for inner in members if kind_of(inner) == "list").inner_property

    @property
    def item_type(self) -> str:
        return self.emit.type(self.item, lists=LISTS)

    @property
    def item_function(self) -> str:
        """What reads one item: a model's own function, or one of the module."""
        return f"_item_{self.name}" if self.item_expression else f"{self.item.class_info.name}.from_dict"

    @property
    def item_expression(self) -> str:
        """How to read one item where no model does."""
        model = kind_of(self.item) == "model" and not self.emit.is_map(self.item)
        return "" if model else self.emit.read(self.item, "_x", guarded=kind_of(self.item) != "union")

    @property
    def iter_name(self) -> str:
        return "iter" if self.method_name == "list" else f"iter_{self.method_name}"

    @property
    def read_imports(self) -> set[tuple[str, str]]:
        """What the readers name at run time."""
        found = [p for p in (self.returned, self.item if self.pagination else None) if p is not None]
        return self.emit.imports(*found)
