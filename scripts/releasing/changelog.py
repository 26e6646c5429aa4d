"""Reading and writing CHANGELOG.md: a ``##`` section for each version, in it a ``###`` heading for each sort of change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from packaging.version import Version

from specdiff.change import SEVERITIES, Change, Severity, lines

UNRELEASED: Final = "Unreleased"

_HEADINGS: Final[dict[Severity, str]] = {"breaking": "Breaking", "additive": "Added", "internal": "Internal"}

_DEMANDS: Final[dict[str, Severity]] = {
    "Breaking": "breaking",
    "Removed": "breaking",
    "Added": "additive",
    "Deprecated": "additive",
}
"""What a heading says about the changes below it; any other heading says ``internal``."""

_Blocks = dict[str, str]  # heading -> the lines below it; "" -> what stands before the first heading


def section(text: str, title: str) -> str | None:
    """Return what the changelog says under ``## title`` (a date may follow); None if there is no such section."""
    chosen = next((part for part in _sections(text) if _is_called(part, title)), None)
    return None if chosen is None else chosen.partition("\n")[2].strip()


def demand(body: str) -> Severity | None:
    """Return the gravest sort of change that a section tells of; None if it tells of nothing."""
    told = [_DEMANDS.get(heading, "internal") for heading, block in _blocks(body).items() if block]
    return min(told, key=SEVERITIES.index, default=None)


def release(text: str, version: Version, date: str, changes: Mapping[str, Sequence[Change]]) -> str:
    """Return the changelog with a section for *version*, and nothing left that is unreleased.

    The section holds what stood under "Unreleased", and a line for each of *changes*, by the provider's name.
    """
    blocks = _blocks(section(text, UNRELEASED) or "")
    for severity, heading in _HEADINGS.items():
        told = [line for name in changes for line in _told(name, changes[name], severity)]
        blocks[heading] = "\n".join([part for part in (blocks.get(heading, ""), *told) if part])
    head = re.split(r"^(?=## )", text, maxsplit=1, flags=re.MULTILINE)[0]
    older = [part for part in _sections(text) if not _is_called(part, UNRELEASED)]
    parts = [head, f"## {UNRELEASED}", f"## {version} - {date}", *_written(blocks), *older]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _told(name: str, changes: Sequence[Change], severity: Severity) -> list[str]:
    chosen = [change for change in changes if change.severity == severity]
    return [f"- {name}: {line}" for line in lines(chosen)]


def _written(blocks: _Blocks) -> list[str]:
    """Return the blocks with their headings: breaking changes first, internal ones last, others as they stand."""
    places = {"": 0, _HEADINGS["breaking"]: 1, _HEADINGS["internal"]: 3}
    ordered = sorted(blocks.items(), key=lambda pair: places.get(pair[0], 2))
    return [f"### {heading}\n\n{block}" if heading else block for heading, block in ordered if block]


def _sections(text: str) -> list[str]:
    return re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]


def _is_called(part: str, title: str) -> bool:
    heading = part.partition("\n")[0]
    return heading == f"## {title}" or heading.startswith(f"## {title} ")


def _blocks(body: str) -> _Blocks:
    first, *rest = re.split(r"^### ", body, flags=re.MULTILINE)
    blocks = {"": first.strip()}
    for part in rest:
        heading, _, below = part.partition("\n")
        blocks[heading.strip()] = f"{blocks.get(heading.strip(), '')}\n{below.strip()}".strip()
    return blocks
