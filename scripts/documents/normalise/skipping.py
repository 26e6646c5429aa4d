"""Operations that the client leaves out: ``x-skip`` at the root or in an operation."""

from __future__ import annotations

from fnmatch import fnmatchcase

from apimodel.document import ADDITIONAL, METHODS, JsonObject

from .notes import Notes
from .trees import sequence
from .walking import Operation, operations


def skip(spec: JsonObject, notes: Notes) -> None:
    """Remove the operations that ``x-skip`` names by their ids or addresses."""
    written = spec.pop("x-skip", [])
    patterns = [pattern for pattern in sequence(written) if isinstance(pattern, str)]
    if patterns != written:
        notes.problem("#/x-skip", "x-skip is not a list of texts", "write such as [listOld*, 'GET /old/*']")
    unused = dict.fromkeys(patterns)
    for operation in list(operations(spec)):
        found = [pattern for pattern in patterns if _matches(pattern, operation)]
        for pattern in found:
            unused.pop(pattern, None)
        skipped = operation.data.pop("x-skip", False)
        if not isinstance(skipped, bool):
            notes.problem(f"{operation.where}/x-skip", f"{skipped!r} is neither true nor false", "write true")
        if skipped is True or found:
            notes.change("operation: left out, as x-skip says", operation.where)
            items = operation.item if operation.method in METHODS else operation.item[ADDITIONAL]
            del items[operation.method]
    for pattern in unused:
        notes.problem("#/x-skip", f"{pattern!r} matches no operation", "correct the pattern, or remove it")
    paths = spec.get("paths")
    if isinstance(paths, dict) and patterns:
        kept = {operation.path for operation in operations(spec)}
        spec["paths"] = {path: item for path, item in paths.items() if path in kept}


def _matches(pattern: str, operation: Operation) -> bool:
    address = f"{operation.method.upper()} {operation.path}"
    names = (str(operation.data.get("operationId")), address, operation.path)
    return any(fnmatchcase(name, pattern) for name in names)
