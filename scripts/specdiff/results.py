"""What a method gives: one result, or a listing page by page."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel import NULL, Operation

from .change import Severity
from .types import relation, shown

Result = tuple[str, str, Severity, tuple[str, ...]]
"""Kind, text and severity of a change, and what it covers."""


def compare_results(one: Operation, other: Operation) -> Iterator[Result]:
    """Yield what changed in what comes back."""
    old, new = one.answer.type, other.answer.type
    if (how := relation(old, new)) != "same":
        harmless = how == "narrower" or old == NULL
        text = f"returns {shown(new)}, no longer {shown(old)}"
        yield "result", text, "additive" if harmless else "breaking", (f"{other.call}()",)
    if one.pagination and other.pagination:
        yield from _pages(one, other)
    elif other.pagination:
        text = f"can be read page by page with `{other.pager}()`"
        yield "pagination", text, "additive", (one.pager, other.pager)
    elif one.pagination:
        yield "pagination", f"`{one.pager}()` is gone", "breaking", (one.pager, other.pager)


def _pages(one: Operation, other: Operation) -> Iterator[Result]:
    before, after = one.pagination, other.pagination
    rest = sorted(key for key in {**before, **after} if before.get(key) != after.get(key))
    if "style" in rest:
        text = f"goes by {after['style']}, no longer by {before['style']}: old page tokens do not fit"
        yield "pagination", text, "breaking", (other.pager,)
    elif rest:
        names = ", ".join(name.replace("_", " ") for name in rest)
        yield "pagination", f"finds its pages in another way ({names})", "internal", ()
    old, new = one.answer.item or NULL, other.answer.item or NULL
    if (how := relation(old, new)) != "same":
        text = f"`{other.pager}()` gives {shown(new)}, no longer {shown(old)}"
        yield "result", text, "additive" if how == "narrower" else "breaking", (f"{other.pager}()",)
