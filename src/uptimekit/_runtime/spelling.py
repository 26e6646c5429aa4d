"""Suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest", "with_article"]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name in *known* that is closest to *name*, letter case aside; None if none is close."""
    from difflib import get_close_matches  # slow to import, needed for errors only

    spelt = {each.casefold(): each for each in sorted(known, reverse=True)}
    close = get_close_matches(name.casefold(), spelt, n=1, cutoff=0.6)
    return spelt[close[0]] if close else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return ``; did you mean url?`` for the nearest name in *known*; without one ``; `` and *otherwise*, if given."""
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else f"; {otherwise}" if otherwise else ""


def with_article(name: str) -> str:
    """Return *name* after its article: ``a Monitor``, ``an Incident``."""
    return f"{'an' if name[:1] in set('AEIOaeio') else 'a'} {name}"
