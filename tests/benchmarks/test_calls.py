"""The group of single calls, in its small form."""

from __future__ import annotations

import os
import sys
from random import Random

import pytest
from benchmarks.calls import TARGET, measure, one_core
from benchmarks.sizes import SMALL


def test_it_measures_both_clients_both_ways() -> None:
    """Sync and async, generated client, facade and ping are compared with httpx, and httpx with itself."""
    rows = measure(SMALL, Random(0))
    assert all(row.ours > 0 and row.reference > 0 for row in rows)
    names = (
        "get a check, facade / httpx",
        "get one of many checks, generated / httpx",
        "get one of many checks, facade / httpx",
        "ping one of many checks, facade / httpx",
    )
    assert [row.name for row in rows if row.target == TARGET] == [
        f"{kind}: {name}" for kind in ("sync", "async") for name in names
    ]
    assert [row.name for row in rows if row.target is None] == [
        "sync: httpx / itself (noise)",
        "async: httpx / itself (noise)",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program choose its cores")
def test_client_and_server_share_a_core() -> None:
    """Inside the block there is one core, after it as many as before."""
    before = os.sched_getaffinity(0)
    with one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before
