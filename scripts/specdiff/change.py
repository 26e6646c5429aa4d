"""A change between two versions of a provider, its severity for users, and lists of changes as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal, get_args

Severity = Literal["breaking", "additive", "internal"]

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""From the worst to the mildest.

breaking: a program, or a server, that worked with the old client may not work with the new one (major version).
additive: a program can do or see more, and none has to change (minor version).
internal: nothing that a program can see, such as a description (patch version).
"""


@dataclass(frozen=True)
class Change:
    """What changed, in the words of a changelog.

    Attributes:
        kind: short name of the sort of change, such as ``argument-added``.
        where: what changed as a program writes it: ``checks.list()``, ``Check.status``, ``CheckStatus``, ``Client``.
        text: what happened to it, a phrase that goes after ``where`` and a colon.
        severity: see :data:`SEVERITIES`.
        covers: places in the generated Python that this change explains, see ``specdiff.surface``.
    """

    kind: str
    where: str
    text: str
    severity: Severity
    covers: tuple[str, ...] = ()


def worst(changes: Iterable[Change]) -> Severity | None:
    """Return the gravest severity among *changes*; None if there are none."""
    return min((change.severity for change in changes), key=SEVERITIES.index, default=None)


def ordered(changes: Iterable[Change]) -> list[Change]:
    """Return *changes* from breaking to internal, otherwise in their order."""
    return sorted(changes, key=lambda change: SEVERITIES.index(change.severity))


_NAMED: Final = 3  # places that a line names before it only counts them


def lines(changes: Sequence[Change]) -> list[str]:
    """Return one Markdown line for each different text; a change that many places share names the first ones."""
    groups: dict[tuple[str, str, Severity], list[str]] = {}
    for change in changes:
        places = groups.setdefault((change.kind, change.text, change.severity), [])
        if change.where not in places:
            places.append(change.where)
    return [f"{_places(places)}: {text}" for (_, text, _), places in groups.items()]


def _places(places: list[str]) -> str:
    shown = [f"`{place}`" for place in places[:_NAMED]]
    if len(places) > _NAMED:
        shown = [*shown, f"{len(places) - _NAMED} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def as_text(changes: Sequence[Change]) -> str:
    """Return the changes under the names of their severities, one line each; equal ones share a line."""
    parts: list[str] = []
    for severity in SEVERITIES:
        if chosen := [change for change in changes if change.severity == severity]:
            parts.append("\n".join([f"{severity}:", *(f"- {line}" for line in lines(chosen))]))
    return "\n\n".join(parts) or "no change"


def as_json(changes: Sequence[Change]) -> str:
    """Return the changes as a list of objects with kind, where, text and severity."""
    rows = [{key: value for key, value in asdict(change).items() if key != "covers"} for change in changes]
    return json.dumps(rows, indent=2, ensure_ascii=False)
