"""Names of classes: of components, and of objects and enums without a name, which are called by their place.

A name is made of its own place only.  Where two would be alike, or generated code needs the name itself, the later one
gets a number or another ending; ``x-class-name`` says a better one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Final

from apimodel.document import JsonObject
from apimodel.names import class_name, snake_case
from apimodel.reserved import CLASSES, NO_FIELD

from .nulls import is_null
from .operations import words_of_path
from .trees import below, find, keys_of, mapping, sequence
from .walking import operations

ALTERNATIVE: Final = "x-alternative"
"""A member that keeps the name of an alternative until its class has a name."""
_STEPS = {"items": "Item", "additionalProperties": "Value", "not": "Not"}


class ClassNames:
    """The names of a document's classes that are taken."""

    def __init__(self, spec: JsonObject) -> None:
        self.spec = spec
        self.modules: set[str] = set()
        self.tags = {class_name(str(tag)) for each in operations(spec) for tag in each.data.get("tags", ())}

    def is_good(self, name: str) -> bool:
        """Whether a class can have this name."""
        return (
            re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) is not None
            and class_name(name) == name
            and name not in CLASSES
            and not name.startswith(NO_FIELD)
            and not name.endswith("Params")
            and name.removeprefix("Async") not in self.tags
        )

    def take(self, wish: str) -> str:
        """Return the name nearest to a wish that is free, and take it."""
        name = next(
            name for name in _like(wish) if self.is_good(name) and snake_case(name) not in self.modules
        )
        self.modules.add(snake_case(name))
        return name

    def of_place(self, where: str) -> str:
        """Return the name for a schema by its place."""
        keys = keys_of(where)
        if keys[0] not in ("components", "paths"):
            return keys[-1]
        kind, name = keys[1:3] if keys[0] == "components" else ("", "")
        if kind == "schemas":
            first, rest = (self.of_place(name) if name.startswith("#/") else name), keys[3:]
        elif kind == "parameters":
            first, rest = name, keys[3:]
        elif kind:
            end = "Body" if kind == "requestBodies" else "Answer"
            first, rest = name if name.endswith(end) else f"{name} {end}", keys[3:]
        else:
            first, rest = self._of_operation(keys)
        return " ".join([first, *self._steps(keys, len(keys) - len(rest))])

    def _of_operation(self, keys: list[str]) -> tuple[str, list[str]]:
        _, path, method, *rest = keys
        if method == "parameters":
            return f"{words_of_path(path)} {self._parameter(keys[:4])}", keys[4:]
        first = str(mapping(find(self.spec, below("#/paths", path, method))).get("operationId"))
        if rest[:1] == ["parameters"]:
            return f"{first} {self._parameter(keys[:5])}", rest[2:]
        return f"{first} {'Body' if rest[:1] == ['requestBody'] else 'Answer'}", rest[
            1 if rest[:1] == ["requestBody"] else 2 :
        ]

    def _parameter(self, keys: list[str]) -> str:
        return str(mapping(find(self.spec, below("#", *keys))).get("name"))

    def _steps(self, keys: list[str], start: int) -> Iterator[str]:
        """Yield what the keys below the owner add to its name."""
        index = start
        while index < len(keys):
            key, step = keys[index], keys[index + 1 : index + 2]
            index += 2
            if key in ("properties", "$defs", "definitions"):
                yield from step
            elif key in ("oneOf", "anyOf"):
                options = sequence(find(self.spec, below("#", *keys[: index - 1])))
                if sum(not is_null(option) for option in options) > 1:
                    number = int(step[0])
                    yield str(mapping(options[number]).get(ALTERNATIVE, f"Option{number + 1}"))
            elif key not in ("allOf", "content"):
                index -= 1
                yield from ([_STEPS[key]] if key in _STEPS else [])


def _like(wish: str) -> Iterator[str]:
    """Yield names like a wish, the nearest first."""
    plain = class_name(re.sub(r"[^A-Za-z0-9]+", " ", wish))
    plain = class_name(plain if re.match(f"(?!{NO_FIELD})[A-Z]", plain) else f"Schema{plain}")
    yield plain
    yield f"{plain}Model"
    yield from (class_name(f"{plain}{number}") for number in count(2))
