"""Finding the operation of a path."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from uptimekit.sandbox.betterstack._call import Call
from uptimekit.sandbox.betterstack._routes import Operation, Routes


def _nothing(call: Call) -> Response:
    return Response()


@pytest.fixture
def routes() -> Routes:
    """Three routes, one of them for every verb."""
    made = Routes()
    made.add("GET", "api/things", Operation("list", _nothing))
    made.add("GET", "api/things/{}/parts/{}", Operation("part", _nothing))
    made.add("*", "ping/{}", Operation("ping", _nothing))
    return made


@pytest.mark.parametrize(
    ("verb", "path", "name", "ids"),
    [
        ("GET", "/api/things", "list", ()),
        ("GET", "/api/things/", "list", ()),
        ("GET", "/api/things/1/parts/2", "part", ("1", "2")),
        ("GET", "/api/things/a%2Fb/parts/%2e%2e", "part", ("a/b", "..")),
        ("HEAD", "/ping/x", "ping", ("x",)),
    ],
)
def test_found(routes: Routes, verb: str, path: str, name: str, ids: tuple[str, ...]) -> None:
    """A path is split before it is decoded, and a final slash does not count."""
    found = routes.find(verb, path)
    assert found is not None
    assert (found[0].name, found[1]) == (name, ids)


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/api/things"),
        ("GET", "/api"),
        ("GET", "/api/other"),
        ("GET", "/api/things/1/parts"),
        ("GET", "/"),
    ],
)
def test_not_found(routes: Routes, verb: str, path: str) -> None:
    """Another verb, a part of a path or something else is nothing."""
    assert routes.find(verb, path) is None


def test_one_operation_for_a_verb_and_path(routes: Routes) -> None:
    """A second operation in the same place is a mistake in the table."""
    with pytest.raises(ValueError, match="two operations for GET api/things"):
        routes.add("GET", "api/things", Operation("again", _nothing))
