"""Names do not depend on the Python that generates."""

from __future__ import annotations

import builtins
import keyword

import pytest

from apimodel.names import RESERVED, class_name, identifier

CASES = {
    "type": "type",
    "id": "id",
    "filter": "filter",
    "perPage": "per_page",
    "X-Trace": "x_trace",
    "class": "class_",
    "list": "list_",
    "datetime": "datetime_",
    "extra": "extra_",
    "9lives": "field_9lives",
}


@pytest.mark.parametrize(("wire", "name"), CASES.items())
def test_identifier(wire: str, name: str) -> None:
    """Harmless words keep their name; keywords, and what generated code uses itself, get an underscore."""
    assert identifier(wire) == name


def test_class_name() -> None:
    """Tags and schemas become classes in the same way."""
    assert (class_name("slug_pings"), class_name("HTTPCheck")) == ("SlugPings", "HTTPCheck")


def test_reserved_words_are_fixed() -> None:
    """The list holds all keywords, and of the builtins only those that generated classes use."""
    assert set(keyword.kwlist) <= RESERVED
    used = {"bool", "bytes", "dict", "float", "int", "list", "object", "str", "tuple"}
    used |= {"classmethod", "frozenset"}
    assert RESERVED & set(dir(builtins)) - set(keyword.kwlist) == used
