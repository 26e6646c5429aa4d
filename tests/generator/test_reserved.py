"""Names that generated code needs itself are kept from the schemas and tags of a document."""

from __future__ import annotations

import re
from typing import Final

import pytest

from apimodel.reserved import CLASSES, TAG_CLASSES

from ._support import ROOT

_IMPORT: Final = re.compile(
    r"^\s*from (?:uptimekit\S*|typing|collections\.abc|attrs) import (.+)$", re.MULTILINE
)
_CLASS: Final = re.compile(r"\b[A-Z][A-Za-z0-9]*\b")


def imported(template: str) -> set[str]:
    """Return the names of classes that a template imports."""
    text = (ROOT / "templates" / f"{template}.jinja").read_text(encoding="utf-8")
    return {name for names in _IMPORT.findall(text) for name in _CLASS.findall(names)}


@pytest.mark.parametrize("template", ["model.py", "enum.py", "requests.py", "resource.py"])
def test_names_beside_schemas_are_reserved(template: str) -> None:
    """No schema can have the name of a class that its module, or one that imports it, imports from elsewhere."""
    assert imported(template)
    assert imported(template) <= CLASSES


def test_names_beside_tags_are_reserved() -> None:
    """No tag can have the name of a class that the module of the clients imports."""
    assert imported("client.py")
    assert imported("client.py") | {"Client", "AsyncClient"} <= TAG_CLASSES


def test_names_beside_enums_in_typed_dicts_are_reserved() -> None:
    """No enum can have the name of a class that the TypedDicts are made of."""
    for path in (ROOT / "generated" / "uptimekit_clients").glob("*/params.py"):
        names = {
            name
            for line in _IMPORT.findall(path.read_text(encoding="utf-8"))
            for name in _CLASS.findall(line)
        }
        own = re.search(
            r"from uptimekit_clients\.\w+\.models import \(?([^)]*?)(?:\)|\n\n)",
            path.read_text(encoding="utf-8"),
        )
        assert names - {*_CLASS.findall(own[1] if own else "")} <= CLASSES, path
