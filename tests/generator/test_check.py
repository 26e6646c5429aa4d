"""``generate.py`` and ``generate.py --check``: what they find, and that nothing is left half done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import generate
from apimodel import parser

from ._support import BEACON, GOOD, ROOT, operation, patched, write_spec

PACKAGE = "generated/uptimekit_clients/beacon"


@pytest.fixture
def tree(tmp_path: Path, generated: Path) -> Path:
    """A tree of its own: the beacon spec, the templates and the generated package."""
    (tmp_path / "specs").mkdir()
    shutil.copy(BEACON, tmp_path / "specs" / "beacon.yaml")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(generated, tmp_path / "generated", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tree: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command line on that tree; returns exit status and everything it said."""

    def call(*arguments: str) -> tuple[int, str]:
        folders = [f"--{name}={tree / folder}" for name, folder in FOLDERS.items()]
        status = generate.main([*folders, *arguments])
        said = capsys.readouterr()
        return status, said.out + said.err

    return call


FOLDERS = {"specs": "specs", "templates": "templates", "out": "generated"}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_clean_tree_passes(run: Run, tree: Path) -> None:
    """What was generated from the present spec and templates passes, and a check changes nothing."""
    (tree / PACKAGE / "__pycache__").mkdir()
    (tree / PACKAGE / "__pycache__" / "x.pyc").write_bytes(b"")
    before = snapshot(tree)
    assert run("--check") == (0, "up to date\n")
    assert snapshot(tree) == before


def test_edited_file_is_named(run: Run, tree: Path) -> None:
    """An edited file fails the check by name, and nothing else is blamed."""
    with (tree / PACKAGE / "models" / "light.py").open("a") as file:
        file.write("# my change\n")
    status, said = run("--check")
    assert status == 1
    assert said.startswith("beacon: models/light.py: differs from what the spec and templates make\nrun: ")


def test_missing_file_is_named(run: Run, tree: Path) -> None:
    """A deleted file fails the check by name."""
    (tree / PACKAGE / "models" / "lamp.py").unlink()
    assert run("--check") == (1, "beacon: models/lamp.py: missing\nrun: python scripts/generate.py\n")


@pytest.mark.parametrize("manifest", [None, "{", '{"spec": {}}'])
def test_broken_manifest_is_named(run: Run, tree: Path, manifest: str | None) -> None:
    """A manifest that is gone, broken or emptied fails the check."""
    path = tree / PACKAGE / "manifest.json"
    path.unlink() if manifest is None else path.write_text(manifest)
    status, said = run("--check")
    assert (status, "beacon: manifest.json: " in said) == (1, True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"{PACKAGE}/models/old.py", "beacon: models/old.py: stray, no template makes it"),
        (f"{PACKAGE}/notes.txt", "beacon: notes.txt: stray, no template makes it"),
        (
            "generated/uptimekit_clients/__init__.py",
            "uptimekit_clients/__init__.py: stray, no template makes it; delete it",
        ),
        ("generated/readme.md", "readme.md: stray, no template makes it; delete it"),
        ("generated/other/x.py", "other/x.py: stray, no template makes it; delete it"),
        (
            "generated/uptimekit_clients/old/client.py",
            "uptimekit_clients/old: generated, but there is no document old; delete generated/uptimekit_clients/old",
        ),
    ],
)
def test_stray_files_are_named(run: Run, tree: Path, path: str, expected: str) -> None:
    """A file that nothing generates fails the check, and so does a provider without a spec, with what removes it."""
    target = tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("")
    advice = "" if "; delete " in expected else "run: python scripts/generate.py\n"
    assert run("--check") == (1, f"{expected}\n{advice}")


def test_changed_spec_is_named(run: Run, tree: Path) -> None:
    """A changed spec is named, with the files that it changes and no others."""
    spec = tree / "specs" / "beacon.yaml"
    spec.write_text(spec.read_text().replace("What a light does.", "What a light is doing."))
    status, said = run("--check")
    assert status == 1
    assert "beacon: spec beacon.yaml changed since generation" in said
    assert "beacon: models/light_state.py: differs" in said
    assert "models/lamp.py" not in said
    assert "template" not in said.replace("spec and templates make", "")


