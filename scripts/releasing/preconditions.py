"""The conditions for releasing a version, and for writing it into the tree."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.version import Version

from codegen.render import NAMESPACE
from programs import ProgramError, run

from .plan import CHANGELOG, Plan, has_entry
from .refusal import RefusalError
from .repository import Repository, tag_of
from .version_numbers import HOME, read_version


def refuse_early(repository: Repository, provider: str | None = None) -> None:
    """Raise RefusalError, with a line for each reason, if this commit cannot be a release of the version in its tree.

    This takes no time: no spec is read, and nothing is generated.  *provider* is the client to be built, if not all.
    """
    version = read_version(repository.root)
    unknown = _unknown(repository.root, provider) if provider else ()
    _refuse(
        *unknown,
        *_uncommitted(repository),
        *_tagged(repository, version),
        *_unwritten(repository.root, version),
    )


def refuse_release(repository: Repository, plan: Plan) -> None:
    """Raise RefusalError, with a line for each reason, unless this commit may be released as *plan* says."""
    _refuse_either(repository, plan, *_unwritten(repository.root, plan.version))


def refuse_writing(repository: Repository, plan: Plan) -> None:
    """Raise RefusalError, with a line for each reason, unless changelog and version may be written as *plan* says."""
    half = has_entry(repository.root, plan.version) and read_version(repository.root) != plan.version
    wrong = f"{CHANGELOG} has an entry for {plan.version}, but {HOME} says {read_version(repository.root)}"
    _refuse_either(repository, plan, *([wrong] if half else []))


def _refuse_either(repository: Repository, plan: Plan, *lines: str) -> None:
    _refuse(*_uncommitted(repository), *_too_small(plan), *_tagged(repository, plan.version), *lines)
    _refuse(*_stale(repository.root))  # last, because it generates every client


def _refuse(*lines: str) -> None:
    if lines:
        raise RefusalError(lines)


def _unknown(root: Path, provider: str) -> Iterator[str]:
    known = sorted(path.parent.name for path in (root / "generated" / NAMESPACE).glob("*/manifest.json"))
    if provider not in known:
        yield f"{provider}: there is no generated client of that name; there are {', '.join(known)}"


def _uncommitted(repository: Repository) -> Iterator[str]:
    if files := repository.uncommitted():
        yield f"not committed: {_some(files)}"


def _stale(root: Path) -> Iterator[str]:
    try:
        run(sys.executable, root / "scripts" / "generate.py", "--check", cwd=root)
    except ProgramError as error:
        said = [line for line in error.output.splitlines() if not line.startswith("run: ")]
        yield f"generated code is stale; run scripts/generate.py: {_some(said)}"


def _too_small(plan: Plan) -> Iterator[str]:
    version, last = plan.version, plan.last
    if last is not None and Version(version.base_version) < plan.lowest:
        yield f"{version} is too small after {last}: {plan.lowest} or higher, because of {plan.because}"


def _tagged(repository: Repository, version: Version) -> Iterator[str]:
    here = repository.versions_here()
    if repository.has_tag(version) and version not in here:
        yield f"{version} is released: {tag_of(version)} stands on another commit; raise the version"
    yield from (
        f"{tag_of(other)} stands on this commit, not {tag_of(version)}" for other in here if other != version
    )


def _unwritten(root: Path, version: Version) -> Iterator[str]:
    if (current := read_version(root)) != version:
        yield f"{HOME} says {current}, not {version}; run scripts/release.py plan --write"
    if not has_entry(root, version):
        yield f"{CHANGELOG} has no entry for {version}; run scripts/release.py plan --write"


def _some(items: list[str]) -> str:
    more = f" and {len(items) - 3} more" if len(items) > 3 else ""
    return ", ".join(items[:3]) + more
