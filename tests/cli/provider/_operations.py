"""Every operation of a package, with arguments as they are typed and as a program passes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from uptimekit.cli.provider.command_table import provider_paths, read_table
from uptimekit.cli.provider.references import references_of

__all__ = ["SECRET", "TOKENS", "Call", "calls"]

SECRET: Final = "5ecre7-5ecre7"
SECRET_UUID: Final = "5ecec0de-5ecc-4ecc-8ecc-5ecec0de0001"
UUID: Final = "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a"
TOKENS: Final[Mapping[str, Mapping[str, str]]] = {
    "betterstack": {"bearer_token": "t0ken-of-betterstack"},
    "healthchecks": {
        "api_key": "t0ken-of-healthchecks",
        "metrics_key": "t0ken-of-metrics",
        "prometheus_key": "t0ken-of-prometheus",
    },
    "statuspage": {"api_key": "t0ken-of-statuspage", "public_api_key": "t0ken-of-a-page"},
    "uptimehunt": {"access_token": "t0ken-of-uptimehunt", "prober_token": "t0ken-of-a-prober"},
}
"""Credentials of each provider, by the arguments of its client."""
_VALUES: Final[Mapping[str, tuple[str, Any]]] = {
    "boolean": ("true", True),
    "date": ("2026-03-01", date(2026, 3, 1)),
    "integer": ("7", 7),
    "integer or text": ("7", 7),
    "json": ('[{"k v": "ü"}]', [{"k v": "ü"}]),
    "number": ("1.5", 1.5),
    "text": ("a b&ü,/?", "a b&ü,/?"),
    "text or file": ("a text", "a text"),
    "time": ("2026-03-01T09:30:00Z", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
}


@dataclass
class Call:
    """A call of an operation.

    Attributes:
        words: as it is typed, without ``uptimekit``.
        resource: its place in the client.
        verb: its method there.
        arguments: its arguments in the path.
        named: its other arguments.
        secrets: the secrets among them.
    """

    words: list[str]
    resource: str
    verb: str
    arguments: list[Any]
    named: dict[str, Any]
    secrets: set[str]


def calls(provider: str) -> Iterator[Call]:
    """Yield a call of each operation with all its arguments."""
    every = read_table(provider_paths()[provider])
    for resource, table in every["resources"].items():
        for verb, operation in table["operations"].items():
            references = references_of(provider, every, resource, verb)
            made = Call(
                [provider, resource.replace("_", "-"), verb.replace("_", "-")], resource, verb, [], {}, set()
            )
            for argument in operation.get("arguments", []):
                _add(made, argument, is_id=argument["name"] in references and argument["type"] == "text")
            yield made


def _add(made: Call, argument: Mapping[str, Any], *, is_id: bool) -> None:
    """Add an argument; one that may be a name has the form of an id."""
    text, value = (UUID, UUID) if is_id and not argument.get("secret") else _value(argument)
    if argument.get("secret"):
        made.secrets.add(SECRET if argument["type"] == "json" else text)
    if argument["place"] == "path":
        made.words.append(text)
        made.arguments.append(value)
        return
    made.named[argument["name"]] = [value, value] if argument.get("many") else value
    option = f"--{argument['name'].strip('_').replace('_', '-')}"
    if argument["name"] in ("config", "query", "output"):
        option = f"--api-{argument['name']}"
    words = [option] if argument["type"] == "boolean" else [option, text]
    made.words += words * (2 if argument.get("many") else 1)


def _value(argument: Mapping[str, Any]) -> tuple[str, Any]:
    if values := [value for value in argument.get("values", []) if value]:
        return values[-1], values[-1]
    if argument.get("secret") and argument["type"] == "json":
        value = {"url": SECRET}
        return json.dumps(value), value
    if argument["place"] == "path" and argument["type"] == "text":
        return (SECRET_UUID, SECRET_UUID) if argument.get("secret") else (UUID, UUID)
    return (SECRET, SECRET) if argument.get("secret") else _VALUES[argument["type"]]
