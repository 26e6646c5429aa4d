"""Pages of a list, and the links between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from uptimekit.sandbox.betterstack._call import Call

__all__ = ["Pagination", "page_of"]

T = TypeVar("T")

Pagination = dict[str, str | None]


def page_of(
    call: Call, records: Sequence[T], size: tuple[int, int] = (50, 250)
) -> tuple[Sequence[T], Pagination]:
    """The page that the query asks for, and the links; `size` is the default and the largest `per_page`.

    A larger `per_page` is taken as the largest, and what is not a positive number as not sent; what the
    service does there is not documented. A page beyond the last is empty, and its `prev` is the last.
    """
    per_page = min(_positive(call, "per_page", size[0]), size[1])
    page = _positive(call, "page", 1)
    last = max(1, -(-len(records) // per_page))
    start = (page - 1) * per_page
    links = {
        "first": _link(call, 1),
        "last": _link(call, last),
        "prev": _link(call, min(page - 1, last)) if page > 1 else None,
        "next": _link(call, page + 1) if page < last else None,
    }
    return records[start : start + per_page], links


def _positive(call: Call, name: str, default: int) -> int:
    sent = call.query.get(name, "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 and int(sent) else default


def _link(call: Call, page: int) -> str:
    # The service names another of its hosts than the one that was asked; both serve the same routes.
    host = call.backend.settings.link_host
    root = call.root if host is None else f"https://{host}"
    kept = [(name, value) for name, value in call.query.multi_items() if name != "page"]
    return f"{root}{call.path}?{urlencode([*kept, ('page', str(page))])}"
