"""Tests of names that load on first use."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator

import pytest

from uptimekit._runtime import lazy_exports


@pytest.fixture
def package() -> Iterator[types.ModuleType]:
    """A package with two lazy names, one of them in a module of another package."""
    made = types.ModuleType("lazy_package_of_the_tests")
    inner = types.ModuleType("lazy_package_of_the_tests.inner")
    inner.__dict__["Thing"] = object()
    made.__path__ = []
    made.__getattr__, made.__dir__ = lazy_exports(  # type: ignore[method-assign]
        made.__name__, {"Thing": "inner", "JSONEncoder": "json.encoder", "Lost": "inner"}
    )
    sys.modules |= {made.__name__: made, inner.__name__: inner}
    yield made
    del sys.modules[made.__name__], sys.modules[inner.__name__]


def test_a_name_loads_once(package: types.ModuleType) -> None:
    """A name is fetched on first use and stays; it is listed before that."""
    assert "Thing" not in vars(package)
    assert "Thing" in dir(package)
    thing = package.Thing
    assert thing is sys.modules[f"{package.__name__}.inner"].__dict__["Thing"]
    assert vars(package)["Thing"] is thing
    assert package.JSONEncoder.__module__ == "json.encoder"


def test_unknown_names_are_attribute_errors(package: types.ModuleType) -> None:
    """A name that is not exported, or that its module lacks, raises AttributeError."""
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = package.Nothing
    with pytest.raises(AttributeError):
        _ = package.Lost
    assert not hasattr(package, "__wrapped__")
