"""Two versions of a provider compared in all that is known of them."""

from __future__ import annotations

from .change import Change, ordered
from .compare import compare
from .python import compare_packages
from .sources import Version

__all__ = ["compare_versions"]


def compare_versions(old: Version, new: Version) -> list[Change]:
    """Return what changed in the specs, and in the packages what the specs do not explain; breaking comes first."""
    told: list[Change] = []
    if old.api is not None and new.api is not None:
        told = compare(old.api, new.api)
    if old.package is None or new.package is None:
        return told
    return ordered([*told, *compare_packages(old.package, new.package, told)])
