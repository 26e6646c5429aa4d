"""Loads into PostgreSQL, as into DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg2
import pytest

from uptimekit import ConfigurationError
from uptimekit.warehouse.destination import parse_destination

from ._jobs import DAYS, JOBS, NOW, RUNS, Parts, load_reading, reading
from ._postgres import PASSWORD, postgres_server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a database."""
    with postgres_server() as url:
        yield url


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """The rows that a query finds."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found
    finally:
        connection.close()


def test_load(server: str) -> None:
    """Odd texts, an empty key, times and JSON arrive as they are; a second load goes on, and marks what is gone."""
    odd = 'tab\t, "quotes", \\ and\nline é'
    first = Parts(
        [
            (
                "a",
                [
                    (JOBS, {"slug": "", "name": odd, "grace": 60}),
                    (JOBS, {"slug": "mail"}),
                    (RUNS, {"slug": "", "at": NOW, "seconds": 99, "notes": {odd: ["\x00", None, {}]}}),
                    (DAYS, {"slug": "", "day": "2026-11-28"}),
                ],
            )
        ]
    )
    with parse_destination(server).opened() as pipeline:
        load_reading(pipeline, reading(first))
    second = Parts([("b", [(JOBS, {"slug": "", "name": odd}), (DAYS, {"slug": "", "day": "2026-11-29"})])])
    later = NOW + timedelta(hours=1)
    with parse_destination(server).opened() as pipeline:
        load_reading(pipeline, reading(second, now=later))

    assert second.states == [{"done": ["a"]}]
    jobs = "SELECT slug, name, deleted_at FROM uptimekit.healthchecks_jobs ORDER BY slug"
    assert rows(server, jobs) == [("", odd, None), ("mail", None, later)]
    assert rows(server, "SELECT at, seconds, notes FROM uptimekit.healthchecks_runs") == [
        (NOW, 99.0, {odd: ["\ufffd", None, {}]})
    ]
    assert rows(server, "SELECT day::text FROM uptimekit.healthchecks_days") == [("2026-11-29",)]


def test_one_export_at_a_time(server: str) -> None:
    """While one export writes to a database, another is refused; afterwards it is not."""
    with (
        parse_destination(server).opened(),
        pytest.raises(ConfigurationError, match="another export is writing to this database"),
        parse_destination(server).opened(),
    ):
        pass
    with parse_destination(server).opened():
        pass


def test_a_wrong_password(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said by the server's words, and the password is not."""
    monkeypatch.delenv("PGPASSWORD")
    wrong = server.replace("loader@", "loader:wr0ng@")
    with (
        pytest.raises(ConfigurationError, match="password authentication failed") as caught,
        parse_destination(wrong).opened(),
    ):
        pass

    assert "wr0ng" not in f"{caught.value}{caught.value.__cause__}{parse_destination(wrong)!r}"
