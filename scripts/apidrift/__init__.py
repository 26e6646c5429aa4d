"""Comparing what an API answers with what its spec says."""

from __future__ import annotations

from .collector import Collector, as_json, as_text
from .facts import Fact
from .live import Reading, read_live
from .operation_finder import Finder
from .recording import Exchange, read_recording

__all__ = [
    "Collector",
    "Exchange",
    "Fact",
    "Finder",
    "Reading",
    "as_json",
    "as_text",
    "read_live",
    "read_recording",
]
