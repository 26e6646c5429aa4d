"""Proposals that fix the names of classes which had to be kept apart from others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apimodel.document import pointer, schemas

from ..document import Document
from .proposal import Proposal, jsonpath, looked_up, parts


def propose(document: Document) -> Iterator[Proposal]:
    """Propose the name of each class that got an ending, since another one has the name without it."""
    named, given = schemas(document.spec), looked_up(document.written, ["components", "schemas"])
    for name in named:
        plain = re.sub(r"(Model)?\d*$", "", name)
        if plain == name or plain not in named or (isinstance(given, dict) and name in given):
            continue
        where = parts(document.origins.get(pointer("components", "schemas", name), ""))
        schema = looked_up(document.written, where)
        if where and isinstance(schema, dict) and "x-class-name" not in schema:
            yield Proposal(
                jsonpath(document.written, where), "x-class-name", name, f"Another class is {plain}."
            )
