"""examples/airflow_history.py, with a stand-in for Airflow that runs the DAG once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, Run

pytest.importorskip("dlt")

STUBS = os.pathsep.join(str(ROOT / each) for each in ("src", "generated", "tests/examples/stubs"))


@pytest.mark.timeout(300)
def test_the_history_is_loaded(run: Run, betterstack: Any, tmp_path: Path) -> None:
    """One run loads what the account of the environment has, and says nothing."""
    import duckdb

    _, variables = betterstack
    file = tmp_path / "uptime.duckdb"
    done = run(
        "airflow_history.py",
        **variables,
        PYTHONPATH=STUBS,
        PYTHONWARNINGS="default",  # of dlt and what it needs
        UPTIME_WAREHOUSE=f"duckdb:{file}",
        HOME=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(file), read_only=True) as database:
        assert "betterstack_monitors" in {
            name
            for (name,) in database.execute("SELECT table_name FROM information_schema.tables").fetchall()
        }
