"""The table of operations, held against the specification."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from apimodel.document import RawOperation, operations
from apimodel.names import identifier
from documents import load
from uptimekit.sandbox import StatuspageSandbox
from uptimekit.sandbox.statuspage._routes import Routes
from uptimekit.sandbox.statuspage._table import build_routes


@pytest.fixture(scope="module")
def documented() -> dict[str, RawOperation]:
    """The operations of the specification by name."""
    spec = load(Path(__file__).parents[3] / "specs" / "statuspage.yaml")
    return {identifier(operation.id): operation for operation in operations(spec)}


@pytest.fixture(scope="module")
def routes() -> Routes:
    """All routes."""
    return build_routes()


def test_every_operation_is_there(sandbox: StatuspageSandbox, documented: dict[str, RawOperation]) -> None:
    """The sandbox has the operations of the specification under their names: 112, a legacy one, 8 public ones."""
    assert sandbox.operations == set(documented)
    assert len(sandbox.operations) == 121


def test_every_operation_is_in_its_place(routes: Routes, documented: dict[str, RawOperation]) -> None:
    """Each is found by its verb and path, those of the Manage API with `.json` appended as well."""
    for name, operation in documented.items():
        public = operation.path.endswith(".json")
        path = re.sub(r"\{\w+\}", "x", ("/public/x/api/v2" if public else "/v1") + operation.path)
        for written in (path,) if public else (path, f"{path}.json"):
            found = routes.find(operation.method.upper(), written)
            assert found is not None, written
            assert (found[0].name, found[0].public) == (name, public)


def test_public_paths_need_their_suffix(routes: Routes) -> None:
    """The public API knows its paths with `.json` only."""
    assert routes.find("GET", "/public/x/api/v2/summary") is None
