"""Documents that are broken in any way: the steps leave alone what they do not understand."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from documents import load
from documents.normalise import normalise

GOOD = load(Path(__file__).resolve().parents[2] / "generator" / "beacon.yaml")
ODD = st.sampled_from(
    [
        None,
        True,
        0,
        1.5,
        "",
        "x",
        [],
        {},
        [None],
        [{}],
        {"a": 1},
        {"$ref": 1},
        {"$ref": "#/"},
        {"$ref": "#/components"},
    ]
)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every holder of a value with its key."""
    for key, value in (
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        yield node, key
        yield from places(value)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), ODD), min_size=1, max_size=4))
def test_no_wrong_value_stops_the_steps(edits: list[tuple[int, Any]]) -> None:
    """Whatever stands in the place of a value, there is a document in the end, and lists and mappings stay theirs."""
    document = {**copy.deepcopy(GOOD), "openapi": "3.0.3"}
    for number, value in edits:
        every = list(places(document))
        holder, key = every[number % len(every)]
        holder[key] = copy.deepcopy(value)
    spec, _ = normalise(document)
    assert isinstance(spec, dict)
