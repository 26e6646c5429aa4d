"""Monitors and heartbeats drive the components of status pages; see ``docs/howto/drive-a-status-page.md``."""

from __future__ import annotations

from .damping import damped
from .decision import Decision, decide
from .mapping import ComponentMapping, Mappings, Rule, Source
from .mapping_file import read_mappings
from .synchronize import synchronize

__all__ = [
    "ComponentMapping",
    "Decision",
    "Mappings",
    "Rule",
    "Source",
    "damped",
    "decide",
    "read_mappings",
    "synchronize",
]
