"""The wait before a request is sent again; pure functions."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from .constants import BACKOFF_BASE, BACKOFF_CAP

if TYPE_CHECKING:
    import random

__all__ = ["backoff", "retry_after"]

_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
_LONGEST: Final = 10 * 365 * 86_400.0  # beyond ten years a number is noise, not advice


def backoff(retry: int, rng: random.Random, base: float = BACKOFF_BASE) -> float:
    """Return seconds before retry number *retry* (from 0): full jitter under a ceiling of *base*, doubling, capped."""
    return rng.uniform(0, min(BACKOFF_CAP, base * 2 ** min(retry, 16)))


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that an answer asks to wait; None if it does not say, or not understandably.

    Reads ``retry-after-ms``, then ``Retry-After`` as seconds (whole or not) or as any of the three HTTP dates
    (RFC 9110, 5.6.7), relative to *now* in epoch seconds.  Negative, past, absurd and repeated values are ignored.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after", "").strip(" \t")
    seconds = _number(text)
    return seconds if seconds is not None else _until(text, now)


def _number(text: str) -> float | None:
    text = text.strip(" \t")
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        return None
    value = float(text)
    return value if math.isfinite(value) and value <= _LONGEST else None


def _until(text: str, now: float) -> float | None:
    if not text or not text.isascii():
        return None
    from email.utils import parsedate_to_datetime  # slow to import, and few answers have a date here

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:  # asctime carries no zone; HTTP dates are UTC
        moment = moment.replace(tzinfo=datetime.UTC)
    wait = moment.timestamp() - now
    return wait if 0 < wait <= _LONGEST else None
