"""The facts that many answers show, counted by operation, and the report of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from apimodel import Api, Operation
from apimodel.document import JsonObject, operations
from apimodel.operation import address
from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.sanitize import sanitized

from .facts import KINDS, Fact, misfits
from .recording import Exchange


class Collector:
    """What was seen so far.

    Attributes:
        facts: what the spec does not say, with how many answers of which operations showed it.
        answers: how many answers of each operation were compared.
        strangers: how many requests used no operation of the spec.

    *written* is the document before it was normalised, if it was: it has the answers to failed requests, too.
    """

    def __init__(self, api: Api, written: JsonObject | None = None) -> None:
        self.spec = api.document
        self.written = written or api.document
        self.failures = {address(raw.method, raw.path): raw.responses for raw in operations(self.written)}
        self.facts: dict[Fact, Counter[str]] = {}
        self.answers: Counter[str] = Counter()
        self.strangers = 0

    def see(self, operation: Operation | None, exchange: Exchange) -> None:
        """Compare the answer of an operation with the spec; None stands for a request that used none."""
        if operation is None:
            self.strangers += 1
            return
        call = operation.call
        self.answers[call] += 1
        for fact in set(self._facts(operation, exchange)):
            self.facts.setdefault(fact, Counter())[call] += 1

    def _facts(self, operation: Operation, exchange: Exchange) -> Iterator[Fact]:
        call, status = operation.call, exchange.status
        keys = (str(status), f"{status // 100}XX", "default")
        spec, responses = self.spec, operation.raw.responses
        if keys[0] not in responses and keys[1] not in responses:
            spec, responses = self.written, self.failures.get(operation.address, {})
        documented = next((responses[key] for key in keys if key in responses), None)
        if documented is None:
            yield Fact("status", call, f"answers {status}")
            return
        content: JsonObject = documented.get("content", {})
        media = next((media for media in content if fnmatchcase(exchange.media, media)), None)
        if not exchange.body:
            if any(map(_is_json, content)) and 200 <= status < 300 and exchange.method != "head":
                yield Fact("content type", call, f"answers {status} without a body")
        elif media is None:
            seen = sanitized(exchange.media, SHORT_TEXT_LIMIT) or "a body of no type"
            yield Fact("content type", call, f"answers {status} with {seen}")
        elif _is_json(exchange.media):
            try:
                value = json.loads(exchange.body)
            except (ValueError, RecursionError):
                yield Fact("content type", call, f"answers {status} with a body that is no JSON")
                return
            yield from misfits(spec, content[media].get("schema"), value, f"{call}()")

    def sorted(self) -> list[tuple[Fact, Counter[str]]]:
        """Return the facts by kind and place, with the operations that showed them."""
        return sorted(
            self.facts.items(), key=lambda row: (KINDS.index(row[0].kind), row[0].where, row[0].text)
        )


def _is_json(media: str) -> bool:
    return media == "application/json" or media.endswith("+json")


def as_text(collector: Collector, skipped: Mapping[str, str]) -> str:
    """Return one line for each fact, with the operations that showed it, and a summary."""
    lines: list[str] = []
    for fact, calls in collector.sorted():
        by = (
            "" if fact.where in calls else f"; seen by {', '.join(sorted(calls))}"
        )  # else it is about the operation
        lines.append(f"{fact.kind}: {fact.where} {fact.text}{by}")
    reasons: dict[str, list[str]] = {}
    for call, reason in skipped.items():
        reasons.setdefault(reason, []).append(call)
    lines += [f"not read: {', '.join(calls)}: {reason}" for reason, calls in reasons.items()]
    answers = f"{collector.answers.total()} answers of {len(collector.answers)} operations"
    strangers = f", and {collector.strangers} of none" if collector.strangers else ""
    count = f"{len(collector.facts) or 'no'} fact{'' if len(collector.facts) == 1 else 's'}"
    return "\n".join([*lines, f"{answers}{strangers}: {count} that the spec does not say"])


def as_json(collector: Collector, skipped: Mapping[str, str]) -> str:
    """Return an object with the facts, the number of answers of each operation, and what was not read."""
    facts = [{**vars(fact), "operations": dict(sorted(calls.items()))} for fact, calls in collector.sorted()]
    counts = {"answers": dict(sorted(collector.answers.items())), "strangers": collector.strangers}
    return json.dumps({"facts": facts, **counts, "skipped": dict(skipped)}, indent=2)
