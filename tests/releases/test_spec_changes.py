"""``releasing.spec_changes``: what changed in which provider."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.pipeline import Folders, generate
from releasing.refusal import RefusalError
from releasing.repository import Repository
from releasing.spec_changes import changes_between, changes_since

from ._repositories import ROOT, commit, write

LANTERN: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Lantern Works", "version": "1"},
    "servers": [{"url": "https://lantern.test"}],
    "security": [{"apiKey": []}],
    "paths": {
        "/lights/{light_id}": {
            "get": {
                "operationId": "getLight",
                "x-method-name": "get",
                "tags": ["lights"],
                "parameters": [
                    {"name": "light_id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "responses": {"204": {"description": "There is one."}},
            }
        }
    },
    "components": {"securitySchemes": {"apiKey": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
}


def with_delete() -> dict[str, Any]:
    """Return the document with one more operation."""
    path = LANTERN["paths"]["/lights/{light_id}"]
    delete = {**path["get"], "operationId": "deleteLight", "x-method-name": "delete"}
    return {**LANTERN, "paths": {"/lights/{light_id}": {**path, "delete": delete}}}


def put(root: Path, document: dict[str, Any]) -> None:
    """Put a spec and its client into a tree."""
    write(root, {"specs/lantern.yaml": json.dumps(document)})
    generate(Folders(root / "specs", ROOT / "templates", root / "generated"), ["lantern"])


def said(changes: dict[str, list[Any]]) -> dict[str, list[tuple[str, str]]]:
    return {title: [(change.where, change.severity) for change in some] for title, some in changes.items()}


def test_changes_since_a_release(repository: Repository) -> None:
    """The work tree is compared with the release, and each provider goes by its title."""
    put(repository.root, LANTERN)
    commit(repository.root, "a client", "v1.5.0")
    assert changes_since(repository, "v1.5.0") == {}
    put(repository.root, with_delete())
    assert said(changes_since(repository, "v1.5.0")) == {"Lantern Works": [("lights.delete()", "additive")]}


def test_a_whole_client_comes_and_goes(tmp_path: Path) -> None:
    """A new provider is an addition, one that is gone breaks programs."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    put(new, LANTERN)
    assert said(changes_between(old, new)) == {"Lantern Works": [("uptimekit_clients.lantern", "additive")]}
    assert said(changes_between(new, old)) == {"Lantern Works": [("uptimekit_clients.lantern", "breaking")]}


def test_a_client_that_changed_without_its_spec(tmp_path: Path) -> None:
    """What another template breaks in a client counts, though the spec has not changed."""
    old, new = tmp_path / "old", tmp_path / "new"
    put(old, LANTERN)
    put(new, LANTERN)
    client = new / "generated/uptimekit_clients/lantern/client.py"
    client.write_text(client.read_text(encoding="utf-8").replace("api_key", "key"), encoding="utf-8")
    (changes,) = changes_between(old, new).values()
    assert changes[0].severity == "breaking"


def test_an_overlay_that_changed(tmp_path: Path) -> None:
    """A document of any format counts, and its overlay with it."""
    old, new = tmp_path / "old", tmp_path / "new"
    action = "{target: \"$.paths['/lights/{light_id}'].get\", update: {x-method-name: %s}}"

    def put_overlay(root: Path, name: str) -> None:
        overlay = f"overlay: 1.1.0\ninfo: {{}}\nactions: [{action % name}]"
        write(root, {"specs/lantern.json": json.dumps(LANTERN), "specs/lantern.overlay.yaml": overlay})
        generate(Folders(root / "specs", ROOT / "templates", root / "generated"), ["lantern"])

    put_overlay(old, "find")
    put_overlay(new, "find")
    assert changes_between(old, new) == {}
    put_overlay(new, "fetch")
    assert said(changes_between(old, new)) == {"Lantern Works": [("lights.find()", "breaking")]}


def test_a_broken_spec_is_refused(repository: Repository) -> None:
    """A spec that is no YAML stops the plan, by its name."""
    write(repository.root, {"specs/lantern.yaml": "a: [", "generated/README": "x"})
    with pytest.raises(RefusalError, match=r"^lantern\.yaml: not readable"):
        changes_since(repository, "v1.4.0")
