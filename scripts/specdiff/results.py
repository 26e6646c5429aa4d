"""What a method gives: one result, or a listing page by page."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel import NULL, Operation

from .change import Severity
from .types import relation, shown

__all__ = ["Result", "compare_results"]

Result = tuple[str, str, Severity, tuple[str, ...]]
"""Kind, text and severity of a change, and what it covers."""


def compare_results(one: Operation, other: Operation) -> Iterator[Result]:
    """Yield what changed in what comes back."""
    old, new = one.answer.type, other.answer.type
    if (how := relation(old, new)) != "same":
        harmless = how == "narrower" or old == NULL
        text = f"returns {shown(new)}, no longer {shown(old)}"
        yield "result", text, "additive" if harmless else "breaking", (f"{other.call}()",)
    if bool(one.pagination) != bool(other.pagination):
        text = (
            f"can be read page by page with `{other.pager}()`"
            if other.pagination
            else f"`{one.pager}()` is gone"
        )
        severity: Severity = "additive" if other.pagination else "breaking"
        yield "pagination", text, severity, (one.pager, other.pager)
    elif one.pagination:
        yield from _pages(one, other)


def _pages(one: Operation, other: Operation) -> Iterator[Result]:
    if one.pagination["style"] != other.pagination["style"]:
        text = f"goes by {other.pagination['style']}, no longer by {one.pagination['style']}: old page tokens do not fit"
        yield "pagination", text, "breaking", (other.pager,)
    elif rest := [
        key
        for key in {**one.pagination, **other.pagination}
        if one.pagination.get(key) != other.pagination.get(key)
    ]:
        text = (
            f"finds its pages in another way ({', '.join(name.replace('_', ' ') for name in sorted(rest))})"
        )
        yield "pagination", text, "internal", ()
    old, new = one.answer.item or NULL, other.answer.item or NULL
    if (how := relation(old, new)) != "same":
        text = f"`{other.pager}()` gives {shown(new)}, no longer {shown(old)}"
        yield "result", text, "additive" if how == "narrower" else "breaking", (f"{other.pager}()",)
