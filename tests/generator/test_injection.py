"""No text of a spec becomes code: it is refused with its place, or stands in the package as a text."""

from __future__ import annotations

import ast
import copy
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generate
from apimodel.document import SpecError
from codegen import render as renderer
from documents import load

from ._support import (
    BEACON,
    DROP,
    GOOD,
    JSON,
    ROOT,
    checked,
    operation,
    patched,
    problems_of,
    schema,
    write_spec,
)

CANARY: Final = '__import__("canary")'  # there is no such module: it must not come that far
HOSTILE: Final = (
    f'x"); {CANARY}; ("', f"x'); {CANARY}; ('", f'x"""\n{CANARY}\n"""', f"x'''\n{CANARY}\n'''", f"{{{CANARY}}}", "x\\", 'x"', '"',
    f"x\n{CANARY}\n", f"x\r{CANARY}\r", f"x\u2028{CANARY}\u2029", f"x # \n{CANARY}", f"x\x0c\n{CANARY}", "{{ 7 * 7 }}{% raw %}",
    "x\u202e\u2066", "\\N{BULLET", "\\u12", "x\0y", "x\ud800", "", "class", "__class__", "import os", "größe", "ﬁ",
)  # fmt: skip
TEXTS: Final = frozenset({"description", "summary", "title"})

Position = tuple[tuple[str, Any], ...]


def positions(node: Any, above: Position = ()) -> Iterator[Position]:
    """Yield the way to every key and every text of a document."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*above, ("key", key))
            yield from positions(value, (*above, ("in", key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from positions(value, (*above, ("in", index)))
    elif isinstance(node, str):
        yield (*above, ("text", None))


def replaced(document: Mapping[str, Any], position: Position, text: str) -> dict[str, Any]:
    """Return a copy of the document with *text* in one place."""
    out: Any = copy.deepcopy(document)
    node = holder = last = out
    for kind, key in position:
        if kind == "in":
            holder, last, node = node, key, node[key]
        elif kind == "text":
            holder[last] = text
        else:
            members = [(text if name == key else name, value) for name, value in node.items()]
            node.clear()
            node.update(members)
    copied: dict[str, Any] = out
    return copied


def code_of(text: str) -> Iterator[str]:
    """Yield what in a module is code of another kind than the templates make."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id in ("__import__", "canary"):
            yield ast.unparse(node)
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
            called = ast.unparse(node)
            if not called.startswith("super().__init__(PROVIDER, ") and not _is_listed_values(node.value):
                yield called


def _is_listed_values(node: ast.expr) -> bool:
    """Tell whether an expression fills a table of listed values, with nothing in it but texts and names."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="update"),
            args=[ast.Dict() as table],
            keywords=[],
        ):
            plain = (ast.Dict, ast.List, ast.Constant, ast.Name, ast.Load)
            return name.startswith("_VALUES_OF_") and all(isinstance(part, plain) for part in ast.walk(table))
    return False


BEACON_SPEC: Final = load(BEACON)
PLACES: Final = tuple(positions(BEACON_SPEC))


def rendered(document: dict[str, Any]) -> dict[str, str]:
    """Return the modules of a document, all but params.py, which the generator of TypedDicts writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "params_module", lambda *_: "")
        files: dict[str, str] = renderer.render("beacon", document, ROOT / "templates").files
    for data in ("columns.json", "commands.json"):
        json.loads(files.pop(data))
    return files


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(HOSTILE))
def test_a_hostile_text_anywhere(place: Position, text: str) -> None:
    """Whatever stands in one place of a spec is refused in one line each, or becomes no code."""
    document, problems = checked(replaced(BEACON_SPEC, place, text))
    if problems:
        assert all(line.startswith("beacon.yaml: ") and line.isprintable() for line in problems)
        return
    try:
        files = rendered(document)
    except SpecError:  # of the parser
        return
    for name, module in files.items():
        assert list(code_of(module)) == [], name


def _prose(node: Any, texts: Iterator[str], seen: dict[str, str]) -> Any:
    """Return a copy of the document with hostile *texts* for all its prose, alike where it was alike."""
    if isinstance(node, list):
        return [_prose(value, texts, seen) for value in node]
    if not isinstance(node, dict):
        return node
    out: dict[str, Any] = {}
    for key, value in node.items():
        if key in TEXTS and isinstance(value, str):
            out[key] = seen.setdefault(value, next(texts))
        else:
            out[key] = _prose(value, texts, seen)
    return out


