"""Comparing what an API answers with what its spec says."""

from __future__ import annotations

from .collector import Collector, as_json, as_text
from .exchange import Exchange, read_recording
from .live import Reading, read_live
from .locate import Finder
from .shapes import Fact

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
