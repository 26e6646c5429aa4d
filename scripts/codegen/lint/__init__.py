"""Rules for documents: what the generator would not turn into Python as it is written is refused.

The parser drops, ignores or misreads a good deal of OpenAPI without a word (``docs/adding-a-provider.md`` has the
list).  Each rule here names the place, what is wrong, and what to write instead; all problems come at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from apimodel.document import JsonObject
from apimodel.document import operations as operations_of

from . import document, extensions, operations, pagination, parameters, schemas, servers, spelling
from .report import report
from .rules import Problem, Subject

__all__ = ["lint"]

# The rules of a stage rely on what those before it have found to be sound: references are in the document (the
# validator would fetch others), the validator does not break on a path, and the document is well-formed.
_STAGES: Final = ((document.version, document.references), (spelling.paths,), (document.valid,))
_RULES: Final = (document, servers, extensions, schemas, parameters, operations, pagination, spelling)
_NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})


def lint(
    file: str, spec: JsonObject, origins: Mapping[str, str] = _NOWHERE, overlay: str | None = None
) -> list[str]:
    """Return one line for each problem of *spec*; an empty list means that nothing is lost.

    *origins* are JSON pointers of parts that were moved, with where they stand in *file*; *overlay* is the file in
    which corrections belong, if that is another one.
    """
    return report(file, _problems(spec), origins, overlay)


def _problems(spec: JsonObject) -> list[Problem]:
    for rules in _STAGES:
        if problems := [problem for rule in rules for problem in rule(spec)]:
            return problems
    subject = Subject(spec, tuple(operations_of(spec)))
    return [problem for module in _RULES for problem in module.check(subject)]
