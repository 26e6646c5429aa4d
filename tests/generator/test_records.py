"""Plain classes of fields, for objects that keep the server's own values."""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def record(beacon: ModuleType) -> Any:
    """The record class of the schema Lamp."""
    return importlib.import_module(f"{beacon.__name__}.records").LampRecord


def test_a_record_has_the_fields_in_json_types(record: Any) -> None:
    """Times and enums are text, objects are dicts, and whatever may be missing may be None."""
    assert inspect.get_annotations(record) == {
        "__sendable__": "ClassVar[frozenset[str]]",
        "__secret__": "ClassVar[frozenset[str]]",
        "__enums__": "ClassVar[dict[str, str]]",
        "watts": "float | None",
        "states": "list[str] | None",
        "state": "str | None",
        "fitted_at": "str | None",
        "serial": "str | None",
        "socket": "dict[str, Any] | None",
        "notes": "dict[str, Any] | None",
        "circuits": "dict[str, Any] | None",
    }


def test_a_record_names_the_enums_of_its_fields(record: Any) -> None:
    """Fields with listed values, and lists of them, are told with the enum."""
    assert record.__enums__ == {"states": "LightState", "state": "LightState"}


def test_a_record_reads_none_until_it_is_filled(record: Any) -> None:
    """Every field has None as its class's value: a record needs no constructor."""
    assert record().watts is None
    assert record().fitted_at is None


def test_a_record_knows_what_may_be_sent_and_shown(record: Any) -> None:
    """What any of the named requests may carry is sendable; a secret field is named as one."""
    assert {"watts", "state", "name"} <= record.__sendable__
    assert "fitted_at" not in record.__sendable__
    assert record.__secret__ == {"serial"}


def test_only_marked_schemas_become_records(beacon: ModuleType) -> None:
    """A schema without x-record has no record."""
    assert importlib.import_module(f"{beacon.__name__}.records").__all__ == ["LampRecord"]
