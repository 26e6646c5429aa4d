"""Answers made up from the types of models, and the ways in which one value of them can be odd."""

from __future__ import annotations

import copy
import datetime
import importlib
import pickle
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, Final, get_args, get_origin

from uptimekit._runtime import Model, OpenStrEnum
from uptimekit._runtime.lenient_reader import fields_of, kinds_of
from uptimekit._runtime.unset import UNSET

__all__ = [
    "ODD_VALUES",
    "PROVIDERS",
    "Mutation",
    "mutated",
    "mutations",
    "needed",
    "provider_models",
    "sample",
]

PROVIDERS: Final = ("betterstack", "healthchecks", "statuspage", "uptimehunt")

ODD_VALUES: Final[tuple[Any, ...]] = (
    UNSET,
    None,
    True,
    0,
    5,
    1.5,
    "",
    "odd",
    "2026-13-45",
    "2026-11-20T25:00:00Z",
    [],
    ["odd", None, 5],
    {},
    {"odd": None},
    [{"odd": {"odd": 1}}],
)
"""What may stand in the place of any value: each kind of JSON, dates that are none, nothing."""

_TAGS: Final[Mapping[str, str]] = {
    "SlackPolicyOption": "policy",
    "SlackTeamOption": "team",
    "StatusPageSection": "status_page_section",
    "StatusPageResource": "status_page_resource",
    "StatusReport": "status_report",
}  # class -> the type that tells its objects from those of others
_PLAIN: Final[Mapping[Any, Any]] = {
    str: "text",
    int: 5,
    float: 1.5,
    bool: True,
    datetime.datetime: "2026-11-20T10:00:00+00:00",
    datetime.date: "2026-11-20",
    Any: {"any": [1, None]},
}
_DEPTH: Final = 3  # of models inside of models

Path = tuple[str | int, ...]
Mutation = tuple[Path, Any, dict[str, Any]]
"""Where something is odd, what stands there, and the whole object."""


def provider_models(provider: str) -> list[type[Model]]:
    """Return all the models of a provider."""
    module = importlib.import_module(f"uptimekit_clients.{provider}.models")
    found = (getattr(module, name) for name in module.__all__)
    return [each for each in found if issubclass(each, Model)]


def sample(kind: type[Model], depth: int = 0) -> dict[str, Any]:
    """Return an object as documented, with all fields."""
    found = {wire: _value(hint, depth) for wire, hint in fields_of(kind).values()}
    if "type" in found and kind.__name__ in _TAGS:
        found["type"] = _TAGS[kind.__name__]
    return found


def _value(hint: Any, depth: int) -> Any:
    kinds, nullable = kinds_of(hint)
    kind = kinds[0]
    origin = get_origin(kind) or kind
    if origin in _PLAIN:
        return copy.deepcopy(_PLAIN[origin])
    if origin is list:
        return [_value((*get_args(kind), Any)[0], depth) for _ in range(2)]
    if origin is dict:
        return {"key": _value((*get_args(kind), str, Any)[1], depth)}
    if issubclass(kind, OpenStrEnum):
        return next(iter(kind)).value
    return None if nullable and depth >= _DEPTH else sample(kind, depth + 1)


def mutations(kind: type[Model]) -> Iterator[Mutation]:
    """Yield the sample of *kind* with one odd value, in each field, in each item, and in each field of an item."""
    whole = sample(kind)
    pickled = pickle.dumps(whole)
    for path in _places(whole, 2):
        for odd in ODD_VALUES:
            data = pickle.loads(pickled)  # a copy, several times faster than deepcopy
            _put(data, path, copy.deepcopy(odd))
            yield path, odd, data


def mutated(kind: type[Model], rng: Random) -> dict[str, Any]:
    """Return the sample of *kind* with one odd value, as *rng* chooses."""
    data = sample(kind)
    _put(data, rng.choice([*_places(data, 2)]), copy.deepcopy(rng.choice(ODD_VALUES)))
    return data


def _places(value: Any, depth: int) -> Iterator[Path]:
    names: Any = (
        range(min(1, len(value))) if isinstance(value, list) else value if isinstance(value, dict) else ()
    )
    for name in names:
        yield (name,)
        if depth:
            yield from ((name, *rest) for rest in _places(value[name], depth - 1))


def _put(data: Any, path: Path, odd: Any) -> None:
    for name in path[:-1]:
        data = data[name]
    if odd is not UNSET:
        data[path[-1]] = odd
    else:
        del data[path[-1]]  # of a list, too: then it is shorter, which is nothing odd


def needed(kind: type[Model], path: Path) -> bool:
    """Whether an object of *kind* is another one without what stands at *path*: an object, list or map it must have."""
    hints = dict(fields_of(kind).values())
    for name in path:
        kinds, nullable = kinds_of(hints.get(str(name), Any))
        origin = get_origin(kinds[0]) or kinds[0]
        if nullable or not isinstance(origin, type) or not issubclass(origin, (list, dict, Model)):
            return False
        hints = dict(fields_of(origin).values()) if issubclass(origin, Model) else {}
    return True
