"""What ``generate.py`` says about a document for which nobody has decided anything."""

from __future__ import annotations

from pathlib import Path

import pytest

import generate

from ._support import DROP, GOOD, patched, write_spec

FOREIGN = patched({"openapi": "3.0.3", "components": {"securitySchemes": DROP}, "security": DROP})
OVERLAY = {
    "overlay": "1.0.0",
    "info": {"title": "Lantern", "version": "1"},
    "actions": [{"target": "$.info", "update": {"version": "2"}}],
}
HINT = (
    "lantern: no overlay, no credentials; python scripts/generate.py --propose lantern writes a first one\n"
)


def test_a_document_without_decisions_and_credentials_has_a_hint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who forgets ``--propose`` learns it; a check, a document of ours, a credential or an overlay needs no words."""
    specs = tmp_path / "specs"

    def run(*arguments: str) -> str:
        folders = [f"--specs={specs}", f"--out={tmp_path / 'generated'}"]
        assert generate.main([*folders, *arguments, "lantern"]) == 0
        return "".join(capsys.readouterr())

    write_spec(specs, FOREIGN, "lantern")
    assert run() == f"generated\n{HINT}"
    assert run("--check") == "up to date\n"
    write_spec(specs, {**FOREIGN, "openapi": GOOD["openapi"]}, "lantern")
    assert run() == "generated\n"
    write_spec(specs, {**GOOD, "openapi": FOREIGN["openapi"]}, "lantern")
    assert run() == "generated\n"
    write_spec(specs, FOREIGN, "lantern")
    write_spec(specs, OVERLAY, "lantern.overlay")
    assert run() == "generated\n"
