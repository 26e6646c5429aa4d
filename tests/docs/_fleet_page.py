"""What the page of fleets takes as given: four sandboxes, and a fifth provider that it adds."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tests.cli._sandboxes import served
from tests.faults._server import FaultServer, answer_json
from tests.fleet._kit import install

import uptimekit_clients
from codegen.pipeline import Folders, generate

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@contextmanager
def fleet_page() -> Iterator[dict[str, Any]]:
    """The environment has an account of each sandbox; Lantern is installed, and has two probes."""
    pages = {"probes": [{"name": "Gate", "state": "up"}, {"name": "Tower", "state": "down"}]}, {"probes": []}
    with (
        served(untouched=True) as four,
        pytest.MonkeyPatch.context() as patched,
        TemporaryDirectory() as name,
        ExitStack() as stack,
    ):
        for variable in [each for each in os.environ if each.startswith(("UPTIMEKIT_CONFIG", "LANTERN_"))]:
            patched.delenv(variable)
        for variable, value in four.variables.items():
            patched.setenv(variable, value)
        patched.setenv("XDG_CONFIG_HOME", name)
        patched.setenv("LANTERN_API_KEY", "")  # the page sets it; this takes it away afterwards
        server = FaultServer(*map(answer_json, pages))
        stack.callback(server.stop)
        patched.setenv("LANTERN_BASE_URL", server.url)
        patched.chdir(name)
        _install_lantern(Path(name), patched)
        yield {}
        for module in [each for each in sys.modules if "lantern" in each]:
            del sys.modules[module]


def _install_lantern(folder: Path, patched: pytest.MonkeyPatch) -> None:
    """Generate the client of the guide's document, and put the reader of the page and its entry point on the path."""
    guide, page = ((DOCS / name).read_text(encoding="utf-8") for name in ("adding-a-provider.md", "fleet.md"))
    (document,) = re.findall(r"```yaml\n( *openapi: .*?)```", guide, re.DOTALL)
    (reader,) = re.findall(r'```python title="lantern_fleet.py"\n(.*?)```', page, re.DOTALL)
    (entry_point,) = re.findall(r'"uptimekit.fleet"\]\nlantern = "(.*)"', page)
    (folder / "specs").mkdir()
    (folder / "specs" / "lantern.yaml").write_text(textwrap.dedent(document), encoding="utf-8")
    generate(Folders(folder / "specs", ROOT / "templates", folder / "generated"), ["lantern"])
    made = str(folder / "generated" / "uptimekit_clients")
    patched.setattr(uptimekit_clients, "__path__", [*uptimekit_clients.__path__, made])
    (folder / "lantern_fleet.py").write_text(reader, encoding="utf-8")
    install(patched, folder, {"lantern": entry_point})
