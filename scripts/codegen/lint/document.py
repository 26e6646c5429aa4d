"""Rules for the document as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apimodel.document import JsonObject

from .rules import Problem, Subject


def version(spec: JsonObject) -> Problem | None:
    """Return what is wrong with the version: 3.0 says null differently, and later versions are not known."""
    number = str(spec.get("openapi", "nothing"))
    if re.fullmatch(r"3\.1\.\d+", number):
        return None
    return "#/openapi", f"version {number} is not supported", "write openapi: 3.1.0"


def check(subject: Subject) -> Iterator[Problem]:
    """Check what stands at the root beside what has rules of its own."""
    if "paths" not in subject.spec:
        yield "#", "paths is missing", "write it"
    elif not subject.operations:
        yield "#/paths", "there is no operation", "write one, or skip less by x-skip"
    for key in ("webhooks", "jsonSchemaDialect"):
        if key in subject.spec:
            yield f"#/{key}", "is ignored by the generator", "remove it"
