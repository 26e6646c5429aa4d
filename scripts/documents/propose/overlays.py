"""Writing the overlay with all proposals for a document."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from apimodel.document import JsonObject, SpecError

from ..document import Document
from ..reading import overlay_of, read
from . import access, alternatives, answers, bodies, class_names, errors, operations, paging, schemas
from .left_open import left_open
from .proposal import Proposal, Subject, subjects
from .writing import extended, with_open, written

Judge = Callable[[Path], list[str]]
"""What is wrong with a document and the overlay beside it."""
Sound = Callable[[JsonObject], JsonObject]
"""What is valid of a document in the form of the house."""


def propose(path: Path, judge: Judge, sound: Sound) -> list[str]:
    """Write the overlay of a document, or add to it what it has no decision about; return what was done.

    Raises SpecError, and writes nothing, if an action of the overlay cannot be done, or if there is no operation.
    """
    document = read(path)
    beside = overlay_of(path)
    if broken := [line for line in document.problems if beside and line.startswith(f"{beside.name}: ")]:
        raise SpecError(broken)
    document = replace(document, spec=sound(document.spec))  # nothing is proposed about what is not valid
    if not (every := list(subjects(document))):
        raise SpecError(judge(path))
    proposals = list({(each.target, each.member): each for each in _proposals(document, every)}.values())
    overlay = beside or path.with_name(f"{path.stem}.overlay.yaml")
    text = _text(document, beside, proposals)
    still = [*left_open(document.spec, every, proposals), *alternatives.left_open(document, every, proposals)]
    still += _problems(path, overlay.name, text, judge) if proposals else judge(path)
    if proposals:
        _write(overlay, text if beside else with_open(text, still))
    said = [f"added to {overlay.name}: {each.target}: {each.member or 'removed'}" for each in proposals]
    if beside is None:
        said = [f"{overlay.name}: {len(proposals)} proposals"] if proposals else []
    return said + [f"left open: {line}" for line in still] or [f"{path.name}: nothing to propose"]


def _proposals(document: Document, every: Sequence[Subject]) -> Iterator[Proposal]:
    """Yield all proposals; those of one target stand together."""
    written = document.written
    root = [*access.server(written), *access.credentials(written, document.name), *errors.propose(written)]
    order = {"": 0, "$": 1}  # what is removed goes first, then the root
    yield from sorted(root, key=lambda each: order.get(each.member and each.target, 2))
    yield from schemas.propose(written)
    yield from class_names.propose(document)
    for subject in every:
        is_new = not subject.has("x-method-name")
        yield from operations.names(subject)
        yield from answers.propose(written, subject)
        yield from bodies.propose(document.spec, written, subject)
        if is_new:  # otherwise these were decided with the name
            yield from paging.propose(document.spec, subject)
            yield from operations.unwrapping(document.spec, subject)
            yield from operations.idempotency(document.spec, subject)


def _text(document: Document, beside: Path | None, proposals: Sequence[Proposal]) -> str:
    file = document.path.name
    if beside is None:
        title = str(document.spec.get("info", {}).get("title", document.name))
        return written(file, document.name, title, proposals)
    text = beside.read_bytes().decode()  # with the ends of its lines
    return extended(text, beside.name, proposals) if proposals else text


def _write(overlay: Path, text: str) -> None:
    """Put an overlay in its place in one step, so that none is half-written."""
    fresh = overlay.with_name(f".{overlay.name}.new")
    try:
        fresh.write_bytes(text.encode())
        fresh.replace(overlay)
    finally:
        fresh.unlink(missing_ok=True)


def _problems(path: Path, overlay: str, text: str, judge: Judge) -> list[str]:
    """Return what is wrong with the document and the new overlay, before that is in its place."""
    with tempfile.TemporaryDirectory(prefix="propose-") as folder:
        copy = Path(shutil.copy(path, folder))
        copy.with_name(overlay).write_bytes(text.encode())
        return judge(copy)
