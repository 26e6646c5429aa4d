"""Answers made up from the documented successes of an operation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from .bodies import is_json, plain
from .samples import BYTES, UNFIT, Sampler
from .schemas import Schemas
from .server import Reply
from .written import Written

_MOST: Final = 24  # answers of one status, whose unions could have any number of alternatives
_MODES: Final[tuple[dict[str, bool], ...]] = (
    {"examples": True},
    {"whole": False, "nulls": True},
    {"odd": True},
)


@dataclass(frozen=True)
class Answer:
    """An answer: its reply, and of JSON the value and the schema that it was made from."""

    reply: Reply
    value: Any = None
    schema: Any = None

    @property
    def is_json(self) -> bool:
        return self.schema is not None


def json_answer(status: int, media: str, schema: Any, value: Any) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(Reply(status, "application/json" if media == "*/*" else media, body), value, schema)


def answers(schemas: Schemas, written: Written, notes: list[str]) -> Iterator[Answer]:
    """Yield the answers of an operation: in each shape whole, short, odd, and with each alternative."""
    known: list[tuple[str, Any]] = []
    for status, media, schema in chosen(written):
        again = (media, schema) in known
        known.append((media, schema))
        if not media:
            yield Answer(Reply(status))
        elif is_json(plain(media)) or media == "*/*":
            modes = _MODES[:1] if again else _MODES
            yield from _of_json(schemas, written, (status, media, schema), notes, modes)
        elif plain(media).startswith("text/"):
            yield Answer(
                Reply(
                    status, "text/plain; charset=utf-8" if "*" in media else media, "tryout é ✓\n".encode()
                ),
                "tryout é ✓\n",
            )
        else:
            yield Answer(Reply(status, media, BYTES), BYTES)


def chosen(written: Written) -> Iterator[tuple[int, str, Any]]:
    """Yield the successes of an operation in the media type that a client asks for: JSON, else text, else the first."""
    by_status: dict[int, list[tuple[int, str, Any]]] = {}
    for success in written.successes:
        by_status.setdefault(success[0], []).append(success)
    for found in by_status.values():
        yield min(
            found, key=lambda success: (not is_json(plain(success[1])), not success[1].startswith("text/"))
        )


def _of_json(
    schemas: Schemas,
    written: Written,
    success: tuple[int, str, Any],
    notes: list[str],
    modes: tuple[dict[str, bool], ...],
) -> Iterator[Answer]:
    status, media, schema = success
    taken: dict[int, int] = {}
    for number in range(_MOST):
        mode: dict[str, Any] = modes[number] if number < len(modes) else {}
        sampler = Sampler(schemas, kept=kept(written), taken=taken, notes=notes, **mode)
        value = sampler.value(schema)
        if number >= len(modes) and not sampler.fresh:
            return
        if not mode.get("odd") and (problem := schemas.problem(schema, value)):
            notes.append(f"{UNFIT}: answer {problem}")
        yield json_answer(status, media, schema, value)
    notes.append("an answer has more alternatives than were tried")


def kept(written: Written) -> tuple[str, ...]:
    """Return the dotted paths in an answer that the method needs."""
    rule = written.data.get("x-pagination", {})
    return tuple(path for path in (written.data.get("x-unwrap"), rule.get("items")) if path)
