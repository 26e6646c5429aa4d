"""Names of time zones."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["may_be_zone"]

_NAME: Final = re.compile(r"[A-Z][A-Z0-9_+/-]*", re.ASCII | re.IGNORECASE)
_WITNESSES: Final = ("UTC", "Europe/Kyiv", "US/Eastern")
"""A basic, a recent (2022) and a legacy name: a database without one of them lacks more of its kind.

Some Linux distributions leave out the legacy names, which the server still takes.
"""


def may_be_zone(name: str) -> bool:
    """Whether *name* is an IANA time zone, as far as this machine knows; case matters."""
    return bool(_NAME.fullmatch(name)) and (_known(name) or not all(map(_known, _WITNESSES)))


@cache
def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of the database, "America"
        return False
    return True
