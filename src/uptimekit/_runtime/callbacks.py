"""Functions of the caller: they are called, never awaited."""

from __future__ import annotations

from .errors import InputError

__all__ = ["is_function", "is_true"]


def is_function(given: object) -> bool:
    """Whether *given* can be called and has run when the call returns, which an ``async`` function has not."""
    from inspect import iscoroutinefunction  # slow to import, and few programs pass a function

    return callable(given) and not (iscoroutinefunction(given) or iscoroutinefunction(given.__call__))


def is_true(said: object, argument: str, invalid: type[InputError]) -> bool:
    """Return whether *said*, which the function passed as *argument* has returned, is true.

    Raises *invalid* if it is still to be awaited: it would count as true whatever comes of it.
    """
    from inspect import isawaitable, iscoroutine

    if isawaitable(said):
        if iscoroutine(said):
            said.close()
        raise invalid(f"{argument} must be a plain function, not an async one", field=argument)
    return bool(said)
