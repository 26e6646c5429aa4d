"""Rules for documents: what the generator would not turn into Python as it is written is refused.

The parser drops, ignores or misreads a good deal of OpenAPI without a word (``docs/adding-a-provider.md`` has the
list).  Each rule here names the place, what is wrong, and what to write instead; all problems come at once.
"""

from __future__ import annotations

from typing import Final

from apimodel.document import JsonObject

from . import document, extensions, operations, pagination, parameters, schemas, servers, spelling

__all__ = ["lint"]

# The rules of a stage rely on what those before it have found to be sound: references are in the document (the
# validator would fetch others), the validator does not break on a path, and the document is well-formed.
_STAGES: Final = (
    (document.version, document.references),
    (spelling.paths,),
    (document.valid,),
    tuple(
        m.check
        for m in (document, servers, extensions, schemas, parameters, operations, pagination, spelling)
    ),
)


def lint(file: str, spec: JsonObject) -> list[str]:
    """Return one line for each problem of *spec*; an empty list means that nothing is lost."""
    for rules in _STAGES:
        if problems := [problem for rule in rules for problem in rule(spec)]:
            lines = (f"{file}: {where}: {what}; {instead}" for where, what, instead in problems)
            return list(dict.fromkeys(map(_shown, lines)))
    return []


def _shown(line: str) -> str:
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)
