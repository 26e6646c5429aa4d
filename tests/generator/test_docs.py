"""The guide for newcomers works as it is written."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

import generate
import uptimekit_clients

from ._support import ROOT, SCRIPT, run_generator

GUIDE = (ROOT / "docs" / "adding-a-provider.md").read_text(encoding="utf-8")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """The guide's own spec, in a specs folder."""
    found = re.search(r"```yaml\n( *openapi: .*?)```", GUIDE, re.DOTALL)
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
    said = re.search(r"python scripts/tryout.py lantern +# prints: (.*)", GUIDE)
    assert said
    tried = (sys.executable, SCRIPT.with_name("tryout.py"), "lantern", "--specs", spec.parent)
    command = (*tried, "--generated", spec.parent.parent / "generated")
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == f"{said[1]}\n"


def test_the_package_is_used_as_the_guide_shows(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The guide's programs run with the package made of its spec."""
    generated = spec.parent.parent / "generated"
    assert generate.main(["--specs", str(spec.parent), "--out", str(generated), "lantern"]) == 0
    capsys.readouterr()
    monkeypatch.setattr(
        uptimekit_clients, "__path__", [*uptimekit_clients.__path__, str(generated / "uptimekit_clients")]
    )
    lantern: Any = importlib.import_module("uptimekit_clients.lantern")
    pages = [{"probes": [{"name": "Gate", "state": "up"}]}, {"probes": []}]
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=pages.pop(0)))
    monkeypatch.setattr(lantern, "Client", partial(lantern.Client, transport=transport))
    names: dict[str, Any] = {}
    for block in re.findall(r"^ +```python\n(.*?)^ +```$", GUIDE, re.MULTILINE | re.DOTALL):
        exec(textwrap.dedent(block), names)
    for module in [name for name in sys.modules if name.startswith(lantern.__name__)]:
        del sys.modules[module]
    assert capsys.readouterr().out == "Gate up\n"
    assert names["request"].operation.id == "listProbes"


def test_the_shown_messages_are_real(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lint messages in the guide come from two plausible mistakes in its spec."""
    text = spec.read_text().replace("x-unwrap: probes", "x-unwrap: probe")
    spec.write_text(text.replace("parameter: page,", "parameter: pages,"))
    folders = ["--specs", str(spec.parent), "--out", str(spec.parent.parent / "generated")]
    assert generate.main(folders) == 2
    said = capsys.readouterr().err.splitlines()
    assert said
    for line in said:
        assert line in GUIDE


def test_the_guide_installs_what_the_script_needs() -> None:
    """The guide's first command installs the group that the script asks for."""
    (group,) = re.findall(r'^require\("(\w+)"\)$', SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    assert f"python -m pip install --group {group}\n" in GUIDE
