"""Tests of the choice of one object by its name, which `find` of every facade makes."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit import InputError, NotFoundError
from uptimekit._runtime.finding import only_one

NAMES = ["Checkout", "Search", "Search (old)"]


def _find(found: list[str], name: str | None, **more: Any) -> str:
    return only_one(
        found,
        "service",
        name,
        **{"missing": NotFoundError, "several": InputError, "names": NAMES, "shown": str.upper, "advice": "use an id", **more},
    )  # fmt: skip


def test_the_only_one() -> None:
    """One match is returned, whatever it was looked up by."""
    assert _find(["a"], "Checkout") == "a"


@pytest.mark.parametrize(
    ("name", "attributes", "line"),
    [
        ("chekout", (), "there is no service 'chekout'; did you mean 'Checkout'?"),
        ("Mail", (), "there is no service 'Mail'"),
        ("a\nb", (), "there is no service 'a b'"),
        ("search", ("url",), "there is no service 'search' with this url; did you mean 'Search'?"),
        (None, ("url", "port"), "there is no service with this url, port"),
    ],
)
def test_none(name: str | None, attributes: tuple[str, ...], line: str) -> None:
    """Without a match the error for 404 names what was asked and the nearest name, and no value of an attribute."""
    with pytest.raises(NotFoundError) as caught:
        _find([], name, attributes=attributes)
    assert str(caught.value) == line


def test_several() -> None:
    """Several matches are listed, five at most, with what tells them apart."""
    with pytest.raises(InputError) as caught:
        _find(["a", "b"], "x")
    assert str(caught.value) == "2 objects match service 'x': A, B; use an id"
    with pytest.raises(InputError, match=r"^7 objects match service 'x': A, B, C, D, E, …; use an id$"):
        _find([*"abcdefg"], "x")
