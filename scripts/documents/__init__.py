"""Documents of APIs, from their files to the one form that rules and the model read.

:func:`read` takes a file through all steps: loading (``loading``, ``swagger``, ``versions``), the overlay beside it
(``overlay``), and what needs no thought (``normalise``).
"""

from __future__ import annotations

from .document import Change, Document
from .explaining import explain
from .loading import load
from .reading import files_of, lone_overlays, overlay_of, read, rivals, spec_files

__all__ = [
    "Change",
    "Document",
    "explain",
    "files_of",
    "load",
    "lone_overlays",
    "overlay_of",
    "read",
    "rivals",
    "spec_files",
]
