"""Proposals about bodies in several formats."""

from __future__ import annotations

from typing import Any

import pytest

from documents.propose import bodies

from ._proposals import JSON, TEXT, listing, only

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
YAML = "application/yaml"
OBJECT = {"type": "object", "properties": {"name": TEXT}}
UNION = {"oneOf": [OBJECT, {**OBJECT, "description": "Another one."}]}
WITH_BODY = {"type": "object", "properties": {"body": TEXT}}
CONTENT = "$.paths['/lights'].get.requestBody.content"


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ({JSON: UNION, PARTS: UNION}, f"{CONTENT}['{PARTS}']"),
        ({JSON: UNION, FORM: UNION}, None),
        ({JSON: OBJECT, FORM: OBJECT}, None),
        ({PARTS: UNION}, None),
        ({JSON: WITH_BODY, YAML: WITH_BODY}, None),
        ({JSON: OBJECT, YAML: OBJECT}, None),
    ],
)
def test_formats_that_do_not_go_together(content: Any, target: str | None) -> None:
    """Where JSON can say all, the format that cannot be sent beside it is left out."""
    body = {"content": {media: {"schema": schema} for media, schema in content.items()}}
    spec = listing("/lights", TEXT, requestBody=body)
    every = [(each.target, each.member) for each in bodies.propose(spec, spec, only(spec))]
    assert every == ([(target, "")] if target else [])


@pytest.mark.parametrize("required", [True, False])
def test_a_body_with_required_fields(required: bool) -> None:
    """A body is required if one of its fields is; the place is where the body is written."""
    body = {"required": required, "content": {JSON: {"schema": {**OBJECT, "required": ["name"]}}}}
    spec = listing("/lights", TEXT, requestBody=body)
    written = listing("/lights", TEXT, requestBody={"$ref": "#/components/requestBodies/Light"})
    written["components"] = {"requestBodies": {"Light": body}}
    every = [(each.target, each.member, each.value) for each in bodies.propose(spec, written, only(spec))]
    assert every == ([] if required else [("$.components.requestBodies.Light", "required", True)])
