"""What was found, as text for a person and as JSON for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from .collector import Collector
from .fact import KINDS, Fact


def as_text(collector: Collector, skipped: Mapping[str, str]) -> str:
    """Return one line for each fact, with the operations that showed it, and a summary."""
    lines = [_line(fact, calls) for fact, calls in _sorted(collector)]
    reasons: dict[str, list[str]] = {}
    for call, reason in skipped.items():
        reasons.setdefault(reason, []).append(call)
    lines += [f"not read: {', '.join(calls)}: {reason}" for reason, calls in reasons.items()]
    return "\n".join([*lines, _summary(collector)])


def _sorted(collector: Collector) -> list[tuple[Fact, Counter[str]]]:
    return sorted(
        collector.facts.items(), key=lambda row: (KINDS.index(row[0].kind), row[0].where, row[0].text)
    )


def _line(fact: Fact, calls: Counter[str]) -> str:
    if fact.where in calls:  # the fact is about the operation itself
        return f"{fact.kind}: {fact.where} {fact.text}"
    return f"{fact.kind}: {fact.where} {fact.text}; seen by {', '.join(sorted(calls))}"


def _summary(collector: Collector) -> str:
    answers = f"{collector.answers.total()} answers of {len(collector.answers)} operations"
    strangers = f", and {collector.strangers} of none" if collector.strangers else ""
    found = len(collector.facts)
    return f"{answers}{strangers}: {found or 'no'} fact{'' if found == 1 else 's'} that the spec does not say"


def as_json(collector: Collector, skipped: Mapping[str, str]) -> str:
    """Return an object with the facts, the number of answers of each operation, and what was not read."""
    facts = [
        {"kind": fact.kind, "where": fact.where, "text": fact.text, "operations": dict(sorted(calls.items()))}
        for fact, calls in _sorted(collector)
    ]
    found = {"facts": facts, "answers": dict(sorted(collector.answers.items()))}
    return json.dumps({**found, "strangers": collector.strangers, "skipped": dict(skipped)}, indent=2)
