"""Servers: one default, and those of single operations by names of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from apimodel.document import JsonObject

from .notes import Notes
from .trees import below, mapping, sequence
from .walking import operations


def servers(spec: JsonObject, notes: Notes) -> None:
    """Keep the first server at the root and in each operation or path, and name those that are not the default."""
    _first(spec, "#", notes)
    default = next(iter(sequence(spec.get("servers"))), None)
    taken: dict[str, Any] = {"base": default}
    places = [(mapping(item), below("#/paths", path)) for path, item in mapping(spec.get("paths")).items()]
    places += [(operation.data, operation.where) for operation in operations(spec)]
    for of, where in places:
        _first(of, where, notes)
        for server in sequence(of.get("servers"))[:1]:
            if server == default:
                notes.change("server of an operation that is the default one: left out", where)
                del of["servers"]
            elif isinstance(server, dict) and "x-name" not in server:
                notes.change("server of an operation: named by its host", where)
                names = _names(server)
                server["x-name"] = next(
                    name for name in names if taken.setdefault(name, server["url"]) == server["url"]
                )


def _first(of: JsonObject, where: str, notes: Notes) -> None:
    written = sequence(of.get("servers"))
    if len(written) > 1:
        notes.change("several servers: the first counts", f"{where}/servers")
        of["servers"] = written[:1]
    for server in written[:1]:
        variables = mapping(mapping(server).get("variables"))
        used = set(re.findall(r"{([^}]*)}", str(mapping(server).get("url"))))
        for name in variables.keys() - used:
            notes.change("server variable that is not in the address: left out", f"{where}/servers/0")
            del variables[name]


def _names(server: JsonObject) -> Iterator[str]:
    """Yield names for a server that is no default: the first label of its host, all of it, and its path, too."""
    server["url"] = str(server.get("url"))
    parts = urlsplit(re.sub(r"{[^}]*}", "", server["url"]))
    host = parts.netloc.partition(":")[0]
    texts = (host.partition(".")[0], host, f"{host}{parts.path}")
    names = ["_".join(re.findall(r"[a-z0-9]+", text.lower())) for text in texts]
    yield from (name for name in names if re.match(r"[a-z]", name))
    yield from (f"server_{number}" for number in count(1))
