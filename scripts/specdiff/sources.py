"""Sources of a version: a file, a Git revision, or a folder with a generated package."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from apimodel import Api, SpecError, build
from codegen.pipeline import Folders, generate, linted
from codegen.render import NAMESPACE
from documents import files_of, overlay_of, read, spec_files
from programs import ProgramError, export, run


@dataclass(frozen=True)
class Version:
    """One version of a provider: its API and its generated package, as far as they are known."""

    api: Api | None
    package: Path | None


def version_in(root: Path, provider: str, *, is_new: bool = False) -> Version:
    """Return the version of a provider in the tree below *root*; nothing of it is known without a spec.

    Raises SpecError for a new one that lost something in reading: what is committed was once good.
    """
    spec = spec_files(root / "specs").get(provider)
    if spec is None:
        return Version(None, None)
    document = read(spec)
    if is_new and document.problems:
        raise SpecError(list(document.problems))
    return Version(build(provider, document.spec), root / "generated" / NAMESPACE / provider)


@dataclass(frozen=True)
class Source:
    """What a command line calls a version: *text*, for *provider* where the text does not say it.

    ``root`` is the working tree, ``templates`` makes packages of files, ``scratch`` takes what is made.
    """

    text: str
    provider: str
    root: Path
    templates: Path
    scratch: Path


def open_source(source: Source, *, package: bool = True) -> Version:
    """Return the version that *source* names; a file's package is generated, a revision's is what was committed.

    Without *package* nothing is generated.  Raises SpecError for what is not there or is no good.
    """
    path = Path(source.text)
    if path.is_dir():
        return Version(None, path)
    if path.is_file():
        return Version(_read(path), _generated(source, path) if package else None)
    revision, _, named = source.text.partition(":")
    provider = named or source.provider
    if not provider:
        raise SpecError([f"{source.text}: no such file; for a Git revision write {source.text}:PROVIDER"])
    try:
        return _committed(source, revision, provider, package=package)
    except ProgramError as error:
        raise SpecError([error.last_line.removeprefix("fatal: ")]) from None


def _read(path: Path) -> Api:
    """Load a spec that the generator takes; what is committed once was one, whatever the lint says today."""
    document = linted(path)
    return build(document.name, document.spec)


def _generated(source: Source, path: Path) -> Path:
    """Generate the package of a spec in a folder of its own."""
    specs, provider = source.scratch / "specs-of-one", source.provider or path.stem
    specs.mkdir(parents=True)
    shutil.copyfile(path, specs / f"{provider}{path.suffix}")
    if overlay := overlay_of(path):
        shutil.copyfile(overlay, specs / f"{provider}.overlay{overlay.suffix}")
    folders = Folders(specs, source.templates, source.scratch / "generated")
    generate(folders, [provider])
    return folders.package(provider)


def _committed(source: Source, revision: str, provider: str, *, package: bool) -> Version:
    """Take both from a revision; a package that was not committed with its spec is made from it."""
    listed = run("git", "ls-tree", "--name-only", revision, "specs/", cwd=source.root).splitlines()
    files = [str(path) for path in files_of(provider, map(Path, listed))]
    if not files:
        raise SpecError([f"{source.text}: there is no document specs/{provider}.yaml, .yml or .json"])
    folder = f"generated/{NAMESPACE}/{provider}"
    committed = package and run("git", "ls-tree", revision, folder, cwd=source.root)
    export(source.root, revision, source.scratch, *files, *([folder] if committed else ()))
    version = version_in(source.scratch, provider)
    if committed or not package:
        return version if package else Version(version.api, None)
    return Version(version.api, _generated(source, spec_files(source.scratch / "specs")[provider]))
