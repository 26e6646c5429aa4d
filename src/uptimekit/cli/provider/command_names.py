"""Names of the commands for resources and operations."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["command_names"]


def command_names(names: Collection[str]) -> dict[str, str]:
    """Return each of the *names* in the client by that of its command: with dashes in place of underscores.

    An underscore at the end, which tells ``import_`` from the keyword, goes, unless another one is named like that.
    """
    return {_bare(name, names).replace("_", "-"): name for name in names}


def _bare(name: str, names: Collection[str]) -> str:
    bare = name.rstrip("_")
    return bare if bare and bare not in names else name
