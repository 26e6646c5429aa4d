"""``uptimekit export``: what it loads, what it tells, and what it refuses."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from attrs import frozen

from uptimekit import AuthenticationError, NotFoundError
from uptimekit.cli.main import main
from uptimekit.warehouse import Slice, Span, Table

LAMPS = Table(name="lamps", key=("id",), columns={"id": "text", "lit": "bool"}, whole=True)


@frozen
class Lamps:
    """A feed with one row, or with an error, or that is interrupted while it is read."""

    name: str = "lamps"
    tables: tuple[Table, ...] = (LAMPS,)
    error: type[Exception] | None = None
    interrupted: bool = False

    def slices(self, client: Any, state: Mapping[str, Any], span: Span) -> Iterator[Slice]:
        if self.error:
            raise self.error("no lamp")
        yield Slice(label="all of them", rows=self.rows, state={})

    def rows(self) -> Iterator[tuple[Table, Mapping[str, Any]]]:
        yield LAMPS, {"id": "1", "lit": True}
        if self.interrupted:
            signal.raise_signal(signal.SIGINT)


Feeds = dict[str, tuple[Lamps, ...]]


@pytest.fixture
def feeds(home: Path, monkeypatch: pytest.MonkeyPatch) -> Feeds:
    """The feeds by provider, to be changed; there are two accounts, whose servers nobody calls."""
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", "k" * 32)
    monkeypatch.setenv("BETTERSTACK_API_TOKEN", "t" * 24)
    monkeypatch.chdir(home)
    made: Feeds = {"healthchecks": (Lamps(),), "betterstack": (Lamps(),)}
    for module in ("exporting", "sources"):
        monkeypatch.setattr(f"uptimekit.warehouse.{module}.feeds_of", lambda name: made.get(name, ()))
    return made


def lamps(provider: str) -> list[tuple[Any, ...]]:
    """The rows of a provider's table."""
    with duckdb.connect("uptime.duckdb", read_only=True) as connection:
        return connection.execute(f"SELECT account, id, lit FROM {provider}_lamps").fetchall()


def test_all_accounts(feeds: Feeds, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each account is loaded, a line for each slice says so, and nothing but the file is left."""
    assert main(["export", "--to", "duckdb:uptime.duckdb"]) == 0

    output = capsys.readouterr()
    assert output.out == ""
    assert sorted(output.err.splitlines()) == [
        "betterstack: betterstack_lamps, all of them",
        "healthchecks: healthchecks_lamps, all of them",
    ]
    assert lamps("healthchecks") == [("healthchecks", "1", True)]
    assert lamps("betterstack") == [("betterstack", "1", True)]
    assert [each.name for each in home.iterdir()] == ["uptime.duckdb"]


def test_quiet(feeds: Feeds, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--quiet`, as under cron, only what went wrong is printed."""
    assert main(["export", "--to", "duckdb:uptime.duckdb", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")

    feeds["betterstack"] = (Lamps(error=AuthenticationError),)
    assert main(["export", "--to", "duckdb:uptime.duckdb", "-q"]) == 2
    assert capsys.readouterr() == (
        "",
        "uptimekit: betterstack: no lamp (the bearer_token of variable BETTERSTACK_API_TOKEN was used)\n",
    )


def test_what_cannot_be_read(feeds: Feeds, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named and the code is 2: one part of an account, or all of it if the key is refused; the rest is loaded."""
    feeds["healthchecks"] = (Lamps(name="gone", error=NotFoundError), Lamps())
    feeds["betterstack"] = (Lamps(error=AuthenticationError), Lamps(name="never"))

    assert main(["export", "--to", "duckdb:uptime.duckdb"]) == 2
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("uptimekit")] == [
        "uptimekit: betterstack: no lamp (the bearer_token of variable BETTERSTACK_API_TOKEN was used)",
        "uptimekit: healthchecks, healthchecks_gone: no lamp",
    ]
    assert lamps("healthchecks") == [("healthchecks", "1", True)]


def test_one_table(feeds: Feeds) -> None:
    """With `--table`, nothing else is loaded."""
    assert main(["export", "--to", "duckdb:uptime.duckdb", "--table", "healthchecks_lamps"]) == 0

    with pytest.raises(duckdb.CatalogException):
        lamps("betterstack")


def test_interrupted(feeds: Feeds, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends it with the usual code and without a message; the next export begins the slice anew."""
    feeds["betterstack"] = (Lamps(interrupted=True),)
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a test run in the background ignores it
    try:
        assert main(["export", "--to", "duckdb:uptime.duckdb"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == ""
    assert [each.name for each in home.iterdir()] == ["uptime.duckdb"]
    feeds["betterstack"] = (Lamps(),)
    assert main(["export", "--to", "duckdb:uptime.duckdb"]) == 0
    assert lamps("betterstack") == [("betterstack", "1", True)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "duckbd:x"], "there is no warehouse 'duckbd'; did you mean duckdb?"),
        (["--to", "x.duckdb"], "a warehouse has a scheme and a place: write duckdb:FILE, "),
        (["--to", "duckdb:nowhere/x.duckdb"], "there is no folder nowhere; make it first"),
        (["--to", "parquet:nowhere/x"], "nowhere/x cannot be made: No such file or directory"),
        (["--to", "duckdb:x", "--table", "healthchecks_lmps"], "did you mean healthchecks_lamps?"),
        (["--to", "postgres://u:s3cret@127.0.0.1:1/db"], "the database cannot be opened: "),
        (["--to", "duckdb:x", "--since", "yesterday"], "'yesterday' is no time"),
        (
            ["--to", "duckdb:x", "--deadline", "5s"],
            "there is no option --deadline",
        ),  # it waits for rate limits
    ],
)
def test_refusals(
    feeds: Feeds, home: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be done is said in one line, without a password, and nothing is left behind."""
    assert main(["export", *arguments]) == 2

    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert "s3cret" not in error
    assert [*home.iterdir()] == []


def test_a_missing_extra(
    feeds: Feeds, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without dlt the command says in one line what to install."""
    monkeypatch.setattr("uptimekit.warehouse.export", None)  # which loads it
    monkeypatch.delattr("uptimekit.warehouse.export")
    for name in [each for each in sys.modules if each.startswith("uptimekit.warehouse.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "dlt", None)

    assert main(["export", "--to", "duckdb:uptime.duckdb"]) == 2
    assert capsys.readouterr().err == "uptimekit: a warehouse needs dlt: pip install 'uptimekit[warehouse]'\n"


def test_sigterm_leaves_no_command_of_a_secret(feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it exports, a thread waits for the signal; see ``ends_at_sigterm``."""
    blocked: list[bool] = []

    def export(*_: Any, **__: Any) -> list[Any]:
        blocked.append(signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
        return []

    monkeypatch.setattr("uptimekit.warehouse.export", export)
    assert main(["export", "--to", "duckdb:uptime.duckdb"]) == 0
    assert blocked == [True]
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
