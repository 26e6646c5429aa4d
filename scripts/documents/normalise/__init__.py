"""From any document of OpenAPI 3.0 or 3.1 to the one form that rules and the model read.

Each step (``steps`` has their order) is a function over a private copy of the document that notes what it changes.
What would be lost stays as it is, for the rules to tell.
"""

from __future__ import annotations

from .notes import Notes
from .steps import normalise

__all__ = ["Notes", "normalise"]
