"""The client of another vendor's document on the command line, from its package alone."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Once

from codegen.pipeline import Folders, generate
from uptimekit.cli.main import main
from uptimekit.cli.provider.command_table import read_title

ROOT = Path(__file__).resolve().parents[3]
SECURITY = """
security: [{key: []}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
"""

DryRun = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def vendor(once: Once) -> Path:
    """The folder of a generated package that is not ours, made from the courier's document with a key added."""

    def fill(root: Path) -> None:
        (root / "specs").mkdir()
        text = (ROOT / "tests" / "generator" / "courier.yaml").read_text(encoding="utf-8")
        head, _, rest = text.partition("components:\n")
        head = head.replace("title: Courier", 'title: "\\u202eCourier"')  # turns the direction of writing
        (root / "specs" / "parcelpost.yaml").write_text(f"{head}{SECURITY[1:]}{rest}", encoding="utf-8")
        generate(Folders(root / "specs", ROOT / "templates", root / "generated"), ["parcelpost"])

    return once("parcelpost", fill) / "generated"


def test_a_title_that_ends_with_api(tmp_path: Path) -> None:
    """The word is not said twice: the help says that it is the API of something."""
    for title in ("Courier API", "Courier \\u00e9 API"):
        (tmp_path / "commands.json").write_text(
            f'{{\n "title": "{title}",\n "servers": {{}}\n}}\n', encoding="utf-8"
        )
        assert read_title(str(tmp_path / "commands.json")) in (
            "Courier",
            "Courier \N{LATIN SMALL LETTER E WITH ACUTE}",
        )


@pytest.fixture
def dry_run(
    vendor: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> DryRun:
    """A function that returns what a command of the vendor would send."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "path", [*sys.path, str(vendor)])
    monkeypatch.setenv("PARCELPOST_KEY", "k3y-of-the-vendor")

    def call(*words: str) -> dict[str, Any]:
        status = main(["parcelpost", *words, "--dry-run", "-o", "json"])
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        shown: dict[str, Any] = json.loads(out)
        return shown

    return call


def test_it_is_listed(
    vendor: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An installed package is a command beside ours, with the title of its document."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(vendor)])
    assert main(["--help"]) == 0
    assert "parcelpost    The API of Courier." in capsys.readouterr().out
    assert main(["parcelpost", "parcels", "--help"]) == 0
    assert "create" in capsys.readouterr().out


def test_credentials_and_address(dry_run: DryRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its credentials and address come from variables with its name, and an option wins over them."""
    assert dry_run("parcels", "get", "a b")["url"] == "https://courier.test/parcels/a%20b"
    monkeypatch.setenv("PARCELPOST_BASE_URL", "https://other.test/api")
    shown = dry_run("parcels", "get", "1")
    assert (shown["url"], shown["headers"]["x-key"]) == ("https://other.test/api/parcels/1", "***")
    assert (
        dry_run("parcels", "get", "1", "--base-url", "https://third.test")["url"]
        == "https://third.test/parcels/1"
    )


def test_styles_of_parameters(dry_run: DryRun) -> None:
    """Lists are repeated options, a list in the path has commas, and objects are JSON."""
    shown = dry_run(
        "routes", "list", "1,2", '{"x": 1, "y": 2}', "--legs", "a", "--legs", "b", "--filter", '{"state": "new"}', "--x-scopes", "s",
        "--legs-cookie",
    )  # fmt: skip
    assert shown["url"].startswith("https://courier.test/parcels/1,2/x=1,y=2/routes?legs=a&legs=b")
    assert shown["headers"]["cookie"] == "legs=true"


def test_files(dry_run: DryRun, tmp_path: Path) -> None:
    """A file is given by its path, also as the whole body, and is not opened by a dry run."""
    assert dry_run("documents", "replace", "--body", "scan.bin")["body"] == "<the file scan.bin>"
    shown = dry_run(
        "documents", "upload", "--document", "a.pdf", "--pages", "1.png", "--pages", "2.png", "--title", "T"
    )
    assert shown["body"]["document"] == "<the file a.pdf>"
    assert shown["body"]["title"] == "T"


def test_bodies_in_several_formats(dry_run: DryRun) -> None:
    """A format is chosen by --content-type; JSON is the body or its fields, as the format demands."""
    assert dry_run("parcels", "rename", "1", "--json", '["a", "b"]')["body"] == ["a", "b"]
    assert dry_run("notes", "create", "--json", '{"body": "x"}')["body"] == {"body": "x"}
    assert (
        dry_run("notes", "create", "--whole-body", "a: b", "--content-type", "application/yaml")["body"]
        == "a: b"
    )
    assert dry_run("documents", "fill", "--title", "T", "--tags", "a", "--tags", "b")["headers"][
        "content-type"
    ] == ("application/x-www-form-urlencoded")
