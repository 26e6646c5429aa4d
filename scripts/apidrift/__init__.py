"""Comparing what an API answers with what its spec says."""

from __future__ import annotations

from .collector import Collector
from .exchange import Exchange, read_recording
from .fact import KINDS, Fact, Kind
from .live import Reading, read_live
from .locate import Finder
from .report import as_json, as_text

__all__ = [
    "KINDS",
    "Collector",
    "Exchange",
    "Fact",
    "Finder",
    "Kind",
    "Reading",
    "as_json",
    "as_text",
    "read_live",
    "read_recording",
]
