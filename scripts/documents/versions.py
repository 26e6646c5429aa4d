"""The versions of documents: each becomes OpenAPI 3.0 or 3.1 before anything else is done to it."""

from __future__ import annotations

import re
from typing import Any

from apimodel.document import JsonObject, SpecError

from . import openapi32, swagger
from .document import Change

_KNOWN = "OpenAPI 3.0, 3.1 and 3.2, and Swagger 2.0"


def lowered(file: str, document: JsonObject) -> tuple[JsonObject, dict[str, str], list[Change]]:
    """Return a document as OpenAPI 3.0 or 3.1, where its moved parts come from, and what was done.

    Raises SpecError, with one line, for a document of another version.
    """
    if swagger.is_swagger(document):
        return *swagger.converted(document), [Change("Swagger 2.0 read as OpenAPI 3.0", "#/swagger")]
    number = document.get("openapi")
    if re.fullmatch(r"3\.[01]\.\d+", str(number)):
        return document, {}, []
    if re.fullmatch(r"3\.2\.\d+", str(number)):
        spec, changes = openapi32.lowered(document)
        return spec, {}, changes
    raise SpecError([f"{file}: {_unknown(document, number)}"])


def _unknown(document: JsonObject, number: Any) -> str:
    if str(number) in ("3.0", "3.1", "3.2"):
        return f"#/openapi: version {number} is not complete; write '{number}.0'"
    if number is not None:
        return f"#/openapi: version {number} is not known; the generator reads {_KNOWN}"
    if "swagger" in document:
        return f"#/swagger: version {document['swagger']} is not known; the generator reads {_KNOWN}"
    return (
        f"#/openapi: is missing; write the document's version, such as 3.1.0 (the generator reads {_KNOWN})"
    )
