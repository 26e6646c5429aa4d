"""The ``x-`` members that documents may have, by where they stand; docs/spec-extensions.md says what they mean."""

from __future__ import annotations

from typing import Final

KNOWN: Final[dict[str, frozenset[str]]] = {
    "root": frozenset({"x-provider", "x-skip"}),
    "server": frozenset({"x-name", "x-limit-by"}),
    "security scheme": frozenset({"x-parameter", "x-env", "x-prefix", "x-read-only-status"}),
    "operation": frozenset(
        {"x-method-name", "x-idempotent", "x-envelope", "x-unwrap", "x-pagination", "x-skip"}
    ),
    "parameter": frozenset({"x-encoded-twice", "x-secret"}),
    "property": frozenset({"x-secret"}),
    "schema": frozenset({"x-class-name", "x-enum-varnames", "x-params", "x-record"}),
}
EVERY: Final = frozenset().union(*KNOWN.values())
