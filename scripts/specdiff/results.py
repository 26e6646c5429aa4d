"""What a method gives: one result, or a listing page by page."""

from __future__ import annotations

from collections.abc import Iterator

from .change import Severity
from .types import NULL, Type, relation, shown
from .views import Method

__all__ = ["Result", "results"]

Result = tuple[str, str, Severity, tuple[str, ...]]
"""Kind, text and severity of a change, and what it covers."""

_NOTHING: Type = frozenset({NULL})


def results(one: Method, other: Method) -> Iterator[Result]:
    """Yield what changed in what comes back."""
    if (how := relation(one.result, other.result)) != "same":
        harmless = how == "narrower" or one.result == _NOTHING
        text = f"returns {shown(other.result)}, no longer {shown(one.result)}"
        yield "result", text, "additive" if harmless else "breaking", (f"{other.call}()",)
    if bool(one.pages) != bool(other.pages):
        text = (
            f"can be read page by page with `{other.pager}()`" if other.pages else f"`{one.pager}()` is gone"
        )
        severity: Severity = "additive" if other.pages else "breaking"
        yield "pagination", text, severity, (one.pager, other.pager)
    elif one.pages:
        yield from _pages(one, other)


def _pages(one: Method, other: Method) -> Iterator[Result]:
    if one.pages["style"] != other.pages["style"]:
        text = (
            f"goes by {other.pages['style']}, no longer by {one.pages['style']}: old page tokens do not fit"
        )
        yield "pagination", text, "breaking", (other.pager,)
    elif rest := [key for key in {**one.pages, **other.pages} if one.pages.get(key) != other.pages.get(key)]:
        text = (
            f"finds its pages in another way ({', '.join(name.replace('_', ' ') for name in sorted(rest))})"
        )
        yield "pagination", text, "internal", ()
    if (how := relation(one.item, other.item)) != "same":
        text = f"`{other.pager}()` gives {shown(other.item)}, no longer {shown(one.item)}"
        yield "result", text, "additive" if how == "narrower" else "breaking", (f"{other.pager}()",)
