"""A PostgreSQL database as a destination."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

from attrs import field, frozen

from uptimekit._runtime.errors import ConfigurationError

from .destination import PIPELINE
from .engine import dlt
from .places import POSTGRES_SCHEMA
from .postgres_connection import open_postgres
from .run_context import apart

if TYPE_CHECKING:
    from dlt import Pipeline

__all__ = ["PostgresDatabase"]

_LOCK: Final = 0x75707469  # "upti": the number of the lock, which is per database
_PARTS: Final = ("dbname", "host", "password", "port", "user")


@frozen
class PostgresDatabase:
    """A database by its libpq URL.  What the URL leaves out is that of libpq: ``PGPASSWORD``, ``~/.pgpass`` and so on."""

    url: str = field(repr=False)

    @contextmanager
    def opened(self) -> Generator[Pipeline]:
        """Open a pipeline.  A lock of the database is held, so that no other export writes meanwhile."""
        connection = open_postgres(self.url)
        try:
            _lock(connection)
            with tempfile.TemporaryDirectory(prefix="uptimekit-") as folder, apart(Path(folder)):
                yield dlt.pipeline(
                    PIPELINE,
                    pipelines_dir=folder,
                    destination=dlt.destinations.postgres(_credentials(self.url, connection.info)),
                    dataset_name=POSTGRES_SCHEMA,
                )
        finally:
            connection.close()


def _lock(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,))
        if cursor.fetchone() != (True,):
            raise ConfigurationError("another export is writing to this database")


def _credentials(url: str, info: Any) -> dict[str, Any]:
    """Return what dlt asks for, which is more than libpq does, from a connection that libpq has made."""
    query = {name: value for name, value in parse_qsl(urlsplit(url).query) if name not in _PARTS}
    socket = info.host.startswith("/")
    return {
        "database": info.dbname,
        "username": info.user,
        "password": info.password or "",
        "host": "localhost" if socket else info.host,
        "port": info.port,
        "query": {**query, "host": info.host} if socket else query,  # which has precedence
    }
