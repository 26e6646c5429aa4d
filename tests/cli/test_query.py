"""``--query``."""

from __future__ import annotations

import click
import pytest

from uptimekit.cli.query import Field, Query, picked


def test_fields_by_their_paths() -> None:
    """Paths lead into objects and lists, a name before = is shown instead, and what is not there is null."""
    row = {"id": 1, "attributes": {"url": "x"}, "tags": ["a", "b"], "a.b": 2}
    fields = Query().parse("id, url=attributes.url,tags.1,a.b,attributes.none,no.where")
    assert [*picked([row], fields)] == [
        {"id": 1, "url": "x", "tags.1": "b", "a.b": 2, "attributes.none": None, "no.where": None}
    ]
    assert fields[1] == Field("url", "attributes.url")


@pytest.mark.parametrize("text", ["", ",", "a,,b", "a.", ".a", "=a", "a=", "a,a", "x=a,x=b"])
def test_what_is_refused(text: str) -> None:
    """What names no field, or one twice, is refused."""
    with pytest.raises(click.BadParameter):
        Query().convert(text, None, None)
