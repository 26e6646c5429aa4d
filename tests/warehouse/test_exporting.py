"""Exports: into each destination, after a failure, and apart from the settings of dlt around them."""

from __future__ import annotations

import logging
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dlt.common.configuration.specs.pluggable_run_context import PluggableRunContext

from uptimekit import ConfigurationError, InputError
from uptimekit.fleet import Account, Fleet, FromEnvironment
from uptimekit.sandbox import HealthchecksSandbox, serve
from uptimekit.warehouse import export
from uptimekit.warehouse.engine import Container
from uptimekit.warehouse.warehouse_reader import open_warehouse

from ._jobs import JOBS, Parts, rows

BACKUP = {"slug": "backup", "grace": 60, "ping_url": "https://ping.example/secret"}


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Parts:
    """The only feed of Healthchecks; it has one job."""
    made = Parts([("a", [(JOBS, BACKUP)])], tables=(JOBS,))
    monkeypatch.setattr(
        "uptimekit.warehouse.sources.feeds_of", lambda name: (made,) if name == "healthchecks" else ()
    )
    monkeypatch.setattr(
        "uptimekit.warehouse.exporting.feeds_of", lambda name: (made,) if name == "healthchecks" else ()
    )
    return made


@pytest.fixture
def fleet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fleet]:
    """A fleet of one account of Healthchecks."""
    monkeypatch.setenv("HC_KEY", "k" * 32)
    secrets = {"api_key": FromEnvironment("HC_KEY")}
    with Fleet([Account(name="main", provider="healthchecks", secrets=secrets)]) as made:
        yield made


def test_duckdb(feed: Parts, fleet: Fleet, tmp_path: Path) -> None:
    """The rows are in the file, no secret is, a second export goes on, and nothing else is left in the folder."""
    path = tmp_path / "uptime.duckdb"
    assert export(f"duckdb:{path}", fleet) == []
    assert export(f"duckdb:{path}", fleet) == []

    assert feed.states == [{}, {"done": ["a"]}]
    assert [each.name for each in tmp_path.iterdir()] == ["uptime.duckdb"]
    assert b"ping.example" not in path.read_bytes()


def test_parquet(feed: Parts, fleet: Fleet, tmp_path: Path) -> None:
    """Each table is a file, which later exports replace."""
    export(f"parquet:{tmp_path / 'history'}", fleet)
    feed.parts.append(("b", [(JOBS, BACKUP | {"slug": "mail"})]))
    export(f"parquet:{tmp_path / 'history'}", fleet)

    assert sorted(each.name for each in (tmp_path / "history").iterdir()) == [
        "healthchecks_jobs.parquet",
        "uptimekit.duckdb",
    ]
    found = duckdb.sql(
        f"SELECT slug FROM '{tmp_path}/history/healthchecks_jobs.parquet' ORDER BY slug"
    ).fetchall()
    assert found == [("backup",), ("mail",)]


