"""All comparisons of two versions of a provider."""

from __future__ import annotations

from collections.abc import Iterator

from apimodel import Api, build

from .change import Change, ordered
from .classes import compare_class_contents, compare_classes
from .client import compare_clients, renamed_credentials
from .matching import match_operations, renamed_components, with_names
from .operations import compare_operations
from .packages import compare_packages
from .sources import Version
from .texts import compare_texts


def compare(old: Api, new: Api) -> list[Change]:
    """Return what changed from *old* to *new*, breaking changes first.

    The order of operations and components does not count.
    """
    return ordered(_compare(old, new))


def compare_versions(old: Version, new: Version) -> list[Change]:
    """Return what changed in the APIs, and in the packages what the APIs do not explain; breaking changes first."""
    told = compare(old.api, new.api) if old.api and new.api else []
    if old.package is None or new.package is None:
        return told
    return ordered([*told, *compare_packages(old.package, new.package, told)])


def _compare(old: Api, new: Api) -> Iterator[Change]:
    renamed = renamed_components(old.document, new.document)
    # so that a new name is told once, and not wherever it is used
    named = build(old.name, with_names(old.document, renamed)) if renamed else old
    pairs, gone, come = match_operations(named.operations, new.operations)
    told = [
        *compare_clients(named, new),
        *compare_operations(pairs, gone, come, renamed_credentials(named, new)),
        *compare_classes(old, new, renamed),
        *compare_class_contents(named, new),
    ]
    yield from told
    yield from compare_texts(named, new, pairs, told)
