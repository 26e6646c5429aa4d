"""From a plan that is written once to a method of both kinds of service."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from difflib import get_close_matches
from functools import cached_property, update_wrapper
from importlib import import_module
from inspect import Parameter, Signature, signature
from typing import Any, ClassVar, Concatenate, Generic, ParamSpec, TypeVar, overload

from uptimekit._runtime import AsyncPager, Pager
from uptimekit._runtime.tracebacks import hides_locals

from ._plans import Listing, Plan
from .errors import InputError

__all__ = ["Asynchronous", "Synchronous", "action", "listing"]

P = ParamSpec("P")
T = TypeVar("T")

_PARAMS = "uptimekit_clients.statuspage.params"


class Synchronous:
    """What has actions as plain methods; ``http_client`` carries them out."""

    asynchronous: ClassVar[bool] = False


class Asynchronous:
    """What has actions as coroutines; ``http_client`` carries them out."""

    asynchronous: ClassVar[bool] = True


class _Method(Generic[P]):
    """The parts of both decorators: the wrapped function, its looks, and which keywords it takes."""

    _gives: ClassVar[str] = "{}"  # what the caller gets, where the function returns something of it

    def __init__(self, function: Callable[Concatenate[Any, P], Any]) -> None:
        self._function: Callable[..., Any] = function
        update_wrapper(self, function)

    def _as_method(self, bound: Callable[..., Any]) -> Any:
        """Give *bound* the name, text and signature of the method that it is."""
        update_wrapper(bound, self._function)
        bound.__signature__ = self._bound_signature  # type: ignore[attr-defined]  # what inspect looks for first
        return bound

    @cached_property
    def __signature__(self) -> Signature:
        """The signature of the function, but with what the caller gets: not the plan of it."""
        told = signature(self._function)
        returned = str(told.return_annotation).partition("[")[2].removesuffix("]")
        return told.replace(return_annotation=self._gives.format(returned))

    @cached_property
    def _bound_signature(self) -> Signature:
        return self.__signature__.replace(parameters=list(self.__signature__.parameters.values())[1:])

    def _begin(self, service: Any, args: Any, kwargs: Mapping[str, Any]) -> Any:
        """Return the plan or listing; raise InputError for a keyword that there is not."""
        if self._fields is not None:
            known = self._fields | frozenset(getattr(service, "OPTS_KEYS_TO_PERSIST", ()))
            for name in kwargs.keys() - known:
                raise InputError(f"{type(service).__name__}.{self._refusal(name, known)}", field=name)
        return self._function(service, *args, **kwargs)

    @cached_property
    def _fields(self) -> frozenset[str] | None:
        """The keywords that a method with open-ended ones takes: those of its TypedDict, and its own."""
        _, *own = signature(self._function).parameters.values()
        if not own or own[-1].kind is not Parameter.VAR_KEYWORD:
            return None
        typed = str(own[-1].annotation).removeprefix("Unpack[").removesuffix("]")
        here = self._function.__globals__
        names = (here.get(typed) or getattr(import_module(_PARAMS), typed)).__annotations__
        return frozenset(names) | {each.name for each in own[:-1]}

    def _refusal(self, name: str, known: frozenset[str]) -> str:
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"it takes {', '.join(sorted(known))}"
        return f"{self._function.__name__}() takes no {name}; {hint}"

    def __call__(self, service: Any, *args: P.args, **kwargs: P.kwargs) -> Any:
        """Do it for *service*: what calling the method through its class comes to."""
        bound: Any = self
        return bound.__get__(service, type(service))(*args, **kwargs)


class action(_Method[P], Generic[P, T]):  # noqa: N801  (a decorator)
    """Make a method of a function that returns a plan.

    On a service it carries the plan out and returns its result; on an asynchronous one it returns a coroutine
    that does.
    """

    def __init__(self, function: Callable[Concatenate[Any, P], Plan[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, service: None, owner: type) -> action[P, T]: ...
    @overload
    def __get__(self, service: Synchronous, owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, service: Asynchronous, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, service: Any, owner: type) -> Any:
        if service is None:
            return self

        def now(*args: Any, **kwargs: Any) -> Any:
            return service.http_client.perform(self._begin(service, args, kwargs))

        async def later(*args: Any, **kwargs: Any) -> Any:
            return await service.http_client.perform(self._begin(service, args, kwargs))

        return self._as_method(hides_locals(later if service.asynchronous else now))


class listing(_Method[P], Generic[P, T]):  # noqa: N801  (a decorator)
    """Make a method of a function that returns a listing: it returns a lazy pager, which sends nothing yet."""

    _gives = "Pager[{}]"

    def __init__(self, function: Callable[Concatenate[Any, P], Listing[T]]) -> None:
        super().__init__(function)

    @overload
    def __get__(self, service: None, owner: type) -> listing[P, T]: ...
    @overload
    def __get__(self, service: Synchronous, owner: type) -> Callable[P, Pager[T]]: ...
    @overload
    def __get__(self, service: Asynchronous, owner: type) -> Callable[P, AsyncPager[T]]: ...
    def __get__(self, service: Any, owner: type) -> Any:
        if service is None:
            return self

        def pager(*args: Any, **kwargs: Any) -> Any:
            return service.http_client.pager(self._begin(service, args, kwargs))

        return self._as_method(hides_locals(pager))
