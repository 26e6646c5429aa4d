"""Pages of a listing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from starlette.responses import Response

from uptimekit.sandbox.uptimehunt._call import Call
from uptimekit.sandbox.uptimehunt._http import RefusalError, data_reply

__all__ = ["page_reply"]

T = TypeVar("T")

_DEFAULT_LIMIT = 20
_MOST = 100
_LONGEST = 18  # digits


def page_reply(call: Call, items: Sequence[T], show: Callable[[T], object]) -> Response:
    """The page that the query asks for; 400 for a page below 1 or a limit outside 1 to 100.

    A page beyond the last is empty; what the service does there is not documented.
    """
    page = _number(call, "page", 1, None)
    limit = _number(call, "limit", _DEFAULT_LIMIT, _MOST)
    total = len(items)
    meta = {"page": page, "limit": limit, "total": total, "totalPages": -(-total // limit)}
    start = (page - 1) * limit
    return data_reply([show(item) for item in items[start : start + limit]], meta=meta)


def _number(call: Call, name: str, default: int, most: int | None) -> int:
    sent = call.query.get(name)
    if sent is None:
        return default
    value = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= _LONGEST else 0
    if value < 1 or (most is not None and value > most):
        bounds = "of at least 1" if most is None else f"between 1 and {most}"
        raise RefusalError(400, details={name: [f"Must be a whole number {bounds}"]})
    return value
