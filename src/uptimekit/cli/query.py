"""``--query id,url=attributes.url``: which values of a row are shown, and under which names.

A few characters, and no language: what needs more is a case for ``-o json`` and a program that is made for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import click

from uptimekit._runtime.spelling import did_you_mean, nearest

from .parameter_types import Parsed
from .values import leaves, value_at

__all__ = ["Field", "Query", "picked"]

_SHOWN: Final = 12  # fields that a hint lists


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
    known: dict[str, None] = {}
    for row in rows:
        if absent:
            known.update(dict.fromkeys(leaves(row)))
            absent = [path for path in absent if path not in known and value_at(row, path) is None]
        yield {field.label: value_at(row, field.path) for field in fields}
    for path in absent if known else ():
        click.echo(f"uptimekit: no row has {path}{_hint(path, known)}", err=True)


def _hint(path: str, known: Collection[str]) -> str:
    """Return the nearest path: one with the same object before it, else one with the same name at its end, else any.

    A name at an end may be in upper case, as in the heading of a table.
    """
    above, _, name = path.rpartition(".")
    beside = {each.rpartition(".")[2]: each for each in known if each.rpartition(".")[0] == above}
    named = [each for each in known if each.rpartition(".")[2].casefold() == name.casefold()]
    if not above and len(named) > 1:
        return f"; did you mean {' or '.join(named[:_SHOWN])}?"
    if above and beside:
        near = nearest(name, beside)
        return f"; did you mean {beside[near]}?" if near else f"; {above} has {_listed(beside)}"
    if named:
        return f"; did you mean {named[0]}?"
    return did_you_mean(path, known, f"there are {_listed(known)}")


def _listed(names: Iterable[str]) -> str:
    shown = [*names]
    return ", ".join(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if shown[_SHOWN:] else "")
