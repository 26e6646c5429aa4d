"""What the spec says about a call or a path: the generated operation, else one with cautious defaults."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Final

from uptimekit._runtime import Operation

__all__ = ["operation", "operation_for"]

_CLIENT: Final = "uptimekit_clients.statuspage"
_WORD: Final = re.compile(r"[a-z][a-z_-]*")


@cache
def _manifest() -> list[dict[str, str]]:
    """Return what the generator says of each operation: id, method, path, and the method that calls it."""
    text = (files(_CLIENT) / "manifest.json").read_text(encoding="utf-8")
    found: list[dict[str, str]] = json.loads(text)["operations"]
    return found


@cache
def operation(call: str) -> Operation:
    """Return the operation of the generated client's method *call*, such as ``components.create``."""
    wanted = next(entry["id"] for entry in _manifest() if entry["call"] == call)
    named: dict[str, Any] = vars(import_module(f"{_CLIENT}.requests.{call.partition('.')[0]}"))
    return next(each for each in named.values() if isinstance(each, Operation) and each.id == wanted)


def operation_for(method: str, path: str) -> Operation:
    """Return what the spec says about *method* on *path*, with its ids and without the version.

    For a path that the spec does not know: the key is needed, GET, PUT and DELETE may be repeated, and the body has
    no envelope.
    """
    parts = path.strip("/").split("/")
    fitting = [entry for entry in _manifest() if entry["method"] == method and _fits(entry["path"], parts)]
    for entry in sorted(fitting, key=lambda entry: entry["path"].count("{")):  # a word goes before an id
        if (found := operation(entry["call"])).server == "base":
            return found
    return _unknown(method, parts)


def _fits(template: str, parts: list[str]) -> bool:
    wanted = template.strip("/").split("/")
    return len(wanted) == len(parts) and all(
        want == part or want.startswith("{") for want, part in zip(wanted, parts, strict=True)
    )


def _unknown(method: str, parts: list[str]) -> Operation:
    # Ids do not belong in logs and errors: only words of the API are shown.
    path = "/" + "/".join(part if _WORD.fullmatch(part) else "{id}" for part in parts)
    return Operation(
        id=f"{method} {path}",
        method=method,
        path=path,
        security=("api_key",),
        anonymous=False,
        idempotent=method in ("GET", "HEAD", "PUT", "DELETE"),
    )
