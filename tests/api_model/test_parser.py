"""The parser is known in one place, and what it complains of stops the run."""

from __future__ import annotations

import ast
import copy
from pathlib import Path

import pytest

from apimodel import SpecError, build

from ._beacon import DOCUMENT

SCRIPTS = Path(__file__).parents[2] / "scripts"


def test_nothing_else_imports_the_parser() -> None:
    """Its classes are no public API: the adapter alone knows them, and the module of names its naming rules."""
    users = {
        path.relative_to(SCRIPTS).as_posix()
        for path in SCRIPTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom) and "openapi_python_client" in ast.unparse(node)
    }

    assert users == {"apimodel/parser.py", "apimodel/names.py"}


def test_a_warning_of_the_parser_is_fatal() -> None:
    """An operation that the parser would leave out is refused, with the parser's own words."""
    document = copy.deepcopy(DOCUMENT)
    document["paths"]["/lights"]["get"]["parameters"].append(
        {"name": "lost", "in": "path", "required": True, "schema": {"type": "string"}}
    )

    with pytest.raises(SpecError, match="Path parameters do not match with path"):
        build("beacon", document)
