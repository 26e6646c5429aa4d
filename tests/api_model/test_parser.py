"""The parser is known in one place, and what it complains of stops the run."""

from __future__ import annotations

import ast
import copy
import sys
from pathlib import Path
from types import FrameType

import pytest

from apimodel import SpecError, build

from ._beacon import DOCUMENT

SCRIPTS = Path(__file__).parents[2] / "scripts"


def imports(folder: Path) -> dict[str, set[str]]:
    """Return the top-level packages that each module below a folder imports."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]
        found[path.relative_to(SCRIPTS).as_posix()] = {name.partition(".")[0] for name in names}
    return found


def test_nothing_else_imports_the_parser() -> None:
    """Its classes are no public API: the adapter alone knows them, and the module of names its naming rules."""
    users = {path for path, names in imports(SCRIPTS).items() if "openapi_python_client" in names}

    assert users == {"apimodel/parser.py", "apimodel/names.py"}


def test_the_model_stands_on_nothing_that_reads_it() -> None:
    """Generator, spec diff, drift and releases read the model; it knows none of them, nor the runtime."""
    readers = {"codegen", "specdiff", "apidrift", "releasing", "uptimekit"}

    assert all(names.isdisjoint(readers) for names in imports(SCRIPTS / "apimodel").values())


def test_a_warning_of_the_parser_is_fatal() -> None:
    """An operation that the parser would leave out is refused, with the parser's own words."""
    document = copy.deepcopy(DOCUMENT)
    document["paths"]["/lights"]["get"]["parameters"].append(
        {"name": "lost", "in": "query", "schema": {"type": "array"}}
    )

    with pytest.raises(SpecError, match="type array must have items"):
        build("beacon", document)


def test_the_parser_copies_no_operations() -> None:
    """No operation is copied with all schemas that it leads to, as the parser does: that grows with their product."""
    copied: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is copy.deepcopy.__code__:
            copied.append(type(frame.f_locals["x"]).__name__)

    sys.setprofile(note)
    try:
        build("beacon", DOCUMENT)
    finally:
        sys.setprofile(None)

    assert "Endpoint" not in copied
