"""Tests of telling JSON values apart."""

from __future__ import annotations

from types import MappingProxyType

from uptimekit._runtime.json_types import is_array, is_list, is_object


def test_kinds_of_values() -> None:
    """A mapping is an object; lists, tuples and sets become arrays; a string is neither."""
    for value, kinds in (
        ({}, (True, False, False)), (MappingProxyType({}), (True, False, False)), ([], (False, True, True)),
        ((), (False, False, True)), (set(), (False, False, True)), ("ab", (False, False, False)),
        (None, (False, False, False)), (b"", (False, False, False)), (range(2), (False, False, False)),
    ):  # fmt: skip
        assert (is_object(value), is_list(value), is_array(value)) == kinds
