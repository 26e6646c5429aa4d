"""What changed between two versions of a spec and of the client that is made from it."""

from __future__ import annotations

from .change import SEVERITIES, Change, Severity, as_json, as_text, lines, ordered, worst
from .compare import compare, compare_versions
from .python import compare_packages
from .sources import Source, Version, open_source

__all__ = [
    "SEVERITIES",
    "Change",
    "Severity",
    "Source",
    "Version",
    "as_json",
    "as_text",
    "compare",
    "compare_packages",
    "compare_versions",
    "lines",
    "open_source",
    "ordered",
    "worst",
]
