"""The changes between two versions of a spec and of the client generated from it."""

from __future__ import annotations

from .change import SEVERITIES, Change, Severity, as_json, as_text, lines, ordered, worst
from .compare import compare, compare_versions
from .packages import compare_packages
from .sources import Source, Version, open_source, version_in

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
    "version_in",
    "worst",
]
