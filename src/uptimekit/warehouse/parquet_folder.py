"""A folder of Parquet files as a destination: copies of the tables of a DuckDB file in it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from uptimekit._runtime.errors import ConfigurationError

from .duckdb_file import DuckDBFile
from .engine import duckdb
from .places import DUCKDB_SCHEMA, PARQUET_FILE

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["ParquetFolder"]


@frozen
class ParquetFolder:
    """A folder, which is made if it is not there: ``<table>.parquet`` for each table and view."""

    folder: Path

    @contextmanager
    def opened(self) -> Generator[Pipeline]:
        """Open a pipeline to the DuckDB file; at the end of the block each table is copied."""
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"{self.folder} cannot be made: {error.strerror}") from None
        database = self.folder / PARQUET_FILE
        with DuckDBFile(database).opened() as pipeline:
            yield pipeline
            _copy_tables(database, self.folder)


def _copy_tables(database: Path, folder: Path) -> None:
    """Write each table and view to a file of its own, which readers see as a whole: the old content or the new."""
    with duckdb.connect(database, read_only=True) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = ? AND NOT starts_with(table_name, '_dlt')",
            [DUCKDB_SCHEMA],
        ).fetchall()
        for (name,) in names:
            new = folder / f".{name}.parquet.new"
            place = str(new).replace("'", "''")
            connection.execute(
                f"COPY {DUCKDB_SCHEMA}.\"{name}\" TO '{place}' (FORMAT parquet, COMPRESSION zstd)"
            )
            new.replace(folder / f"{name}.parquet")
