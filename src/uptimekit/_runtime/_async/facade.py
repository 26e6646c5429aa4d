"""The base of the four providers' clients."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, ParamSpec, Self, TypeVar, Unpack

from uptimekit._runtime import AsyncBaseClient, CallOptions
from uptimekit._runtime.clock import Clock
from uptimekit._runtime.errors import APIStatusError, ConfigurationError
from uptimekit._runtime.response import Capture
from uptimekit._runtime.settings import merged_error_classes
from uptimekit._runtime.tracebacks import hides_locals

if TYPE_CHECKING:
    from uptimekit._runtime.events import Hook

__all__ = ["AsyncFacade"]

C = TypeVar("C", bound=AsyncBaseClient)
P = ParamSpec("P")


@hides_locals
class AsyncFacade(Generic[C]):
    """A client of one provider over its generated client.  A context manager.

    Subclasses are decorated with ``hides_locals`` too, set the class variables, and call ``super().__init__``
    with the class of the generated client and all its arguments, the caller's options among them.
    """

    _error_classes: ClassVar[Mapping[int, type[APIStatusError]]] = {}
    """Status -> error class of this provider; the caller's ``error_classes`` go before it."""
    _configuration_error: ClassVar[type[ConfigurationError]] = ConfigurationError
    """What is raised for arguments that make no sense."""

    _client: C

    def __init__(self, generated: Callable[P, C], /, *args: P.args, **kwargs: P.kwargs) -> None:
        options: Any = kwargs
        options["error_classes"] = merged_error_classes(self._error_classes, options.get("error_classes", {}))
        with self._refusing():
            self._client = generated(*args, **kwargs)

    @contextmanager
    def _refusing(self) -> Generator[None]:
        """Raise the runtime's ConfigurationError as the one that this provider documents."""
        try:
            yield
        except ConfigurationError as error:
            raise self._configuration_error(error.message) from None

    @property
    def api(self) -> C:
        """The generated client: every operation of the API, with the same connections, limits and error classes."""
        return self._client

    @property
    def clock(self) -> Clock:
        """Where this client takes the time from."""
        return self._client.clock

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other time-outs, retries or headers that shares this one's connections and limits.

        This client stays as it is.  Closing the copy closes nothing; closing this client ends both.

        Raises:
            ConfigurationError: for an unknown option or a value that makes no sense.
        """
        twin = object.__new__(type(self))
        vars(twin).update(
            (name, value)
            for name, value in vars(self).items()
            if not isinstance(getattr(type(self), name, None), cached_property)  # it holds this client
        )
        with self._refusing():
            twin._client = self._client.with_options(**options)
        return twin

    def add_hook(self, hook: Hook) -> None:
        """Call *hook* with every event from now on, also in copies that :meth:`with_options` makes afterwards."""
        self._client.add_hook(hook)

    def capture(self) -> AbstractContextManager[Capture]:
        """Collect the raw answers (status, headers, body) of the calls made in the block."""
        return self._client.capture()

    def forecast(self, requests: int) -> float:
        """Return how many seconds it takes until *requests* more are sent, if nobody else sends any."""
        return self._client.forecast(requests)

    async def aclose(self) -> None:
        """Close the connections.  Calls after it raise ClientStateError; closing twice is fine."""
        await self._client.aclose()

    async def close(self) -> None:  # async only
        """Close the connections: another name of :meth:`aclose`."""
        await self.aclose()

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return repr(self._client).replace(type(self._client).__name__, type(self).__name__, 1)

    def __reduce__(self) -> NoReturn:
        self._client.__reduce__()
