"""Python types, and the expressions that read a JSON value into them."""

from __future__ import annotations

from typing import Any

from openapi_python_client.parser import GeneratorData

from .spec import JsonObject, resolve

__all__ = ["Emitter", "Property"]

_SOLID = ("model", "list")  # kinds whose values in a list or map are never None

Property = Any  # of openapi-python-client's parser, whose classes are no public API


def kind_of(p: Property) -> str:
    """Return "string", "int", "datetime", "enum", "model", "list", "union", "none", "any" and so on."""
    return type(p).__name__.removesuffix("Property").lower()


class Emitter:
    """Answers what the templates ask about a property: its type, how to read it, what to import for it.

    ``answers`` are the object schemas that responses may hold: they become classes.  Objects that are only sent
    become TypedDicts (``params.py``).
    """

    def __init__(self, data: GeneratorData, spec: JsonObject, answers: set[str], sent: set[str]) -> None:
        self.models: dict[str, Any] = {str(model.class_info.name): model for model in data.models}
        self.enums = {str(enum.class_info.name): enum for enum in data.enums}
        self.spec, self.answers, self.sent = spec, answers, sent

    def fields(self, p: Property) -> list[Property]:
        """Return the properties of a model, in the order of the document."""
        model: Any = self.models.get(str(p.class_info.name), p)
        found = {wire(f): f for f in (*model.required_properties, *model.optional_properties)}
        order = self.spec["components"]["schemas"].get(p.class_info.name, {}).get("properties", {})
        return [found[name] for name in order if name in found]

    def is_map(self, p: Property) -> bool:
        """Whether *p* is an object without named fields: it becomes a dict."""
        return kind_of(p) == "model" and not self.fields(p)

    def map_value(self, p: Property) -> Property | None:
        """Return what the values of a map are; None for anything."""
        value = self.models[p.class_info.name].additional_properties
        return None if value is None or kind_of(value) == "any" else value

    # ---------------------------------------------------------------- types

    def type(self, p: Property, *, sent: bool = False, lists: str = "list") -> str:
        """Return the annotation of *p*; with *sent*, that of an argument, which is wider."""
        return " | ".join(self._parts(p, sent, lists))

    def _parts(self, p: Property, sent: bool, lists: str) -> list[str]:
        kind = kind_of(p)
        if kind == "union":
            parts = {part: None for inner in p.inner_properties for part in self._parts(inner, sent, lists)}
            if not sent and self.tag(_not_null(p)):
                parts["dict[str, Any]"] = None  # an unknown tag stays as it came
            return sorted(parts, key=lambda part: part == "None")  # stable: null comes last
        if kind == "list":
            return [self._list(p.inner_property, sent, lists)]
        if kind == "model":
            return self._object(p, sent, lists)
        if kind == "enum":
            return [str(p.class_info.name), *(["str"] if sent else [])]
        if kind == "const":
            return [type(p.value.raw_value).__name__]  # a new constant must not break the client
        return [p.get_type_string(no_optional=True).as_unembedded_code()]

    def _list(self, item: Property, sent: bool, lists: str) -> str:
        inner = self.type(item, sent=sent, lists=lists)
        # An argument of list[A | B] would not take a list[A]; a Sequence does.  Not for text: a str is a
        # Sequence[str], and tags="prod" must stay a type error.
        wide = sent and kind_of(item) in ("model", "enum", "union")
        return f"Sequence[{inner}]" if wide else f"{lists}[{inner}]"

    def _object(self, p: Property, sent: bool, lists: str) -> list[str]:
        name = str(p.class_info.name)
        if self.is_map(p):
            value = self.map_value(p)
            inner = "Any" if value is None else self.type(value, sent=sent, lists=lists)
            return [f"{'Mapping' if sent else 'dict'}[str, {inner}]"]
        if not sent:
            return [name]
        return [name, f"{name}Params"] if name in self.answers else [f"{name}Params"]

    def nullable(self, p: Property) -> bool:
        """Whether the document says that *p* may be null."""
        return "None" in self._parts(p, False, "list")

    def nullable_of(self, properties: list[Property]) -> list[Property]:
        """Return those of *properties* that may be null."""
        return [p for p in properties if self.nullable(p)]

    def imports(self, *properties: Property, sent: bool = False) -> set[tuple[str, str]]:
        """Return (module, class) of what the types of *properties* name."""
        return {found for p in properties for found in self._imports(p, sent)}

    def enums_of(self, properties: list[Property]) -> list[str]:
        """Return the enum classes that *properties* are read into."""
        return sorted({name for _, name in self.imports(*properties) if name in self.enums})

    def _imports(self, p: Property, sent: bool) -> set[tuple[str, str]]:
        kind = kind_of(p)
        if kind == "union":
            return self.imports(*p.inner_properties, sent=sent)
        if kind == "list":
            return self._imports(p.inner_property, sent)
        if kind == "model" and self.is_map(p):
            value = self.map_value(p)
            return set() if value is None else self._imports(value, sent)
        if kind not in ("model", "enum"):
            return set()
        found = {(f"models.{p.class_info.module_name}", str(p.class_info.name))}
        if kind == "enum" or not sent:
            return found
        params = {("params", f"{p.class_info.name}Params")}
        return found | params if p.class_info.name in self.answers else params

    def json_type(self, p: Property) -> str:
        """Return the annotation of *p* as JSON has it: times and enums are text, objects are dicts."""
        kind = kind_of(p)
        if kind == "union":
            parts = dict.fromkeys(self.json_type(inner) for inner in p.inner_properties)
            return " | ".join(sorted(parts, key=lambda part: part == "None"))
        if kind == "list":
            return f"list[{self.json_type(p.inner_property)}]"
        if kind == "model":
            return "dict[str, Any]"
        return "str" if kind in ("datetime", "date", "enum") else self.type(p)

    def records(self) -> dict[str, list[str]]:
        """Return the schemas with x-record, and the schemas whose fields may be sent for each."""
        schemas: JsonObject = self.spec["components"]["schemas"]
        return {name: schema["x-record"] for name, schema in schemas.items() if "x-record" in schema}

    def sendable(self, name: str) -> list[str]:
        """Return the fields that a request may carry for the record of a schema."""
        schemas: JsonObject = self.spec["components"]["schemas"]
        return sorted(
            {field for body in self.records()[name] for field in schemas[body].get("properties", {})}
        )

    # ---------------------------------------------------------------- reading

    def plain(self, p: Property) -> bool:
        """Whether a value of *p* is kept as JSON gave it."""
        kind = kind_of(p)
        if kind == "union":
            return all(self.plain(inner) for inner in p.inner_properties)
        return kind not in ("datetime", "date", "enum", "model", "list")

    def read(self, p: Property, source: str, guarded: bool = False) -> str:
        """Return an expression that reads the name *source*; ``guarded`` says that it is not None."""
        kind = kind_of(p)
        if self.plain(p):
            return source
        if kind == "union":
            return self._read_union(p, source, guarded)
        if kind in ("datetime", "date"):
            expression = f"parse_{kind}({source})"
        elif kind == "enum":  # a look-up for what is known; what is not (or is falsy) goes the slow way
            expression = f"_{p.class_info.name}.get({source}) or {p.class_info.name}.of({source})"
        elif kind == "list":
            expression = self.read_list(p.inner_property, f'items_of({source}, "")')
        elif self.is_map(p):
            expression = self._read_map(p, source)
        else:
            expression = f"{p.class_info.name}.from_dict({source})"
        return expression if guarded else f"None if {source} is None else {expression}"

    def read_list(self, item: Property, items: str) -> str:
        # items_of refuses anything but a list: text would be read letter by letter
        if self.plain(item):
            return items
        return f"[{self.read(item, '_i', guarded=kind_of(item) in _SOLID)} for _i in {items}]"

    def _read_map(self, p: Property, source: str) -> str:
        value = self.map_value(p)
        if value is None or self.plain(value):
            return f"{{**{source}}}"  # refuses anything but an object
        return f"{{_k: {self.read(value, '_i', guarded=kind_of(value) in _SOLID)} for _k, _i in {source}.items()}}"

    def read_field(self, p: Property, source: str, key: str) -> str:
        """As :meth:`read` for the field *key* of ``data``: a list that is none is named in the error."""
        members = _not_null(p)
        if len(members) != 1 or kind_of(members[0]) != "list":
            return self.read(p, source)
        item = members[0].inner_property
        # a list as it should be takes no call, anything else is refused by name (type() would narrow to list[Unknown])
        items = f"({source} if {source}.__class__ is list else items_of(data, {key}))"
        return f"None if {source} is None else {self.read_list(item, items)}"

    def read_required(self, p: Property, key: str) -> str | None:
        """Return an expression for a payload that must be there; None if *p* may be missing."""
        kind = kind_of(p)
        if kind == "list":
            return self.read_list(p.inner_property, f"items_of(data, {key})")
        if kind == "model":
            return self.read(p, f"unwrap(data, {key})", guarded=True)
        return None

    def _read_union(self, p: Property, source: str, guarded: bool) -> str:
        members = [inner for inner in p.inner_properties if not self.plain(inner)]
        others = [inner for inner in _not_null(p) if self.plain(inner)]
        if len(members) == 1 and not others:
            return self.read(members[0], source, guarded)
        if not others and (tag := self.tag(members)):
            table = ", ".join(f"{value!r}: {name}" for value, name in tag[1].items())
            return f"tagged({source}, {tag[0]!r}, {{{table}}})"
        readers = ", ".join(f"lambda _u: {self.read(member, '_u', guarded=True)}" for member in members)
        read = f"union({source}, {readers})"
        return read if guarded else f"None if {source} is None else {read}"

    def tagged_of(self, properties: list[Property]) -> list[tuple[Property, str]]:
        """Return those of *properties* that hold objects told apart by a field, and a reader of one object."""
        found = [(p, inner) for p in properties for inner in self._leaves(p) if kind_of(inner) == "union"]
        return [
            (p, f"lambda _i: {self._read_union(inner, '_i', True)}")
            for p, inner in found
            if self.tag(_not_null(inner))
        ]

    def _leaves(self, p: Property) -> list[Property]:
        """Return what the lists and maps of *p* hold, or *p* itself."""
        if kind_of(p) == "union" and len(_not_null(p)) == 1:
            return self._leaves(_not_null(p)[0])
        if kind_of(p) == "list":
            return self._leaves(p.inner_property)
        if self.is_map(p):
            value = self.map_value(p)
            return [] if value is None else self._leaves(value)
        return [p]

    def reader(self, p: Property) -> str:
        """Return an expression for a function that reads one value of *p*, which is there."""
        kind = kind_of(p)
        if kind == "list":
            return f"list_of({self.reader(p.inner_property)})"
        if self.is_map(p):
            value = self.map_value(p)
            return f"map_of({'as_it_is' if value is None else self.reader(value)})"
        if kind == "model":
            return f"{p.class_info.name}.from_dict"
        return "as_it_is" if self.plain(p) else f"lambda _x: {self.read(p, '_x', guarded=kind != 'union')}"

    def tag(self, members: list[Property]) -> tuple[str, dict[str, str]] | None:
        """Return the field that tells *members* apart and the class of each of its values."""
        if not members or any(kind_of(member) != "model" or self.is_map(member) for member in members):
            return None
        names = {str(member.class_info.name) for member in members}
        return self._declared_tag(self.spec, names) or self._constant_tag(members)

    def _declared_tag(self, node: Any, names: set[str]) -> tuple[str, dict[str, str]] | None:
        if isinstance(node, list):
            return next((tag for value in node if (tag := self._declared_tag(value, names))), None)
        if not isinstance(node, dict):
            return None
        rule = node.get("discriminator")
        if isinstance(rule, dict) and {_name(option) for option in node.get("oneOf", ())} - {""} == names:
            mapping = rule.get("mapping") or {name: name for name in sorted(names)}
            return rule["propertyName"], {
                value: target.rsplit("/", 1)[-1] for value, target in mapping.items()
            }
        return next((tag for value in node.values() if (tag := self._declared_tag(value, names))), None)

    def _constant_tag(self, members: list[Property]) -> tuple[str, dict[str, str]] | None:
        tables: dict[str, dict[str, str]] = {}
        for member in members:
            for field in self.fields(member):
                if kind_of(field) == "const":
                    tables.setdefault(wire(field), {})[field.value.raw_value] = str(member.class_info.name)
        return next(((name, table) for name, table in tables.items() if len(table) == len(members)), None)

    def enum_values(self, name: str) -> dict[str, str]:
        """Return the values of an enum by their Python names, as the document has them."""
        written = [value for value in self.raw_schema(name)["enum"] if value is not None]
        return dict(zip(map(str, self.enums[name].values), written, strict=True))

    def raw_schema(self, name: str) -> JsonObject:
        """Return what the document says about a named schema."""
        schema: JsonObject = self.spec["components"]["schemas"][name]
        return schema

    def raw_field(self, model: str, name: str) -> JsonObject:
        """Return what the document says about a field, members beside its reference included."""
        written = self.spec["components"]["schemas"][model]["properties"][name]
        return {**resolve(self.spec, written), **written} if "$ref" in written else written


def _not_null(p: Property) -> list[Property]:
    """Return the members of a union beside null; of anything else, itself."""
    return (
        [inner for inner in p.inner_properties if kind_of(inner) != "none"] if kind_of(p) == "union" else [p]
    )


def wire(p: Property) -> str:
    """Return the name of a property in JSON."""
    name = p.name
    return str(name.get_untrusted_value() if hasattr(name, "get_untrusted_value") else name)


def _name(option: Any) -> str:
    return str(option.get("$ref", "")).rsplit("/", 1)[-1] if isinstance(option, dict) else ""
