"""Which classes a document becomes: models, enums, dictionaries for what is sent, records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from codegen.names import class_name
from codegen.normalise import JSON, success_schema
from codegen.spec import JsonObject, flatten, operations, reachable, resolve, schemas

from .change import Change
from .views import Method, methods

__all__ = ["Kind", "Made", "compare_classes", "made_of"]

Kind = Literal["model", "enum", "params", "record"]
_SUFFIX: Final[Mapping[Kind, str]] = {"model": "", "enum": "", "params": "Params", "record": "Record"}


@dataclass(frozen=True)
class Made:
    """A class of the package, and the component that it is made of.

    ``inner`` says that values of it travel inside of something: what is flattened into arguments alone does not.
    """

    name: str
    kind: Kind
    component: str
    inner: bool


def made_of(spec: JsonObject) -> dict[str, Made]:
    """Return all classes of a document by their names."""
    answers, bodies, inside = _uses(spec)
    found: list[Made] = []
    for component, schema in schemas(spec).items():
        kinds: list[Kind] = []
        if "enum" in schema:
            kinds += ["enum"] if component in answers | inside else []
        else:
            kinds += ["model"] if component in answers and flatten(spec, schema)[0] else []
            kinds += ["params"] if component in bodies else []
        kinds += ["record"] if "x-record" in schema else []
        found += [_made(kind, component, inner=component in inside) for kind in kinds]
    return {made.name: made for made in found}


def _made(kind: Kind, component: str, *, inner: bool) -> Made:
    return Made(f"{class_name(component)}{_SUFFIX[kind]}", kind, component, inner or kind != "params")


def _uses(spec: JsonObject) -> tuple[set[str], set[str], set[str]]:
    """Return the components in answers, in bodies, and in what is sent inside of arguments."""
    every = methods(spec)
    answers = reachable(spec, [success_schema(spec, raw.data) for raw in operations(spec)])
    contents = [resolve(spec, method.raw.data.get("requestBody")).get("content", {}) for method in every]
    bodies = [_classed(spec, method, content) for method, content in zip(every, contents, strict=True)]
    folded = [_folded(spec, method) for method in every]
    whole = [content for method, content in zip(every, contents, strict=True) if not method.folded]
    parameters = [method.raw.parameters for method in every]
    inside = reachable(spec, [folded, whole, parameters])
    return set(answers), set(reachable(spec, bodies)), set(inside)


def _folded(spec: JsonObject, method: Method) -> list[JsonObject]:
    """Return the fields that are arguments."""
    fields = [flatten(spec, schemas(spec)[component])[0] for component in method.folded]
    return [{name: field for name, field in each.items() if name != method.envelope} for each in fields]


def _classed(spec: JsonObject, method: Method, content: JsonObject) -> JsonObject:
    """Return what of a body gets a class: nothing of a form, and nobody writes an envelope."""
    if method.envelope and method.body:
        return flatten(spec, schemas(spec)[method.body])[0]
    return {JSON: content.get(JSON)}


def compare_classes(old: JsonObject, new: JsonObject, renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield which classes are gone, come, or go by another name."""
    before, after = made_of(old), made_of(new)
    successors = {(made.kind, made.component): name for name, made in after.items()}
    taken: set[str] = set()
    for name, made in before.items():
        if name in after:
            continue
        successor = successors.get((made.kind, renamed.get(made.component, "")))
        if successor is None or successor in before:
            yield Change("class-removed", name, "this class is gone", "breaking", (name,))
            continue
        taken.add(successor)
        text = f"this class is now called `{successor}`"
        yield Change("class-renamed", name, text, "breaking", (name, successor))
    for name in after:
        if name not in before and name not in taken:
            yield Change("class-added", name, "new class", "additive", (name,))
