"""A warehouse that is open to be read: a DuckDB file, alone or in a folder of Parquet files, or a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError

from .errors import reason_of
from .places import DUCKDB_SCHEMA, PARQUET_FILE, POSTGRES_SCHEMA, split_place
from .postgres_connection import open_postgres

__all__ = ["WarehouseReader", "open_warehouse"]

_EXTRA: Final = "pip install 'uptimekit[warehouse]'"


class WarehouseReader:
    """Runs queries.

    Args:
        cursor: of a database driver.
        errors: base class of the driver's errors.
        schema: schema of the tables.
    """

    def __init__(self, cursor: Any, errors: type[Exception], schema: str) -> None:
        self._cursor = cursor
        self._errors = errors
        self._schema = schema

    def rows(self, query: str, **numbers: float) -> Iterator[tuple[Any, ...]]:
        """Return the rows of a query, in which ``{schema}`` and the names of *numbers* are replaced.

        Raises ConfigurationError if there are no such tables.
        """
        try:
            self._cursor.execute(query.format(schema=self._schema, **numbers))
            return iter(self._cursor.fetchall())
        except self._errors as error:
            raise ConfigurationError(
                f"the warehouse cannot be read: {reason_of(error)}; has uptimekit export filled it?"
            ) from None


@contextmanager
def open_warehouse(place: str) -> Generator[WarehouseReader]:
    """Open a warehouse to read, without changing it.

    Args:
        place: ``duckdb:FILE``, ``parquet:DIR`` or ``postgres://USER@HOST/DATABASE``, as ``uptimekit export --to`` has it.

    Raises:
        ConfigurationError: there is no such warehouse, it cannot be opened, or its driver is not installed.
    """
    scheme, rest = split_place(place)
    if scheme.startswith("postgres"):
        opened = _postgres(place)
    else:
        opened = _duckdb(Path(rest) / PARQUET_FILE if scheme == "parquet" else Path(rest))
    with opened as reader:
        yield reader


@contextmanager
def _duckdb(path: Path) -> Generator[WarehouseReader]:
    try:
        import duckdb
    except ModuleNotFoundError:
        raise ConfigurationError(f"a warehouse needs duckdb: {_EXTRA}") from None
    if not path.exists():
        raise ConfigurationError(f"there is no warehouse {path}; uptimekit export makes one")
    try:
        connection = duckdb.connect(path.absolute(), read_only=True)  # "md:x" is a file here
    except duckdb.Error as error:
        busy = "; an export writes to it, try again later" if "lock" in str(error) else ""
        raise ConfigurationError(f"{path} cannot be read: {reason_of(error)}{busy}") from None
    with connection:
        yield WarehouseReader(connection, duckdb.Error, DUCKDB_SCHEMA)


@contextmanager
def _postgres(url: str) -> Generator[WarehouseReader]:
    connection = open_postgres(url)
    try:
        connection.set_session(readonly=True)
        with connection.cursor() as cursor:
            yield WarehouseReader(cursor, connection.Error, POSTGRES_SCHEMA)
    finally:
        connection.close()
