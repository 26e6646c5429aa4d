"""Places of warehouses as people write them, and the schemas of the tables in them."""

from __future__ import annotations

from typing import Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.spelling import did_you_mean

__all__ = ["DUCKDB_SCHEMA", "PARQUET_FILE", "POSTGRES_SCHEMA", "split_place"]

DUCKDB_SCHEMA: Final = "main"
"""The schema of the tables in a DuckDB file: DuckDB's default, so that queries need not name it."""

POSTGRES_SCHEMA: Final = "uptimekit"
"""The schema of the tables in a PostgreSQL database."""

PARQUET_FILE: Final = "uptimekit.duckdb"
"""The DuckDB file in a folder of Parquet files, which are copies of its tables.  It also has the state of the loads."""

_SCHEMES: Final = ("duckdb", "parquet", "postgres", "postgresql")
_FORMS: Final = "write duckdb:FILE, parquet:DIR or postgres://USER@HOST/DATABASE"


def split_place(text: str) -> tuple[str, str]:
    """Return the scheme of a place such as ``duckdb:uptime.duckdb``, and what follows it.

    Raises ConfigurationError, which shows no more of the text than its scheme: there may be a password in it.
    """
    scheme, colon, rest = text.partition(":")
    if not colon or not rest:
        raise ConfigurationError(f"a warehouse has a scheme and a place: {_FORMS}")
    if scheme not in _SCHEMES:
        raise ConfigurationError(f"there is no warehouse {scheme!r}{did_you_mean(scheme, _SCHEMES, _FORMS)}")
    return scheme, rest
