"""How values in bodies are read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from uptimekit.sandbox.statuspage import _fields as fields
from uptimekit.sandbox.statuspage._fields import Field, read
from uptimekit.sandbox.statuspage._http import InvalidError

_FIELDS = {
    "text": fields.text("field", 5),
    "flag": fields.flag("field"),
    "integer": fields.integer("field", 0),
    "number": fields.number("field"),
    "choice": fields.choice("field", ("a", "b")),
    "moment": fields.moment("field"),
    "day": fields.day("field"),
    "ids": fields.ids("field"),
}


def _value(field: Field, value: object) -> object:
    return read((field,), {"field": value})["field"]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", "abcde", "abcde"),
        ("text", 12, "12"),
        ("flag", True, True),
        ("flag", "true", True),
        ("flag", "1", True),
        ("flag", "false", False),
        ("flag", "0", False),
        ("flag", 1, True),
        ("integer", "12", 12),
        ("integer", 12.0, 12),
        ("number", 1.5, 1.5),
        ("number", "-1.5", -1.5),
        ("choice", "a", "a"),
        ("moment", "2026-01-12T10:00:00+01:00", datetime(2026, 1, 12, 9, tzinfo=UTC)),
        ("day", "2026-01-12", date(2026, 1, 12)),
        ("ids", ["b", "a", "b"], ["b", "a"]),
    ],
)
def test_read(kind: str, value: object, expected: object) -> None:
    """Values of the right type and of its neighbours are converted."""
    assert _value(_FIELDS[kind], value) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "abcdef"),
        ("text", True),
        ("text", ["a"]),
        ("flag", "yes"),
        ("flag", 2),
        ("flag", []),
        ("integer", -1),
        ("integer", "x"),
        ("integer", 1.5),
        ("integer", True),
        ("integer", float("inf")),
        ("number", "x"),
        ("number", True),
        ("number", float("nan")),
        ("number", 10**400),
        ("choice", "c"),
        ("choice", 1),
        ("moment", "soon"),
        ("moment", 5),
        ("moment", "0001-01-01T00:00:00+14:00"),
        ("day", "2026-01"),
        ("day", "2026-02-30"),
        ("ids", "a"),
        ("ids", [1]),
    ],
)
def test_refused(kind: str, value: object) -> None:
    """Anything else is a complaint about that field."""
    with pytest.raises(InvalidError) as refused:
        _value(_FIELDS[kind], value)
    assert list(refused.value.complaints) == ["field"]


@pytest.mark.parametrize("kind", _FIELDS)
def test_null(kind: str) -> None:
    """Null is refused, except where a field may be null."""
    field = _FIELDS[kind]
    with pytest.raises(InvalidError):
        _value(field, None)
    assert _value(Field(name="field", convert=field.convert, nullable=True), None) is None


def test_required() -> None:
    """What is required must be sent in a new object, and not be blank in a change."""
    field = fields.text("field", required=True)
    with pytest.raises(InvalidError, match="can't be blank"):
        read((field,), {})
    assert read((field,), {}, creating=False) == {}
    with pytest.raises(InvalidError):
        read((field,), {"field": ""}, creating=False)


def test_every_complaint_is_told() -> None:
    """Two wrong fields are two complaints; fields of no table are ignored."""
    table = (fields.text("name", required=True), fields.flag("shown"), fields.text("other"))
    with pytest.raises(InvalidError) as refused:
        read(table, {"shown": "x", "unknown": 1})
    assert set(refused.value.complaints) == {"name", "shown"}
    assert read(table, {"name": "n", "unknown": 1}) == {"name": "n"}


def test_many_at_once() -> None:
    """Texts and flags can be named in one line."""
    table = (*fields.texts("a b", nullable=True), *fields.flags("c d"))
    assert read(table, {"a": None, "b": "x", "c": "1", "d": False}) == {
        "a": None,
        "b": "x",
        "c": True,
        "d": False,
    }


def test_whatever() -> None:
    """A field can be read by any function, whose ValueError is the complaint."""

    def upper(value: object) -> object:
        if not isinstance(value, str):
            raise ValueError("must be loud")
        return value.upper()

    field = fields.whatever("field", upper)
    assert _value(field, "x") == "X"
    with pytest.raises(InvalidError, match="must be loud"):
        _value(field, 1)
