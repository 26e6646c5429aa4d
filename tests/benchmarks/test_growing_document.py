"""The growing document: it is what vendors write, and the generator's work grows as it does."""

from __future__ import annotations

import cProfile
import itertools
import pstats
from pathlib import Path

import ryaml
from benchmarks.growing_document import PER_RESOURCE, document

from apimodel import build
from apimodel.document import operations
from codegen.lint import lint
from codegen.render import render
from documents import Document, read

TEMPLATES = Path(__file__).parents[2] / "templates"


def loaded(folder: Path, number: int) -> Document:
    path = folder / f"growing_{number}.yaml"
    path.write_text(ryaml.dumps(document(number)), encoding="utf-8")
    return read(path)


def test_it_has_as_many_operations_as_asked(tmp_path: Path) -> None:
    """Whole resources are added; each operation becomes one of the model."""
    for number in (PER_RESOURCE, 4 * PER_RESOURCE):
        assert len(build("growing", loaded(tmp_path, number).spec).operations) == number
    assert sum(map(len, document(7)["paths"].values())) - 2 == 2 * PER_RESOURCE  # two have parameters beside


def test_it_is_in_the_dialect_of_vendors(tmp_path: Path) -> None:
    """It has to be brought into the form of the house, and nothing about it has to be decided."""
    growing = loaded(tmp_path, PER_RESOURCE)
    assert growing.changes
    assert not growing.problems
    assert lint("growing.yaml", growing.spec) == []
    assert all("x-method-name" in raw.data for raw in operations(growing.spec))


def test_the_work_grows_as_the_document_does(tmp_path: Path) -> None:
    """Another 50 operations take as many calls of functions as the 50 before, in all steps but formatting."""
    _generated(tmp_path, 150)  # so that imports, compiled templates and remembered names do not count
    calls = [_calls(tmp_path, number) for number in (50, 100, 150)]
    second, third = (after - before for before, after in itertools.pairwise(calls))
    assert third / second < 1.03


def _calls(folder: Path, number: int) -> int:
    profile = cProfile.Profile()
    profile.enable()
    _generated(folder, number)
    profile.disable()
    counted: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return counted


def _generated(folder: Path, number: int) -> None:
    growing = loaded(folder, number)
    lint(growing.path.name, growing.spec)
    render(growing.name, growing.spec, TEMPLATES)
