"""Destinations of an export: a DuckDB file, a folder of Parquet files, or a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from .places import split_place

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["PIPELINE", "Destination", "parse_destination"]

PIPELINE: Final = "uptimekit"
"""Name of the pipeline, under which the destination keeps the state."""


class Destination(Protocol):
    """A place that an export writes to.  Its ``repr`` shows no password."""

    def opened(self) -> AbstractContextManager[Pipeline]:
        """Open a pipeline to it, while the block runs; what needs the whole of a load is done at its end.

        Raises ConfigurationError if it cannot be written, or if another export writes to it.
        """
        ...


def parse_destination(text: str) -> Destination:
    """Return the destination that a text names: ``duckdb:uptime.duckdb``, ``parquet:history``, ``postgres://...``.

    Raises ConfigurationError, which shows no more of the text than its scheme.
    """
    scheme, rest = split_place(text)
    return _MAKERS[scheme](text, rest)


def _duckdb(_: str, rest: str) -> Destination:
    from .duckdb_file import DuckDBFile

    return DuckDBFile(Path(rest))


def _parquet(_: str, rest: str) -> Destination:
    from .parquet_folder import ParquetFolder

    return ParquetFolder(Path(rest))


def _postgres(text: str, _: str) -> Destination:
    from .postgres_database import PostgresDatabase

    return PostgresDatabase(text)


_MAKERS: Final[Mapping[str, Callable[[str, str], Destination]]] = {
    "duckdb": _duckdb,
    "parquet": _parquet,
    "postgres": _postgres,
    "postgresql": _postgres,
}
