"""The script that the store runs, its question and its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from uptimekit._runtime.constants import (
    THROTTLE_COOLDOWN,
    THROTTLE_FACTOR,
    THROTTLE_MEASURE,
    THROTTLE_PAUSE,
    THROTTLE_SPACING_CAP,
)
from uptimekit._runtime.rate_limiter import REMEMBERED

__all__ = ["SECOND", "ScriptAnswer", "question", "script"]

SECOND: Final = 1_000_000.0
"""The script's times are microseconds: whole numbers of the server's clock."""


@cache
def script() -> str:
    """Return the script with its constants."""
    seconds = {
        "MEASURE": THROTTLE_MEASURE,
        "CAP": THROTTLE_SPACING_CAP,
        "COOLDOWN": THROTTLE_COOLDOWN,
        "PAUSE": THROTTLE_PAUSE,
    }
    constants = {name: value * SECOND for name, value in seconds.items()}
    constants |= {"FACTOR": THROTTLE_FACTOR, "REMEMBERED": REMEMBERED}
    head = "".join(f"local {name} = {value:.17g}\n" for name, value in constants.items())
    return head + Path(__file__).with_name("turns.lua").read_text(encoding="utf-8")


def question(**asked: Any) -> str:
    """Return the script's argument; what is None is left out, since null is a value in Lua's JSON."""
    return json.dumps({name: value for name, value in asked.items() if value is not None}, allow_nan=False)


@dataclass(frozen=True)
class ScriptAnswer:
    """What the script returned.

    Attributes:
        outcome: ``done``; ``late`` if the turn would be too late; ``unknown`` if the store lost what it was told.
        now: the server's time in microseconds, as all times here.
        at: the time of the turn.
        paused: the end of the last pause.
        slow: the end of the slow phase.
        spacing: between two requests until then.
        born: name of the state, until it is lost.
        turns: times of the turns by id: those that are new since what the question named.
    """

    outcome: str
    now: float = 0.0
    at: float = 0.0
    paused: float = 0.0
    slow: float = 0.0
    spacing: float = 0.0
    born: str = ""
    turns: Mapping[str, float] | None = None

    @classmethod
    def parse(cls, text: str | bytes) -> ScriptAnswer:
        """Read an answer.  Raises ValueError or TypeError for any other text."""
        outcome, *rest = (text.decode() if isinstance(text, bytes) else text).split()
        if outcome == "unknown":
            return cls(outcome)
        *times, born = rest[:6]
        now, at, paused, slow, spacing = map(float, times)
        turns = dict(zip(rest[6::2], map(float, rest[7::2]), strict=True))
        return cls(outcome, now, at, paused, slow, spacing, born, turns)
