"""The models of documents that nobody would design, read with msgspec and without it."""

from __future__ import annotations

import importlib
import json
from random import Random
from types import ModuleType

import pytest
from tests.operations._fast import at_once, differences

from uptimekit._runtime import Model
from uptimekit._runtime.lenient_reader import fields_of

pytest.importorskip("msgspec", reason="the extra fast is not installed")

_TIME = "2026-11-20T10:00:00Z"
_VALUES = (None, True, 5, 1.5, "", "name", _TIME, "2026-11-20", [], [5], {}, {"x": 1}, [{"x": 1}, None])


@pytest.mark.parametrize("provider", ["prism", "courier"])
def test_odd_models_are_read_alike(provider: str, request: pytest.FixtureRequest) -> None:
    """Whatever a document says and a server sends, the result or the error and what is logged are the same."""
    package: ModuleType = request.getfixturevalue(provider)
    models = importlib.import_module(f"{package.__name__}.models")
    kinds = [each for each in (getattr(models, name) for name in models.__all__) if issubclass(each, Model)]
    rng = Random(7)
    with at_once():
        for kind in kinds:
            wires = [wire for wire, _ in fields_of(kind).values()]
            for _ in range(8):
                page = [{w: rng.choice(_VALUES) for w in wires if rng.random() < 0.8} for _ in range(3)]
                assert not (said := differences(kind, json.dumps(page).encode())), said
            for value in _VALUES:
                content = json.dumps({"data": dict.fromkeys(wires, value)}).encode()
                assert not (said := differences(kind, content, "data")), said
