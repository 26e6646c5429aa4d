"""A vendor's new document over the old one: what spec_diff and the plan of a release say, and what the overlay keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import generate
import spec_diff
from releasing.plan import plan
from releasing.refusal import RefusalError
from releasing.repository import Repository

from ._repositories import ROOT, commit, write

NOUNS = ("alarm", "beam", "cable", "dial")
CHANGES = """\
breaking:
- `alarms.create()`, `beams.create()` and `cables.create()`: is gone
- `Thing`: `desc` is now called `description`
- `Thing`: `note` is now called `notes`

additive:
- `alarms.get()`: new (GET /alarms/{id})
- `beams.get()`: new (GET /beams/{id})
- `cables.get()`: new (GET /cables/{id})
- `dials.get()`: new (GET /dials/{id})
- `dials.delete()`: new (DELETE /dials/{id})
- `ThingState`: new value `blue`
"""


def operation(name: str, *, answer: str | None = None, **members: Any) -> dict[str, Any]:
    """Return an operation as vendors write them: no tag, no method name."""
    content = {"content": {"application/json": {"schema": {"$ref": answer}}}} if answer else {}
    return {"operationId": name, "responses": {"200": {"description": "", **content}}, **members}


def document(fields: tuple[str, str], states: list[str], operations: dict[str, list[str]]) -> str:
    """Return a version of the document: names of two fields, values of an enum, and operations by method."""
    thing = "#/components/schemas/Thing"
    paths: dict[str, dict[str, Any]] = {}
    for method, nouns in operations.items():
        for noun in nouns:
            if method in ("list", "create"):
                verb, path = ("get" if method == "list" else "post"), f"/{noun}s"
                members: dict[str, Any] = {}
            else:
                verb, path = method, f"/{noun}s/{{id}}"
                members = {
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                    ]
                }
            name = f"{method}{noun.title()}{'s' if method == 'list' else ''}"
            paths.setdefault(path, {})[verb] = operation(name, answer=thing, **members)
    properties = {name: {"type": "string"} for name in fields} | {"state": {"type": "string", "enum": states}}
    spec = {
        "openapi": "3.0.3",
        "info": {"title": "Lamp", "version": "1"},
        "servers": [{"url": "https://lamp.test"}],
        "paths": paths,
        "components": {"schemas": {"Thing": {"type": "object", "properties": properties}}},
    }
    return json.dumps(spec)


OLD = document(("desc", "note"), ["red", "green"], {"list": [*NOUNS], "create": [*NOUNS]})
NEW = document(
    ("description", "notes"),
    ["red", "green", "blue"],
    {"list": [*NOUNS], "create": ["dial"], "get": [*NOUNS], "delete": ["dial"]},
)


@pytest.fixture
def made(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which a client of the old document is released, and the new document lies over the old one."""
    root = repository.root
    monkeypatch.setattr(spec_diff, "ROOT", root)
    write(root, {"specs/lamp.json": OLD})
    assert generate.main([f"--specs={root / 'specs'}", "--propose", "lamp"]) == 0
    make(root)
    commit(root, "a client", "v1.5.0")
    write(root, {"specs/lamp.json": NEW})
    return root


def make(root: Path) -> None:
    folders = (f"--specs={root / 'specs'}", f"--out={root / 'generated'}")
    assert generate.main([*folders, f"--templates={ROOT / 'templates'}", "lamp"]) == 0


def test_a_vendor_s_new_document(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Vanished targets are named; without them the overlay is kept and added to, and the changes are told."""
    document, overlay = made / "specs" / "lamp.json", made / "specs" / "lamp.overlay.yaml"
    gone = [f"$.paths['/{noun}s'].post" for noun in NOUNS[:3]]
    diff = ["HEAD:lamp", str(document), f"--templates={ROOT / 'templates'}"]
    capsys.readouterr()
    assert spec_diff.main([*diff, "--no-python"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(" selects nothing")[0].split("target ")[1] for line in said] == gone
    with pytest.raises(RefusalError) as refused:
        plan(Repository(made))
    assert str(refused.value).splitlines() == said

    text = before = overlay.read_text()
    for target in gone:
        start = text.index(f"  - target: {target}\n")
        text = text[:start] + text[text.index("  - target: ", start + 1) :]
    overlay.write_text(text)
    assert generate.main([f"--specs={made / 'specs'}", "--propose", "lamp"]) == 0
    assert len(capsys.readouterr().out.split("added to lamp.overlay.yaml: ")[1:]) == 10  # tags, x-method-name
    assert text != before
    actions, mark, left_open = text.partition("\n# Left open:")
    assert overlay.read_text().startswith(actions)
    assert overlay.read_text().endswith(mark + left_open)

    make(made)
    capsys.readouterr()
    assert spec_diff.main(diff) == 12
    assert capsys.readouterr().out == CHANGES
    commit(made, "the new document")
    planned = list(plan(Repository(made)).summary())
    told = [line[10:].replace("Lamp: ", "- ", 1) for line in planned[1:-1]]
    assert told == [line for line in CHANGES.splitlines() if line.startswith("- ")]
    assert planned[-1] == "this release: 2.0.0 (breaking: Lamp: `alarms.create()`: is gone)"
