"""Files in bodies: what may be passed for one, and reading it while it is sent."""

from __future__ import annotations

import io
import os
from typing import Any, Protocol, TypeAlias

from .errors import InputError

__all__ = ["FileContent", "FileReader", "Readable", "Upload"]


class Readable(Protocol):
    """A file that is open for reading bytes, or anything else that is read like one."""

    def read(self, size: int, /) -> bytes:
        """Return up to *size* bytes, and none at the end."""
        ...


FileContent: TypeAlias = "bytes | os.PathLike[str] | Readable"
"""Bytes, the path of a file, or an open binary file, which is read from where it stands and not closed."""

Upload: TypeAlias = "FileContent | tuple[str, FileContent] | tuple[str, FileContent, str]"
"""A file to be sent: its content, ``(name, content)``, or ``(name, content, media type)``."""


class FileReader:
    """A file that is sent, from where it stood when the call began; it is never read whole into memory.

    The HTTP library reads and rewinds it, and asks for its length by going to its end.

    Raises InputError, which names the *argument*, for a path that cannot be opened, a file of text or a closed one.

    Attributes:
        size: bytes to be sent, as they were when the file was last asked for its length: what is added later, as to a
            log, is left out.  None if that is not known.
    """

    def __init__(self, argument: str, content: Any) -> None:
        self._argument = argument
        self._begun = False
        self.size: int | None = None
        self._is_ours = isinstance(content, os.PathLike)
        self._file: Any = self._open(content) if self._is_ours else content  # pyright: ignore[reportUnknownArgumentType]
        if not self._is_ours:
            self._check()
        self._start = self._position()

    def _open(self, path: os.PathLike[str]) -> io.BufferedReader:
        from pathlib import Path  # few calls send a file

        try:
            return Path(path).open("rb")
        except OSError as error:
            problem = f"{self._argument}: the file {os.fspath(path)!r} cannot be opened ({error.strerror})"
        except ValueError:
            problem = f"{self._argument}: the path holds a null character"
        raise InputError(problem, field=self._argument)

    def _check(self) -> None:
        if isinstance(self._file, io.TextIOBase):
            problem = "the file is open for text; open it for bytes, with mode 'rb'"
        elif not callable(getattr(self._file, "read", None)):
            kind = type(self._file).__name__
            problem = f"a {kind} is no file; give bytes, a pathlib.Path, or a file that is open for bytes"
        elif getattr(self._file, "closed", False):
            problem = "the file is closed; open it, or give its path"
        else:
            return
        raise InputError(f"{self._argument}: {problem}", field=self._argument)

    def _position(self) -> int | None:
        """Return where the file stands; None if it cannot be rewound."""
        try:
            position = int(self._file.tell())
            self._file.seek(position)
        except (AttributeError, OSError, ValueError):
            return None
        return position

    @property
    def can_repeat(self) -> bool:
        """Whether it can be sent from its beginning: it can be rewound, or was not read from."""
        return self._start is not None or not self._begun

    def length(self) -> int | None:
        """Return the number of bytes to be sent; None if the file does not know."""
        try:
            whole = self.seek(0, os.SEEK_END)
            self.seek(0)
        except (OSError, ValueError):
            return None
        return whole

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; raise InputError if they cannot be read, or are not there any more."""
        self._begun = True
        try:
            left = size if self.size is None else self.size - self.tell()
            piece = self._file.read(min(size, left) if size >= 0 else left)
        except (OSError, ValueError) as error:  # ValueError: it was closed meanwhile
            said = getattr(error, "strerror", None) or error
            raise InputError(
                f"{self._argument}: the file cannot be read ({said})", field=self._argument
            ) from None
        if not isinstance(piece, bytes):
            raise InputError(
                f"{self._argument}: read() must return bytes, not {type(piece).__name__}",
                field=self._argument,
            )
        if not piece and self.size is not None and left > 0:
            raise InputError(
                f"{self._argument}: the file became shorter while it was sent", field=self._argument
            )
        return piece

    def tell(self) -> int:
        """Return how far from its beginning it stands."""
        if self._start is None:
            raise io.UnsupportedOperation("the file cannot be rewound")
        return int(self._file.tell()) - self._start

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to *offset* from where it began, or from its end."""
        if self._start is None:
            raise io.UnsupportedOperation("the file cannot be rewound")
        try:
            self._file.seek(offset + (self._start if whence == os.SEEK_SET else 0), whence)
        except ValueError as error:  # a compressed file does not go to its end
            raise io.UnsupportedOperation(str(error)) from None
        if whence == os.SEEK_END:
            self.size = self.tell()
        return self.tell()

    def close(self) -> None:
        """Close the file if it was opened here."""
        if self._is_ours:
            self._file.close()
