"""``releasing.digests``: fingerprints of files."""

from __future__ import annotations

from pathlib import Path

from releasing.digests import sha256


def test_sha256(tmp_path: Path) -> None:
    """The digest is the one that everybody else computes."""
    (tmp_path / "file").write_bytes(b"abc")
    assert sha256(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
