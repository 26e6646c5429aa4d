"""All steps from specs to packages: load, lint, render, tidy, then compare or replace."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from keyword import iskeyword
from pathlib import Path
from typing import Final

from apimodel.document import JsonObject, SpecError
from documents import Document, lone_overlays, overlay_of, read, rivals, spec_files

from .compare import differences, replace, strays
from .cores import each
from .formatting import PACKAGE_RULES, fix, lay_out
from .halves import derive, outdated
from .lint import incomplete, lint
from .lint.soundness import sound
from .manifest import FILE, causes, manifest_text
from .render import NAMESPACE, render

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Folders:
    """Where specs and templates come from, and where packages go; *facades* holds ``_async`` folders to derive from."""

    specs: Path
    templates: Path
    out: Path
    facades: Path | None = None

    def providers(self, names: Sequence[str]) -> list[str]:
        """Return the providers to work on: *names*, or one for each spec."""
        known = spec_files(self.specs)
        if not known:
            raise SpecError([f"{self.specs}: there is no spec (*.yaml)"])
        if wrong := [
            path.name for name, path in known.items() if not _NAME.fullmatch(name) or iskeyword(name)
        ]:
            raise SpecError(
                [
                    f"{name!r}: its name becomes a package; write lower case with _, no word of Python's own"
                    for name in wrong
                ]
            )
        if doubled := rivals(self.specs):
            raise SpecError(
                [
                    f"{' and '.join(path.name for path in some)}: only one is read; delete the other"
                    for some in doubled
                ]
            )
        if not names and (alone := lone_overlays(self.specs)):
            raise SpecError(
                [f"{path.name}: there is no document beside it; rename it or delete it" for path in alone]
            )
        if unknown := [f"{name}: there is no spec {name}.yaml" for name in names if name not in known]:
            raise SpecError(unknown)
        return list(names) or list(known)

    def known(self, name: str) -> Path:
        """Return the file of a document; raise SpecError if there is none of that name."""
        self.providers([name])
        return self.spec(name)

    def spec(self, name: str) -> Path:
        return spec_files(self.specs).get(name, self.specs / f"{name}.yaml")

    def package(self, name: str) -> Path:
        return self.out / NAMESPACE / name


@dataclass(frozen=True)
class _Fresh:
    """What was made, in a scratch folder: the packages by provider, and the halves by the folder that they belong to.

    *hints* are what users of the packages will miss, a line each.
    """

    packages: Mapping[str, Path]
    halves: Mapping[Path, Path]
    scratch: Path
    hints: list[str]


@contextmanager
def _rendered(folders: Folders, names: Sequence[str]) -> Iterator[_Fresh]:
    """Render every provider and half into a scratch folder beside the output; nothing is in place yet."""
    folders.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folders.out.parent, prefix=".generate-") as folder:
        scratch = Path(folder)
        packages = {name: scratch / "packages" / name for name in names}
        sizes = [folders.spec(name).stat().st_size for name in names]
        written = each(partial(_write, folders), list(packages.items()), sizes)
        if problems := [problem for some, _ in written for problem in some]:
            raise SpecError(problems)
        fix(scratch / "packages", "the templates make broken Python", *PACKAGE_RULES)
        halves = derive(folders.facades, scratch) if folders.facades else {}
        lay_out(scratch)
        yield _Fresh(packages, halves, scratch, [hint for _, hints in written for hint in hints])


def _write(folders: Folders, target: tuple[str, Path]) -> tuple[list[str], list[str]]:
    """Write the package of a provider, not yet formatted; return the problems that prevent it, and hints."""
    (name, package), path = target, folders.spec(target[0])
    try:
        document = linted(path)
        rendered = render(name, document.spec, folders.templates)
    except SpecError as error:
        return error.problems, []
    for file, text in {**rendered.files, FILE: manifest_text(path, folders.templates, rendered)}.items():
        (package / file).parent.mkdir(parents=True, exist_ok=True)
        (package / file).write_text(text, encoding="utf-8", newline="\n")
    return [], _hints(document)


def _hints(document: Document) -> list[str]:
    """Return what a document of a vendor surely lacks if nobody has decided anything about it."""
    secrets = document.spec.get("components", {}).get("securitySchemes")
    if secrets or not document.changes or overlay_of(document.path):
        return []
    command = f"python scripts/generate.py --propose {document.name}"
    return [f"{document.name}: no overlay, no credentials; {command} writes a first one"]


def linted(path: Path) -> Document:
    """Read and lint a document; raise SpecError with all its problems."""
    document = read(path)
    if missing := incomplete(path.name, document.written):
        raise SpecError(missing)
    found = lint(path.name, document.spec, document.origins, document.undecided, _corrections(document))
    if problems := [*document.problems, *found]:
        raise SpecError(problems)
    return document


def _corrections(document: Document) -> str | None:
    """Return the file in which a document is corrected that is not our own: its overlay."""
    if overlay := overlay_of(document.path):
        return overlay.name
    return f"{document.name}.overlay.yaml" if document.changes else None


def problems_of(path: Path) -> list[str]:
    """Return what is wrong with the document in a file, a line each."""
    try:
        linted(path)
    except SpecError as error:
        return error.problems
    return []


def sound_part(spec: JsonObject) -> JsonObject:
    """Return what is valid of a document."""
    return sound(spec).spec


def check(folders: Folders, names: Sequence[str]) -> list[str]:
    """Return one line for each difference between what is committed and what would be generated."""
    chosen = folders.providers(names)
    lines: list[str] = []
    with _rendered(folders, chosen) as fresh:
        for name, package in fresh.packages.items():
            reasons = causes(folders.package(name), folders.spec(name), folders.templates)
            reasons += differences(package, folders.package(name))
            lines += [f"{name}: {line}" for line in reasons]
        if folders.facades:
            lines += outdated(fresh.halves, folders.facades)
    return lines


def generate(folders: Folders, names: Sequence[str]) -> list[str]:
    """Replace the packages and the derived halves; return hints."""
    chosen = folders.providers(names)
    with _rendered(folders, chosen) as fresh:
        packages = {folders.package(name): package for name, package in fresh.packages.items()}
        replace({**packages, **fresh.halves}, fresh.scratch)
    return fresh.hints


def unmade(folders: Folders, names: Sequence[str]) -> list[str]:
    """Return one line for whatever lies beside the packages that nothing makes, unless only *names* matter."""
    return [] if names else strays(folders.out, folders.providers(names))
