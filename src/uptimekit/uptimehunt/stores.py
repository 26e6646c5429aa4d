"""Stores that keep tokens between calls, and between two runs of a program."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any, Final, Protocol, runtime_checkable

from uptimekit._runtime.json_types import is_object

from ._tokens import Tokens
from .errors import ConfigurationError

__all__ = ["FileTokenStore", "MemoryTokenStore", "TokenStore"]

_TIME: Final = int | float


@runtime_checkable
class TokenStore(Protocol):
    """Keeps the tokens of one account: any object with these two methods."""

    def load(self) -> Tokens | None:
        """Return the tokens that were saved last, or None."""
        ...

    def save(self, tokens: Tokens | None) -> None:
        """Keep *tokens*; None after a logout."""
        ...


class MemoryTokenStore:
    """Keeps tokens as long as the process lives (the default)."""

    def __init__(self) -> None:
        self._tokens: Tokens | None = None

    def load(self) -> Tokens | None:
        """See :class:`TokenStore`."""
        return self._tokens

    def save(self, tokens: Tokens | None) -> None:
        """See :class:`TokenStore`."""
        self._tokens = tokens


class FileTokenStore:
    """Keeps tokens in a file that only its owner may read (mode 0600), replaced as a whole with each change.

    Args:
        path: the file, which holds one account's tokens; its folder must exist.

    Raises:
        ConfigurationError: if other users may read the file, if it holds something else, and if it cannot be read or
            written; if there is no file yet and none can be made, at once, before a login is spent.

    Processes that share the file share the session: before a refresh, a client takes over what another one saved.
    A client that cannot save its tokens keeps them in memory and logs a warning.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        if self._path.is_dir():
            raise ConfigurationError(f"{self._path} is a folder; name a file in it for the tokens")
        if not os.path.exists(path):  # noqa: PTH110  (which is False for what cannot be looked at, too)
            self._try_folder()

    def _try_folder(self) -> None:
        folder = self._path.parent
        if not folder.is_dir():
            raise ConfigurationError(
                f"there is no folder {folder} for the tokens; make it, or name another file"
            )
        try:
            os.close(self._new(tried := self._new_name()))
            tried.unlink()
        except (OSError, ValueError) as error:
            raise _unusable(self._path, "written", error) from None

    def load(self) -> Tokens | None:
        """See :class:`TokenStore`."""
        try:
            with self._path.open("rb") as file:
                self._check_mode(os.fstat(file.fileno()).st_mode)
                return self._read(file.read())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(self._path, "read", error) from None

    def save(self, tokens: Tokens | None) -> None:
        """See :class:`TokenStore`."""
        try:
            if tokens is None:
                self._target().unlink(missing_ok=True)
            else:
                self._replace(tokens)
        except OSError as error:
            raise _unusable(self._path, "written", error) from None

    def _replace(self, tokens: Tokens) -> None:
        # A new file and a rename: a reader sees the old tokens or the new ones, never half of them.
        new = self._new_name()
        try:
            with os.fdopen(self._new(new), "w", encoding="utf-8") as file:
                json.dump({name: getattr(tokens, name) for name in Tokens.__slots__}, file)
            new.replace(self._target())
        finally:
            new.unlink(missing_ok=True)

    def _new_name(self) -> Path:
        from secrets import token_hex  # slow to import

        target = self._target()
        return target.with_name(f".{target.name}.{token_hex(4)}")

    def _target(self) -> Path:
        """Return the file itself, so that a symbolic link to it stays one."""
        return Path(os.path.realpath(self._path))

    def _new(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def _check_mode(self, mode: int) -> None:
        if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            raise ConfigurationError(
                f"others may read the tokens in {self._path}; run: chmod 600 {self._path}"
            )

    def _read(self, text: bytes) -> Tokens:
        try:
            content: Any = json.loads(text)
            kept = {name: content[name] for name in Tokens.__slots__} if is_object(content) else {}
        except (ValueError, KeyError, RecursionError):
            kept = {}
        kinds = {"access": str, "refresh": str | None, "expires_at": _TIME, "refresh_expires_at": _TIME}
        if not kept or not all(isinstance(kept[name], kind) for name, kind in kinds.items()):
            raise ConfigurationError(f"{self._path} holds no tokens; name another file, or remove it")
        return Tokens(**kept)

    def __repr__(self) -> str:
        return f"FileTokenStore({str(self._path)!r})"


def _unusable(path: Path, what: str, error: OSError | ValueError) -> ConfigurationError:
    number = getattr(error, "errno", None)
    reason = os.strerror(number) if number else type(error).__name__
    return ConfigurationError(f"the tokens in {path} cannot be {what}: {reason}; name another file")
