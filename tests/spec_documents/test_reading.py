"""Reading documents with the overlays beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import lone_overlays, overlay_of, read, spec_files

DOCUMENT = """
openapi: 3.1.0
info: {title: Lantern, version: '1'}
paths:
  /probes: {get: &same {operationId: listProbes, tags: [Probes], responses: {}}}
  /lights: {get: *same}
"""
OVERLAY = """
overlay: 1.1.0
info: {title: Decisions, version: '1'}
actions:
  - {target: "$.paths['/probes'].get", update: {tags: [More]}}
  - {target: "$.paths['/gone'].get", update: {}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lantern.yaml").write_text(DOCUMENT)
    (tmp_path / "lantern.overlay.yaml").write_text(OVERLAY)
    return tmp_path


def test_the_overlay_is_laid_over_the_document(folder: Path) -> None:
    """A document is read with the overlay beside it; a part with an alias is not changed with the other."""
    document = read(folder / "lantern.yaml")
    assert [item["get"]["tags"] for item in document.written["paths"].values()] == [
        ["Probes", "More"],
        ["Probes"],
    ]
    assert document.problems == (
        "lantern.overlay.yaml: action 2: target $.paths['/gone'].get selects nothing: $['paths'] has no ['/gone']; delete the action",
    )


def test_overlays_are_no_documents(folder: Path) -> None:
    """An overlay is found beside its document only, in any format, and one without a document is named."""
    (folder / "tower.overlay.json").write_text("{}")
    assert list(spec_files(folder)) == ["lantern"]
    assert overlay_of(folder / "lantern.yaml") == folder / "lantern.overlay.yaml"
    assert lone_overlays(folder) == [folder / "tower.overlay.json"]
    (folder / "tower.json").write_text("{}")
    assert overlay_of(folder / "tower.json") == folder / "tower.overlay.json"
    assert lone_overlays(folder) == []
