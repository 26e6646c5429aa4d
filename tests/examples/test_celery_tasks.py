"""examples/celery_tasks.py, with a stand-in for Celery whose tasks run at once."""

from __future__ import annotations

import os
from typing import Any

from benchmarks.stores import Store

from .conftest import ROOT, Run

STUBS = os.pathsep.join(str(ROOT / each) for each in ("src", "generated", "tests/examples/stubs"))


def test_statuses_are_set(run: Run, statuspage: Any, store: Store) -> None:
    """Each component gets its status, and the limit is kept in the store that the variable names."""
    _, variables = statuspage
    shared = {**variables, "UPTIMEKIT_SHARED_LIMIT": store.url, "PYTHONPATH": STUBS}
    done = run("celery_tasks.py", "API=major_outage", "Website=operational", **shared)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "API: major_outage",
        "Website: operational already",
        "2 in the queue",
    ]
    assert store.client.keys("uptimekit:limit:*")


def test_what_is_not_understood(run: Run) -> None:
    """An argument that is no status of a component puts nothing into the queue."""
    for arguments in ((), ("API",), ("API=",), ("API=major_outage", "=up")):
        done = run("celery_tasks.py", *arguments, PYTHONPATH=STUBS)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "usage: celery_tasks.py COMPONENT=STATUS ...\n"
