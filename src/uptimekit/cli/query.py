"""``--query id,url=attributes.url``: which values of a row are shown, and under which names.

A few characters, and no language: what needs more is a case for ``-o json`` and a program that is made for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import click

from uptimekit._runtime.spelling import did_you_mean

from .parameter_types import Parsed
from .values import leaves, value_at

__all__ = ["Field", "Query", "picked"]


class Field(NamedTuple):
    """A value of a row by its path, and the name that it is shown under."""

    label: str
    path: str


class Query(Parsed[tuple[Field, ...]]):
    """Paths with commas between them, each with a name and ``=`` before it if it is to have another one."""

    name = "fields"

    def parse(self, text: str) -> tuple[Field, ...]:
        """Return the fields."""
        fields: dict[str, Field] = {}
        for part in text.split(","):
            label, equals, path = (each.strip() for each in part.rpartition("="))
            field = Field(label if equals else path, path)
            if not field.label or not path or "" in path.split("."):
                raise ValueError(
                    f"{text!r} names no fields: write paths, such as id,attributes.url or url=attributes.url"
                )
            if field.label in fields:
                raise ValueError(
                    f"{field.label} is there twice: give one of them another name, such as other={path}"
                )
            fields[field.label] = field
        return tuple(fields.values())


def picked(rows: Iterable[Mapping[str, Any]], fields: Sequence[Field]) -> Iterator[dict[str, Any]]:
    """Yield the wanted values of each row; null for one that a row has not.

    At the end, stderr names the fields that no row has: a name may be misspelt, or the API leaves out what is not set.
    """
    absent = [field.path for field in fields]
    known: set[str] = set()
    for row in rows:
        if absent:
            known.update(leaves(row))
            absent = [path for path in absent if path not in known and value_at(row, path) is None]
        yield {field.label: value_at(row, field.path) for field in fields}
    for path in absent if known else ():
        click.echo(f"uptimekit: no row has {path}{did_you_mean(path, known)}", err=True)
