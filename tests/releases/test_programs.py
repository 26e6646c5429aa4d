"""``programs``: running another program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from programs import ProgramError, run


def test_output(tmp_path: Path) -> None:
    """What a program prints comes back, and it runs where it is told to with the environment that it is given."""
    code = "import os; print(os.getcwd(), os.environ['A'])"
    assert run(sys.executable, "-c", code, cwd=tmp_path, env={"A": "b"}) == f"{tmp_path.resolve()} b\n"


def test_failure(tmp_path: Path) -> None:
    """A program that fails raises an error with all that it said."""
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
    with pytest.raises(ProgramError) as caught:
        run(sys.executable, "-c", code, cwd=tmp_path)
    assert caught.value.output == "out\nerr"


def test_a_program_that_is_missing(tmp_path: Path) -> None:
    """A program that is not installed is an error with its name, and no traceback of Python's."""
    with pytest.raises(ProgramError) as caught:
        run("git-that-nobody-has", "status", cwd=tmp_path)
    assert caught.value.output == "git-that-nobody-has is missing"
