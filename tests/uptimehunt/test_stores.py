"""Tests of where tokens are kept."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from uptimekit._runtime.errors import ConfigurationError
from uptimekit.uptimehunt._tokens import Tokens
from uptimekit.uptimehunt.stores import FileTokenStore, MemoryTokenStore, TokenStore

TOKENS = Tokens("access-secret", "refresh-secret", 1000.5, 2000.5)


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_what_is_saved_is_loaded(kind: str, tmp_path: Path) -> None:
    """A store has nothing at first, then what was saved last, and nothing again after None."""
    store: TokenStore = MemoryTokenStore() if kind == "memory" else FileTokenStore(tmp_path / "tokens")
    assert store.load() is None
    for tokens in (Tokens("a", None, 1.0, 2.0), Tokens("a", "b", 1, 2), TOKENS, None, None):
        store.save(tokens)
        assert store.load() == tokens


def test_a_file_is_its_owners_alone(tmp_path: Path) -> None:
    """The file has mode 0600 from the first moment, also where another one stood, and nothing else is left over."""
    path = tmp_path / "tokens"
    store = FileTokenStore(path)
    for _ in range(2):
        store.save(TOKENS)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    assert "secret" not in repr(store)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    """Tokens that others may have read are not used; the error says how to mend it."""
    path = tmp_path / "tokens"
    FileTokenStore(path).save(TOKENS)
    path.chmod(mode)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        FileTokenStore(path).load()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"access": 1, "refresh": 2, "expires_at": 3, "refresh_expires_at": 4}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_file_with_something_else_is_refused(tmp_path: Path, text: bytes) -> None:
    """A file that holds no tokens may be anybody's: it is named, not overwritten, and not shown."""
    path = tmp_path / "tokens"
    path.touch(0o600)
    path.write_bytes(text)
    with pytest.raises(ConfigurationError, match="holds no tokens"):
        FileTokenStore(path).load()
    assert path.read_bytes() == text


def test_two_processes_may_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that writes in the middle of another's writing does not disturb it; the last one to finish is kept."""
    path, dump, others = tmp_path / "tokens", json.dump, [Tokens("b", None, 1.0, 2.0)]

    def interrupted(*arguments: Any) -> None:
        if others:
            FileTokenStore(path).save(others.pop())
        dump(*arguments)

    monkeypatch.setattr(json, "dump", interrupted)
    FileTokenStore(path).save(TOKENS)
    assert FileTokenStore(path).load() == TOKENS
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_keeps_the_old_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up in the middle leaves what was there, and no half file beside it."""
    path = tmp_path / "tokens"
    FileTokenStore(path).save(TOKENS)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "access-secret")

    monkeypatch.setattr(json, "dump", fail)
    with pytest.raises(ConfigurationError, match="cannot be written: No space left on device"):
        FileTokenStore(path).save(Tokens("b", None, 1.0, 2.0))
    monkeypatch.undo()
    assert FileTokenStore(path).load() == TOKENS
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("tokens", [TOKENS, None])
def test_a_folder_that_cannot_be_written(tmp_path: Path, tokens: Tokens | None) -> None:
    """A place where no file can be is told with its path and the reason, not as a raw OSError."""
    folder = tmp_path / "folder"
    folder.mkdir()
    store = FileTokenStore(folder / "tokens")
    folder.rmdir()
    folder.touch()
    with pytest.raises(
        ConfigurationError, match="cannot be written: Not a directory; name another"
    ) as caught:
        store.save(tokens)
    assert "secret" not in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A folder that does not exist is told when the store is made, and what to do about it."""
    with pytest.raises(ConfigurationError) as caught:
        FileTokenStore(tmp_path / "gone" / "tokens")
    assert str(caught.value) == (
        f"there is no folder {tmp_path / 'gone'} for the tokens; make it, or name another file"
    )


def test_a_folder_in_which_nothing_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that takes no file is told when the store is made, unless there are tokens in it; nothing is left there."""
    path = tmp_path / "tokens"
    FileTokenStore(path)
    assert list(tmp_path.iterdir()) == []
    FileTokenStore(path).save(TOKENS)

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "")

    monkeypatch.setattr(os, "open", refuse)
    assert FileTokenStore(path).load() == TOKENS
    with pytest.raises(
        ConfigurationError, match=f"{tmp_path}/others cannot be written: Read-only file system"
    ):
        FileTokenStore(tmp_path / "others")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder in the file's place, as a wrong mount makes one, is told with its path and the reason."""
    store = FileTokenStore(path := tmp_path / "tokens")
    path.mkdir()
    with pytest.raises(ConfigurationError, match=f"{path} cannot be read: Is a directory"):
        store.load()


@pytest.mark.parametrize("path", ["", ".", "/", "a\0b"])
def test_a_path_that_names_no_file(path: str) -> None:
    """An empty path, as an unset variable gives it, a folder, and a zero byte are told when the store is made."""
    with pytest.raises(
        ConfigurationError, match=r"is a folder; name a file in it|cannot be written: ValueError"
    ):
        FileTokenStore(path)


@pytest.mark.parametrize("there", [True, False])
def test_a_symbolic_link_stays_one(tmp_path: Path, there: bool) -> None:
    """Tokens are kept in, and removed from, the file that a link names, which others may share by its own name."""
    file, link = tmp_path / "folder" / "tokens", tmp_path / "link"
    file.parent.mkdir()
    link.symlink_to(file)
    if there:
        FileTokenStore(file).save(Tokens("b", None, 1.0, 2.0))
    FileTokenStore(link).save(TOKENS)
    assert link.is_symlink()
    assert FileTokenStore(file).load() == TOKENS
    FileTokenStore(link).save(None)
    assert not file.exists()
