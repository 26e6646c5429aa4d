"""Proposals: a first overlay for a vendor's document, or more actions for the one it has."""

from __future__ import annotations

from .overlays import Judge, Sound, propose

__all__ = ["Judge", "Sound", "propose"]
