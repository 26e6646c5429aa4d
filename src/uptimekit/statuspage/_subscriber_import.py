"""Imports of subscribers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._subscriber_csv import identity, supported
from ._subscriber_source import Source, rows_in
from .errors import BadRequestError, ResourceError
from .results import Subscriber

__all__ = ["ImportPlan", "ImportReport", "Refused"]

Refused = BadRequestError | ResourceError


@dataclass(frozen=True)
class ImportReport:
    """The result of an import; rows are numbered from 1.

    Attributes:
        created: the subscribers that were created.
        present: number of rows whose subscriber already existed or was in an earlier row.
        unsupported: rows of Slack, Teams and integration partners, which the API cannot create.
        failed: rows that the server refused, with its error.
    """

    created: list[Subscriber] = field(default_factory=list[Subscriber])
    present: int = 0
    unsupported: list[int] = field(default_factory=list[int])
    failed: dict[int, Refused] = field(default_factory=dict[int, Refused])


class ImportPlan:
    """The rows of an import.  Raises InputError for invalid ones.

    Attributes:
        new: the rows of the subscribers to create, without duplicates.
    """

    def __init__(self, rows: Source) -> None:
        numbered = dict(enumerate(rows_in(rows), 1))
        self._possible = {number: row for number, row in numbered.items() if supported(row)}
        self._unsupported = [number for number in numbered if number not in self._possible]
        self._numbers: dict[Any, int] = {}
        for number, row in self._possible.items():
            self._numbers.setdefault(identity(row), number)

    def leave_out(self, present: Iterable[Subscriber]) -> None:
        """Leave out the subscribers that the page already has."""
        for each in present:
            self._numbers.pop(identity(each), None)

    @property
    def new(self) -> list[Mapping[str, Any]]:
        return [self._possible[number] for number in self._numbers.values()]

    def report(self, outcomes: Sequence[Subscriber | Refused]) -> ImportReport:
        """Return the report; *outcomes* are those of the new rows, in their order."""
        pairs = zip(self._numbers.values(), outcomes, strict=True)
        return ImportReport(
            created=[each for each in outcomes if isinstance(each, Subscriber)],
            present=len(self._possible) - len(self._numbers),
            unsupported=self._unsupported,
            failed={number: each for number, each in pairs if not isinstance(each, Subscriber)},
        )