def test_prose_is_prose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Hostile titles, summaries and descriptions end up in docstrings: the package imports, and nothing of them runs."""
    texts = cycle(text for text in HOSTILE if text and "\ud800" not in text)
    seen: dict[str, str] = {}
    write_spec(tmp_path / "specs", _prose(BEACON_SPEC, texts, seen))
    assert set(seen.values()) >= set(HOSTILE) - {"", "x\ud800"}
    out = tmp_path / "generated"
    assert generate.main([f"--specs={tmp_path / 'specs'}", f"--out={out}"]) == 0, capsys.readouterr().err
    modules = sorted((out / "uptimekit_clients").rglob("*.py"))
    assert {"client", "params", "records", "lights"} <= {path.stem for path in modules}
    for path in modules:
        text = path.read_text(encoding="utf-8")
        assert list(code_of(text)) == [], path
        assert all(line.isprintable() for line in text.split("\n")), path
    names = [
        ".".join(path.relative_to(out).with_suffix("").parts).removesuffix(".__init__") for path in modules
    ]
    imports = f"import sys, importlib; sys.path.insert(0, {str(out)!r}); [importlib.import_module(n) for n in {names}]"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", imports], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("patch", "refused"),
    [
        ({"paths": {'/x"+__import__("canary")+"': GOOD["paths"]["/lights"]}}, "no path of an address"),
        (
            operation(
                "create", {"requestBody": {"content": {JSON: DROP, f'text/x", {CANARY}: "': {"schema": {}}}}}
            ),
            "is no media type",
        ),
        (
            schema("Light", {"x-record": ["LightCreate"], "properties": {f"x = {CANARY}\n    y": {}}}),
            "is no Python name",
        ),
        ({"info": {"title": f'Beacon"""\n{CANARY}\n"""'}}, ""),
        (schema("LightState", {"enum": ["on", f'x"\n    {CANARY}']}), ""),
        (schema("Light", {"properties": {f'x": {CANARY}, "': {"type": "string"}}}), ""),
        (operation("get", {"parameters": [{"name": f'x": {CANARY}, "', "in": "query", "schema": {}}]}), ""),
    ],
)
def test_known_ways_in(patch: Mapping[str, Any], refused: str) -> None:
    """Quotes in paths, media types, titles, enum values and names are refused or escaped."""
    document, problems = checked(patched(patch))
    if refused:
        assert any(refused in line for line in problems), problems
    else:
        assert problems == []
        assert [code for module in rendered(document).values() for code in code_of(module)] == []


def test_an_enum_value_is_kept_as_it_is() -> None:
    """Quotes, backslashes and control characters of an enum value reach the wire as the document has them."""
    values = ["on", 'a"b', "a\\b", "a\nb", "a\u2028b", "a\x01b"]
    document = patched(
        schema("LightState", {"enum": values, "x-enum-varnames": [f"V{i}" for i in range(len(values))]})
    )
    assert problems_of(document) == []
    (enum,) = (
        n
        for n in ast.walk(ast.parse(rendered(document)["models/light_state.py"]))
        if isinstance(n, ast.ClassDef)
    )
    assert [ast.literal_eval(n.value) for n in enum.body if isinstance(n, ast.Assign)] == values


def test_broken_python_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A template that makes no Python leaves the packages as they were, and the message has file and line."""
    specs, out, templates = tmp_path / "specs", tmp_path / "generated", tmp_path / "templates"
    write_spec(specs, GOOD)
    assert generate.main([f"--specs={specs}", f"--out={out}"]) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    templates.mkdir()
    for template in (ROOT / "templates").iterdir():
        (templates / template.name).write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    with (templates / "client.py.jinja").open("a", encoding="utf-8") as file:
        file.write("\ndef broken(:\n")
    assert generate.main([f"--specs={specs}", f"--out={out}", f"--templates={templates}"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("beacon.yaml: client.py, line ")
    assert "the templates make broken Python" in said
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("option", "said"), [("out", "/file"), ("templates", ".jinja")])
def test_a_folder_that_is_none(
    option: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that cannot be read or written ends with status 2 and one line."""
    write_spec(tmp_path / "specs", GOOD)
    (tmp_path / "file").write_text("")
    options = {"specs": tmp_path / "specs", "out": tmp_path / "generated", option: tmp_path / "file" / "x"}
    assert generate.main([f"--{name}={folder}" for name, folder in options.items()]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("ending", ["", ".overlay"])
def test_two_files_for_one_document(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document and an overlay are one file each: none is left out in silence."""
    write_spec(tmp_path / "specs", GOOD)
    for suffix in ("json", "yml"):
        (tmp_path / "specs" / f"beacon{ending}.{suffix}").write_text("{}")
    assert generate.main([f"--specs={tmp_path / 'specs'}", f"--out={tmp_path / 'generated'}"]) == 2
    assert f"beacon{ending}.yml: only one is read; delete the other" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Beacon", "a-b", "a b", "1x", 'x"', "class"])
def test_the_name_of_a_spec(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file's name that makes no package is refused."""
    write_spec(tmp_path / "specs", GOOD, name)
    assert generate.main([f"--specs={tmp_path / 'specs'}", f"--out={tmp_path / 'generated'}"]) == 2
    assert "its name becomes a package" in capsys.readouterr().err
