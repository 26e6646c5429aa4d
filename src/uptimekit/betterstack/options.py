"""Options of the API classes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from uptimekit._runtime import RateLimit
    from uptimekit._runtime.clock import Clock
    from uptimekit._runtime.errors import APIStatusError
    from uptimekit._runtime.events import Hook
    from uptimekit._runtime.http_library import AsyncBaseTransport, BaseTransport
    from uptimekit._runtime.secret_source import AsyncSecretSource, SecretSource
    from uptimekit._runtime.settings import Verify
    from uptimekit._runtime.shared_limit import SharedLimit
    from uptimekit._runtime.undocumented import UnknownHook

__all__ = ["APIOptions"]


class APIOptions(TypedDict, total=False):
    """Further options of a client, by keyword; see ``uptimekit.ClientOptions`` and ``docs/policy.md``.

    ``timeout``, ``retries`` and ``backoff`` have arguments of their own, so they are not here.
    """

    deadline: float | None
    retry_after_ceiling: float
    max_response_bytes: int
    headers: Mapping[str, str]
    hooks: Sequence[Hook]
    on_unknown: UnknownHook | None
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
