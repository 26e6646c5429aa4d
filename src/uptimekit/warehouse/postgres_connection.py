"""Connections to PostgreSQL, whose driver is not among the packages of the extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from uptimekit._runtime.errors import ConfigurationError

from .errors import reason_of

__all__ = ["open_postgres"]


def open_postgres(url: str) -> Any:
    """Return a connection of psycopg2 by a libpq URL, whose changes are committed at once.

    Raises ConfigurationError, without the password, if it cannot be made or psycopg2 is not installed.
    """
    try:
        psycopg2: Any = import_module("psycopg2")  # which has no types
    except ModuleNotFoundError:
        raise ConfigurationError(
            "a PostgreSQL database needs psycopg2: pip install psycopg2-binary"
        ) from None
    try:
        connection = psycopg2.connect(url)
    except psycopg2.Error as error:
        raise ConfigurationError(f"the database cannot be opened: {reason_of(error)}") from None
    connection.autocommit = True  # no transaction stays open
    return connection
