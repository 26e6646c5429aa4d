"""Connections to PostgreSQL, whose driver is not among the packages of the extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from uptimekit._runtime.errors import ConfigurationError

from .errors import reason_of

__all__ = ["open_postgres"]


def open_postgres(url: str) -> Any:
    """Return a connection of psycopg2 by a libpq URL, whose changes are committed at once.

    Raises ConfigurationError, without the password, if it cannot be made or psycopg2 is not installed.  A URL that a password
    has split at the wrong place is refused, since errors would show parts of it as a host or a database.
    """
    try:
        psycopg2: Any = import_module("psycopg2")  # which has no types
    except ModuleNotFoundError:
        raise ConfigurationError(
            "a PostgreSQL database needs psycopg2: pip install psycopg2-binary"
        ) from None
    if not _is_whole(url, psycopg2):
        raise ConfigurationError(
            "the address of the database is no URL of libpq, such as postgres://USER@HOST/DATABASE; a password in it needs "
            "percent encoding, and is better left to PGPASSWORD or ~/.pgpass"
        )
    try:
        connection = psycopg2.connect(url)
    except psycopg2.Error as error:
        raise ConfigurationError(f"the database cannot be opened: {reason_of(error)}") from None
    connection.autocommit = True  # no transaction stays open
    return connection


def _is_whole(url: str, psycopg2: Any) -> bool:
    """Whether libpq can read a URL, and takes no part of a password for a host, a port or a database."""
    try:
        psycopg2.extensions.parse_dsn(url)
    except psycopg2.ProgrammingError:
        return False
    before, _, after = url.partition("//")[2].partition("@")
    if "/" in before:
        return "?" in before or not after  # else the user and the password end later than libpq takes them to
    return "@" not in after.partition("?")[0]
