"""Suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["did_you_mean"]


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Return ``; did you mean url?`` for the name in *known* that is closest, an empty text if none is close."""
    from difflib import get_close_matches  # slow to import, needed for errors only

    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""
