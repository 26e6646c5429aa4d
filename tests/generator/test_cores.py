"""Work on several providers: on several cores where that is safe, with the same results."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import threading

import pytest

from codegen.cores import WORTH_IT, each

from ._support import ROOT

PROGRAM = """
import json, os, sys
from codegen.cores import each

def work(item):
    return [item, os.getpid()]

print(json.dumps([os.getpid(), each(work, *json.loads(sys.argv[1]))]))
"""


def workers(items: list[int], size: int = WORTH_IT) -> tuple[int, list[list[int]]]:
    """Return the id of a fresh process, and for each item the item and the process that worked on it."""
    command = [sys.executable, "-c", PROGRAM, json.dumps([items, [size] * len(items)])]
    own, results = json.loads(
        subprocess.run(command, capture_output=True, check=True, cwd=ROOT / "scripts").stdout
    )
    return own, results


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="the system copies no processes"
)
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_several_items_go_to_other_processes() -> None:
    """Several items are worked on in copies of the process; results keep the order of the items."""
    own, results = workers([3, 1, 2])
    assert [item for item, _ in results] == [3, 1, 2]
    assert own not in {process for _, process in results}


@pytest.mark.parametrize(("items", "size"), [([3], WORTH_IT), ([3, 1], WORTH_IT - 1)])
def test_little_work_needs_no_process(items: list[int], size: int) -> None:
    """A single item, or several small ones, are worked on in the process itself."""
    own, results = workers(items, size)
    assert results == [[item, own] for item in items]


def test_a_process_with_threads_is_not_copied() -> None:
    """With another thread running, nothing is copied: a lock that it holds would stay held."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert (
            each(lambda _: os.getpid(), [1, 2], [WORTH_IT] * 2) == [os.getpid()] * 2
        )  # a lambda cannot go elsewhere either
    finally:
        done.set()
        thread.join()


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="the system copies no processes"
)
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two cores")
def test_a_process_that_is_ended_is_told() -> None:
    """A worker that the system ends is an error of the system, which the command line tells in one line."""
    program = PROGRAM.replace("return [item, os.getpid()]", "os._exit(9)")
    command = [sys.executable, "-c", program, json.dumps([[1, 2], [WORTH_IT] * 2])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT / "scripts")
    assert done.stderr.splitlines()[-1].startswith(
        "OSError: a process that made a package was ended from outside"
    )
