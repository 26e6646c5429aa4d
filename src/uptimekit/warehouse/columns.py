"""The columns of a table: those of a model of the API, from ``columns.json`` of the generated package, and its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from attrs import frozen

from .feed import ColumnType, Table

__all__ = ["ACCOUNT", "DELETED_AT", "LOADED_AT", "Column", "columns_of"]

ACCOUNT: Final = "account"
LOADED_AT: Final = "loaded_at"
DELETED_AT: Final = "deleted_at"


@frozen
class Column:
    """A column.

    Attributes:
        name: name in the warehouse.
        type: type in the warehouse.
        wire: name of the value in a row.
        required: whether it always has a value.
        hidden: names that are left out of a JSON value, at any depth, since they are secrets.
    """

    name: str
    type: ColumnType
    wire: str
    required: bool = False
    hidden: frozenset[str] = frozenset()


def columns_of(provider: str, table: Table, *, with_secrets: bool = False) -> tuple[Column, ...]:
    """Return the columns of a table: the account, the key, all others in the order of the model, and the times.

    Secrets are left out unless *with_secrets*.  Raises LookupError if the table names a field or column that does not exist.
    """
    known = {each.name: each for each in _all_columns(provider, table, with_secrets)}
    if missing := sorted({*table.key, *table.replaces} - known.keys()):
        raise LookupError(f"the table {table.name} has no column {', '.join(missing)}")
    key = [Column(name, known[name].type, known[name].wire, required=True) for name in table.key]
    return (
        Column(ACCOUNT, "text", ACCOUNT, required=True),
        *key,
        *(each for name, each in known.items() if name not in table.key),
        Column(LOADED_AT, "timestamp", LOADED_AT, required=True),
        *([Column(DELETED_AT, "timestamp", DELETED_AT)] if table.whole or table.recent else []),
    )


def _all_columns(provider: str, table: Table, with_secrets: bool) -> Iterator[Column]:
    fields: Mapping[str, Any] = _models(provider)[table.model] if table.model else {}
    if unknown := sorted(table.leave_out - fields.keys()):
        raise LookupError(f"{table.model} has no field {', '.join(unknown)}")
    for name, told in fields.items():
        facts: Mapping[str, Any] = {"type": told} if isinstance(told, str) else told
        secret = facts.get("secret") or name in table.secrets
        if name not in table.leave_out and (with_secrets or not secret):
            hidden = frozenset[str]() if with_secrets else frozenset(facts.get("hidden", ()))
            of = table.columns.get(name, facts["type"])
            yield Column(name, of, facts.get("wire", name), hidden=hidden)
    for name, type_ in table.columns.items():
        if name not in fields and (with_secrets or name not in table.secrets):
            yield Column(name, type_, name)


@cache
def _models(provider: str) -> Mapping[str, Mapping[str, Any]]:
    text = (files(f"uptimekit_clients.{provider}") / "columns.json").read_text(encoding="utf-8")
    models: dict[str, dict[str, Any]] = json.loads(text)["models"]
    return models
