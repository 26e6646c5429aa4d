"""What readers say about themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from uptimekit.fleet import AccountReader
from uptimekit.fleet.readers import OURS, reader_class

ROOT: Final = Path(__file__).resolve().parents[2]
ACTIONS: Final = ("pause", "resume", "acknowledge", "resolve", "set_state")
LISTINGS: Final = ("monitors", "heartbeats", "incidents", "components")


@pytest.mark.parametrize("provider", OURS)
def test_a_reader_has_the_listings_and_actions_that_it_names(provider: str) -> None:
    """It overrides a method for each kind and each action, and no other."""
    kind = reader_class(provider)
    own = {name for name in (*LISTINGS, *ACTIONS) if getattr(kind, name) is not getattr(AccountReader, name)}
    assert own == {*(f"{each}s" for each in kind.kinds), *kind.actions}
    assert all(kinds and kinds <= kind.kinds for kinds in kind.actions.values())


@pytest.mark.parametrize("provider", OURS)
def test_what_suffices_is_among_the_secrets_and_settings(provider: str) -> None:
    """Every name that is needed has an environment variable, which begins with the name of the provider."""
    kind = reader_class(provider)
    variables = {**kind.secrets, **kind.settings}
    assert len(variables) == len(kind.secrets) + len(kind.settings)
    assert {name for names in kind.needed for name in names} <= variables.keys()
    assert all(variable.startswith(f"{provider.upper()}_") for variable in variables.values())


def test_a_reader_loads_no_client() -> None:
    """A fleet asks the classes of all providers which variables they need: clients load with the first reader."""
    modules = ", ".join(place.partition(":")[0] for place in OURS.values())
    path = [str(ROOT / "src"), str(ROOT / "generated")]
    script = f"import sys; sys.path[:0] = {path!r}; import {modules}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"httpx", "uptimekit_clients", "uptimekit._runtime.client_base"}
