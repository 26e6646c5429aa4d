"""examples/token_store.py: a session that outlives the program."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run


@pytest.mark.parametrize("option", [(), ("--account", "ops")], ids=["file", "sqlite"])
def test_a_session_goes_on(run: Run, uptimehunt: Any, tmp_path: Path, option: tuple[str, ...]) -> None:
    """The second run needs no password and no login, and after a logout the third has no session."""
    sandbox, variables = uptimehunt
    later = {name: value for name, value in variables.items() if name == "UPTIMEHUNT_BASE_URL"}
    first = run("token_store.py", "tokens", *option, **variables)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == sandbox.email
    assert len(first.stdout.splitlines()) == 3
    assert stat.S_IMODE((tmp_path / "tokens").stat().st_mode) == 0o600

    again = run("token_store.py", "tokens", "--logout", *option, **later)
    assert (again.returncode, again.stdout) == (0, f"{first.stdout}logged out\n")
    assert sandbox.requests["login"] == 1

    ended = run("token_store.py", "tokens", *option, **later)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert len(ended.stderr.splitlines()) == 1
    for secret in sandbox.issued_secrets:
        assert secret not in first.stdout + again.stdout + ended.stderr


def test_a_database_that_others_could_read(run: Run, uptimehunt: Any, tmp_path: Path) -> None:
    """A file that was made with other permissions becomes its owner's alone."""
    _, variables = uptimehunt
    (tmp_path / "tokens").touch(0o644)
    assert run("token_store.py", "tokens", "--account", "ops", **variables).returncode == 0
    assert stat.S_IMODE((tmp_path / "tokens").stat().st_mode) == 0o600


def test_a_file_of_something_else(run: Run, uptimehunt: Any, tmp_path: Path) -> None:
    """A file that holds no tokens is refused, and left as it is."""
    _, variables = uptimehunt
    file = tmp_path / "tokens"
    file.write_text("my diary", encoding="utf-8")
    file.chmod(0o600)
    for option in ((), ("--account", "ops")):
        done = run("token_store.py", "tokens", *option, **variables)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
    assert file.read_text(encoding="utf-8") == "my diary"
