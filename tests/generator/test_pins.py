"""Only the pinned generators are used."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest

import generate
from codegen import pins


@pytest.mark.parametrize("name", sorted(pins.PINNED))
def test_another_version_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another version of any generator ends the run with one line that says how to install the right one."""
    monkeypatch.setattr(pins, "version", lambda n: "0.0.1" if n == name else pins.PINNED[n])
    assert generate.main(["--check"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{name} 0.0.1" in said
    assert "pip install datamodel-code-generator==0.89.0 openapi-python-client==0.29.1 ruff==0.17.5" in said


def test_a_missing_generator_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator that is not installed is named as missing."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(pins, "version", missing)
    (line,) = pins.require_pins()
    assert "ruff missing" in line
