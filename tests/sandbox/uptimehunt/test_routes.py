"""The URL table."""

from __future__ import annotations

from pathlib import Path

import pytest

from apimodel.document import operations
from apimodel.names import identifier
from documents import load
from uptimekit.sandbox.uptimehunt._access import Access
from uptimekit.sandbox.uptimehunt._routes import ROUTES, find_route

_SPEC = load(Path(__file__).parents[3] / "specs" / "uptimehunt.yaml")
_OPERATIONS = {identifier(operation.id): operation for operation in operations(_SPEC)}
_IN_PATHS = {"{project_id}": "1", "{service_id}": "1", "{probe_id}": "1", "{service_type}": "http"}


def test_every_operation_has_a_route() -> None:
    """Each operation of the specification is answered under its name, and nothing else is."""
    assert {route.name for route in ROUTES} == set(_OPERATIONS)
    assert len(ROUTES) == len(_OPERATIONS) == 34


@pytest.mark.parametrize("name", _OPERATIONS)
def test_paths_and_credentials_are_those_of_the_specification(name: str) -> None:
    """An operation is found by its verb and path, and takes the credentials that it should."""
    operation = _OPERATIONS[name]
    path = operation.path
    for placeholder, value in _IN_PATHS.items():
        path = path.replace(placeholder, value)
    found = find_route(operation.method.upper(), f"/api/v1{path}")
    assert found is not None
    assert found[0].name == name
    sent = operation.data.get("security", _SPEC["security"])
    assert found[0].access is (
        Access.ANYBODY if not sent else Access.USER_OR_PROBER if len(sent) == 2 else Access.USER
    )


@pytest.mark.parametrize(
    ("path", "name", "ids"),
    [
        ("probes/map", "get_probe_map", ()),
        ("probes/12", "get_probe", ("12",)),
        ("service-types/schema", "get_service_type", ("schema",)),
        ("service-types/a%2Fb/schema", "get_service_type_schema", ("a%2Fb",)),
    ],
)
def test_what_stands_in_the_path(path: str, name: str, ids: tuple[str, ...]) -> None:
    """Words in a path are told from ids, and what stands for a placeholder is handed on as it is."""
    found = find_route("GET", f"/api/v1/{path}")
    assert found is not None
    assert (found[0].name, found[1]) == (name, ids)


@pytest.mark.parametrize("path", ["probes/", "probes/-1", "probes/x", "services/1/", f"services/{'9' * 19}"])
def test_what_is_no_route(path: str) -> None:
    """A final slash, and anything but a number of reasonable size where an id belongs, leads nowhere."""
    assert find_route("GET", f"/api/v1/{path}") is None
