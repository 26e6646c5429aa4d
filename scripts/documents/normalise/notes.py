"""Notes of what the steps do to a document, for the user and for messages about places that have moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from documents.document import Change
from documents.origins import original


@dataclass
class Notes:
    """What was done.

    Attributes:
        changes: each place that was put into another form.
        origins: where parts that were moved stand in the file, by JSON pointers to where they stand now.
        problems: what needs a decision: where it stands in the file, what is wrong, and what to write instead.
    """

    changes: list[Change] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)

    def change(self, what: str, where: str) -> None:
        """Note that something was done to what stands at *where* now."""
        self.changes.append(Change(what, self.origin(where)))

    def problem(self, where: str, what: str, instead: str) -> None:
        """Note that a decision is needed about what stands at *where* now."""
        self.problems.append((self.origin(where), what, instead))

    def moved(self, places: Mapping[str, str]) -> None:
        """Note where parts stand now (the keys), and where they stood (the values)."""
        self.origins |= {now: self.origin(before) for now, before in places.items()}

    def origin(self, where: str) -> str:
        """Return where in the file a part stands that is at *where* now."""
        return original(self.origins, where)
