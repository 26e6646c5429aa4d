"""Actions, written once: what is sent and what becomes of it, for a thread or a task to carry out.

A plan is a generator: it yields steps, gets what each came to, and returns the action's result.  It does no I/O; the
two HTTP clients carry plans out, one step after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from uptimekit._runtime import MAX_PAGES, CallOptions, ListRequest, RawResponse, Request

from ._progress import OnProgress

__all__ = ["WORKERS", "Call", "Listing", "Plan", "Step", "Together", "call", "collected", "together"]

T = TypeVar("T")

WORKERS = 8
"""Requests under way at once in bulk actions: more would only wait, since the limit is one a second on average."""


@dataclass(frozen=True)
class Call(Generic[T]):
    """One request, and what reads its answer."""

    request: Request[Any]
    read: Callable[[RawResponse], T]
    options: CallOptions = field(default_factory=CallOptions)


@dataclass(frozen=True)
class Listing(Generic[T]):
    """A list that goes over pages."""

    request: ListRequest[Any, T]
    start_at: str | None = None
    prefetch: int = 0
    max_pages: int = MAX_PAGES


@dataclass(frozen=True)
class Together(Generic[T]):
    """Several plans of one kind, *workers* of them at a time; ``on_progress`` is told when each is done."""

    plans: Sequence[Callable[[], Plan[T]]]
    on_progress: OnProgress | None = None
    workers: int = WORKERS


Step = Call[Any] | Listing[Any] | Together[Any]
Plan = Generator[Step, Any, T]


def call(step: Call[T]) -> Plan[T]:
    """Send one request."""
    result: T = yield step
    return result


def collected(step: Listing[T]) -> Plan[list[T]]:
    """Read a list to its end."""
    result: list[T] = yield step
    return result


def together(
    plans: Iterable[Callable[[], Plan[T]]], on_progress: OnProgress | None = None, workers: int = WORKERS
) -> Plan[list[T]]:
    """Carry out *plans*, *workers* at a time; return their results in the order of the plans.

    After a failure nothing more is begun; what is under way is finished, then the first failure is raised.
    """
    result: list[T] = yield Together(list(plans), on_progress, workers)
    return result