def test_comment_in_the_spec_counts(run: Run, tree: Path) -> None:
    """A spec that changed without effect on the code is still named: the record must fit."""
    with (tree / "specs" / "beacon.yaml").open("a") as file:
        file.write("# a comment\n")
    status, said = run("--check")
    assert status == 1
    assert "spec beacon.yaml changed since generation" in said


def test_changed_overlay_is_named(run: Run, tree: Path) -> None:
    """An overlay that came, changed or went is named, and what it says is in the package."""
    overlay = tree / "specs" / "beacon.overlay.yaml"
    head = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions:\n"
    target = "$.components.schemas.LightState"
    overlay.write_text(f"{head}- {{target: {target}, update: {{description: Bright or not.}}}}\n")
    status, said = run("--check")
    assert status == 1
    assert "beacon: overlay beacon.overlay.yaml changed since generation" in said
    assert "beacon: models/light_state.py: differs" in said
    assert run("beacon") == (0, "generated\n")
    assert '"""Bright or not."""' in (tree / PACKAGE / "models" / "light_state.py").read_text()
    assert run("--check") == (0, "up to date\n")
    overlay.unlink()
    assert "beacon: overlay beacon.overlay.yaml changed since generation" in run("--check")[1]


def test_bad_overlay_changes_nothing(run: Run, tree: Path) -> None:
    """An overlay whose target is not there, and one without a document, stop the run."""
    overlay = tree / "specs" / "beacon.overlay.yaml"
    overlay.write_text("overlay: 1.1.0\ninfo: {}\nactions: [{target: $.pathz, update: {}}]\n")
    before = snapshot(tree)
    said = "action 1: target $.pathz selects nothing: $ has no ['pathz']; write 'paths', or delete the action"
    assert run() == (2, f"beacon.overlay.yaml: {said}\n")
    assert snapshot(tree) == before
    overlay.rename(overlay.with_name("becon.overlay.yaml"))
    assert run() == (2, "becon.overlay.yaml: there is no document beside it; rename it or delete it\n")


def test_changed_template_is_named(run: Run, tree: Path) -> None:
    """A changed template is named, with the files that it changes."""
    template = tree / "templates" / "enum.py.jinja"
    template.write_text(template.read_text().replace("(OpenStrEnum)", "(OpenStrEnum, str)"))
    status, said = run("--check")
    assert status == 1
    assert "beacon: template enum.py.jinja changed since generation" in said
    assert "beacon: models/light_state.py: differs" in said
    assert "template model.py.jinja" not in said


def test_generation_repairs(run: Run, tree: Path) -> None:
    """Generating replaces edited, missing and stray files of a package."""
    (tree / PACKAGE / "client.py").write_text("broken")
    (tree / PACKAGE / "old.py").write_text("")
    (tree / PACKAGE / "py.typed").unlink()
    assert run() == (0, "generated\n")
    assert run("--check") == (0, "up to date\n")


def test_generation_reports_orphans(run: Run, tree: Path) -> None:
    """Generating deletes no package that has lost its spec, but says that it is there."""
    orphan = tree / "generated" / "uptimekit_clients" / "old"
    orphan.mkdir()
    (orphan / "client.py").write_text("")
    assert run() == (
        1,
        "uptimekit_clients/old: generated, but there is no document old; delete generated/uptimekit_clients/old\n",
    )
    assert orphan.exists()


def test_bad_spec_changes_nothing(run: Run, tree: Path) -> None:
    """With one bad spec among several nothing is replaced, and all problems are shown."""
    write_spec(tree / "specs", patched(operation("get", {"x-unwrap": "lamp"})), "lantern")
    write_spec(tree / "specs", GOOD, "tower")
    before = snapshot(tree)
    where = "#/paths/~1lights~1{light_id}/get"
    what = f"{where}: x-unwrap 'lamp' is no field of its JSON answer; write a dotted path to one"
    assert run() == (2, f"lantern.yaml: {what}\n")
    assert snapshot(tree) == before


