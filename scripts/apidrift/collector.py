"""Collecting what many answers show, by the facts and by the operations that showed them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase

from apimodel import Api, Operation
from apimodel.document import JsonObject, resolve
from uptimekit._runtime.constants import SHORT_TEXT_LIMIT
from uptimekit._runtime.sanitize import sanitized

from .exchange import Exchange
from .fact import Fact
from .shapes import misfits


class Collector:
    """What was seen so far.

    Attributes:
        facts: what the spec does not say, with how many answers of which operations showed it.
        answers: how many answers of each operation were compared.
        strangers: how many requests used no operation of the spec.
    """

    def __init__(self, api: Api) -> None:
        self.spec = api.document
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
        documented = _response(self.spec, operation, status)
        if documented is None:
            yield Fact("status", call, f"answers {status}")
            return
        content: JsonObject = documented.get("content", {})
        if not exchange.body:
            if (
                any(_is_json(media) for media in content)
                and 200 <= status < 300
                and exchange.method != "head"
            ):
                yield Fact("content type", call, f"answers {status} without a body")
            return
        media = next((media for media in content if fnmatchcase(exchange.media, media)), None)
        if media is None:
            seen = sanitized(exchange.media, SHORT_TEXT_LIMIT) or "a body of no type"
            yield Fact("content type", call, f"answers {status} with {seen}")
        elif _is_json(exchange.media):
            yield from self._body(call, content[media].get("schema"), exchange)

    def _body(self, call: str, schema: object, exchange: Exchange) -> Iterator[Fact]:
        try:
            value = json.loads(exchange.body)
        except (ValueError, RecursionError):
            yield Fact("content type", call, f"answers {exchange.status} with a body that is no JSON")
            return
        yield from misfits(self.spec, schema, value, f"{call}()")


def _response(spec: JsonObject, operation: Operation, status: int) -> JsonObject | None:
    responses = operation.data.get("responses", {})
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in responses:
            return resolve(spec, responses[key])
    return None


def _is_json(media: str) -> bool:
    return media == "application/json" or media.endswith("+json")
