"""Reading a document through all steps."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from .document import Document
from .loading import load
from .normalise import normalise
from .versions import lowered

SUFFIXES: Final = (".yaml", ".yml", ".json")
_OVERLAY: Final = ".overlay"


def spec_files(folder: Path) -> dict[str, Path]:
    """Return the files of the documents in *folder* by their names, sorted; overlays are not among them."""
    paths = (path for suffix in SUFFIXES for path in folder.glob(f"*{suffix}"))
    return {path.stem: path for path in sorted(paths) if not path.stem.endswith(_OVERLAY)}


def files_of(name: str, paths: Iterable[Path]) -> list[Path]:
    """Return those of *paths* that a document is read from: its file and its overlay."""
    return [path for path in paths if path.suffix in SUFFIXES and path.stem in (name, f"{name}{_OVERLAY}")]


def overlay_of(path: Path) -> Path | None:
    """Return the overlay beside a document, if there is one."""
    paths = (path.with_name(f"{path.stem}{_OVERLAY}{suffix}") for suffix in SUFFIXES)
    return next((each for each in paths if each.is_file()), None)


def rivals(folder: Path) -> list[list[Path]]:
    """Return the files in *folder* that stand for one document or overlay, which can have one only."""
    paths = sorted(path for suffix in SUFFIXES for path in folder.glob(f"*{suffix}"))
    alike = ([each for each in paths if each.stem == stem] for stem in {path.stem: None for path in paths})
    return [some for some in alike if len(some) > 1]


def lone_overlays(folder: Path) -> list[Path]:
    """Return the overlays in *folder* that no document lies beside."""
    overlays = (path for suffix in SUFFIXES for path in folder.glob(f"*{_OVERLAY}{suffix}"))
    return sorted(path for path in overlays if path.stem.removesuffix(_OVERLAY) not in spec_files(folder))


def read(path: Path) -> Document:
    """Read the document in a file, with the overlay beside it; raise SpecError for what cannot be loaded."""
    written, origins, changes = lowered(path.name, load(path))
    problems: list[str] = []
    if beside := overlay_of(path):
        from .overlay import laid_over  # its JSONPath is slow to import, and most documents need none

        written, problems = laid_over(written, beside, path.name)
    spec, notes = normalise(written, origins)
    changes += notes.changes
    return Document(
        path, written, spec, tuple(changes), notes.origins, tuple(problems), tuple(notes.problems)
    )
