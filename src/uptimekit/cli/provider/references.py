"""Arguments that are ids of things with a name, and the operations that list these things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from .command_names import command_names
from .command_table import Table

__all__ = ["Reference", "references_of"]

_UUID: Final = r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"
_IDS: Final[Mapping[str, str]] = {
    "betterstack": rf"[0-9]+|{_UUID}",
    "healthchecks": rf"[0-9a-f]{{40}}|{_UUID}",
    "statuspage": rf"[0-9a-z]{{12}}|{_UUID}",
    "uptimehunt": r"[0-9]+",
}
"""Forms of the ids of a provider: every other text is a name.  Of another provider every text is an id."""
_NAMED: Final = re.compile(r"(?:^|_)(?:name|title|email)$")
_KEY: Final = re.compile(r"^uuid$|_id$")
_KEYED: Final = re.compile(r"\bkeyed by (\w+) id\b")
"""Help of an argument that is an object whose members have ids as names."""


class Reference(NamedTuple):
    """What an argument refers to.

    Attributes:
        name: the argument that is the id of such a thing in the path of an operation, such as ``component_id``.
        resource: the resource of these things, such as ``components``.
        parents: the arguments in the path of its operation ``list``, such as ``page_id``.
        ids: a pattern of ids; any other text is a name.
        command: the command that lists them.
        keyed: whether the argument is an object whose members have ids as names.
    """

    name: str
    resource: str
    parents: tuple[str, ...]
    ids: str
    command: str
    keyed: bool = False

    @property
    def noun(self) -> str:
        """What such a thing is called, such as ``component group``."""
        word = self.resource.removesuffix("s") if self.name == "uuid" else self.name.removesuffix("_id")
        return word.replace("_", " ")

    def is_id(self, value: object) -> bool:
        """Whether *value* is an id, or says that there is none, and is no name."""
        return not isinstance(value, str) or not value or re.fullmatch(self.ids, value) is not None


def references_of(provider: str, table: Table, resource: str, verb: str) -> dict[str, Reference]:
    """Return what the arguments of an operation refer to, by the names of those that are ids of things with a name."""
    if provider not in _IDS:
        return {}
    arguments: Sequence[Mapping[str, Any]] = table["resources"][resource]["operations"][verb].get(
        "arguments", []
    )
    path = [each["name"] for each in arguments if each["place"] == "path"]
    known = [*_listed(provider, table, resource)]
    found: dict[str, Reference] = {}
    for argument in arguments:
        name, in_path = argument["name"], argument["place"] == "path"
        before = path[: path.index(name)] if in_path else path
        fitting = [each for each in known if {*each.parents} <= {*before}]
        if (reference := _meant(argument, fitting)) is not None:
            found[name] = reference
    return found


def _meant(argument: Mapping[str, Any], known: Sequence[Reference]) -> Reference | None:
    """Return what *argument* refers to: by its whole name, else by its end, such as ``fallback_policy_id``."""
    name: str = argument["name"]
    if argument.get("secret") and argument["place"] != "path":
        return None
    if keyed := _KEYED.search(argument.get("help", "")):
        return next((each._replace(keyed=True) for each in known if each.name == f"{keyed[1]}_id"), None)
    if argument.get("many"):
        name = name.removesuffix("s")
    whole = [each for each in known if each.name == name]
    ends = [each for each in known if argument["place"] != "path" and name.endswith(f"_{each.name}")]
    return next(iter(whole or ends), None)


def _listed(provider: str, table: Table, own: str) -> Iterator[Reference]:
    """Yield what has a name and is listed; what belongs to the resource *own* comes first."""
    resources: Mapping[str, Any] = table["resources"]
    shown = {name: command for command, name in command_names(resources).items()}
    for resource in dict.fromkeys([own, *resources]):
        operations = resources[resource]["operations"]
        if "list" not in operations or not any(map(_has_name, operations.values())):
            continue
        parents = _path(operations["list"])
        paths = [
            _path(each) for verb, each in operations.items() if not verb.startswith(("create", "list_for"))
        ]
        keys = dict.fromkeys(path[-1] for path in paths if path and path[:-1] == parents)
        for key in keys:
            if _KEY.search(key):
                ids = _UUID if key == "uuid" else _IDS[provider]
                command = f"uptimekit {provider} {shown[resource]} list"
                yield Reference(key, resource, parents, ids, command)


def _path(operation: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(each["name"] for each in operation.get("arguments", ()) if each["place"] == "path")


def _has_name(operation: Mapping[str, Any]) -> bool:
    arguments = operation.get("arguments", ())
    return any(each["place"] in ("field", "inner") and _NAMED.search(each["name"]) for each in arguments)
