"""The lines in which problems are told: one place each, equal ones counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apimodel.document import SpecError
from codegen import pipeline
from codegen.lint import incomplete, lint
from documents import Change, Document

from ._support import DROP, GOOD, JSON, answer, operation, patched, problems_of, prop

ODD = {"type": "string", "requierd": True}
MEMBER = "requierd is no member of a schema; correct the name, or remove it"
NAMED = {"x-method-name": "Get"}
METHOD = "x-method-name is 'Get'; write a lower-case method name, such as list"


def test_equal_problems_are_counted() -> None:
    """What is wrong in several places is one line, with their number and the first of them."""
    names = ("Light", "LightPage", "Links")
    document = patched({"components": {"schemas": {name: {"requierd": []} for name in names}}})
    assert problems_of(document) == [
        f"beacon.yaml: in 3 places, first at #/components/schemas/Light: {MEMBER}"
    ]


def test_a_place_that_several_operations_use_counts_once() -> None:
    """A parameter of a path is one place, however many operations take it."""
    document = patched({"paths": {"/lights": {"parameters": [{"name": "a", "in": "query", "schema": ODD}]}}})
    assert problems_of(document) == [f"beacon.yaml: #/paths/~1lights/parameters/0/schema: {MEMBER}"]


def test_shared_parts_are_told_where_they_are_written() -> None:
    """Problems of parameters and bodies behind references have the places of the components."""
    shared = {
        "parameters": {"Odd": {"name": "a", "in": "query", "schema": ODD}},
        "requestBodies": {"Odd": {"required": True, "content": {JSON: {"schema": ODD}}}},
        "responses": {"Odd": answer(ODD)["200"]},
    }
    refer = {kind: {"$ref": f"#/components/{kind}/Odd"} for kind in shared}
    uses = {
        "parameters": [refer["parameters"]],
        "requestBody": refer["requestBodies"],
        "responses": {"200": refer["responses"]},
    }
    document = patched({"components": shared}, patched(operation("create", {"requestBody": None})))
    document["paths"]["/lights"]["post"] |= uses
    (line,) = problems_of(document)
    assert line == f"beacon.yaml: in 3 places, first at #/components/parameters/Odd/schema: {MEMBER}"
    document["components"]["parameters"]["Odd"]["schema"] = {"type": "string"}
    (line,) = problems_of(document)
    assert "in 2 places, first at #/components/requestBodies/Odd/content/application~1json/schema: " in line


def test_places_are_those_of_the_file() -> None:
    """A part that was moved is told where the file has it; its inner parts are, too."""
    origins = {"#/components/schemas/Light": "#/definitions/light"}
    (line,) = lint("beacon.yaml", patched(prop(ODD)), origins)
    assert line == f"beacon.yaml: #/definitions/light/properties/extra_one: {MEMBER}"


def test_an_operation_is_told_by_its_place() -> None:
    """Slashes of a path are escaped, as in every JSON pointer."""
    broken = patched(operation("get", NAMED))
    assert problems_of(broken) == [f"beacon.yaml: #/paths/~1lights~1{{light_id}}/get: {METHOD}"]


def test_what_the_steps_before_leave_undecided_is_told_with_the_rest() -> None:
    """Problems that were found on the way are counted with those of the rules, and keep their places."""
    found = [("#/definitions/x", *METHOD.split("; "))]
    broken = patched(operation("get", NAMED))
    assert lint("beacon.yaml", broken, {"#/definitions": "#/elsewhere"}, found) == [
        f"beacon.yaml: in 2 places, first at #/definitions/x: {METHOD}"
    ]


@pytest.mark.parametrize("foreign", ["changes", "overlay"])
def test_a_document_that_is_not_ours_is_corrected_in_its_overlay(
    foreign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a document with an overlay, or in another form than ours, the overlay is where to write."""
    path, broken = tmp_path / "beacon.yaml", patched(operation("get", NAMED))
    changes = (Change("version", "#/openapi"),) if foreign == "changes" else ()
    if foreign == "overlay":
        (tmp_path / "beacon.overlay.yaml").write_text("overlay: 1.0.0")
    monkeypatch.setattr(pipeline, "read", lambda path: Document(path, broken, broken, changes))
    with pytest.raises(
        SpecError, match=r": x-method-name is 'Get'; in beacon\.overlay\.yaml, write a lower-case"
    ):
        pipeline.linted(path)


def test_a_document_of_ours_is_corrected_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an overlay, a line says only what to write."""
    broken = patched(operation("get", NAMED))
    monkeypatch.setattr(pipeline, "read", lambda path: Document(path, GOOD, broken))
    with pytest.raises(SpecError, match=": x-method-name is 'Get'; write a lower-case"):
        pipeline.linted(tmp_path / "beacon.yaml")


REFERENCES = 4  # that stand under paths


@pytest.mark.parametrize(
    ("patch", "line"),
    [
        ({"paths": DROP, "pats": {}}, "#/pats: paths is missing; write paths for pats"),
        ({"info": DROP}, "#: info is missing; complete the document"),
        (
            {"components": DROP},
            f"#: components is missing, where {REFERENCES} references lead; complete the document",
        ),
        (
            {"components": {"schemas": DROP}, "component": {}},
            f"#/component: components has no schemas, where {REFERENCES} references lead; write components for component",
        ),
    ],
    ids=["misspelt paths", "no info", "cut off", "misspelt components, others of the overlay"],
)
def test_what_the_root_lacks_is_told_alone(
    patch: dict[str, Any], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt name at the root, or a file that was cut off, is one line, and none of what follows from it."""
    broken = patched(patch)
    follows = ("beacon.overlay.yaml: action 1: target $.paths selects nothing",)
    monkeypatch.setattr(pipeline, "read", lambda path: Document(path, broken, broken, problems=follows))
    assert pipeline.problems_of(tmp_path / "beacon.yaml") == [f"beacon.yaml: {line}"]


def test_a_document_without_components_may_be_whole() -> None:
    """Only references miss components."""
    assert incomplete("beacon.yaml", {"info": {}, "paths": {}}) == []
    assert incomplete("beacon.yaml", GOOD) == []
