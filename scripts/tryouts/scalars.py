"""Texts, numbers and booleans made up from schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .patterns import matching
from .schemas import Shape

_FORMATS: Final[Mapping[str, str]] = {
    "date": "2026-11-20",
    "date-time": "2026-11-20T10:00:00+00:00",
    "time": "10:00:00Z",
    "duration": "PT5M",
    "email": "someone@example.test",
    "hostname": "host.example.test",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "dHJ5b3V0",
    "uri": "https://example.test/a?b=c",
    "url": "https://example.test/a?b=c",
    "uuid": "0190d3a2-7b3c-7f10-8a3e-4f1c2d5b6a79",
}


def scalar(shape: Shape, text: str, notes: list[str]) -> Any:
    """Return a value of a schema whose values hold no others; *text* stands where any text may stand."""
    kind = shape.types[0]
    if kind == "boolean":
        return True
    if kind == "string":
        return _text(shape.data, text, notes)
    return int(_number(shape.data, 7)) if kind == "integer" else _number(shape.data, 2.5)


def _text(rules: Mapping[str, Any], text: str, notes: list[str]) -> str:
    least, most = rules.get("minLength", 0), rules.get("maxLength", 10_000)
    if pattern := rules.get("pattern"):
        if (found := matching(pattern, least, most)) is not None:
            return found
        notes.append(f"no text was found for a pattern: {pattern}")
    text = _FORMATS.get(rules.get("format", ""), text)
    return text.ljust(least, "x")[:most].strip() or "x"


def _number(rules: Mapping[str, Any], value: float) -> float:
    """Return a number between the limits, which may exclude themselves (as numbers in 3.1, as true in 3.0)."""
    step = rules.get("multipleOf", 0)
    lowest, above = rules.get("minimum"), rules.get("exclusiveMinimum")
    highest, below = rules.get("maximum"), rules.get("exclusiveMaximum")
    above = {True: lowest, False: None}[above] if isinstance(above, bool) else above
    below = {True: highest, False: None}[below] if isinstance(below, bool) else below
    value = step * max(1, -(-(lowest or 0) // step)) if step else value
    value = max(value, value if lowest is None else lowest, value if above is None else above + (step or 1))
    return min(value, value if highest is None else highest, value if below is None else below - (step or 1))
