"""The lines in which problems are told: one place each, equal ones counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apimodel.document import SpecError
from codegen import pipeline
from codegen.lint import lint
from documents import Change, Document

from ._support import GOOD, JSON, answer, operation, patched, prop

TITLE = "title is ignored by the generator or breaks it; remove it: the component's name is the class's name"
TAGS = "0 tags; write exactly one: its resource"


def titled(*names: str) -> dict[str, Any]:
    schemas = {name: {"type": "object", "title": "x"} for name in names}
    return patched({"components": {"schemas": schemas}})


def test_equal_problems_are_counted() -> None:
    """What is wrong in several places is one line, with their number and the first of them."""
    assert lint("beacon.yaml", titled("Lamp", "Lantern", "Light")) == [
        f"beacon.yaml: in 3 places, first at #/components/schemas/Light: {TITLE}"
    ]


def test_a_place_that_several_operations_use_counts_once() -> None:
    """A parameter of a path is one place, however many operations take it."""
    document = patched({"paths": {"/lights": {"parameters": [{"name": "a", "in": "query", "schema": True}]}}})
    (line,) = lint("beacon.yaml", document)
    assert line.startswith(
        "beacon.yaml: #/paths/~1lights/parameters/0/schema: a boolean schema; write {} for"
    )


def test_shared_parts_are_told_where_they_are_written() -> None:
    """Problems of parameters and bodies behind references have the places of the components."""
    shared = {
        "parameters": {"Odd": {"name": "a", "in": "query", "schema": True}},
        "requestBodies": {"Odd": {"required": True, "content": {JSON: {"schema": True}}}},
        "responses": {"Odd": answer(True)["200"]},
    }
    refer = {kind: {"$ref": f"#/components/{kind}/Odd"} for kind in shared}
    uses = {
        "parameters": [refer["parameters"]],
        "requestBody": refer["requestBodies"],
        "responses": {"200": refer["responses"]},
    }
    document = patched({"components": shared}, patched(operation("create", {"requestBody": None})))
    document["paths"]["/lights"]["post"] |= uses
    (line,) = lint("beacon.yaml", document)
    assert line.startswith("beacon.yaml: in 3 places, first at #/components/parameters/Odd/schema: a boolean")
    document["components"]["parameters"]["Odd"]["schema"] = {"type": "string"}
    (line,) = lint("beacon.yaml", document)
    assert "first at #/components/requestBodies/Odd/content/application~1json/schema: a boolean" in line


def test_places_are_those_of_the_file() -> None:
    """A part that was moved is told where the file has it; its inner parts are, too."""
    origins = {"#/components/schemas/Light": "#/definitions/light"}
    (line,) = lint("beacon.yaml", patched(prop(True)), origins)
    assert line.startswith("beacon.yaml: #/definitions/light/properties/extra_one: a boolean schema")


def test_an_operation_is_told_by_its_place() -> None:
    """Slashes of a path are escaped, as in every JSON pointer."""
    broken = patched(operation("get", {"tags": []}))
    assert lint("beacon.yaml", broken) == [f"beacon.yaml: #/paths/~1lights~1{{light_id}}/get: {TAGS}"]


def test_what_the_steps_before_leave_undecided_is_told_with_the_rest() -> None:
    """Problems that were found on the way are counted with those of the rules, and keep their places."""
    found = [("#/definitions/x", "0 tags", "write exactly one: its resource")]
    broken = patched(operation("get", {"tags": []}))
    assert lint("beacon.yaml", broken, {"#/definitions": "#/elsewhere"}, found) == [
        f"beacon.yaml: in 2 places, first at #/definitions/x: {TAGS}"
    ]


@pytest.mark.parametrize("foreign", ["changes", "overlay"])
def test_a_document_that_is_not_ours_is_corrected_in_its_overlay(
    foreign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a document with an overlay, or in another form than ours, the overlay is where to write."""
    path, broken = tmp_path / "beacon.yaml", patched(operation("get", {"tags": []}))
    changes = (Change("version", "#/openapi"),) if foreign == "changes" else ()
    if foreign == "overlay":
        (tmp_path / "beacon.overlay.yaml").write_text("overlay: 1.0.0")
    monkeypatch.setattr(pipeline, "read", lambda path: Document(path, broken, broken, changes))
    with pytest.raises(SpecError, match=r": 0 tags; in beacon\.overlay\.yaml, write exactly one"):
        pipeline.linted(path)


def test_a_document_of_ours_is_corrected_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an overlay, a line says only what to write."""
    broken = patched(operation("get", {"tags": []}))
    monkeypatch.setattr(pipeline, "read", lambda path: Document(path, GOOD, broken))
    with pytest.raises(SpecError, match=r": 0 tags; write exactly one"):
        pipeline.linted(tmp_path / "beacon.yaml")
