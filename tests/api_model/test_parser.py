"""The parser is known in one place, and what it complains of stops the run."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from tests.generator._support import patched

from apimodel import SpecError, Type, build, parser, parser_input
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


def test_the_parser_gets_a_large_document_in_parts() -> None:
    """It copies all that it has for each schema, so that it never gets more than some; none of them is lost."""
    names = [f"Thing{number}" for number in range(250)]
    things = {
        name: {"type": "object", "properties": {"next": {"$ref": f"#/components/schemas/{other}"}}}
        for name, other in zip(names, [*names[1:], names[0]], strict=True)
    }
    document = patched(
        {
            "components": {
                "schemas": {
                    **things,
                    "Tag": {"properties": {"thing": things["Thing0"]["properties"]["next"]}},
                }
            }
        },
        DOCUMENT,
    )
    objects = parser_input.objects_of(document)
    parts = [
        part["components"]["schemas"] for part in parser_input.parser_inputs(document, list(objects.values()))
    ]
    models = build("beacon", document).models

    assert max(map(len, parts)) < 250
    assert [models[name].fields[0].type for name in names] == [
        Type("model", name) for name in [*names[1:], names[0]]
    ]


def test_each_list_in_a_list_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of lists of lists is read in as many steps as it has lists: twice as many for each would not end."""
    depth, reads = 12, []
    monkeypatch.setattr(parser, "_list", lambda item, read=parser._list: reads.append(item) or read(item))
    texts: Any = {"type": "string"}
    for _ in range(depth):
        texts = {"type": "array", "items": texts}
    document = patched({"components": {"schemas": {"Tag": {"properties": {"texts": texts}}}}}, DOCUMENT)
    build("beacon", document)

    assert depth <= len(reads) < 4 * depth


def test_a_complaint_of_the_parser_is_fatal(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the parser would leave out is refused, with the parser's own words."""
    lost = {"type": "object", "properties": {"f0": {"$ref": "#/components/schemas/Lost"}}}
    given = parser.parser_inputs
    patch = {"components": {"schemas": {"X": lost}}}
    monkeypatch.setattr(
        parser, "parser_inputs", lambda *arguments: (patched(patch, each) for each in given(*arguments))
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
