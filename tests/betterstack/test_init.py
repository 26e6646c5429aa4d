"""Tests of what the package offers, and when it loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from uptimekit import betterstack
from uptimekit.betterstack import api, exceptions, objects


def test_every_public_name_loads() -> None:
    """Each name of __all__ can be had from the package, and dir() tells of it."""
    for name in betterstack.__all__:
        assert getattr(betterstack, name).__name__ == name
    assert set(betterstack.__all__) <= set(dir(betterstack))


def test_unknown_names_are_refused() -> None:
    """A name that is not there raises AttributeError."""
    with pytest.raises(AttributeError, match="Monitors"):
        _ = betterstack.Monitors


def test_modules_offer_what_they_say() -> None:
    """Every name of the public modules' __all__ exists, and every public class of them is in the package."""
    for module in (api, exceptions, objects):
        for name in module.__all__:
            assert hasattr(module, name)
    assert set(objects.__all__) <= set(betterstack.__all__)
    assert {name for name in exceptions.__all__ if name.endswith("Error")} <= set(betterstack.__all__)


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Importing the package loads neither the transport nor a generated client; those come with first use."""
    code = (
        "import sys, uptimekit.betterstack\n"
        "print(sorted({'uptimekit_clients.betterstack.client', 'uptimekit.betterstack.base'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
