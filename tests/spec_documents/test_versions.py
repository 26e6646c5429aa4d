"""Versions of documents: known ones are read, another is one line."""

from __future__ import annotations

from typing import Any

import pytest

from apimodel import SpecError
from documents.versions import lowered


@pytest.mark.parametrize("number", ["3.0.0", "3.0.4", "3.1.0", "3.1.2"])
def test_what_needs_nothing(number: str) -> None:
    """OpenAPI 3.0 and 3.1 go on as they are."""
    document = {"openapi": number, "paths": {}}
    assert lowered("lamps.yaml", document) == (document, {}, [])


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ({"openapi": "4.0.0"}, "#/openapi: version 4.0.0 is not known; "),
        ({"openapi": 3.1}, "#/openapi: version 3.1 is not complete; write '3.1.0'"),
        ({"openapi": "3.0"}, "#/openapi: version 3.0 is not complete; write '3.0.0'"),
        ({"swagger": "1.2"}, "#/swagger: version 1.2 is not known; "),
        ({"openapi": "2.0", "swagger": "2.0"}, "#/openapi: version 2.0 is not known; "),
        ({}, "#/openapi: is missing; write the document's version, such as 3.1.0"),
        ({"openapi": None}, "#/openapi: is missing; write the document's version, such as 3.1.0"),
    ],
)
def test_another_version_is_one_line(document: dict[str, Any], line: str) -> None:
    """A document of another version would be misread: nothing else is said of it."""
    with pytest.raises(SpecError) as caught:
        lowered("lamps.yaml", {**document, "paths": 3})
    (told,) = caught.value.problems
    assert told.startswith(f"lamps.yaml: {line}")
