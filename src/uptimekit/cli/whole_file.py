"""Files that readers see as a whole: the old content, or the new one."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from .file_owner import keep_owner
from .private_folder import make_private_folder

__all__ = ["write_private", "write_whole"]


def write_whole(path: Path, text: str) -> None:
    """Write *text* in UTF-8 as the whole content of *path*.

    A web server may read the file meanwhile.  A new file has the permissions that the umask leaves, an old one keeps
    its own, and its owner.  A link is followed, so that the file that it leads to is replaced.  What is no file, such as
    ``/dev/stdout``, is written to as it is.  Raises OSError; the old content is whole then.
    """
    _write(path, text, private=False)


def write_private(path: Path, text: str) -> None:
    """Write a file as :func:`write_whole` does, but one that nobody else may read: it gets the mode 0600.

    A missing folder is made with the mode 0700.
    """
    _write(path, text, private=True)


def _write(path: Path, text: str, *, private: bool) -> None:
    if path.exists() and not path.is_file():  # asked of the path: a pipe behind /dev/stdout has no other
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    target = Path(os.path.realpath(path))
    if private:
        make_private_folder(target.parent)
    new = target.with_name(f".uptimekit-{token_hex(8)}")  # a killed process may leave its own behind
    try:
        with open(new, "x", encoding="utf-8", newline="\n", opener=_private if private else None) as file:
            if target.exists():
                keep_owner(new, target)
                if not private:
                    new.chmod(target.stat().st_mode & 0o7777)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(target)
    except BaseException as error:
        new.unlink(missing_ok=True)
        if isinstance(error, OSError):  # which names the new file
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
