"""Faults as lines."""

from __future__ import annotations

from uptimekit import AuthError, RateLimitError
from uptimekit.cli.faults import fault_text
from uptimekit.fleet import AccountFault, Kind


def test_a_fault_says_what_to_do() -> None:
    """Refused credentials lead to their check, and a limit of requests says how long it lasts."""
    refused, limited = AuthError("no such key"), RateLimitError("slow\ndown\x1b[2J")
    limited.retry_after = 3600.0
    assert (
        fault_text(AccountFault("shop", "healthchecks", None, refused))
        == "shop: no such key; see uptimekit config check"
    )
    assert (
        fault_text(AccountFault("shop", "betterstack", Kind.MONITORS, limited))
        == "shop, monitors: slow down\ufffd[2J; it asks to wait for 1 h"
    )
