"""Values made up from schemas, for requests and for answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from .scalars import scalar
from .schemas import Schemas, Shape

_DEPTH: Final = 4  # of objects in objects, below which only what is required is made up
BYTES: Final = b"\x00tryout\xff"  # of a file
UNFIT: Final = "a value that was made up does not fit its schema"
EXTRA: Final = "tryout_undocumented"
UNKNOWN: Final = "tryout-unknown"


_NUMBERS: Final = (("integer",), ("number",), ("boolean",))
_FREE: Final = frozenset(
    {"pattern", "format", "maxLength", "const", "enum"}
)  # without these, any text will do


@dataclass
class Sampler:
    """Makes values up.

    Attributes:
        schemas: what they are made up from.
        sending: whether they are sent, so that what is only read is left out, unless it is required; else what is only
            written.
        whole: whether they have everything; else only what is required.
        examples: whether the document's examples come first.
        nulls: whether everything that may be null is.
        odd: whether objects have a field, and enums a value, that no document has.
        kept: dotted paths of fields that an object has in any case, and that are not null.
        taken: how often each union was met in this and earlier values: the next alternative is its turn.
        fresh: whether an alternative was taken for the first time.
        notes: what values do not show of the document: a reason, and after a colon the case.
        text: what stands where any text may stand.
        binary: whether there may be files, which are bytes.
    """

    schemas: Schemas
    sending: bool = False
    whole: bool = True
    examples: bool = False
    nulls: bool = False
    odd: bool = False
    kept: tuple[str, ...] = ()
    taken: dict[int, int] = field(default_factory=dict)
    fresh: bool = False
    notes: list[str] = field(default_factory=list)
    text: str = "tryout é ✓"
    binary: bool = False
    _above: list[int] = field(default_factory=list)

    def value(self, schema: Any, path: str = "", *, tagged: bool = False) -> Any:
        """Return a value of *schema*, found at the dotted *path*; the enums of a *tagged* object tell it from others."""
        shape = self.schemas.shape(schema)
        if self.schemas.is_null(schema) or (self.nulls and shape.nullable and not self._keeps(path)):
            return None
        if shape.unions:
            return self._of_union(shape, path)
        if "const" in shape.data:
            return shape.data["const"]
        if (value := self._example(shape, schema)) is not None:
            return value
        if values := shape.enum:
            unknown = self.odd and not tagged and len(values) > 1 and isinstance(values[0], str)
            return UNKNOWN if unknown else values[0]
        if shape.is_object:
            return self._object(shape, schema, path, tagged=tagged)
        if shape.types[:1] == ("array",):
            return self._array(shape, schema, path)
        if self.binary and _is_file(shape):
            return BYTES
        return scalar(shape, self.text, self.notes) if shape.types else self._anything(shape)

    def _anything(self, shape: Shape) -> Any:
        return "anything" if self.sending or "format" in shape.data else {"any": [1, None]}

    def _keeps(self, path: str) -> bool:
        return path == "" or any(f"{kept}.".startswith(f"{path}.") for kept in self.kept if kept)

    def _example(self, shape: Shape, schema: Any) -> Any:
        """Return an example of a value that holds no others."""
        if not self.examples or shape.is_object or self.odd:
            return None
        examples = shape.data.get("examples")
        given = [shape.data.get("example"), *(examples if isinstance(examples, list) else ())]
        fitting = (each for each in given if each is not None and not isinstance(each, (dict, list)))
        return next((each for each in fitting if not self.schemas.problem(schema, each)), None)

    def _of_union(self, shape: Shape, path: str) -> Any:
        made: Any = None
        base = Shape(shape.types, data=shape.data)
        if base.properties:
            made = self._object(base, shape.data, path, tagged=True)
        for union in shape.unions:
            choice = self._next(union)
            value = self.value(choice, path, tagged=True)
            reference = choice.get("$ref", "")
            if isinstance(value, dict) and reference in shape.tags:
                name, tag = shape.tags[reference]
                value[name] = self._tag(choice, name, tag)
            both = isinstance(made, dict) and isinstance(value, dict)
            made = {**made, **value} if both else value if made is None else made
        return made

    def _tag(self, choice: Any, name: str, tag: str) -> Any:
        told = self.schemas.shape(self.schemas.shape(choice).properties.get(name, {})).data
        permitted = [told["const"]] if "const" in told else told.get("enum", [tag])
        return tag if tag in permitted else permitted[0]

    def _next(self, union: list[Any]) -> Any:
        met = self.taken.get(id(union), 0)
        self.taken[id(union)] = met + 1
        self.fresh = self.fresh or 0 < met < len(union)
        deep = len(self._above) > _DEPTH
        return union[0 if deep else met % len(union)]

    # ---------------------------------------------------------------- what holds others

    def _object(self, shape: Shape, schema: Any, path: str, *, tagged: bool) -> dict[str, Any]:
        itself = id(self.schemas.resolve(schema))
        if itself in self._above:  # an object in itself
            names = [name for name in shape.required if self._above.count(itself) < 2]
        else:
            unnamed = () if self.sending else shape.required  # no argument could hold what has no name
            every = dict.fromkeys([*shape.properties, *unnamed])
            names = [name for name in every if self._includes(shape, name, path)]
        self._above.append(itself)
        again = self._above.count(itself) > 2
        made = {
            name: self.value(shape.properties.get(name, {}), f"{path}.{name}".lstrip("."), tagged=tagged)
            for name in names
            if name in shape.required or self._passes(shape.properties.get(name, {}))
        }
        if not shape.properties and not again:
            made |= self._entries(shape, path)
        self._above.pop()
        if self.odd and shape.properties:
            made[EXTRA] = {"any": [1, None]}
        return made

    def _includes(self, shape: Shape, name: str, path: str) -> bool:
        everything = self.whole and len(self._above) <= _DEPTH
        return everything or name in shape.required or self._keeps(f"{path}.{name}".lstrip("."))

    def _passes(self, schema: Any) -> bool:
        return not self.schemas.shape(schema).data.get("readOnly" if self.sending else "writeOnly")

    def _entries(self, shape: Shape, path: str) -> dict[str, Any]:
        """Return the entries of a map."""
        values = shape.data.get("additionalProperties", True)
        if not self.whole or values is False:
            return {}
        if not isinstance(values, dict) or not values:
            return {"any": [1, None]} if not self.sending else {"key": "value"}
        return {"some key": self.value(values, f"{path}.*")}

    def _array(self, shape: Shape, schema: Any, path: str) -> list[Any]:
        items = shape.data.get("items", {})
        itself = id(self.schemas.resolve(schema))
        if itself in self._above:
            return []
        inner = self.schemas.shape(items)
        self._above.append(itself)
        least = max([shape.data.get("minItems", 1), *map(len, inner.unions)])
        several = inner.types == ("string",) or (
            inner.types in _NUMBERS and not shape.data.get("uniqueItems")
        )
        count = (
            2 if self.whole and several and least < 2 else least
        )  # one alone does not show how it is joined
        count = min(count, shape.data.get("maxItems", count), len(inner.enum) or count)
        made = [self._item(items, inner, number, f"{path}.*") for number in range(count)]
        self._above.pop()
        return made

    def _item(self, items: Any, inner: Shape, number: int, path: str) -> Any:
        """Return an item of a list, another one for each number where that is easy."""
        value = self.value(items, path)
        if number and inner.enum and not self.odd:
            return inner.enum[number]
        free = isinstance(value, str) and _FREE.isdisjoint(inner.data) and not inner.unions
        return f"{value}{number + 1}" if number and free else value


def _is_file(shape: Shape) -> bool:
    """Whether a part of a multipart body is a file: any value is one, too."""
    if "contentEncoding" in shape.data:
        return False
    return not shape.types or shape.data.get("format") == "binary" or "contentMediaType" in shape.data
