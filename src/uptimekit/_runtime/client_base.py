"""The base of both clients: construction, options, state."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self, TypeVar, Unpack

from uptimekit import __version__

from .clock import Clock
from .credentials import Secret
from .errors import UptimeKitError
from .json_types import is_array
from .operation import Provider
from .request import ListRequest, Request
from .response import Capture, RawResponse, capture
from .settings import CallOptions, ClientOptions, Settings
from .shared_state import SharedState
from .unset import Unset

if TYPE_CHECKING:
    from .events import Hook
    from .preview import Preview
    from .shared_limit import Membership

__all__ = ["SHARED_LIMIT", "ClientBase"]

SHARED_LIMIT: Final = "UPTIMEKIT_SHARED_LIMIT"
"""Environment variable with the address of the store that keeps the limits of all clients that are given none."""

T = TypeVar("T")


@cache
def default_user_agent() -> str:
    """Return this package's name and version, and Python's."""
    return f"uptimekit/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"


class ClientBase:
    """Construction, options and state of both clients."""

    _settings: Settings
    _shared: SharedState
    _added_hooks: tuple[Hook, ...] = ()
    _owner: bool  # whether closing this client closes the connections
    _membership: Membership | None = None  # in a shared limit that the environment asks for

    def _configure(
        self,
        provider: Provider,
        servers: Mapping[str, str],
        variables: Mapping[str, str],
        secrets: Mapping[str, Secret],
        options: ClientOptions,
    ) -> None:
        options.setdefault("user_agent", default_user_agent())
        self._settings = Settings.from_options(options, "base_url", *secrets)
        if isinstance(self._settings.rate_limit, Unset) and (store := os.environ.get(SHARED_LIMIT)):
            member: Membership = importlib.import_module("uptimekit.shared.environment").join(store)
            self._membership = member
            self._settings = replace(self._settings, rate_limit=member.shared_limit)
        self._shared = SharedState(provider, servers, variables, secrets, self._settings)
        self._owner = True

    def _check(self, request: Request[Any]) -> None:
        """Raise InputError for a request that must not be sent; for subclasses to override."""

    def _read(self, request: Request[T], response: RawResponse) -> T:
        handled = sys.exception()
        try:
            result = request.read(response)
        except UptimeKitError as error:
            response.secrets.take_out_of(error, handled)
            raise
        if (tell := self._settings.on_unknown) is not None:
            from .undocumented import report  # few ask for it

            report(result, request.operation.id, tell, response.secrets)
        return result

    def _listing(self, request: ListRequest[Any, T]) -> ListRequest[Any, T]:
        """Return *request* with what a listing has to know of this client."""
        request = replace(request, keys=self._shared.credentials.parameters(request.operation))
        if (tell := self._settings.on_unknown) is None:
            return request
        from .undocumented import watched

        secrets = self._shared.secrets(request, self._settings)
        return request.reading_items(watched(request.read_item, request.operation.id, tell, secrets))

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other options that shares this one's connections, limits and retry budget.

        This client stays as it is.  Closing the copy closes nothing; closing this client ends both.

        Raises:
            ConfigurationError: for an unknown option or a value that makes no sense.
        """
        if self._added_hooks and is_array(hooks := options.get("hooks")):
            options["hooks"] = [*hooks, *self._added_hooks]
        settings = self._settings.replaced(options)
        twin = object.__new__(type(self))
        # Resources are cached under public names and hold their client: the copy makes new ones.
        vars(twin).update((name, value) for name, value in vars(self).items() if name.startswith("_"))
        twin._settings = settings
        twin._owner = False
        return twin

    def with_servers(self, **servers: str) -> Self:
        """Return a client that finds the named servers, such as ``ping``, at other addresses.

        It shares this client's connections, options, limits and retry budgets.  Raises ConfigurationError for a name
        that the provider has not, and for an address that makes no sense.
        """
        twin = self.with_options()
        twin._shared = self._shared.with_servers(servers)
        return twin

    def add_hook(self, hook: Hook) -> None:
        """Call *hook* with every event from now on, also in copies that :meth:`with_options` makes afterwards."""
        if hook not in self._added_hooks:
            self._added_hooks = (*self._added_hooks, hook)
            self._settings = self._settings.replaced({"hooks": [*self._settings.hooks, hook]})

    @property
    def clock(self) -> Clock:
        """Where this client takes the time from."""
        return self._settings.clock

    def capture(self) -> AbstractContextManager[Capture]:
        """Collect the raw answers of the calls made in the block.

        Examples:
            >>> with client.capture() as raw:                       # doctest: +SKIP
            ...     client.checks.list()
            >>> raw.last.status_code, raw.last.headers["content-type"]   # doctest: +SKIP
        """
        return capture()

    def preview(self, request: Request[Any]) -> Preview:
        """Return what ``call()`` would send of *request*, with the secrets masked; nothing is sent.

        Raises AuthenticationError for a missing credential, and InputError for a request that could not be sent.
        """
        from .preview import preview  # few ask for it

        self._check(request)
        return preview(self._shared, self._settings, request)

    def forecast(self, requests: int) -> float:
        """Return how many seconds it takes until *requests* more are sent, if nobody else sends any.

        Takes into account the rate limit of the default server, and the pause and the slow phase after a 429.
        """
        return self._shared.forecast(requests)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._shared!r}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a client holds secrets and connections; it cannot be pickled or copied: "
            "build one in each process, or use with_options()"
        )
