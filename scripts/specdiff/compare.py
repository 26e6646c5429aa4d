"""All comparisons of two documents."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.spec import JsonObject

from .change import Change, ordered
from .classes import compare_classes
from .client import compare_clients, renamed_credentials
from .components import compare_components
from .methods import compare_methods
from .pairs import pair_methods, renamed_components, with_names
from .texts import compare_texts
from .views import methods

__all__ = ["compare"]


def compare(old: JsonObject, new: JsonObject) -> list[Change]:
    """Return what changed from the document *old* to *new* (see ``codegen.spec.load``), breaking changes first.

    Both must be documents that the generator takes.  The order of operations and components does not count.
    """
    return ordered(_compare(old, new))


def _compare(written: JsonObject, new: JsonObject) -> Iterator[Change]:
    renamed = renamed_components(written, new)
    old = with_names(written, renamed)  # so that a new name is told once, and not wherever it is used
    pairs, gone, come = pair_methods(methods(old), methods(new))
    told = [
        *compare_clients(old, new),
        *compare_methods(pairs, gone, come, renamed_credentials(old, new)),
        *compare_classes(written, new, renamed),
        *compare_components(old, new),
    ]
    yield from told
    yield from compare_texts(old, new, pairs, told)
