"""A DuckDB file as a destination."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from uptimekit._runtime.errors import ConfigurationError

from .destination import PIPELINE
from .engine import dlt, duckdb
from .errors import reason_of
from .places import DUCKDB_SCHEMA
from .run_context import apart
from .working_folder import working_folder

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["DuckDBFile"]


@frozen
class DuckDBFile:
    """A file, which is made if it is not there."""

    path: Path

    @contextmanager
    def opened(self) -> Generator[Pipeline]:
        """Open a pipeline.  A folder beside the file holds what is being loaded, and is gone afterwards."""
        if not self.path.name or self.path.is_dir():
            raise ConfigurationError(f"{self.path} is a folder; name a file in it")
        if not self.path.parent.is_dir():
            raise ConfigurationError(f"there is no folder {self.path.parent}; make it first")
        with working_folder(self.path.with_name(f".{self.path.name}.loading")) as folder, apart(folder):
            self._try()
            yield dlt.pipeline(
                PIPELINE,
                pipelines_dir=str(folder),
                destination=dlt.destinations.duckdb(str(self.path.absolute())),
                dataset_name=DUCKDB_SCHEMA,
            )

    def _try(self) -> None:
        """Raise ConfigurationError if the file cannot be opened to write.

        The path is absolute: DuckDB takes one that begins with ``md:`` or ``sqlite:`` for a place that it needs a download for.
        """
        try:
            duckdb.connect(self.path.absolute()).close()
        except duckdb.Error as error:
            raise ConfigurationError(f"{self.path} cannot be written: {reason_of(error)}") from None
