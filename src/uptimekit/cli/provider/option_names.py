"""Names of the options for the arguments of an operation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["OWN", "option_names"]

OWN: Final = frozenset(
    {
        "account",
        "all",
        "base-url",
        "config",
        "deadline",
        "debug",
        "dry-run",
        "help",
        "json",
        "output",
        "query",
        "unlisted",
        "version",
        "yes",
    }
)
"""Options of the commands themselves, whichever of them a command has."""


def option_names(arguments: Sequence[str]) -> dict[str, str]:
    """Return the option of each argument.

    It is the argument's name with dashes.  An argument that has the name of an option of ours, or ``no-`` before the
    name of another argument, which would switch that off, gets ``api-`` before its own: ``--api-query``.
    """
    names = {argument: argument.strip("_").replace("_", "-") or argument for argument in arguments}
    negative = {f"no-{prefix}{name}" for prefix in ("", "api-") for name in names.values()}
    options: dict[str, str] = {}
    for argument, name in names.items():
        while name in OWN or name in negative or f"--{name}" in options.values():
            name = f"api-{name}"
        options[argument] = f"--{name}"
    return options
