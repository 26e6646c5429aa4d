"""Documents that are broken at random: every one is told in lines, none by a traceback."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from apimodel import build
from apimodel.document import SpecError
from documents import load

from ._support import BEACON, checked

SPEC: Final = load(BEACON)
LIGHT: Final = {"$ref": "#/components/schemas/Light"}
ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1.5, 10**400, float("nan"), "", "x", "#/components/schemas/Light", "\ud800", b"x"),
    *([], {}, [None], [[]], [{}], ["x"], ["x", "x"], [LIGHT], {"x": None}, {"x": {}}, {"x": "x"}, {"type": "object"}),
    *({"type": ["string"]}, {"$ref": 1}, {"$ref": "#/x"}, {"$ref": "#/components/schemas/"}, {"allOf": [LIGHT]}),
    *(LIGHT, {"oneOf": [LIGHT, {}]}, {"properties": {"x": LIGHT}}, {"enum": []}, {"enum": [1, None]}, {"const": {}}),
    *({"discriminator": {}}, {"items": {}}, {"required": [1]}, {"content": {}}, {"schema": LIGHT}, {"x-secret": []}),
)  # fmt: skip

LINE: Final = re.compile(r"beacon\.yaml: (in \d+ places, first at )?#.*: .+; .+")
Place = tuple[Any, ...]


def places(node: Any, above: Place = ()) -> Iterator[Place]:
    """Yield what leads to every part of a document."""
    if above:
        yield above
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in members:
        yield from places(value, (*above, key))


PLACES: Final = tuple(places(SPEC))
REMOVED: Final = object()
PARTS: Final = tuple({str(place[-1]) for place in PLACES})
CHANGE: Final = st.tuples(
    st.sampled_from(PLACES), st.one_of(st.just(REMOVED), st.sampled_from(ODD), st.sampled_from(PLACES))
)


def broken(changes: list[tuple[Place, Any]]) -> dict[str, Any]:
    """Return the document with other values in some places, or without them, or with what stands elsewhere."""
    out: dict[str, Any] = copy.deepcopy(SPEC)
    for place, value in changes:
        try:
            holder = _at(out, place[:-1])
            holder[place[-1]]
        except (LookupError, TypeError):  # an earlier change has taken the place away
            continue
        if value is REMOVED:
            del holder[place[-1]]
        else:
            holder[place[-1]] = copy.deepcopy(_at(SPEC, value) if isinstance(value, tuple) else value)
    return out


def _at(node: Any, place: Place) -> Any:
    for key in place:
        node = node[key]
    return node


CHANGES: Final = st.lists(CHANGE, min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(CHANGES, st.sampled_from(["3.0.3", "3.1.0"]))
def test_any_document_is_told_or_built(changes: list[tuple[Place, Any]], version: str) -> None:
    """Whatever a document holds, lines say what is wrong with it, or the model is made of it."""
    document, lines = checked({**broken(changes), "openapi": version})
    if lines:
        assert all(LINE.fullmatch(line) and line.isprintable() for line in lines)
        return
    try:
        build("beacon", document)
    except SpecError:  # of the parser
        return
