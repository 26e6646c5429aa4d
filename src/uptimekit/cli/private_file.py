"""Files that nobody else may read, replaced as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .file_owner import keep_owner

__all__ = ["write_private"]


def write_private(path: Path, text: str) -> None:
    """Write *text* as the whole content of *path*, in UTF-8, with the mode 0600.

    A missing folder is made with the mode 0700.  A link is followed, so that the file that it leads to is replaced.
    The owner stays.  What is no file, such as ``/dev/null``, is written to as it is.  Raises OSError; the old content is whole then.
    """
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    target = Path(os.path.realpath(path))
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name}."
    )  # which has the mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        keep_owner(Path(name), target)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
