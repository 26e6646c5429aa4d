"""The parser is known in one place, and what it complains of stops the run."""

from __future__ import annotations

import ast
import copy
import sys
from pathlib import Path
from types import FrameType

import pytest
from tests.generator._support import patched

from apimodel import SpecError, Type, build, parser
from apimodel.types import ANY

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


def test_a_complaint_of_the_parser_is_fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the parser would leave out is refused, with the parser's own words."""
    lost = {"type": "object", "properties": {"f0": {"$ref": "#/components/schemas/Lost"}}}
    given = parser.parser_input
    monkeypatch.setattr(
        parser, "parser_input", lambda spec: patched({"components": {"schemas": {"X": lost}}}, given(spec))
    )

    with pytest.raises(
        SpecError, match=r"^beacon\.yaml: .*Could not find reference in parsed models or enums"
    ):
        build("beacon", DOCUMENT)


def test_recursive_schemas_without_a_class_end() -> None:
    """A list of lists of itself, or a map of maps, has values of any type at its second level."""
    tree = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
    document = patched(
        {"components": {"schemas": {"Tree": tree, "Tag": {"properties": {"tree": tree}}}}}, DOCUMENT
    )
    fields = {field.wire: field.type for field in build("beacon", document).models["Tag"].fields}

    assert fields["tree"] == Type("list", parts=(Type("list", parts=(ANY,)),))
