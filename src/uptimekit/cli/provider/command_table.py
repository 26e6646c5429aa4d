"""The files ``commands.json`` of the generated packages: found and read without importing a client."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

import uptimekit_clients

__all__ = ["Table", "provider_paths", "read_table", "read_title"]

FILE: Final = "commands.json"
Table = Mapping[str, Any]


def provider_paths() -> dict[str, str]:
    """Return the file of each installed package below ``uptimekit_clients``, in the order of their names."""
    found: dict[str, str] = {}
    for folder in uptimekit_clients.__path__:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():  # noqa: PTH208, PTH112  (pathlib is slow to load)
            path = os.path.join(folder, name, FILE)  # noqa: PTH118
            if name not in found and os.path.isfile(path):  # noqa: PTH113
                found[name] = path
    return dict(sorted(found.items()))


def read_table(path: str) -> Table:
    """Return all that a file says."""
    import json  # slow to load, and only the commands of a provider need it

    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        table: Table = json.load(file)
    return table


def read_title(path: str) -> str:
    """Return the name of the service, without ``API`` at its end; each member at the head of the file is a line."""
    begin = ' "title": "'
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        text = next(line for line in file if line.startswith(begin)).rstrip()[len(begin) : -2]
    if "\\" not in text:
        return text.removesuffix(" API")
    import json  # for the few titles that JSON escapes

    return str(json.loads(f'"{text}"')).removesuffix(" API")
