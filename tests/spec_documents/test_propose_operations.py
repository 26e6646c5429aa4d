"""Proposals about one operation: names, unwrapping, idempotency."""

from __future__ import annotations

from typing import Any

import pytest

from documents import Document
from documents.propose import operations
from documents.propose.proposal import subjects

from ._proposals import JSON, TEXT, TEXTS, listing, only, pairs

OBJECT = {"type": "object", "properties": {"name": TEXT}}


def test_names_that_were_made_are_proposed() -> None:
    """Names that the document has not are fixed, at the place where the document has the operation."""
    written = {"paths": {"/lights/{light-id}": {"get": {"summary": "A light."}}}}
    named = {"operationId": "getLight", "x-method-name": "get", "tags": ["Lights"]}
    spec = {"paths": {"/lights/{light_id}": {"get": named}}}
    origins = {"#/paths/~1lights~1{light_id}": "#/paths/~1lights~1{light-id}"}
    (subject,) = subjects(Document("lantern.yaml", written, spec, (), origins))  # type: ignore[arg-type]
    proposals = list(operations.names(subject))
    assert pairs(proposals) == named
    assert {each.target for each in proposals} == {"$.paths['/lights/{light-id}'].get"}
    written["paths"]["/lights/{light-id}"]["get"] |= named  # type: ignore[arg-type]
    assert list(operations.names(subject)) == []


@pytest.mark.parametrize(
    ("properties", "field"),
    [
        ({"light": OBJECT}, "light"),
        ({"lights": TEXTS}, "lights"),
        ({"light": OBJECT, "more": TEXT}, None),
        ({"name": TEXT}, None),
        (TEXTS, None),
        ({"type": "object", "oneOf": [{"properties": {"light": OBJECT}}] * 2}, "light"),
        ({"type": "object", "oneOf": [{"properties": {"light": OBJECT}}, {}]}, None),
    ],
)
def test_a_single_field_is_unwrapped(properties: Any, field: str | None) -> None:
    """An answer of one object or list gives that; any other answer stays."""
    spec = listing("/lights", properties)
    assert pairs(operations.unwrapping(spec, only(spec))).get("x-unwrap") == field


@pytest.mark.parametrize(
    ("path", "properties", "value"),
    [
        ("/lights", {"name": TEXT, "dedup_key": TEXT}, "dedup_key"),
        ("/lights", {"Idempotency-Key": TEXT}, "Idempotency-Key"),
        ("/lights/search", {"name": TEXT}, True),
        ("/lights/research", {"name": TEXT}, None),
        ("/lights", {"name": TEXT}, None),
    ],
)
def test_requests_that_may_be_sent_again(path: str, properties: Any, value: Any) -> None:
    """A POST with a key in its body, and a search, may be sent again."""
    spec = listing(path, {"light": OBJECT})
    operation = spec["paths"][path].pop("get")
    operation["requestBody"] = {"content": {JSON: {"schema": {"type": "object", "properties": properties}}}}
    spec["paths"][path]["post"] = operation
    assert pairs(operations.idempotency(spec, only(spec))).get("x-idempotent") == value
