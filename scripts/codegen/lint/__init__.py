"""Refuses every document that the generator would turn into something else than it says.

The parser drops, ignores or misreads a good deal of OpenAPI without a word (``docs/adding-a-provider.md`` has the
list).  Each rule here names the place, what is wrong, and what to write instead; all problems come at once.
"""

from __future__ import annotations

from apimodel.document import JsonObject

from . import document, extensions, operations, pagination, parameters, schemas, spelling
from .report import Report

__all__ = ["lint"]


def lint(file: str, spec: JsonObject) -> list[str]:
    """Return one line for each problem of *spec*; an empty list means that nothing is lost."""
    report = Report(file, spec)
    document.version(report)
    document.references(report)  # before the validator, which would fetch foreign references
    if not report.problems:
        spelling.paths(report)
    if not report.problems:
        document.valid(report)
    if not report.problems:  # the other rules rely on a well-formed document
        for rules in (document, extensions, schemas, parameters, operations, pagination, spelling):
            rules.check(report)
    return list(dict.fromkeys(report.problems))
