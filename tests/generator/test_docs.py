"""The guide for newcomers works as it is written."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from codegen.pins import PINNED

from ._support import ROOT, run_generator

GUIDE = (ROOT / "docs" / "adding-a-provider.md").read_text(encoding="utf-8")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """The guide's own spec, in a specs folder."""
    found = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    (tmp_path / "specs").mkdir()
    path = tmp_path / "specs" / "lantern.yaml"
    path.write_text(textwrap.dedent(found[1]), encoding="utf-8")
    return path


def test_the_commands_say_what_the_guide_says(spec: Path) -> None:
    """The guide's spec generates, and passes its check, with the words that the guide shows."""
    folders = ("--specs", spec.parent, "--out", spec.parent.parent / "generated")
    for arguments, said in ((("lantern",), "generated"), (("--check",), "up to date")):
        command = f"python scripts/generate.py {arguments[0]}"
        assert re.search(rf"{command} +# prints: {said}", GUIDE)
        done = run_generator(*folders, *arguments)
        assert (done.returncode, done.stdout) == (0, f"{said}\n"), done.stderr


def test_the_shown_messages_are_real(spec: Path) -> None:
    """The lint messages in the guide come from two plausible mistakes in its spec."""
    text = spec.read_text().replace("tags: [probes]", "tags: [probes, lamps]")
    spec.write_text(text.replace("{$ref: '#/components/schemas/ProbeState'}", "{type: string, enum: [up]}"))
    done = run_generator("--specs", spec.parent, "--out", spec.parent.parent / "generated")
    assert done.returncode == 2
    for line in done.stderr.splitlines():
        assert line in GUIDE


def test_the_pins_are_the_scripts() -> None:
    """The guide installs the versions that the script asks for."""
    for name, version in PINNED.items():
        assert f"{name}=={version}" in GUIDE
