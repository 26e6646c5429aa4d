"""``--query``."""

from __future__ import annotations

import click
import pytest

from uptimekit.cli.query import Field, Query, picked
from uptimekit.cli.values import leaves, value_at


def test_fields_by_their_paths() -> None:
    """Paths lead into objects and lists, a name before = is shown instead, and what is not there is null."""
    row = {"id": 1, "attributes": {"url": "x"}, "tags": ["a", "b"], "a.b": 2}
    fields = Query().parse("id, url=attributes.url,tags.1,a.b,attributes.none,no.where")
    assert [*picked([row], fields)] == [
        {"id": 1, "url": "x", "tags.1": "b", "a.b": 2, "attributes.none": None, "no.where": None}
    ]
    assert fields[1] == Field("url", "attributes.url")


def test_names_with_dots() -> None:
    """A path finds a value below a name that has dots itself, and no place in a list that there cannot be."""
    row = {
        "metadata": {"jira.id": "X", "jira": {"key": "Y"}},
        "a.b": {"c": 1},
        "a": {"b": {"d": 2}},
        "tags": ["a"],
    }
    places = ["metadata.jira.id", "metadata.jira.key", "a.b.c", "a.b.d", "tags.1", f"tags.{'9' * 5000}"]
    assert [value_at(row, path) for path in places] == ["X", "Y", 1, 2, None, None]
    assert [value_at(row, path) for path in leaves(row)] == ["X", "Y", 1, 2, ["a"]]


def test_a_field_that_no_row_has(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt field is named on stderr with the nearest one; what only some rows have, or is null, is not."""
    rows = [{"name": "a", "desc": None}, {"name": "b", "timeout": 60}]
    assert len([*picked(rows, Query().parse("nam,desc,timeout"))]) == 2
    assert capsys.readouterr().err == "uptimekit: no row has nam; did you mean name?\n"
    assert [*picked([], Query().parse("nam"))] == []
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("attributes.ulr", "; did you mean attributes.url?"),
        ("url", "; did you mean attributes.url?"),
        ("STATUS", "; did you mean attributes.status?"),
        ("attributes.nosuch", "; attributes has url, status"),
        ("nosuch", "; there are id, attributes.url, attributes.status"),
        ("nosuch.nosuch", "; there are id, attributes.url, attributes.status"),
    ],
)
def test_the_hint_fits(path: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The path that is suggested is one that the rows have: within the same object, or with the same name at its end."""
    rows = [{"id": "1", "attributes": {"url": "x", "status": "up"}}]
    assert [*picked(rows, Query().parse(path))] == [{path: None}]
    assert capsys.readouterr().err == f"uptimekit: no row has {path}{hint}\n"


def test_a_name_at_the_end_of_two_paths(capsys: pytest.CaptureFixture[str]) -> None:
    """The heading of two columns leads to both paths."""
    rows = [{"monitor": {"name": "a"}, "team": {"name": "b"}}]
    assert [*picked(rows, Query().parse("NAME"))] == [{"NAME": None}]
    assert capsys.readouterr().err == "uptimekit: no row has NAME; did you mean monitor.name or team.name?\n"


@pytest.mark.parametrize("text", ["", ",", "a,,b", "a.", ".a", "=a", "a=", "a,a", "x=a,x=b"])
def test_what_is_refused(text: str) -> None:
    """What names no field, or one twice, is refused."""
    with pytest.raises(click.BadParameter):
        Query().convert(text, None, None)
