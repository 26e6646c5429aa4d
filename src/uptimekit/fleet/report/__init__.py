"""A report of a fleet: one HTML page for people.  See ``docs/report.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime.lazy import lazy_exports

if TYPE_CHECKING:
    from .contents import Report, build_report
    from .page import render_page
    from .read_report import read_report

__all__ = ["Report", "build_report", "read_report", "render_page"]

_MODULES = {
    "contents": ("Report", "build_report"),
    "page": ("render_page",),
    "read_report": ("read_report",),
}

if not TYPE_CHECKING:  # a type checker reads the imports above, and reports any other name
    __getattr__, __dir__ = lazy_exports(
        __name__, {name: module for module, names in _MODULES.items() for name in names}
    )
