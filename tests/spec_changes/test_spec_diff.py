"""The command line: files, revisions and packages in; text and an exit status out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import spec_diff

from ._edits import BEACON, DOCUMENT, Edit, edited

ENUM: Edit = ("components schemas LightState enum", ["on", "off", "very dim", "dim"])
RENAMED: Edit = ("paths /lights/{light_id} get x-method-name", "fetch")
TITLE: Edit = ("info title", "Beacons")


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """A function that writes the edited example as a file."""

    def file(*edits: Edit, name: str = "beacon") -> str:
        path = tmp_path / f"{name}.yaml"
        path.write_text(json.dumps(edited(*edits)), encoding="utf-8")
        return str(path)

    return file


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.test")
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, beacon: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of the example: tagged as it was, then with a renamed operation, whose package is not made."""
    root = tmp_path / "repository"
    package = root / "generated" / "uptimekit_clients" / "beacon"
    package.parent.mkdir(parents=True)
    (root / "specs").mkdir()
    git(root, "init", "--quiet")
    (root / "specs" / "beacon.yaml").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    subprocess.run(["cp", "-r", beacon, package], check=True)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "first")
    git(root, "tag", "v1")
    git(root, "rm", "--quiet", "-r", "generated")
    (root / "specs" / "beacon.yaml").write_text(json.dumps(edited(RENAMED)), encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "second")
    monkeypatch.setattr(spec_diff, "ROOT", root)
    return root


@pytest.mark.parametrize(
    ("edits", "status"), [((), 0), ((TITLE,), 10), ((TITLE, ENUM), 11), ((ENUM, RENAMED), 12)]
)
def test_the_exit_status_tells_the_class(write: Any, edits: tuple[Edit, ...], status: int) -> None:
    """Nothing, internal, additive and breaking changes have a status of their own; the gravest counts."""
    assert spec_diff.main([str(BEACON), write(*edits), "--no-python"]) == status


def test_the_text_is_a_changelog(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Changes stand under their class, in the words of someone who calls the client."""
    spec_diff.main([str(BEACON), write(ENUM, RENAMED, TITLE)])

    assert capsys.readouterr().out == (
        "breaking:\n- `lights.get()`: is now called `lights.fetch()`\n\n"
        "additive:\n- `LightState`: new value `dim`\n\n"
        "internal:\n- `Client`: only descriptions, examples or documented errors changed\n"
    )


def test_the_json_has_the_same(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets a list of objects."""
    spec_diff.main([str(BEACON), write(ENUM), "--no-python", "--json"])

    assert json.loads(capsys.readouterr().out) == [
        {"kind": "value-added", "where": "LightState", "text": "new value `dim`", "severity": "additive"}
    ]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("old", [["v1:beacon", "HEAD:beacon"], ["v1", "HEAD", "--provider", "beacon"]])
def test_revisions(old: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A revision is compared by its spec and package; a package that was not committed is made."""
    assert spec_diff.main([*old, "--templates", str(Path(__file__).parents[2] / "templates")]) == 12
    assert capsys.readouterr().out == "breaking:\n- `lights.get()`: is now called `lights.fetch()`\n"


def test_a_revision_has_overlays_and_json(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document of any format is read with its overlay, of a revision as of the work tree."""
    specs = repository / "specs"
    (specs / "lantern.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    action = {"target": "$.paths['/lights/{light_id}'].get", "update": {"x-method-name": "fetch"}}
    overlay = {"overlay": "1.1.0", "info": {}, "actions": [action]}
    (specs / "lantern.overlay.yaml").write_text(json.dumps(overlay), encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "third")
    action["update"] = {"x-method-name": "find"}
    (specs / "lantern.overlay.yaml").write_text(json.dumps(overlay), encoding="utf-8")
    said = "breaking:\n- `lights.fetch()`: is now called `lights.find()`\n"

    assert spec_diff.main(["HEAD:lantern", str(specs / "lantern.json"), "--no-python"]) == 12
    assert capsys.readouterr().out == said
    templates = ["--templates", str(Path(__file__).parents[2] / "templates")]
    assert spec_diff.main(["HEAD:lantern", str(specs / "lantern.json"), *templates]) == 12
    assert capsys.readouterr().out == said


def test_two_packages(beacon: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Folders are compared by their Python alone."""
    assert spec_diff.main([str(beacon), str(beacon)]) == 0
    assert capsys.readouterr().out == "no change\n"


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.yaml", str(BEACON)], "missing.yaml: no such file"),
        (["v9:beacon", str(BEACON)], "v9"),
        (
            ["v1:lantern", str(BEACON)],
            "v1:lantern: there is no document specs/lantern.yaml, .yml or .json",
        ),
        ([str(BEACON), "{broken}"], "#/paths/~1lights/get: x-unwrap 'nothing' is no field"),
    ],
)
def test_what_cannot_be_compared(
    arguments: list[str], said: str, write: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file, revision or spec, and one that the lint refuses, end with status 2 and a line that says so."""
    broken = write(("paths /lights get x-unwrap", "nothing"), name="broken")
    given = [broken if argument == "{broken}" else argument for argument in arguments]

    assert spec_diff.main([*given, "--no-python"]) == 2
    assert said in capsys.readouterr().err


def test_it_runs_as_a_script(write: Any) -> None:
    """The script finds its own modules from any folder."""
    script = Path(spec_diff.__file__)
    done = subprocess.run(
        [sys.executable, script, BEACON, write(ENUM), "--no-python"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (11, "")
    assert "new value `dim`" in done.stdout
