"""The settings of a server, as an operator would make them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["MAX_REQUEST_BODY", "Settings"]

MAX_REQUEST_BODY = 2_621_440
"""The longest request body, in bytes, that is accepted; seen on Management API and pings alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """See `HealthchecksSandbox` for what each means."""

    check_limit: int = 10_000
    ping_body_limit: int | None = 10_000
    ping_log_limit: int = 100
    site_root: str | None = None
    ping_endpoint: str | None = None
    metrics_key: str | None = None
    allowed_hosts: frozenset[str] | None = None
    alert_daemon: bool = True

    @property
    def prefix(self) -> str:
        """The path of `site_root`, "" if it has none."""
        return urlsplit(self.site_root or "").path.rstrip("/")

    @property
    def max_request_body(self) -> int:
        """Bytes of request body accepted: the framework's limit, or the ping body limit if that is larger."""
        return max(MAX_REQUEST_BODY, self.ping_body_limit or 0)
