"""Looking things up in an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from .media import is_json, preferred

_BODILESS: Final = frozenset({"204", "205"})  # whatever is written (RFC 9110, 15.3.5 and 15.3.6)
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
ADDITIONAL: Final = "additionalOperations"  # of OpenAPI 3.2: methods that it has no name for
JsonObject = dict[str, Any]


def pointer(*keys: object) -> str:
    """Return a place in a document as a JSON pointer from the root (RFC 6901), ``#`` before it."""
    return "/".join(("#", *(str(key).replace("~", "~0").replace("/", "~1") for key in keys)))


class SpecError(Exception):
    """A specification that cannot become a client; ``problems`` says why, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class RawOperation:
    """One operation as it is written in the *item* of its path.

    ``placed`` are its parameters (those of the path included) by JSON pointers.  They, ``body`` and ``responses``
    have their references resolved.
    """

    path: str
    method: str
    data: JsonObject
    item: JsonObject
    placed: dict[str, JsonObject]
    body: JsonObject
    responses: dict[str, JsonObject]

    @property
    def id(self) -> str:
        return str(self.data.get("operationId", ""))

    @property
    def parameters(self) -> list[JsonObject]:
        """Its parameters, those of the path first."""
        return list(self.placed.values())

    @property
    def verb(self) -> str:
        """Its method as it is sent; one that OpenAPI has no name for is sent as the document has it."""
        return self.method.upper() if self.method in METHODS else self.method

    @property
    def where(self) -> str:
        """JSON pointer to this operation, as messages name it."""
        return pointer(*operation_keys(self.path, self.method))

    @property
    def servers(self) -> list[JsonObject]:
        """Its own servers; none if it is on the default one."""
        return list(self.data.get("servers") or self.item.get("servers") or ())

    @property
    def content(self) -> JsonObject:
        """What its body holds, by media type."""
        return self.body.get("content") or {}

    @property
    def answers(self) -> dict[str, JsonObject]:
        """The 2xx responses by status; those that never have a body are without content."""
        return {
            status: {key: value for key, value in data.items() if key != "content" or status not in _BODILESS}
            for status, data in self.responses.items()
            if status.startswith("2")
        }

    @property
    def answer_schema(self) -> JsonObject | None:
        """The schema of a JSON answer; None for an answer without a body or in another format."""
        contents = (response.get("content", {}) for response in self.answers.values())
        asked = ((content, preferred(content)) for content in contents)
        return next((content[media].get("schema", {}) for content, media in asked if is_json(media)), None)


def operations(spec: JsonObject) -> Iterator[RawOperation]:
    """Yield every operation in the order of the document, those of methods with names of their own (OpenAPI 3.2) last."""
    for path, item in paths(spec).items():
        for method, data in methods_of(item):
            if isinstance(data, dict):
                body = resolve(spec, data.get("requestBody"))
                responses = {key: resolve(spec, value) for key, value in data.get("responses", {}).items()}
                placed = _parameters(spec, pointer("paths", path), item)
                placed |= _parameters(spec, pointer(*operation_keys(path, method)), data)
                yield RawOperation(path, method, data, item, dict(placed.values()), body, responses)


def paths(spec: JsonObject) -> dict[str, JsonObject]:
    """Return the paths with what they hold; an ``x-`` member beside them is none."""
    return {path: item for path, item in spec.get("paths", {}).items() if path.startswith("/")}


def operation_keys(path: str, method: str) -> tuple[str, ...]:
    """Return the keys that lead to an operation."""
    return ("paths", path, *((method,) if method in METHODS else (ADDITIONAL, method)))


def methods_of(item: Any) -> Iterator[tuple[str, Any]]:
    """Yield each method that the *item* of a path has, with what it says of it, those that only OpenAPI 3.2 can name last."""
    members = item if isinstance(item, dict) else {}
    additional = members.get(ADDITIONAL)
    yield from ((method, members[method]) for method in METHODS if method in members)
    yield from additional.items() if isinstance(additional, dict) else ()


def _parameters(
    spec: JsonObject, where: str, holder: JsonObject
) -> dict[tuple[str, str], tuple[str, JsonObject]]:
    """Return the parameters of a path or an operation behind where they stand, by names and locations."""
    out: dict[tuple[str, str], tuple[str, JsonObject]] = {}
    for index, raw in enumerate(holder.get("parameters", ())):
        parameter = resolve(spec, raw)
        place = raw.get("$ref", f"{where}/parameters/{index}")
        out[parameter.get("name", ""), parameter.get("in", "")] = (place, parameter)
    return out


def parameter_schema(parameter: JsonObject) -> JsonObject:
    """Return the schema of a parameter, which may be that of its only content."""
    contents = list((parameter.get("content") or {}).values())
    schema: JsonObject = (
        parameter["schema"] if "schema" in parameter else contents[0].get("schema", {}) if contents else {}
    )
    return schema


def schemas(spec: JsonObject) -> dict[str, JsonObject]:
    """Return the named schemas."""
    named: dict[str, JsonObject] = spec.get("components", {}).get("schemas", {})
    return named


def name_of(reference: str) -> str:
    """Return the component that a ``$ref`` names."""
    return reference.rsplit("/", 1)[-1]


def resolve(spec: JsonObject, node: Any) -> JsonObject:
    """Follow ``$ref`` to the component it names; a broken or circular one resolves to nothing."""
    seen: set[str] = set()
    while isinstance(node, dict) and "$ref" in node:
        reference = str(node["$ref"])
        if reference in seen:
            return {}
        seen.add(reference)
        target: Any = spec
        for part in reference.removeprefix("#/").split("/"):
            target = target.get(part) if isinstance(target, dict) else None
        node = target
    return node if isinstance(node, dict) else {}


def flatten(spec: JsonObject, schema: JsonObject) -> tuple[dict[str, JsonObject], set[str]]:
    """Return all properties of an object schema, those of its ``allOf`` first, and which are required."""
    schema = resolve(spec, schema)
    properties: dict[str, JsonObject] = {}
    required = set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        inherited, needed = flatten(spec, part)
        properties.update(inherited)
        required |= needed
    properties.update(schema.get("properties", {}))
    return properties, required


def is_model(schema: JsonObject) -> bool:
    """Whether a merged schema is an object with named fields."""
    return bool(schema.get("properties"))


def is_enum(schema: JsonObject) -> bool:
    """Whether a schema is an enum with a class: of several texts, and perhaps null."""
    texts = [value for value in schema.get("enum", ()) if value is not None]
    return len(texts) > 1 and all(isinstance(text, str) for text in texts)


def alternatives(spec: JsonObject, schema: JsonObject) -> list[JsonObject]:
    """Return the schemas that a value may have, references resolved and null left out."""
    schema = resolve(spec, schema)
    options = schema.get("oneOf") or schema.get("anyOf")
    if options is None:
        return [] if schema.get("type") == "null" else [schema]
    return [each for option in options for each in alternatives(spec, option)]


def schemas_at(spec: JsonObject, schema: JsonObject, path: str) -> list[JsonObject | None]:
    """Return the schemas of the field at a dotted *path*, unresolved: one for each alternative of what holds it.

    None stands for an alternative that has no such field.
    """
    found: list[JsonObject | None] = [schema]
    for name in path.split(".") if path else ():
        options = (option for each in found for option in alternatives(spec, each or {}))
        found = [flatten(spec, option)[0].get(name) for option in options]
    return found


def reachable(spec: JsonObject, roots: Any) -> list[str]:
    """Return the names of the schemas that *roots* lead to, in the order of the document."""
    references: set[str] = set()
    pending = [roots]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference not in references:
                references.add(reference)
                pending.append(resolve(spec, node))
            pending.extend(node.values())
    prefix = "#/components/schemas/"
    return [name for name in schemas(spec) if prefix + name in references]
