"""Rules for documents: what the generator would not turn into Python as it is written is refused.

The parser drops, ignores or misreads a good deal of OpenAPI without a word (``docs/adding-a-provider.md`` has the
list).  Each rule here names the place, what is wrong, and what to write instead; all problems come at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from apimodel.document import JsonObject, pointer
from apimodel.document import operations as operations_of
from documents.origins import original

from . import extensions, operations, pagination, parameters, root, schemas, servers, spelling
from .report import report
from .rules import Problem, Subject
from .soundness import sound

__all__ = ["incomplete", "lint"]

_RULES: Final = (servers, extensions, schemas, parameters, operations, pagination, spelling)
_NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})


def lint(
    file: str,
    spec: JsonObject,
    origins: Mapping[str, str] = _NOWHERE,
    undecided: Iterable[Problem] = (),
    overlay: str | None = None,
) -> list[str]:
    """Return one line for each problem of *spec*; an empty list means that nothing is lost.

    *origins* are JSON pointers of parts that were moved, with where they stand in *file*; *undecided* are problems
    found before, with their places in the file; *overlay* is the file in which corrections belong, if that is another.
    """
    found = ((original(origins, where), what, instead) for where, what, instead in _problems(spec))
    return report(file, [*undecided, *found], overlay)


def incomplete(file: str, written: JsonObject) -> list[str]:
    """Return what a document lacks at its root, a line each; all else that is wrong with it may follow from that."""
    return report(file, root.missing(written), overlay=None)


def _problems(spec: JsonObject) -> Iterator[Problem]:
    """Yield what is not valid, and what the rules find in the rest, unless they only miss what was cut out."""
    rest = sound(spec)
    yield from rest.problems
    subject = Subject(rest.spec, tuple(operations_of(rest.spec)))
    moved = {pointer(*now): pointer(*before) for now, before in rest.moved.items()}
    for module in _RULES:
        for where, what, instead in module.check(subject):
            if not rest.missed(problem := (original(moved, where), what, instead)):
                yield problem
