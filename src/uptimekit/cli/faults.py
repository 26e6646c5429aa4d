"""Accounts that could not be read, as lines and rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import AuthError, UptimeKitError
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet import AccountFault
from uptimekit.fleet.relative_time import length

__all__ = ["fault_row", "fault_text", "show_faults"]


def fault_row(fault: AccountFault) -> dict[str, Any]:
    """Return *fault* as a row for programs; ``kind`` is null if nothing of the account could be read."""
    return {
        "account": fault.account,
        "provider": fault.provider,
        "kind": fault.kind,
        "error": type(fault.error).__name__,
        "status": fault.error.status_code,
        "message": error_text(fault.error),
    }


def fault_text(fault: AccountFault) -> str:
    """Return one line: the account, what went wrong, and what to do about refused credentials or a limit of requests."""
    return sanitized(f"{fault}{_hint(fault.error)}")


def _hint(error: UptimeKitError) -> str:
    if isinstance(error, AuthError):
        return "; see uptimekit config check"
    return f"; it asks to wait for {length(error.retry_after)}" if error.retry_after else ""


def show_faults(faults: Iterable[AccountFault]) -> None:
    """Print a line for each fault on stderr."""
    for fault in faults:
        click.echo(f"uptimekit: {fault_text(fault)}", err=True)
