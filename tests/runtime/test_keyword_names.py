"""Constructors name the argument that was meant."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from attrs import define

from uptimekit._runtime import Model
from uptimekit._runtime.keyword_names import suggests_names
from uptimekit.betterstack import PolicyStep
from uptimekit.fleet import Account, Filter
from uptimekit_clients.uptimehunt.models import ServiceConfig


@define(slots=True, kw_only=True, repr=False)
class Shelf(Model):
    """A model."""

    width: int | None = None


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [
        (Shelf, "widht", "width"),
        (ServiceConfig, "ulr", "url"),
        (PolicyStep, "step_tpye", "step_type"),
        (Account, "nmae", "name"),
        (Filter, "tgas", "tags"),
    ],
)
def test_a_misspelt_argument(kind: Any, wrong: str, right: str) -> None:
    """A name that is none is a TypeError with the nearest one, and without its value."""
    with pytest.raises(TypeError) as caught:
        kind(**{wrong: "canary"})
    said = f"{kind.__name__}() got an unexpected keyword argument {wrong!r}; did you mean {right}?"
    assert str(caught.value) == said


def test_a_name_near_none() -> None:
    """A name that is near no other is told alone."""
    wrong: dict[str, Any] = {"zzz": 1}
    with pytest.raises(TypeError, match=r"argument 'zzz'$"):
        Shelf(**wrong)


def test_the_constructor_is_as_before() -> None:
    """What is right is taken, and the signature is that of the class."""
    assert Shelf(width=2).width == 2
    assert [*inspect.signature(Shelf).parameters] == ["width"]


def test_positional_arguments_count() -> None:
    """A class whose arguments have places is decorated as well."""

    @suggests_names
    class Point:
        def __init__(self, x: int, y: int = 0) -> None:
            self.place = (x, y)

    assert Point(1, y=2).place == (1, 2)
    wrong: dict[str, Any] = {"yy": 1}
    with pytest.raises(TypeError, match="did you mean y"):
        Point(1, **wrong)
