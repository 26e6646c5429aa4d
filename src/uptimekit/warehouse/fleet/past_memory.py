"""The memory between readings of the past: until when each item was read, and what its provider may forget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from uptimekit.fleet import Item, State, StateSpan

from .seen_pauses import Pause, see

__all__ = ["PastMemory"]


class PastMemory:
    """The memory of one account; items are told apart by kind and id."""

    def __init__(
        self,
        read: Mapping[str, datetime],
        pauses: Mapping[str, Sequence[Pause]],
        spans: Mapping[str, Sequence[StateSpan]],
    ) -> None:
        self._read = dict(read)
        self._pauses = dict(pauses)
        self._spans = dict(spans)

    def read_until(self, item: Item) -> datetime | None:
        """Return until when *item* was read; None for one that was not."""
        return self._read.get(_key(item))

    def see(self, item: Item, start: datetime, now: datetime) -> Sequence[Pause]:
        """Take note that *item* was read from *start* until now; return its pauses in that time, and forget others."""
        key = _key(item)
        self._read[key] = now
        pauses = [
            each
            for each in see(self._pauses.pop(key, ()), item, now)
            if each.over is None or each.over > start
        ]
        if pauses:
            self._pauses[key] = pauses
        return pauses

    def spans(self, item: Item) -> Sequence[StateSpan]:
        """Return the states of *item* that were remembered."""
        return self._spans.get(_key(item), ())

    def remember(self, item: Item, spans: Sequence[StateSpan]) -> None:
        """Remember states of *item* until the next reading, in place of others."""
        self._spans.pop(_key(item), None)
        if spans:
            self._spans[_key(item)] = spans

    def keep(self, items: Iterable[Item]) -> None:
        """Forget all but *items*."""
        keys = {_key(item) for item in items}
        self._read = {key: read for key, read in self._read.items() if key in keys}
        self._pauses = {key: pauses for key, pauses in self._pauses.items() if key in keys}
        self._spans = {key: spans for key, spans in self._spans.items() if key in keys}

    def to_json(self) -> dict[str, Any]:
        """Return it as a value of JSON."""
        return {
            "read": {key: moment.isoformat() for key, moment in self._read.items()},
            "pauses": {key: [each.to_json() for each in pauses] for key, pauses in self._pauses.items()},
            "spans": {
                key: [[each.start.isoformat(), each.end.isoformat(), each.state.value] for each in spans]
                for key, spans in self._spans.items()
            },
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the memory that :meth:`to_json` made a value of; an empty one of an empty value."""
        return cls(
            {key: datetime.fromisoformat(moment) for key, moment in value.get("read", {}).items()},
            {key: [*map(Pause.from_json, pauses)] for key, pauses in value.get("pauses", {}).items()},
            {key: [_span(*each) for each in spans] for key, spans in value.get("spans", {}).items()},
        )


def _span(start: str, end: str, state: str) -> StateSpan:
    return StateSpan(datetime.fromisoformat(start), datetime.fromisoformat(end), State(state))


def _key(item: Item) -> str:
    return f"{item.kind}/{item.id}"
