"""A provider loads only what is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ._support import ROOT


def loaded(generated: Path, code: str) -> set[str]:
    """Return the modules of a fresh interpreter that has run *code*."""
    path = [str(ROOT / "src"), str(generated)]
    script = f"import sys; sys.path[:0] = {path!r}\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


def ours(modules: set[str]) -> set[str]:
    return {
        name.removeprefix("uptimekit_clients.beacon")
        for name in modules
        if "uptimekit_clients.beacon" in name
    }


def test_import_of_a_provider_loads_nothing(generated: Path) -> None:
    """Importing a provider package loads no client, resource or model, and not attrs."""
    modules = loaded(generated, "import uptimekit_clients.beacon")
    assert ours(modules) == {""}
    assert "attr" not in modules


def test_one_resource_loads_its_own_models(generated: Path) -> None:
    """A client loads no resource; using one loads it and the enums of its arguments, the first answer what it reads."""
    client = "from uptimekit_clients.beacon import Client; c = Client(api_key='x')"
    assert ours(loaded(generated, client)) == {"", ".client"}
    used = ours(loaded(generated, f"{client}; c.tags"))
    requests = {".requests", ".requests.tags"}
    expected = {"", ".client", ".models", ".models.light_state", ".resources", ".resources.tags", *requests}
    assert used == expected
    answer = "httpx.MockTransport(lambda request: httpx.Response(200, json=[]))"
    listed = f"import httpx; {client.replace(')', f', transport={answer})')}; c.tags.list()"
    assert ours(loaded(generated, listed)) == {*expected, ".models.tag"}


def test_names_are_listed_before_they_load(generated: Path) -> None:
    """dir() shows the lazy names, and an unknown one raises AttributeError."""
    code = (
        "import uptimekit_clients.beacon as b, uptimekit_clients.beacon.models as m\n"
        "assert {'Client', 'AsyncClient'} <= set(dir(b)) and 'Light' in dir(m)\n"
        "assert not hasattr(m, 'Nothing')"
    )
    assert ".models.light" not in ours(loaded(generated, code))
