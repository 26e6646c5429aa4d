"""Proposals about answers that a document describes badly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from documents import Document
from documents.propose import answers, class_names
from documents.propose.proposal import jsonpath, subjects

from ._proposals import JSON, TEXT, listing, only, pairs


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, {"responses": {"200": {"description": "Not described."}}}),
        ({"deprecated": True}, {"x-skip": True}),
    ],
)
def test_no_success_is_described(members: Any, expected: Any) -> None:
    """An operation without a success reads nothing of its answer; a deprecated one is left out."""
    spec = listing("/lights", TEXT, **members, responses={"404": {"description": ""}})
    assert pairs(answers.propose(spec, only(spec))) == expected


def test_an_answer_that_refers_to_a_request_body() -> None:
    """An answer by the name of a request body gets the content of that."""
    written = listing("/lights", TEXT, responses={"200": {"$ref": "#/components/requestBodies/Light"}})
    written["components"] = {"requestBodies": {"Light": {"content": {JSON: {"schema": TEXT}}}}}
    spec = listing("/lights", TEXT)
    document = Document(Path("lantern.yaml"), written, spec)
    removed, added = answers.propose(written, next(subjects(document)))
    responses = "$.paths['/lights'].get.responses"
    assert (removed.target, removed.member) == (f"{responses}['200']", "")
    schema = {"$ref": "#/components/requestBodies/Light/content/application~1json/schema"}
    content = {JSON: {"schema": schema}}
    assert (added.target, added.member) == (responses, "200")
    assert added.value == {"description": "Like the request body.", "content": content}


def test_classes_that_were_kept_apart() -> None:
    """A class with an ending that keeps it from another is fixed where it is written, and no other class."""
    thing = {"type": "object"}
    written = {
        "components": {
            "schemas": {"Light": thing, "Lamp2": thing, "Lamp": {"properties": {"light": {"anyOf": [thing]}}}}
        }
    }
    spec = {
        "components": {"schemas": dict.fromkeys(("Light", "Light2", "Lamp", "Lamp2", "Bulb", "Oven3"), thing)}
    }
    origins = {"#/components/schemas/Light2": "#/components/schemas/Lamp/properties/light/anyOf/0"}
    (proposal,) = class_names.propose(Document(Path("lantern.yaml"), written, spec, (), origins))
    assert proposal.target == "$.components.schemas.Lamp.properties.light.anyOf[0]"
    assert (proposal.member, proposal.value, proposal.why) == ("x-class-name", "Light2", "Another class is Light.")  # fmt: skip


def test_paths_to_odd_names() -> None:
    """Names that no JSONPath has without quotes are quoted; digits are an index in a list only."""
    spec: Any = {"it's": [{"200": {"a\\b": 0}}]}
    assert jsonpath(spec, ["it's", "0", "200", "a\\b"]) == r"$['it\'s'][0]['200']['a\\b']"
