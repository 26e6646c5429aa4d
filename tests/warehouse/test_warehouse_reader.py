"""Warehouses that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from uptimekit import ConfigurationError
from uptimekit.warehouse.warehouse_reader import open_warehouse


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("duckdb:{folder}/none.duckdb", "there is no warehouse .*none.duckdb; uptimekit export makes one"),
        ("parquet:{folder}", "there is no warehouse .*uptimekit.duckdb"),
        ("duckdb:{folder}/text.duckdb", "text.duckdb cannot be read: "),
        ("dukdb:x", "did you mean duckdb"),
        ("uptime.duckdb", "write duckdb:FILE"),
        ("postgres://reader:sesame@127.0.0.1:9/uptime", "the database cannot be opened: "),
    ],
)
def test_what_is_no_warehouse_is_refused(tmp_path: Path, place: str, message: str) -> None:
    """The error says what to do, and shows no password."""
    (tmp_path / "text.duckdb").write_text("this is no database" * 1000)
    with (
        pytest.raises(ConfigurationError, match=message) as raised,
        open_warehouse(place.format(folder=tmp_path)),
    ):
        pass
    assert "sesame" not in str(raised.value)
    assert not (tmp_path / "none.duckdb").exists()


def test_a_file_that_is_written_to_can_be_read_later(tmp_path: Path) -> None:
    """One process writes, or several read."""
    path = tmp_path / "uptime.duckdb"
    program = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print(flush=True); input()"
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(ConfigurationError, match="an export writes to it, try again later"):
            open_warehouse(f"duckdb:{path}").__enter__()
        writer.communicate(b"\n")
    with open_warehouse(f"duckdb:{path}") as warehouse:
        assert [*warehouse.rows("SELECT {number}", number=1)] == [(1,)]
