"""What changed between two versions of a spec and of the client that is made from it."""

from __future__ import annotations

from .change import SEVERITIES, Change, Severity, lines, ordered, worst
from .compare import compare

__all__ = ["SEVERITIES", "Change", "Severity", "compare", "lines", "ordered", "worst"]
