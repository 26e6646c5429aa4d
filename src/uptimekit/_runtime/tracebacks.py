"""Tracebacks without values: the frames of this package keep their lines and lose their local variables.

Error trackers report the local variables of every frame.  Ours hold keys, passwords and addresses as plain strings,
which no ``repr`` can hide.  So each exception that leaves a public method has its finished frames cleared with
``frame.clear()``.  Frames of the caller stay as they are.
"""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Generator
from contextlib import aclosing
from types import FunctionType, TracebackType
from typing import Any, Final, TypeVar

__all__ = ["forget_locals", "hides_locals", "watched"]

T = TypeVar("T", bound=Callable[..., Any])
Leaving = Callable[[BaseException, str, tuple[Any, ...]], None]
"""Called with an error that leaves a public function, the function's name, and its positional arguments."""

_OURS: Final = frozenset({__name__.partition(".")[0], "uptimekit_clients"})
_BELOW: Final = frozenset(sys.stdlib_module_names).union(
    (
        "anyio",
        "attr",
        "h11",
        "h2",
        "hpack",
        "httpcore",
        "httpcore2",
        "httpx",
        "httpx2",
        "hyperframe",
        "socksio",
    )
)
"""What our frames call: their frames hold the same values, such as the address and the headers of a request."""
_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200
"""Flags of code objects: CO_GENERATOR and so on of ``inspect``, which takes long to load."""
_MAY_BE_SUSPENDED: Final = _GENERATOR | _COROUTINE | _ASYNC_GENERATOR
_SPECIAL: Final = frozenset(
    {"__aenter__", "__aexit__", "__aiter__", "__call__", "__enter__", "__exit__", "__init__", "__iter__"}
)


def hides_locals(decorated: T) -> T:
    """Decorate a function, or the public methods of a class, so that what they raise has no local variables of ours."""
    return watched(decorated, lambda error, _method, _args: forget_locals(error))


def watched(decorated: T, leaving: Leaving) -> T:
    """Decorate a function, or the public methods of a class, so that *leaving* sees each error that they raise."""
    given: Any = decorated
    if not isinstance(given, type):
        wrapped: T = _wrapped(given, leaving)
        return wrapped
    member: Any
    for name, member in list(vars(given).items()):
        if name.startswith("_") and name not in _SPECIAL:
            continue
        if isinstance(member, FunctionType):
            setattr(given, name, _wrapped(member, leaving))
        elif member.__class__ in (classmethod, staticmethod):
            setattr(given, name, member.__class__(_wrapped(member.__func__, leaving)))
    return decorated


def forget_locals(error: BaseException) -> None:
    """Clear the finished frames of ours, and those below them, in the tracebacks of *error* and of what caused it."""
    pending: list[BaseException | None] = [error]
    seen: set[int] = set()
    while pending:
        each = pending.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        _clear(each.__traceback__)
        pending += [each.__cause__, each.__context__]
        pending += getattr(each, "exceptions", ())  # of a group


def _clear(traceback: TracebackType | None) -> None:
    ours = False
    if traceback is not None and traceback.tb_frame.f_code.co_flags & _MAY_BE_SUSPENDED:
        # Whoever caught the error may be a coroutine that goes on later, and clearing it would end it.  The others
        # were left by the error, so they are over.
        ours, traceback = True, traceback.tb_next
    while traceback is not None:
        frame = traceback.tb_frame
        package = str(frame.f_globals.get("__name__")).partition(".")[0]
        ours = package in _OURS or (ours and package in _BELOW)
        if ours:
            with contextlib.suppress(RuntimeError):  # it is still running: who called it clears it
                frame.clear()
        traceback = traceback.tb_next


def _wrapped(function: Any, leaving: Leaving) -> Any:
    kinds = {_COROUTINE: _coroutine, _ASYNC_GENERATOR: _asynchronous_generator, _GENERATOR: _generator}
    flags = function.__code__.co_flags if isinstance(function, FunctionType) else 0
    return kinds.get(flags & _MAY_BE_SUSPENDED, _plain)(function, leaving)


# The wrappers' own frames are still running when the others are cleared: they drop what they hold.


def _plain(function: Any, leaving: Leaving) -> Any:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            leaving(error, function.__name__, args)
            del args, kwargs
            raise

    return wrapper


def _coroutine(function: Any, leaving: Leaving) -> Any:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return await function(*args, **kwargs)
        except BaseException as error:
            leaving(error, function.__name__, args)
            del args, kwargs
            raise

    return wrapper


def _generator(function: Callable[..., Generator[Any, Any, Any]], leaving: Leaving) -> Any:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        try:
            return (yield from function(*args, **kwargs))
        except BaseException as error:
            leaving(error, function.__name__, args)
            del args, kwargs
            raise

    return wrapper


def _asynchronous_generator(function: Any, leaving: Leaving) -> Any:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        each = None
        try:
            async with aclosing(function(*args, **kwargs)) as items:
                async for each in items:
                    yield each
        except BaseException as error:
            leaving(error, function.__name__, args)
            del args, kwargs, each
            raise

    return wrapper
