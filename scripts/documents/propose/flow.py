"""Values as YAML on one line."""

from __future__ import annotations

import json
import re
from typing import Any, Final

# What every reader of YAML takes for the same text without quotes.
_PLAIN: Final = re.compile(r"[A-Za-z_/$][A-Za-z0-9_/$.-]*(?: [A-Za-z0-9_/$.-]+)*")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_BLOCK: Final = re.compile(r"\$[^\s:#]*")  # a JSONPath that needs no quotes where it is the whole value


def flow(value: Any) -> str:
    """Return a value as flow YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def block(path: str) -> str:
    """Return a JSONPath as the value of a member on a line of its own."""
    return path if _BLOCK.fullmatch(path) else json.dumps(path, ensure_ascii=False)
