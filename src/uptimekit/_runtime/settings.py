"""The options of a client, checked when they are given."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypedDict, cast

from .callbacks import is_function
from .clock import SYSTEM_CLOCK, Clock
from .constants import (
    BACKOFF_BASE,
    CONNECT_TIMEOUT,
    DEADLINE,
    MAX_RESPONSE_BYTES,
    RETRIES,
    RETRY_AFTER_CEILING,
    TIMEOUT,
)
from .encoding import header_value, is_transport_header
from .errors import APIStatusError, ConfigurationError, InputError
from .http_library import is_a
from .json_types import is_array, is_object
from .operation import RateLimit
from .secret_source import AsyncSecretSource, SecretSource
from .shared_limit import SharedLimit
from .spelling import did_you_mean
from .unset import UNSET, Unset

if TYPE_CHECKING:
    import random
    import ssl

    from .events import Hook
    from .http_library import AsyncBaseTransport, BaseTransport, HTTPTimeout
    from .undocumented import UnknownHook

__all__ = ["CallOptions", "ClientOptions", "Settings", "Verify", "check_seconds", "merged_error_classes"]


Verify: TypeAlias = "bool | str | os.PathLike[str] | ssl.SSLContext"


class CallOptions(TypedDict, total=False):
    """Options that ``with_options()`` may change.

    Attributes:
        timeout: seconds to wait for a connection (at most 5), for sending, and for the next byte of an answer; or an
            ``httpx.Timeout``.  Default 10.
        deadline: seconds for a whole call with its waits and retries; None for no limit.  Default 120.  It holds in
            threads too, except with a transport that was passed in (docs/policy.md).
        retries: attempts after the first one.  Default 2.
        backoff: longest wait in seconds before the first retry.  It doubles with each further retry, up to 8; 0 for no
            wait.  Default 0.5.
        retry_after_ceiling: longest Retry-After in seconds that a call waits for, and that other calls wait because
            of it.  A longer one is raised.  Default 60.
        max_response_bytes: largest size of an answer.  Default 64 MiB.
        headers: additional request headers; ``with_options()`` replaces them.
        hooks: functions that are called with each event; ``with_options()`` replaces them.
        on_unknown: function that is called with each :class:`Unknown`: something in an answer that the spec does not
            document.  Default None: nothing is looked for.
    """

    timeout: float | HTTPTimeout
    deadline: float | None
    retries: int
    backoff: float
    retry_after_ceiling: float
    max_response_bytes: int
    headers: Mapping[str, str]
    hooks: Sequence[Hook]
    on_unknown: UnknownHook | None


class ClientOptions(CallOptions, total=False):
    """Options of a client's constructor, in addition to those of :class:`CallOptions`.

    Attributes:
        rate_limit: client-side limit; a :class:`uptimekit.shared.SharedLimit` for one that many processes and hosts
            share; None for no limit and no pause after another call's 429.  Default: what UPTIMEKIT_SHARED_LIMIT in
            the environment says, the address of a store; without it the limit that the provider publishes if the
            client uses the hosted service, else the pauses only.
        user_agent: value of the User-Agent header.
        close_http_client: whether closing this client closes an ``http_client`` that was passed in.
        transport: an httpx transport to use instead of the network, for tests.
        verify: which certificates of servers to trust: those of a file in PEM format or of a folder, by its path, or
            of an ``ssl.SSLContext``; False for any, which protects nobody.  Default True: those that SSL_CERT_FILE,
            SSL_CERT_DIR or REQUESTS_CA_BUNDLE names, else certifi's.
        proxy: address of a proxy for all servers, such as ``http://user:password@proxy.example:3128``; also https
            and socks5.  Default: what HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say.
        error_classes: error class to raise, by status; 4 and 5 stand for all of 4xx and 5xx, 0 for any status.
        secret_sources: source of a credential that changes, by the credential's name.  It is asked before each
            attempt, and once more after a 401.  For HTTP basic it gives ``user:password``.
        fast: whether what the extra ``fast`` installs is used: msgspec decodes large answers, to the same values.
            False for a client without it, ``UPTIMEKIT_FAST=0`` in the environment for a process.  Default True.
        mask: additional texts that no error, event or log line may repeat, such as a gateway's password.
            Credentials, and what the spec marks as secret in a request, are masked without it.
        clock: where the time comes from, for tests.
        rng: where jitter comes from, for tests.
    """

    rate_limit: RateLimit | SharedLimit | None
    user_agent: str
    close_http_client: bool
    transport: BaseTransport | AsyncBaseTransport
    verify: Verify
    proxy: str | None
    error_classes: Mapping[int, type[APIStatusError]]
    secret_sources: Mapping[str, SecretSource | AsyncSecretSource]
    fast: bool
    mask: Sequence[str]
    clock: Clock
    rng: random.Random


_FOREVER: Final = 10 * 365 * 86_400.0  # ten years: more is a mistake, and overflows in functions that wait
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)  # RFC 9110, 5.6.2
_SECRET_HEADER: Final = re.compile("auth|cookie|key|pass|secret|signature|token", re.IGNORECASE)
_PER_CALL: Final = frozenset(CallOptions.__optional_keys__)


@dataclass(frozen=True)
class Settings:
    """All options of a client.  Raises ConfigurationError for an option that makes no sense."""

    timeout: float | HTTPTimeout = TIMEOUT
    deadline: float | None = DEADLINE
    retries: int = RETRIES
    backoff: float = BACKOFF_BASE
    retry_after_ceiling: float = RETRY_AFTER_CEILING
    max_response_bytes: int = MAX_RESPONSE_BYTES
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)  # may have a password
    hooks: Sequence[Hook] = ()
    on_unknown: UnknownHook | None = None
    rate_limit: RateLimit | SharedLimit | Unset | None = UNSET
    user_agent: str = ""
    close_http_client: bool = False
    transport: BaseTransport | AsyncBaseTransport | None = None
    verify: Verify = True
    proxy: str | None = field(default=None, repr=False)  # may have a password
    error_classes: Mapping[int, type[APIStatusError]] = field(default_factory=dict[int, type[APIStatusError]])
    secret_sources: Mapping[str, SecretSource | AsyncSecretSource] = field(default_factory=dict[str, Any])
    fast: bool = True
    mask: Sequence[str] = field(default=(), repr=False)
    clock: Clock = SYSTEM_CLOCK
    rng: random.Random = field(default_factory=lambda: _system_random())

    def __post_init__(self) -> None:
        for phase, seconds in self._given_phases.items():
            if seconds is not None:
                check_seconds(f"timeout: {phase}", seconds)
        if not self._given_phases:
            check_seconds("timeout", self.timeout)
        if self.deadline is not None:
            check_seconds("deadline", self.deadline, "; None for no end")
        check_seconds("retry_after_ceiling", self.retry_after_ceiling, zero=True)
        check_seconds("backoff", self.backoff, zero=True)
        _whole("retries", self.retries, 0)
        _whole("max_response_bytes", self.max_response_bytes, 1)
        _headers("headers", self.headers)
        _headers("user_agent", {"User-Agent": self.user_agent})
        _check_the_rest(self)

    @classmethod
    def from_options(cls, options: Mapping[str, Any], *others: str) -> Settings:
        """Return settings from the *options* of a constructor; raise ConfigurationError for an unknown option.

        *others* are further arguments of the constructor, which may have been meant.
        """
        return cls(**_known(options, frozenset(ClientOptions.__optional_keys__), "a client", others))

    def replaced(self, options: Mapping[str, Any]) -> Settings:
        """Return a copy with other per-call *options*."""
        return replace(self, **_known(options, _PER_CALL, "with_options()"))

    @cached_property
    def secret_texts(self) -> tuple[str, ...]:
        """The texts that nothing may repeat: those of ``mask``, and values of headers named like a credential."""
        values = (value for name, value in self.headers.items() if _SECRET_HEADER.search(name))
        return (*self.mask, *values)

    @cached_property
    def _given_phases(self) -> Mapping[str, float | None]:
        timeout: Any = self.timeout
        return timeout.as_dict() if is_a(timeout, "Timeout") else {}

    @cached_property
    def phases(self) -> Mapping[str, float]:
        """Seconds for connect, read, write and pool."""
        if self._given_phases:
            return {k: TIMEOUT if v is None else v for k, v in self._given_phases.items()}
        seconds = float(cast(float, self.timeout))
        return {"connect": min(seconds, CONNECT_TIMEOUT), "read": seconds, "write": seconds, "pool": seconds}

    @cached_property
    def all_phases(self) -> float:
        """Seconds that all phases together may take: with more left, the deadline shortens none of them."""
        return sum(self.phases.values())


def merged_error_classes(
    own: Mapping[int, type[APIStatusError]], given: Mapping[Any, Any]
) -> Mapping[Any, Any]:
    """Return a facade's *own* classes with those *given* by its caller, of which the general ones (4, 0) win, too.

    What is no mapping is returned as it is: the settings refuse it.
    """
    if not is_object(given):
        return given
    kept: dict[Any, Any] = {key: kind for key, kind in own.items() if not {0, key // 100} & given.keys()}
    return {**kept, **given}


def _known(
    options: Mapping[str, Any], known: frozenset[str], owner: str, others: Sequence[str] = ()
) -> Mapping[str, Any]:
    unknown = sorted(options.keys() - known)
    if unknown:
        known = known.union(others)
        hint = did_you_mean(unknown[0], known, f"it takes {', '.join(sorted(known))}")
        raise ConfigurationError(f"{owner} has no option {', '.join(unknown)}{hint}")
    return options


def check_seconds(name: str, value: object, hint: str = "", *, zero: bool = False) -> None:
    """Raise ConfigurationError unless *value* is a number of seconds above 0 (or 0, with *zero*) and below ten years."""
    if type(value) in (int, float) and (0 < value < _FOREVER or (zero and value == 0)):  # type: ignore[operator]  # a number
        return
    least = "of at least 0" if zero else "above 0"
    raise ConfigurationError(
        f"{name} must be a number of seconds {least} and below ten years, not {value!r}{hint}"
    )


def _whole(name: str, value: object, least: int) -> None:
    if type(value) is not int or value < least:
        raise ConfigurationError(f"{name} must be a whole number of at least {least}, not {value!r}")


def _headers(option: str, given: object) -> None:
    if not is_object(given):
        raise ConfigurationError(f"{option} must be a mapping of header names to text")
    for name, value in given.items():
        if not isinstance(name, str) or not _TOKEN.fullmatch(name):  # pyright: ignore[reportUnnecessaryIsInstance]  (callers without a checker)
            raise ConfigurationError(f"{option} has a name that no header can have")
        if is_transport_header(name):
            raise ConfigurationError(f"{option}: {name} is the transport's; leave it out")
        if not isinstance(value, str):
            raise ConfigurationError(f"{option}: the value of {name} must be text")
        try:
            header_value(name, value)
        except InputError as error:
            raise ConfigurationError(f"{option}: {error.message}") from None


def _check_the_rest(settings: Settings) -> None:
    from random import Random

    given: Any = settings  # callers without a type checker pass anything
    if isinstance(given.hooks, str) or not is_array(given.hooks) or not all(map(is_function, given.hooks)):
        raise ConfigurationError("hooks must be a list of plain functions, not async ones")
    if given.on_unknown is not None and not is_function(given.on_unknown):
        raise ConfigurationError("on_unknown must be a plain function, not an async one, or None")
    if not isinstance(given.rate_limit, (RateLimit, Unset, type(None), SharedLimit)):
        raise ConfigurationError("rate_limit must be a RateLimit, a SharedLimit, or None for no limit")
    if not is_array(given.mask) or not all(isinstance(each, str) for each in given.mask):
        raise ConfigurationError("mask must be a list of texts")
    if not isinstance(given.rng, Random):
        raise ConfigurationError("rng must be a random.Random")
    for switch in ("close_http_client", "fast"):
        if not isinstance(getattr(given, switch), bool):
            raise ConfigurationError(f"{switch} must be True or False")
    if not isinstance(given.verify, bool) and not (given.verify and _is_trust(given.verify)):
        raise ConfigurationError(
            "verify must be True, False, the path of a file or folder of certificates, or an ssl.SSLContext, "
            f"not {given.verify!r}"
        )
    if not isinstance(given.proxy, str | None):
        raise ConfigurationError(
            "proxy must be the address of a proxy for all servers, such as http://proxy.example:3128, or None"
        )
    kinds: Any = given.error_classes
    if not is_object(kinds) or not all(_is_status_error(kind) for kind in kinds.values()):
        raise ConfigurationError("error_classes must map a status to a subclass of APIStatusError")
    sources: Any = given.secret_sources
    if not is_object(sources) or not all(isinstance(each, SecretSource) for each in sources.values()):
        raise ConfigurationError("secret_sources must map a credential to an object with account and get()")


def _system_random() -> random.Random:
    from random import SystemRandom

    return SystemRandom()  # forked workers must not draw the same numbers


def _is_trust(value: object) -> bool:
    import ssl  # who passes a context has loaded it

    return isinstance(value, (str, os.PathLike, ssl.SSLContext))


def _is_status_error(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, APIStatusError)
