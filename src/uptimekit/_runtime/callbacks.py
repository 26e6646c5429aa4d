"""Functions of the caller: they are called, never awaited."""

from __future__ import annotations

from inspect import isawaitable, iscoroutine, iscoroutinefunction

from .errors import InputError

__all__ = ["is_function", "is_true"]


def is_function(given: object) -> bool:
    """Whether *given* can be called and has run when the call returns, which an ``async`` function has not."""
    return callable(given) and not (iscoroutinefunction(given) or iscoroutinefunction(given.__call__))


def is_true(said: object, argument: str, invalid: type[InputError]) -> bool:
    """Return whether *said*, which the function passed as *argument* has returned, is true.

    Raises *invalid* if it is still to be awaited: it would count as true whatever comes of it.
    """
    if isawaitable(said):
        if iscoroutine(said):
            said.close()
        raise invalid(f"{argument} must be a plain function, not an async one", field=argument)
    return bool(said)
