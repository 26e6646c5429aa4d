"""Changes as text for a person, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from .change import SEVERITIES, Change, lines


def as_text(changes: Sequence[Change]) -> str:
    """Return the changes under the names of their classes, one line each; equal ones share a line."""
    parts: list[str] = []
    for severity in SEVERITIES:
        if found := [change for change in changes if change.severity == severity]:
            parts.append("\n".join([f"{severity}:", *(f"- {line}" for line in lines(found))]))
    return "\n\n".join(parts) or "no change"


def as_json(changes: Sequence[Change]) -> str:
    """Return the changes as a list of objects with kind, where, text and severity."""
    rows = [{key: value for key, value in asdict(change).items() if key != "covers"} for change in changes]
    return json.dumps(rows, indent=2, ensure_ascii=False)
