"""The same spec makes the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ._support import BEACON, run_generator


@pytest.mark.parametrize(("seed", "out"), [("0", "{}/generated"), ("1", "generated")])
def test_hash_seed_and_working_folder_do_not_matter(
    seed: str, out: str, generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another order of sets and another working folder change no byte; folders may be relative to it."""
    monkeypatch.chdir(tmp_path)
    arguments = ("--specs", BEACON.parent, "--out", out.format(tmp_path), "beacon")
    done = run_generator(*arguments, env={"PYTHONHASHSEED": seed})
    assert done.returncode == 0, done.stderr

    def files(root: Path) -> dict[str, bytes]:
        paths = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}

    assert files(tmp_path / "generated") == files(generated)
