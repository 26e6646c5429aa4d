"""Alternatives of answers as which nothing is ever read, since an earlier one fits all that they fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apimodel.document import JsonObject, alternatives, flatten, pointer, resolve, schemas, schemas_at

from ..document import Document
from ..origins import original
from .fields import kinds
from .proposal import Proposal, Subject

_DEPTH = 4  # of required objects in objects that are compared
_SHOWN = 3


def left_open(document: Document, every: Sequence[Subject], proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yield a line for each schema that is read in place of others, with what to write."""
    spec, names = document.spec, {id(schema): name for name, schema in schemas(document.spec).items()}
    unwrapped = {each.target: each.value for each in proposals if each.member == "x-unwrap"}
    hidden: dict[str, dict[str, None]] = {}  # names, each once
    seen: dict[int, JsonObject] = {}
    for subject in every:
        path = str(subject.raw.data.get("x-unwrap", unwrapped.get(subject.target, "")))
        for options in _unions(spec, _answer(spec, subject.raw.answer_schema or {}, path), seen):
            for number, later in enumerate(options):
                first = next((each for each in options[:number] if not _refuses(spec, each, later)), {})
                if (name := names.get(id(first))) and (other := names.get(id(later))):
                    hidden.setdefault(name, {})[other] = None
    for name, every_other in hidden.items():
        others = list(every_other)
        some = ", ".join(others[:_SHOWN]) + (f" and {len(others) - _SHOWN} more" if others[_SHOWN:] else "")
        where = original(document.origins, pointer("components", "schemas", name))
        yield (
            f"{where}: answers that are {some} are read as {name}, which requires nothing that they lack:"
            " add required or const where they differ."
        )


def _answer(spec: JsonObject, schema: JsonObject, path: str) -> JsonObject:
    """Return the schema of what a method returns: of what every alternative has at a dotted *path*."""
    found = [each for each in schemas_at(spec, schema, path) if each is not None]
    options = [option for each in found for option in alternatives(spec, each)] if found[1:] else []
    if options and all("items" in option for option in options):
        return {"oneOf": [option["items"] for option in options]}
    return {"oneOf": options} if options else found[0] if found else {}


def _unions(spec: JsonObject, root: JsonObject, seen: dict[int, JsonObject]) -> Iterator[list[JsonObject]]:
    """Yield the alternatives of each union of objects that nothing names, once."""
    pending = [root]
    while pending:
        schema = resolve(spec, pending.pop())
        if id(schema) in seen:
            continue
        seen[id(schema)] = schema
        options = alternatives(spec, schema)
        if options[1:] and "discriminator" not in schema:
            yield [option for option in options if flatten(spec, option)[0]]
        for option in options:
            pending += flatten(spec, option)[0].values()
            pending += [
                option[key] for key in ("items", "additionalProperties") if isinstance(option.get(key), dict)
            ]


def _refuses(spec: JsonObject, first: JsonObject, later: JsonObject, depth: int = _DEPTH) -> bool:
    """Whether there are objects of the *later* schema that do not fit the *first*."""
    fields, required = flatten(spec, first)
    others, needed = flatten(spec, later)
    if required - needed:
        return True
    for name in fields.keys() & others.keys():
        one, other = resolve(spec, fields[name]), resolve(spec, others[name])
        if "const" in one and one["const"] != other.get("const"):
            return True
        taken = kinds(spec, one)
        if taken and kinds(spec, other) - taken - ({"integer"} if "number" in taken else set()):
            return True
        if depth and name in required and _refuses(spec, one, other, depth - 1):
            return True
    return False
