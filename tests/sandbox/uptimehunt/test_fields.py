"""Fields of request bodies."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has no annotations

from uptimekit.sandbox.uptimehunt._fields import (
    Field,
    Flag,
    HeaderList,
    Object,
    Text,
    Whole,
    complaints,
    read,
)
from uptimekit.sandbox.uptimehunt._http import RefusalError

_COLOR = Text(pattern="#[0-9a-f]{6}", meaning="a colour")
_HEADER = {"name": "Accept", "value": "*/*"}


@pytest.mark.parametrize(
    ("rule", "value", "wrong"),
    [
        (Text(), "", None),
        (Text(), 1, "Must be text"),
        (Text(), None, "Must be text"),
        (Text(least=1), "  ", "Must not be blank"),
        (Text(least=3), "ab", "Must have at least 3 characters"),
        (Text(least=3), "abc", None),
        (Text(most=2), "ab", None),
        (Text(most=2), "abc", "Must have at most 2 characters"),
        (Text(choices=("a", "b")), "b", None),
        (Text(choices=("a", "b")), "c", "Must be one of a, b"),
        (_COLOR, "#00ff00", None),
        (_COLOR, "#00ff00\n", "Must be a colour"),
        (Whole(minimum=1, maximum=60), 1, None),
        (Whole(minimum=1, maximum=60), 60, None),
        (Whole(minimum=1, maximum=60), 0, "Must be between 1 and 60"),
        (Whole(minimum=1, maximum=60), 61, "Must be between 1 and 60"),
        (Whole(minimum=1, maximum=60), True, "Must be a whole number"),
        (Whole(minimum=1, maximum=60), 1.5, "Must be a whole number"),
        (Whole(minimum=1, maximum=60), "5", "Must be a whole number"),
        (Flag(), False, None),
        (Flag(), 0, "Must be true or false"),
        (HeaderList(), [], None),
        (HeaderList(), [_HEADER], None),
        (HeaderList(), [_HEADER, {"name": "Accept"}], "Must be a list of names and values"),
        (HeaderList(), [{**_HEADER, "value": 1}], "Must be a list of names and values"),
        (HeaderList(), ["Accept"], "Must be a list of names and values"),
        (HeaderList(), _HEADER, "Must be a list of names and values"),
        (Object(), {}, None),
        (Object(), [], "Must be an object"),
    ],
)
def test_values(rule: Field, value: object, wrong: str | None) -> None:
    """A value fits, or it is told why not; a field's JSON Schema says the same of it, blanks apart."""
    assert rule.complain(value) == wrong
    if (
        wrong != "Must not be blank" and value != "#00ff00\n"
    ):  # search() finds the end before a line break, too
        assert Draft202012Validator(rule.schema()).is_valid(value) is (wrong is None)


def test_complaints_are_by_field() -> None:
    """Missing and wrong fields are told together, unknown ones are not looked at."""
    fields: dict[str, Field] = {
        "name": Text(required=True),
        "on": Flag(),
        "size": Whole(minimum=0, maximum=9),
    }
    assert complaints(fields, {"on": 1, "else": 2}) == {
        "on": ["Must be true or false"],
        "name": ["Is required"],
    }
    assert complaints(fields, {"name": "a", "size": 9}) == {}


def test_read_leaves_out_the_unknown() -> None:
    """What was sent comes back without fields that nobody knows."""
    assert read({"name": Text(), "on": Flag()}, {"name": "a", "else": 1}) == {"name": "a"}


def test_read_refuses() -> None:
    """Anything wrong is a 422 with the messages."""
    with pytest.raises(RefusalError) as refused:
        read({"name": Text(required=True)}, {})
    assert (refused.value.status, refused.value.details) == (422, {"name": ["Is required"]})


def test_object_schema() -> None:
    """The schema of an object names its fields and which are required."""
    rule = Object(fields={"name": Text(required=True), "on": Flag()})
    assert rule.schema() == {
        "type": "object",
        "properties": {"name": {"type": "string"}, "on": {"type": "boolean"}},
        "required": ["name"],
    }
