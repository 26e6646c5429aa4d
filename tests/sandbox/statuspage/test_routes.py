"""Finding the operation of a path."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from uptimekit.sandbox.statuspage._call import Call
from uptimekit.sandbox.statuspage._routes import Routes, operation, twins


def _nothing(call: Call) -> Response:
    return Response()


@pytest.fixture
def routes() -> Routes:
    """Three ordinary routes and a public one."""
    manage = (
        operation("GET things list_things", _nothing),
        operation("GET things/{} get_thing", _nothing),
        operation("GET things/count count_things", _nothing),
        *twins("things/{}/parts/{}", "part", _nothing),
    )
    public = operation("GET things.json get_public_things", _nothing, public=True)
    return Routes([*(("v1", one) for one in manage), ("public/{}", public)])


@pytest.mark.parametrize("suffix", ["", ".json", "/"])
@pytest.mark.parametrize(
    ("verb", "path", "name", "ids"),
    [
        ("GET", "/v1/things", "list_things", ()),
        ("GET", "/v1/things/x", "get_thing", ("x",)),
        ("GET", "/v1/things/count", "count_things", ()),
        ("PATCH", "/v1/things/x/parts/y", "update_part", ("x", "y")),
        ("PUT", "/v1/things/a%2Fb/parts/%2e%2e", "replace_part", ("a/b", "..")),
    ],
)
def test_found(routes: Routes, verb: str, path: str, name: str, ids: tuple[str, ...], suffix: str) -> None:
    """A path is split before it is decoded, a name goes before an id; `.json` or a slash at the end do not count."""
    found = routes.find(verb, path + suffix)
    assert found is not None
    assert (found[0].name, found[1]) == (name, ids)


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/v1/things"),
        ("GET", "/v1"),
        ("GET", "/v1/other"),
        ("GET", "/v1/things/x/parts"),
        ("GET", "/"),
        ("GET", "/public/x/things"),
    ],
)
def test_not_found(routes: Routes, verb: str, path: str) -> None:
    """Another verb, a part of a path, something else, or a public path without its suffix is nothing."""
    assert routes.find(verb, path) is None


def test_public_paths_have_the_suffix(routes: Routes) -> None:
    """The public API is found by its whole name."""
    found = routes.find("GET", "/public/x/things.json")
    assert found is not None
    assert (found[0].public, found[1]) == (True, ("x",))


@pytest.mark.parametrize("line", ["GET things again", "GET elsewhere list_things"])
def test_one_operation_for_a_place_and_a_name(line: str) -> None:
    """A second operation in the same place, or of the same name, is a mistake in the table."""
    with pytest.raises(ValueError, match="two operations"):
        Routes([("v1", operation("GET things list_things", _nothing)), ("v1", operation(line, _nothing))])
