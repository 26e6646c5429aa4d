"""Reading a document through all steps."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .document import Document
from .loading import load

SUFFIXES: Final = (".yaml", ".yml", ".json")
_OVERLAY: Final = ".overlay"


def spec_files(folder: Path) -> dict[str, Path]:
    """Return the files of the documents in *folder* by their names, sorted; overlays are not among them."""
    paths = (path for suffix in SUFFIXES for path in folder.glob(f"*{suffix}"))
    return {path.stem: path for path in sorted(paths) if not path.stem.endswith(_OVERLAY)}


def overlay_of(path: Path) -> Path | None:
    """Return the overlay beside a document, if there is one."""
    overlay = path.with_name(f"{path.stem}{_OVERLAY}.yaml")
    return overlay if overlay.is_file() else None


def read(path: Path) -> Document:
    """Read the document in a file, with the overlay beside it; raise SpecError for what cannot be loaded."""
    written = load(path)
    return Document(path, written, written)
