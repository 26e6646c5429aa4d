"""Accounts as rows: what is configured, and what their credentials open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from uptimekit._runtime.error_text import error_text
from uptimekit._runtime.errors import AuthError, ConfigurationError
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet import Account, AccountFault
from uptimekit.fleet.configuration import existing_configuration
from uptimekit.fleet.environment import accounts_of_environment
from uptimekit.fleet.readers import offered_providers, reader_class
from uptimekit.fleet.secret_places import secret_place
from uptimekit.fleet.secret_reference import SecretReference

from .output import Column, OutputFormat, write_rows

__all__ = ["check_row", "missing_rows", "show_accounts", "show_check"]

_STYLES: Final = {"good": "green", "failed": "bold red", "none": "dim"}

_CHECK_COLUMNS: Final = (
    Column("account"),
    Column("provider"),
    Column("credentials", style=_STYLES.get),
    Column("answer"),
)


def check_row(account: Account, answer: str | AccountFault) -> dict[str, Any]:
    """Return what the credentials of *account* open, or what is wrong and what to do."""
    row = {"account": account.name, "provider": account.provider}
    if isinstance(answer, AccountFault):
        return {
            **row,
            "credentials": "failed",
            "answer": f"{error_text(answer.error)}{_hint(account, answer)}",
        }
    return {**row, "credentials": "good", "answer": answer}


def missing_rows(config: Path | None) -> list[dict[str, Any]]:
    """Return a row for each provider without an account, which says how one is made; none if a file has the accounts.

    Args:
        config: path of the configuration file, if one was given.
    """
    if existing_configuration(config) is not None:
        return []
    known = {account.provider for account in accounts_of_environment()}
    return [
        {
            "account": None,
            "provider": provider,
            "credentials": "none",
            "answer": f"{_variables(provider)}, or run: uptimekit login {provider}",
        }
        for provider in offered_providers()
        if provider not in known
    ]


def show_check(rows: Sequence[dict[str, Any]], output: OutputFormat) -> None:
    """Print what the credentials open; below a table, in full length, what is wrong and what to do."""
    write_rows(
        [{**row, "answer": row["answer"] if row["credentials"] == "good" else ""} for row in rows]
        if output == "table"
        else rows,
        output,
        _CHECK_COLUMNS,
    )
    if output == "table":
        for row in rows:
            if row["credentials"] != "good":
                click.echo(sanitized(f"{row['account'] or row['provider']}: {row['answer']}"))


def show_accounts(accounts: Iterable[Account], output: OutputFormat) -> None:
    """Print what is configured: in a table and CSV a row for each setting, and for each secret where it comes from."""
    rows = [
        {
            "account": account.name,
            "provider": account.provider,
            "secrets": {name: secret_place(reference) for name, reference in account.secrets.items()},
            "settings": dict(account.settings),
            "tags": account.tags,
        }
        for account in accounts
    ]
    if output in ("json", "jsonl"):
        write_rows(rows, output)
    else:
        write_rows(
            [line for row in rows for line in _lines(row)], output, ("account", "provider", "name", "value")
        )


def _lines(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    values = {**row["secrets"], **row["settings"], **({"tags": row["tags"]} if row["tags"] else {})}
    for name, value in values.items():
        yield {"account": row["account"], "provider": row["provider"], "name": name, "value": value}


def _variables(provider: str) -> str:
    try:
        reader = reader_class(provider)
    except ConfigurationError as error:  # of another distribution
        return str(error)
    variables = {**reader.settings, **reader.secrets}
    return f"set {', or '.join(' and '.join(variables[name] for name in names) for names in reader.needed)}"


def _hint(account: Account, fault: AccountFault) -> str:
    if isinstance(fault.error, AuthError):
        return f"; renew it where it comes from: {', '.join(map(secret_place, _used(account)))}"
    return ""


def _used(account: Account) -> list[SecretReference]:
    """Return the secrets with which an account is read: not a ping key, with which jobs report."""
    needed = {name for names in reader_class(account.provider).needed for name in names}
    return [reference for name, reference in account.secrets.items() if name in needed]
