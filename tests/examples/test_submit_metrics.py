"""examples/submit_metrics.py: points of a CSV file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from uptimekit.statuspage import Client

from .conftest import Environment, Run

NOW = int(time.time()) // 30 * 30


def _metric(variables: Environment) -> str:
    with Client(
        api_key=variables["STATUSPAGE_API_KEY"],
        page_id=variables["STATUSPAGE_PAGE_ID"],
        base_url=variables["STATUSPAGE_BASE_URL"],
    ) as client:
        return client.metrics.create(name="Latency", suffix="ms").id


def test_the_points_arrive(run: Run, statuspage: Any, tmp_path: Path) -> None:
    """1,500 points are sent in two requests, and sending them again changes nothing."""
    sandbox, variables = statuspage
    metric = _metric(variables)
    rows = "".join(f"Latency,{NOW - 30 * number},{number}.5\n" for number in range(1_500))
    (tmp_path / "points.csv").write_text(f"metric,timestamp,value\n{rows}", encoding="utf-8-sig")
    for requests in (2, 4):
        done = run("submit_metrics.py", "points.csv", **variables)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "Latency: 1500 points submitted\n"
        assert sandbox.requests["submit_metric_points"] == requests
        points = sandbox.metric_points(metric)
        assert len(points) == 1_500
        assert points[NOW - 300] == 10.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "metric,timestamp,value\nLatency,2026-11-27T12:00:00,1\n",
            "line 2: the time 2026-11-27T12:00:00 needs a zone",
        ),
        ("metric,timestamp,value\nLatency,1795780830,much\n", "line 2"),
        ("metric,time,value\n", "no column timestamp"),
        ("metric,timestamp,value\nLatencies,1795780830,1\n", "no metric Latencies; its metrics are Latency"),
        ("metric,timestamp,value\nLatency\n", "line 2"),
    ],
)
def test_a_wrong_file_sends_no_point(run: Run, statuspage: Any, tmp_path: Path, text: str, said: str) -> None:
    """A wrong file is one line on stderr and exit code 2."""
    sandbox, variables = statuspage
    metric = _metric(variables)
    (tmp_path / "points.csv").write_text(text, encoding="utf-8")
    done = run("submit_metrics.py", "points.csv", **variables)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert said in line
    assert sandbox.metric_points(metric) == {}