def test_settings_of_dlt_around_it_do_not_count(
    feed: Parts, fleet: Fleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a folder `.dlt` in the working directory nor variables change where and how it loads; no socket is opened."""
    (tmp_path / ".dlt").mkdir()
    (tmp_path / ".dlt" / "config.toml").write_text(
        '[runtime]\ndlthub_telemetry = true\n[load]\nworkers = "many"\n'
    )
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "true")
    monkeypatch.setenv("DESTINATION__DUCKDB__CREDENTIALS", "elsewhere.duckdb")
    monkeypatch.setenv("DATASET_NAME", "elsewhere")

    def refuse(*_: Any) -> Any:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path)
        Container()[PluggableRunContext].reload_providers()  # whatever folder dlt was first used in
        assert export("duckdb:x.duckdb", fleet) == []
    Container()[PluggableRunContext].reload_providers()
    assert sorted(each.name for each in tmp_path.iterdir()) == [".dlt", "x.duckdb"]
    assert rows(tmp_path, "SELECT slug FROM healthchecks_jobs", "x.duckdb") == [("backup",)]


def test_an_account_without_its_secret(
    feed: Parts, fleet: Fleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a fault of the account, and the others are exported."""
    broken = Account(name="other", provider="healthchecks", secrets={"api_key": FromEnvironment("NOT_SET")})
    with Fleet([broken, *fleet.accounts]) as both:
        faults = export(f"duckdb:{tmp_path / 'x.duckdb'}", both)

    assert [str(each) for each in faults] == ["other: the environment variable NOT_SET is not set"]
    assert rows(tmp_path, "SELECT account FROM healthchecks_jobs", "x.duckdb") == [("main",)]


def test_secrets_on_request(feed: Parts, fleet: Fleet, tmp_path: Path) -> None:
    """With `with_secrets` they have columns."""
    export(f"duckdb:{tmp_path / 'x.duckdb'}", fleet, with_secrets=True)

    assert rows(tmp_path, "SELECT ping_url FROM healthchecks_jobs", "x.duckdb") == [
        ("https://ping.example/secret",)
    ]


def test_a_file_that_is_no_database(feed: Parts, fleet: Fleet, tmp_path: Path) -> None:
    """It is refused and stays as it is."""
    (tmp_path / "x.duckdb").write_text("hello " * 1000)

    with pytest.raises(ConfigurationError, match=r"x\.duckdb cannot be written: "):
        export(f"duckdb:{tmp_path / 'x.duckdb'}", fleet)
    assert (tmp_path / "x.duckdb").read_text().startswith("hello")
    assert [each.name for each in tmp_path.iterdir()] == ["x.duckdb"]


@pytest.mark.parametrize("name", ["md:uptime", "sqlite:uptime.db", ":memory:", "https:uptime"])
def test_a_name_that_duckdb_knows_otherwise_is_a_file(
    feed: Parts, fleet: Fleet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """DuckDB would download an extension for it, or keep nothing; no socket is opened."""
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection"))
    monkeypatch.chdir(tmp_path)
    assert export(f"duckdb:{name}", fleet) == []
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with open_warehouse(f"duckdb:{name}") as warehouse:
        assert [*warehouse.rows("SELECT slug FROM healthchecks_jobs")] == [("backup",)]


def test_a_beginning_in_the_future_is_refused(feed: Parts, fleet: Fleet, tmp_path: Path) -> None:
    """Once, and not for each account, before a file is made or anything is read."""
    with pytest.raises(InputError, match="lies in the future"):
        export(f"duckdb:{tmp_path / 'uptime.duckdb'}", fleet, since=datetime(9999, 1, 1, tzinfo=UTC))
    assert feed.states == []
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "since", [datetime(1, 1, 1), datetime(1999, 12, 31, 23, 59, tzinfo=UTC), timedelta(days=36_500)]
)
def test_a_beginning_before_any_provider_is_refused(
    feed: Parts, fleet: Fleet, tmp_path: Path, since: datetime | timedelta
) -> None:
    """Feeds that ask for month after month would ask for centuries: the error says from when on, before anything is asked."""
    with pytest.raises(
        InputError, match=r"^since: it must not lie before 2000; no provider has anything older$"
    ):
        export(f"duckdb:{tmp_path / 'uptime.duckdb'}", fleet, since=since)
    assert feed.states == []
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("place", ["duckdb:.", "duckdb:..", "duckdb:/", "duckdb:{folder}"])
def test_a_folder_is_no_file(feed: Parts, fleet: Fleet, tmp_path: Path, place: str) -> None:
    """The error says so, and nothing is made beside it."""
    with pytest.raises(ConfigurationError, match="is a folder; name a file in it"):
        export(place.format(folder=tmp_path), fleet)
    assert not tmp_path.with_name(f".{tmp_path.name}.loading").exists()


def test_one_export_at_a_time(feed: Parts, fleet: Fleet, tmp_path: Path) -> None:
    """A second export into the same file is refused while the first one runs."""
    refused: list[str] = []

    def again(*_: Any) -> None:
        with pytest.raises(ConfigurationError) as caught:
            export(f"duckdb:{tmp_path / 'x.duckdb'}", fleet)
        refused.append(str(caught.value))

    export(f"duckdb:{tmp_path / 'x.duckdb'}", fleet, on_progress=again)
    assert refused[0].startswith("another export is writing there")


def test_dlt_is_as_it_was(
    feed: Parts, fleet: Fleet, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A pipeline of the program's own is the active one after an export as before; nothing is logged."""
    import dlt

    before, own = dlt.current.run_context(), dlt.pipeline("own", pipelines_dir=str(tmp_path / "own"))
    try:
        with caplog.at_level(logging.WARNING):
            export(f"duckdb:{tmp_path / 'x.duckdb'}", fleet)

        assert dlt.current.run_context() is before
        assert dlt.current.pipeline() is own
    finally:
        own.deactivate()
    assert caplog.records == []


def test_a_pipeline_of_the_program_without_its_folder_ends_no_export(
    feed: Parts, fleet: Fleet, tmp_path: Path
) -> None:
    """What was loaded is there; dlt cannot make such a pipeline the active one again, and nobody can use it."""
    import dlt

    folder = tmp_path / "own"
    place = dlt.destinations.duckdb(str(tmp_path / "own.duckdb"))
    own = dlt.pipeline("own", pipelines_dir=str(folder), destination=place, dataset_name="main")
    try:
        own.run([{"id": 1}], table_name="things")
        shutil.rmtree(folder)
        assert export(f"duckdb:{tmp_path / 'x.duckdb'}", fleet) == []
    finally:
        own.deactivate()


def test_a_refused_key_is_named_by_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault says which variable has the key that has to be renewed."""
    monkeypatch.setenv("SHOP_KEY", "hcw_wrong-and-secret")
    with serve(HealthchecksSandbox().app) as server:
        account = Account(
            name="shop",
            provider="healthchecks",
            secrets={"api_key": FromEnvironment("SHOP_KEY")},
            settings={"base_url": f"{server.url}/api/"},
        )
        with Fleet([account]) as shop:
            faults = [str(each) for each in export(f"duckdb:{tmp_path / 'x.duckdb'}", shop)]
    assert faults
    assert all("(the api_key of variable SHOP_KEY was used)" in each for each in faults)
