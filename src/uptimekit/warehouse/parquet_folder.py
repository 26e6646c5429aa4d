"""A folder of Parquet files as a destination: copies of the tables of a DuckDB file in it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from uptimekit._runtime.errors import ConfigurationError

from .duckdb_file import DATASET, DuckDBFile
from .engine import duckdb

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["ParquetFolder"]

_FILE: Final = "uptimekit.duckdb"
"""The DuckDB file in the folder, which also knows what has been loaded."""


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
        database = self.folder / _FILE
        with DuckDBFile(database).opened() as pipeline:
            yield pipeline
            _copy_tables(database, self.folder)


def _copy_tables(database: Path, folder: Path) -> None:
    """Write each table and view to a file of its own, which readers see as a whole: the old content or the new."""
    with duckdb.connect(database, read_only=True) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = ? AND NOT starts_with(table_name, '_dlt')",
            [DATASET],
        ).fetchall()
        for (name,) in names:
            new = folder / f".{name}.parquet.new"
            place = str(new).replace("'", "''")
            connection.execute(f"COPY {DATASET}.\"{name}\" TO '{place}' (FORMAT parquet, COMPRESSION zstd)")
            new.replace(folder / f"{name}.parquet")
