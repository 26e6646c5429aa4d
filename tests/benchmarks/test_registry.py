"""A library in an environment of its own; no registry is asked here."""

from __future__ import annotations

import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from benchmarks.registry import UnavailableError, installed


def _wheel(folder: Path) -> Path:
    """Make the smallest package that pip takes."""
    path, info = folder / "registry_sample-1.0-py3-none-any.whl", "registry_sample-1.0.dist-info"
    with ZipFile(path, "w") as wheel:
        wheel.writestr("registry_sample.py", "answer = 42\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: registry-sample\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return path


def test_the_library_is_there_as_long_as_the_block_lasts(tmp_path: Path) -> None:
    """The yielded interpreter imports it and nothing of this environment; afterwards it is gone."""
    with installed(str(_wheel(tmp_path))) as python:
        code = "import registry_sample, importlib.util as u; print(registry_sample.answer, u.find_spec('pytest'))"
        done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["42", "None"]
    assert not python.exists()


def test_what_cannot_be_installed_is_said_to_be_unavailable(tmp_path: Path) -> None:
    """The error names the requirement and gives pip's reason."""
    wanted = str(tmp_path / "absent-1.0-py3-none-any.whl")
    with pytest.raises(UnavailableError, match=r"could not install .*absent.*: .*ERROR"), installed(wanted):
        pass
