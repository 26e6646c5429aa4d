"""The errors that leave the public methods of a facade: in its own classes, and with the name of the method."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from .errors import ConfigurationError, InputError, UptimeKitError
from .tracebacks import forget_locals, watched

__all__ = ["FacadeErrors"]

T = TypeVar("T", bound=Callable[..., Any])


class FacadeErrors:
    """A decorator of the classes of a facade, and of functions.  Their errors have no local variables of ours, either.

    Args:
        refusal: what the runtime's InputError becomes: this provider's error for a refused argument, which is also a
            member of the class that the replaced library documents for the server's refusal.
        configuration: what the runtime's ConfigurationError becomes.
        owner: the words before the name of a method, by its class; see :func:`service`.
    """

    def __init__(
        self,
        refusal: type[InputError],
        configuration: type[ConfigurationError] = ConfigurationError,
        owner: Callable[[type], str] | None = None,
    ) -> None:
        self._own: dict[type[BaseException], type[Any]] = {
            InputError: refusal,
            ConfigurationError: configuration,
        }
        self._owner = owner or service

    def __call__(self, decorated: T) -> T:
        """Decorate a function, or the public methods of a class and those that it inherits from generated code."""
        given: Any = decorated
        if isinstance(given, type):
            self._adopt_generated(given)
        return watched(decorated, self._leaving)

    def _adopt_generated(self, kind: type) -> None:
        for base in kind.__mro__[1:]:
            if base.__module__.startswith("uptimekit_clients."):
                for name, member in vars(base).items():
                    if isinstance(member, FunctionType) and getattr(kind, name) is member and name[0] != "_":
                        method = f"{self._owner(kind)}.{name}"
                        setattr(kind, name, _listing(member, method) if name.startswith("iter") else member)

    def _leaving(self, error: BaseException, method: str, args: tuple[Any, ...]) -> None:
        if (own := self._own.get(type(error))) is not None:
            error.__class__ = own  # the same object: with its traceback, notes and cause
        if isinstance(error, UptimeKitError) and args:
            kind: type = args[0] if isinstance(args[0], type) else type(args[0])
            error.method = method if hasattr(kind, "with_options") else f"{self._owner(kind)}.{method}"
        forget_locals(error)


def service(kind: type) -> str:
    """Return the attribute of the client that holds a service: ``page_access_users`` for AsyncPageAccessUsersService."""
    name = kind.__name__.removeprefix("Async").removesuffix("Service")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _listing(function: Callable[..., Any], method: str) -> Callable[..., Any]:
    """Return a generated listing whose errors name *method*: they arise when it has returned."""

    @functools.wraps(function)
    def listing(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs).called(method)

    return listing
