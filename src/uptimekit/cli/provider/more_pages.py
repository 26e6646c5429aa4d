"""Pages of a listing beyond the one that was printed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from uptimekit._runtime import ListRequest, RawResponse
from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.paging import Walk

__all__ = ["noting_more"]


def noting_more(
    request: ListRequest[Any, Any], start: str | None, note: Callable[[str], None]
) -> ListRequest[Any, Any]:
    """Return *request*, whose reader calls *note* with a line if the listing has more pages than the one at *start*."""

    def read(response: RawResponse) -> Any:
        answer = request.read(response)
        with suppress(UptimeKitError):  # the page itself is good
            walk = Walk(request, start, 1)
            if walk.page(walk.first, response).next_token is not None:
                note(f"there {'are' if _is_told(request) else 'may be'} more pages: --all")
        return answer

    return replace(request, read=read)


def _is_told(request: ListRequest[Any, Any]) -> bool:
    """Whether the server tells that a page is the last one: a page that is merely full may be."""
    plan = request.operation.pagination
    return plan is not None and (
        plan.style in ("link", "cursor") or any((plan.next, plan.last, plan.total_pages, plan.total_items))
    )
