"""The group about the generator, in its small form."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from random import Random

import pytest
from benchmarks import generation
from benchmarks.measure import LeftOut, Row
from benchmarks.sizes import SMALL

from documents import read

BEACON = Path(__file__).parents[1] / "generator" / "beacon.yaml"


def test_a_process_is_measured(tmp_path: Path) -> None:
    """A sample runs the generator on a document, and says what that used."""
    used = generation._ours(generation._growing(tmp_path, 5))()
    assert used.seconds > 0
    assert used.megabytes > 10
    assert list((tmp_path / "ours-growing_5").rglob("client.py"))


def test_rows_and_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The growth is measured; without a vendor's document and in small sizes the comparisons are left out by name."""
    seconds = itertools.count(1.0)
    monkeypatch.setattr(generation, "_started", lambda *_: lambda: generation.Use(next(seconds), 1.0))
    growth, vendor, past = generation.measure(dataclasses.replace(SMALL, operations=(5, 10, 15)), Random(0))
    assert isinstance(growth, Row)
    assert growth.name == "15 operations, CPU time of each / of 10"
    assert growth.target == generation.GROWTH_TARGET
    assert isinstance(vendor, LeftOut)
    assert "--document" in vendor.reason
    assert isinstance(past, LeftOut)
    assert generation.PAST in past.name


def test_both_generators_take_the_adopted_document(tmp_path: Path) -> None:
    """Written out, an adopted document is read as what it was written from."""
    (tmp_path / "beacon.yaml").write_text(generation.adopted(BEACON), encoding="utf-8")
    assert read(tmp_path / "beacon.yaml").spec == read(BEACON).spec


def test_a_generator_that_fails_is_an_error(tmp_path: Path) -> None:
    """A run that ends early must not pass for a fast one."""
    with pytest.raises(RuntimeError, match=r"no such file|there is no spec|No such file"):
        generation._ours(tmp_path / "nothing.yaml")()


def test_cpu_time_and_memory_of_children_count(tmp_path: Path) -> None:
    """What a process has others do is its own use: seconds are added up, memory is that of the largest."""
    burn = "x = bytearray(80_000_000)\\nfor _ in range(3_000_000): pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '''{burn}'''], check=True)"
    used, idle = generation._started(tmp_path, "-c", child)(), generation._started(tmp_path, "-c", "pass")()
    assert used.seconds > idle.seconds
    assert used.megabytes > 80 > idle.megabytes