def test_broken_template_changes_nothing(run: Run, tree: Path) -> None:
    """Templates that make broken Python stop the run, and leave neither files nor scratch folders."""
    template = tree / "templates" / "model.py.jinja"
    template.write_text(template.read_text().replace("class {{ name }}", "clas {{ name }}"))
    before = snapshot(tree)
    status, said = run()
    assert (status, "the templates make broken Python" in said) == (2, True)
    assert snapshot(tree) == before


def test_failed_swap_brings_the_old_packages_back(
    run: Run, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one package cannot be put in its place, those already replaced come back as they were."""
    write_spec(tree / "specs", GOOD, "tower")
    (tree / PACKAGE / "client.py").write_text("old")
    before = snapshot(tree / "generated")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if target.name == "tower":
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    assert run() == (2, "disk full\n")
    assert snapshot(tree / "generated") == before


def test_one_provider_only(run: Run, tree: Path) -> None:
    """With a name only that provider is generated or checked."""
    write_spec(tree / "specs", GOOD, "tower")
    assert run("tower") == (0, "generated\n")
    assert run("--check", "tower") == (0, "up to date\n")
    (tree / PACKAGE / "client.py").write_text("")
    assert run("--check", "tower") == (0, "up to date\n")


def test_an_overlay_alone_blocks_no_other_provider(run: Run, tree: Path) -> None:
    """An overlay without a document is nothing to a provider that is named."""
    (tree / "specs" / "tower.overlay.yaml").write_text("")
    assert run("beacon") == (0, "generated\n")
    assert run("tower") == (2, "tower: there is no spec tower.yaml\n")


def test_unknown_provider_is_a_usage_error(run: Run) -> None:
    """A name without a spec ends with status 2."""
    assert run("lighthouse") == (2, "lighthouse: there is no spec lighthouse.yaml\n")


def test_empty_specs_folder(run: Run, tree: Path) -> None:
    """A folder without specs is an error, not success."""
    (tree / "specs" / "beacon.yaml").unlink()
    status, said = run("--check")
    assert (status, "there is no spec" in said) == (2, True)


@pytest.mark.parametrize("text", ["a: [", "- 1", "a: 1\na: 2", "\udcff"])
def test_unreadable_spec(run: Run, tree: Path, text: str) -> None:
    """Broken YAML, a list, a repeated key and broken UTF-8 end with status 2 and the file's name."""
    (tree / "specs" / "beacon.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    status, said = run("--check")
    assert status == 2
    assert said.startswith("beacon.yaml: ")
    assert said.count("\n") == 1


def test_parser_warnings_are_fatal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the parser would only warn about ends the run, in one line that names the document."""
    given = parser.parser_inputs
    lost = {"type": "object", "properties": {"f0": {"$ref": "#/components/schemas/Lost"}}}
    patch = {"components": {"schemas": {"X": lost}}}
    monkeypatch.setattr(
        parser, "parser_inputs", lambda *arguments: (patched(patch, each) for each in given(*arguments))
    )
    status, said = run()
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("beacon.yaml: Unable to process schema /components/schemas/X: Could not find")


def test_manifest_says_what_is_there(tree: Path) -> None:
    """The manifest lists each operation with its call, each class, and the generators' versions."""
    manifest = json.loads((tree / PACKAGE / "manifest.json").read_text())
    call = {"id": "listLights", "method": "GET", "path": "/lights", "call": "lights.list"}
    assert call in manifest["operations"]
    assert manifest["models"] == sorted(manifest["models"])
    assert "LightState" in manifest["models"]
    assert manifest["generators"]["openapi-python-client"] == "0.29.1"
    assert set(manifest["templates"]) == {path.name for path in (ROOT / "templates").glob("*.jinja")}


def test_every_file_says_that_it_is_generated(tree: Path) -> None:
    """The first line of each generated module names its source."""
    for path in (tree / PACKAGE).rglob("*.py"):
        first = path.read_text().partition("\n")[0]
        assert first == "# Generated by scripts/generate.py from specs/beacon.yaml; do not edit.", path
