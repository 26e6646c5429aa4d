"""A document that has been read, and how it got its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from apimodel.document import JsonObject


@dataclass(frozen=True)
class Change:
    """One place that was put into another form: *what* was done, and *where*, as a JSON pointer into the file."""

    what: str
    where: str


@dataclass(frozen=True)
class Document:
    """A document of an API.

    Attributes:
        path: its file.
        written: what the file and its overlay say, as OpenAPI 3.0 or 3.1.
        spec: the same in the form that rules and the model read.
        changes: what was done to get there.
        origins: JSON pointers into ``spec`` of parts that were moved, with where they stand in the file.
        problems: what could not be done, a line each.
        undecided: what no step decides: where it stands in the file, what is wrong, and what to write instead.
    """

    path: Path
    written: JsonObject
    spec: JsonObject
    changes: tuple[Change, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    undecided: tuple[tuple[str, str, str], ...] = ()

    @property
    def name(self) -> str:
        """Name of the package that is made of it."""
        return self.path.stem
