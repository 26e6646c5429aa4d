"""The headline of a report: what is not well, in as few words as possible."""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from uptimekit.fleet.urgency import URGENT, state_word
from uptimekit.fleet.vocabulary import Incident, Kind

from .contents import Report

__all__ = ["Headline", "headline_of", "summary_of"]


@frozen
class Headline:
    """The headline: *mood* is ``bad``, ``fair`` or ``good``, and *icon* its colour in hexadecimal digits."""

    text: str
    mood: str
    icon: str


def headline_of(report: Report) -> Headline:
    """Return the headline of *report*; something down is bad, and what cannot be told is fair at best."""
    items = [problem.item for problem in report.problems if not isinstance(problem.item, Incident)]
    counts = Counter(map(state_word, items))
    parts = [f"{counts[word]}\N{NO-BREAK SPACE}{word}" for word in URGENT if counts[word]]
    if alone := len(report.problems) - len(items):
        parts.append(f"{alone} open {'incident' if alone == 1 else 'incidents'}")
    if counts["down"]:
        return Headline(", ".join(parts), "bad", "bf1f2d")
    if parts:
        return Headline(", ".join(parts), "fair", "c97f0a")
    if report.unread:
        return Headline("All well that could be read", "fair", "c97f0a")
    return Headline("All well", "good", "1b7a4b")


def summary_of(report: Report) -> str:
    """Return how much the report is about: ``12 monitors, 1 heartbeat of 3 accounts.``"""
    numbers = {kind: sum(counts.values()) for kind, counts in report.counts.items() if kind != Kind.INCIDENTS}
    items = ", ".join(f"{number} {kind.plural if number != 1 else kind}" for kind, number in numbers.items())
    accounts = {group.account for groups in report.sections.values() for group in groups}
    of = f" of {len(accounts)} {'account' if len(accounts) == 1 else 'accounts'}" if accounts else ""
    return f"{items or 'Nothing to watch'}{of}."
