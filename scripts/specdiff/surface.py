"""The public surface of a generated package, read by griffe without importing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import griffe

from apimodel.document import SpecError

_SELF: Final = frozenset({"self", "cls"})


@dataclass(frozen=True)
class Surface:
    """A package as griffe has it, and the annotation (if there is one) of everything public by its place.

    Places: ``lights`` (a resource), ``lights.list`` (a method), ``lights.list(page)`` (its argument),
    ``lights.list()`` (its result), ``Light`` (a class), ``Light.name``, ``Client(api_key)``.  An asynchronous
    twin has the place of the synchronous one.
    """

    module: griffe.Module
    annotations: dict[str, str]
    awaited: dict[str, bool]
    """Whether a method is a coroutine, by its dotted path in the package."""


def read_surface(package: Path) -> Surface:
    """Read the generated package in the folder *package*; raise SpecError if there is none."""
    if not (package / "__init__.py").is_file():
        raise SpecError([f"{package}: no generated package"])
    loader = griffe.GriffeLoader(search_paths=[package.parent], allow_inspection=False)
    module = cast("griffe.Module", loader.load(package.name))
    # Its keywords are those of arguments and fields, which tell of a change.
    module.members.pop("fields", None)
    return Surface(module, dict(_places(module)), dict(_awaited(module)))


def _places(module: griffe.Module) -> Iterator[tuple[str, str]]:
    for member in module.members.values():
        if member.is_alias or not member.is_public:
            continue
        if isinstance(member, griffe.Module):
            yield from _places(member)
        elif isinstance(member, griffe.Class):
            yield from _of_class(member)


def _of_class(cls: griffe.Class) -> Iterator[tuple[str, str]]:
    yield place_of(cls.path), ""
    for name, member in cls.members.items():
        place = place_of(member.path)
        if isinstance(member, griffe.Function) and (name == "__init__" or not name.startswith("_")):
            if name != "__init__":
                yield place, ""
                yield f"{place}()", str(member.returns or "")
            yield from (
                (f"{place}({p.name})", str(p.annotation or ""))
                for p in member.parameters
                if p.name not in _SELF
            )
        elif isinstance(member, griffe.Attribute) and not name.startswith("_"):
            yield place, str(member.annotation or "")


def _awaited(of: griffe.Module | griffe.Class) -> Iterator[tuple[str, bool]]:
    for member in of.members.values():
        if isinstance(member, griffe.Function) and member.is_public:
            yield member.path, "async" in member.labels
        elif isinstance(member, griffe.Module | griffe.Class):
            yield from _awaited(member)


def place_of(path: str) -> str:
    """Return the place of an object by its dotted *path* in the package."""
    _, room, *rest = path.split(".")
    if room == "resources":
        return ".".join([rest[0], *rest[2:]]) if len(rest) > 1 else ".".join(rest)
    if room == "client":
        return _of_client(rest)
    names = rest[1:] if room == "models" and len(rest) > 1 and rest[0].islower() else rest
    return ".".join(names or [room])


def _of_client(rest: list[str]) -> str:
    cls, *members = rest or ["client"]
    name = cls.removeprefix("Async")
    if not members or members == ["__init__"]:
        return name
    return (
        members[0] if name == "Client" else ".".join([name, *members])
    )  # a resource has the place of its module
