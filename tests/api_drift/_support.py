"""The Healthchecks spec, edited copies of it, and the command line on them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import drift
from apimodel import Api, build
from documents import load

__all__ = ["API", "RECORDING", "SPEC", "Edit", "api_of", "at", "run", "write"]

ROOT: Final = Path(__file__).resolve().parents[2]
RECORDING: Final = ROOT / "tests" / "recordings" / "healthchecks.jsonl"
SPEC: Final[dict[str, Any]] = load(ROOT / "specs" / "healthchecks.yaml")
API: Final = build("healthchecks", SPEC)

Edit = Callable[[dict[str, Any]], object]


def api_of(path: str, method: str, members: dict[str, Any], schemas: dict[str, Any] | None = None) -> Api:
    """Return an API of one operation, of whose description *members* are what matters."""
    operation = {"operationId": "op", "tags": ["Lights"], "x-method-name": "get", "responses": {}, **members}
    document = {
        "info": {"title": "Lights", "version": "1"},
        "servers": [{"url": "https://lights.test"}],
        "paths": {path: {method: operation}},
        "components": {"schemas": schemas or {}},
    }
    return build("lights", document)


def at(document: dict[str, Any], path: str) -> Any:
    """Return what stands at a path of keys with spaces between them."""
    node: Any = document
    for key in path.split():
        node = node[key]
    return node


def write(folder: Path, *edits: Edit) -> Path:
    """Write the spec with the edits made; return the folder for ``--specs``."""
    document = copy.deepcopy(SPEC)
    for edit in edits:
        edit(document)
    (folder / "healthchecks.yaml").write_text(json.dumps(document), encoding="utf-8")
    return folder


def run(specs: Path, *arguments: object) -> int:
    """Run the command line on the specs of a folder."""
    return drift.main(["healthchecks", "--specs", str(specs), *map(str, arguments)])
