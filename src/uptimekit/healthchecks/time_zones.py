"""Time zone names: which ones surely do not exist."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["may_be_zone"]

_NAME: Final = re.compile(r"[A-Z][A-Z0-9_+/-]*", re.ASCII | re.IGNORECASE)
_WITNESSES: Final = ("UTC", "Europe/Kyiv", "US/Eastern")
"""A basic, a recent (2022) and a legacy name: where this machine's database lacks one, it lacks more of the kind.

Linux distributions have begun to leave the legacy names out, which the server still takes.
"""


def may_be_zone(name: str) -> bool:
    """Whether *name* is an IANA time zone, as far as this machine can tell; case matters."""
    return bool(_NAME.fullmatch(name)) and (_known(name) or not all(map(_known, _WITNESSES)))


@cache
def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of the database, "America"
        return False
    return True
