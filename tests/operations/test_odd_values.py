"""Every generated model of every provider, with one odd value in every place that its documentation has."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, get_args

import pytest

from uptimekit._runtime import Model
from uptimekit._runtime.json_types import is_object
from uptimekit._runtime.lenient_reader import fields_of, fits, kinds_of, read_model
from uptimekit._runtime.model import remainder_of_model
from uptimekit._runtime.reading import ShapeError

from ._samples import PROVIDERS, mutations, needed, provider_models, sample

MODELS = [
    pytest.param(model, id=f"{provider}.{model.__name__}")
    for provider in PROVIDERS
    for model in provider_models(provider)
]


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)  # True is not 1 there


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_documented_object_is_read_and_written(provider: str) -> None:
    """What is as documented is read into the documented types, and comes back as it was."""
    for model in provider_models(provider):
        data = sample(model)
        made = model.from_dict(data)
        odd = [name for name, (_, hint) in fields_of(model).items() if not fits(hint, getattr(made, name))]
        assert odd == [], model
        assert _text(made.to_dict()) == _text(data), model


@pytest.mark.parametrize("model", MODELS)
def test_one_odd_value_fails_no_object(model: type[Model]) -> None:
    """Any value may be of another type, null, no date or absent: the object is read, and comes back as it was.

    Only where an object, list or map that the object must have is something else is the object itself something
    else; then the error has what could be read of it.  The other fields read as they do without the odd one.
    """
    whole = model.from_dict(sample(model))
    for path, odd, data in mutations(model):
        try:
            made: Any = model.from_dict(data)
        except ShapeError as error:
            assert needed(model, path), (path, odd)
            made = error.reading
        assert type(made) is model, (path, odd)
        assert _text(made.to_dict()) == _text(data), (path, odd)
        for name, (wire, hint) in fields_of(model).items():
            value = getattr(made, name)
            if wire != path[0]:
                assert value == getattr(whole, name), (path, odd, name)
            else:
                assert _usable(hint, value), (path, odd, name)


@pytest.mark.parametrize("model", MODELS)
def test_missing_and_unknown_fields_read_as_field_by_field(model: type[Model]) -> None:
    """Whatever is left out of an object or added to it, the generated reader gives what the slow one gives."""
    rng, whole = Random(model.__name__), sample(model)
    for _ in range(20):
        names = rng.sample(list(whole), rng.randint(0, len(whole)))
        data = {name: whole[name] for name in names} | ({"unknown": 1} if rng.random() < 0.3 else {})
        assert _read(model.from_dict, data) == _read(partial(read_model, model), data)


def _read(read: Callable[[Any], Model], data: Any) -> tuple[Any, ...]:
    try:
        made, said = read(data), ""
    except ShapeError as error:
        made, said = error.reading, str(error)
    rest = remainder_of_model(made)
    return said, made, repr(made), rest.absent, list(rest.extra.items()), rest.odd


def _usable(hint: Any, value: Any) -> bool:
    """Whether a program may rely on it: a model, date, enum or list is one or None; plain values are as they came."""
    kinds, _ = kinds_of(hint)
    if value is None or len(kinds) > 1 or kinds[0] in (str, int, float, bool, Any):
        return True
    if isinstance(value, list):
        return all(_usable(get_args(kinds[0])[0], item) for item in value)
    if isinstance(value, dict):
        return all(_usable((*get_args(kinds[0]), Any, Any)[1], item) for item in value.values())
    return fits(hint, value)


def test_the_samples_reach_everything() -> None:
    """All models of all providers are there, and every field of them is filled."""
    assert [len(provider_models(provider)) > 5 for provider in PROVIDERS] == [True] * 4
    empty = [
        f"{model.__name__}.{wire}"
        for provider in PROVIDERS
        for model in provider_models(provider)
        for wire, value in sample(model).items()
        if value is None or (is_object(value) and not value)
    ]
    assert empty == []
