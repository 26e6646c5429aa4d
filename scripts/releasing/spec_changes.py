"""Changes of the specs and the generated clients since a release."""

from __future__ import annotations

import tempfile
from pathlib import Path

from apimodel import SpecError
from codegen.compare import differences
from codegen.render import NAMESPACE
from documents import files_of, spec_files
from specdiff import Change, Version, compare_versions, version_in

from .refusal import RefusalError
from .repository import Repository


def changes_since(repository: Repository, revision: str) -> dict[str, list[Change]]:
    """Return the changes from *revision* to the work tree, by the title of each provider that has any.

    Raises RefusalError if a spec cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        repository.export(Path(folder), revision, "specs", "generated")
        try:
            return changes_between(Path(folder), repository.root)
        except SpecError as error:
            raise RefusalError(error.problems) from None


def changes_between(old: Path, new: Path) -> dict[str, list[Change]]:
    """Return the changes between two trees, by the title of each provider that has any; breaking ones come first."""
    by_title: dict[str, list[Change]] = {}
    for name in sorted({name for root in (old, new) for name in spec_files(root / "specs")}):
        if not _is_same(old, new, name):
            before, after = version_in(old, name), version_in(new, name, is_new=True)
            api = after.api or before.api
            by_title[api.title if api else name] = _changes(before, after, name)
    return {title: changes for title, changes in by_title.items() if changes}


def _changes(before: Version, after: Version, name: str) -> list[Change]:
    if after.api is None:
        return [Change("provider-removed", f"{NAMESPACE}.{name}", "this client is gone", "breaking")]
    if before.api is None:
        return [Change("provider-added", f"{NAMESPACE}.{name}", "new client", "additive")]
    return compare_versions(before, after)


def _texts(specs: Path, name: str) -> dict[str, bytes]:
    """Return what a document is read from, by the names of the files."""
    return {path.name: path.read_bytes() for path in files_of(name, specs.glob("*"))}


def _is_same(old: Path, new: Path, name: str) -> bool:
    """Return whether nothing differs, byte for byte: most specs have not changed, and reading them takes long."""
    before, after = (_texts(root / "specs", name) for root in (old, new))
    if before != after:
        return False
    package = Path("generated", NAMESPACE, name)
    return not differences(new / package, old / package)
