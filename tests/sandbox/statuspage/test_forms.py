"""Bodies in the form style."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.statuspage._forms import parse_form


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", {}),
        (b"name=x&empty=", {"name": "x", "empty": ""}),
        (b"incident[name]=a+b%21", {"incident": {"name": "a b!"}}),
        (b"incident%5Bname%5D=x", {"incident": {"name": "x"}}),
        (b"a[b][c]=1&a[b][d]=2", {"a": {"b": {"c": "1", "d": "2"}}}),
        (b"ids[]=1&ids[]=2", {"ids": ["1", "2"]}),
        (b"a[ids][]=1", {"a": {"ids": ["1"]}}),
        (
            b"data[m][][timestamp]=1&data[m][][value]=2&data[m][][timestamp]=3",
            {"data": {"m": [{"timestamp": "1", "value": "2"}, {"timestamp": "3"}]}},
        ),
        (b"a[][b][c]=1&a[][b][c]=2", {"a": [{"b": {"c": "1"}}, {"b": {"c": "2"}}]}),
        (b"name=x&name=y", {"name": "y"}),
    ],
)
def test_spelt(body: bytes, expected: object) -> None:
    """Brackets spell objects, empty ones arrays, and a member that comes again begins a new object."""
    assert parse_form(body) == expected


@pytest.mark.parametrize("body", [b"a=1&a[b]=2", b"a[]=1&a[b]=2", b"a[b]=1&a[]=2"])
def test_contradictions(body: bytes) -> None:
    """A name cannot be an object, an array and a text at once."""
    with pytest.raises(ValueError, match="something else at once"):
        parse_form(body)


@pytest.mark.parametrize("body", [b"[]=1", b"a[b=1", b"a]=1", b"=1", b"a" + b"[b]" * 33 + b"=1"])
def test_what_is_no_name(body: bytes) -> None:
    """Brackets must come in pairs behind a name, and not without end."""
    with pytest.raises(ValueError, match="not the name of a field"):
        parse_form(body)


def test_undecodable_bytes() -> None:
    """A form is UTF-8."""
    with pytest.raises(UnicodeDecodeError):
        parse_form(b"a=\xff")
