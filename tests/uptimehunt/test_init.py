"""What the package offers, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from uptimekit import uptimehunt


def test_every_public_name_loads() -> None:
    """Each name in `__all__` is there, in alphabetical order, and any other is an AttributeError."""
    assert all(getattr(uptimehunt, name) is not None for name in uptimehunt.__all__)
    assert set(uptimehunt.__all__) <= set(dir(uptimehunt))
    with pytest.raises(AttributeError, match="has no attribute 'Clint'"):
        uptimehunt.Clint  # type: ignore[attr-defined]  # noqa: B018  (the access is the test)


def test_the_client_loads_no_model() -> None:
    """Importing the package and its client loads no model, no resource and no schema checker."""
    program = "import sys; from uptimekit.uptimehunt import Client; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    assert "uptimekit_clients.uptimehunt.client" in loaded
    assert not [
        name for name in loaded.split() if ".models" in name or ".resources" in name or "jsonschema" in name
    ]
