"""The options of a client."""

from __future__ import annotations

import os
import warnings
from typing import Any, Final, NoReturn, Unpack

from uptimekit._runtime import ClientOptions
from uptimekit._runtime.constants import TIMEOUT
from uptimekit._runtime.spelling import did_you_mean
from uptimekit._runtime.tracebacks import hides_locals

from ._server_address import check_manage_api
from .errors import ConfigurationError

__all__ = ["API_URL", "Configuration", "Options"]

API_URL: Final = "https://api.statuspage.io"
_VARIABLES: Final = {
    "api_key": "STATUSPAGE_API_KEY",
    "page_id": "STATUSPAGE_PAGE_ID",
    "organization_id": "STATUSPAGE_ORGANIZATION_ID",
}
_VERSION: Final = "/v1"


class Options(ClientOptions, total=False):
    """The documented options of a client, beside those that all clients of this package have.

    Attributes:
        api_key: API key of a user.  Default: the environment variable ``STATUSPAGE_API_KEY``.
        page_id: id of the page.  Default: ``STATUSPAGE_PAGE_ID``.
        organization_id: id of the organization; only its users and their permissions need it.  Default:
            ``STATUSPAGE_ORGANIZATION_ID``.
        base_url: address of another server with the same API, with or without the ``/v1`` at its end.
        verbose: whether to log the calls, see ``HttpClient.enable_logging``.

    ``user_agent`` and ``timeout`` are documented options too.  ``uptimekit.ClientOptions`` and ``docs/policy.md``
    describe them and all others.
    """

    api_key: str | None
    page_id: str | None
    organization_id: str | None
    base_url: str
    verbose: bool


class Configuration:
    """The options of a client, see :class:`Options`.

    Attributes: ``api_key`` (never shown), ``page_id``, ``organization_id``, ``base_url``, ``user_agent``,
    ``timeout`` and ``verbose``; ``options`` has all others.

    Raises:
        ConfigurationError: for an unknown option.
    """

    @hides_locals
    def __init__(self, **options: Unpack[Options]) -> None:
        if unknown := sorted(options.keys() - Options.__optional_keys__):
            known = Options.__optional_keys__
            hint = did_you_mean(unknown[0], known, f"it takes {', '.join(sorted(known))}")
            raise ConfigurationError(f"a client has no option {', '.join(unknown)}{hint}")
        rest: Any = dict(options)
        variables = {name: os.environ.get(variable) or None for name, variable in _VARIABLES.items()}
        self.api_key: str | None = rest.pop("api_key", None) or variables["api_key"]
        self.page_id: str | None = rest.pop("page_id", None) or variables["page_id"]
        self.organization_id: str | None = rest.pop("organization_id", variables["organization_id"])
        self.base_url: str = rest.pop("base_url", API_URL)
        self.user_agent: str | None = rest.pop("user_agent", None)
        self.timeout: Any = rest.pop("timeout", TIMEOUT)
        self.verbose: bool = rest.pop("verbose", False)
        self.options: ClientOptions = rest

    def validate(self) -> bool:
        """Return True if the options are valid; warn if there is no organization_id.

        Raises:
            ConfigurationError: for a missing or malformed api_key, page_id, organization_id or base_url.

        A client checks the same when it is built, but does not warn, since only users and permissions need the
        organization.
        """
        self.check()
        if self.organization_id is None:
            warnings.warn("No organization_id provided.", UserWarning, stacklevel=2)
        return True

    def check(self) -> None:
        """Raise ConfigurationError for options that :meth:`validate` refuses."""
        _text("api_key", self.api_key, f"pass api_key= or set {_VARIABLES['api_key']}")
        _text("page_id", self.page_id, f"pass page_id= or set {_VARIABLES['page_id']}")
        if self.organization_id is not None:
            _text("organization_id", self.organization_id, "leave it out if there is none")
        check_manage_api(self.base_url, API_URL)

    @property
    def server(self) -> str:
        """The address of the API with its version."""
        return self.base_url.rstrip("/").removesuffix(_VERSION) + _VERSION

    @property
    def client_options(self) -> ClientOptions:
        """The options of the generated client: all but the documented ones."""
        given: ClientOptions = {**self.options, "timeout": self.timeout}
        if self.user_agent:
            given["user_agent"] = self.user_agent
        return given

    def __repr__(self) -> str:
        shown = {**vars(self), "api_key": "***" if self.api_key else None}
        del shown["options"]
        return f"Configuration({', '.join(f'{name}={value!r}' for name, value in shown.items())})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a configuration holds a secret; it cannot be pickled or copied")


def _text(name: str, value: object, hint: str) -> None:
    """Refuse a value that is no identifier.  The message does not repeat it, since it may be a misplaced key."""
    if value is None or value == "":
        raise ConfigurationError(f"no {name} was given; {hint}")
    if not isinstance(value, str) or not value.isprintable() or not value.isascii() or " " in value:
        raise ConfigurationError(f"{name} must be text without spaces and line breaks")
