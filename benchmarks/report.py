"""The table of a run, and its figures as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from .measure import LeftOut, Result, Row

__all__ = ["figures", "table", "versions"]

_HEAD = ("", "ours", "reference", "ratio", "quartiles", "target", "")
_EARLIER = "earlier"


def versions() -> dict[str, str]:
    """Return the versions of Python and of what a call goes through."""
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in ("uptimekit", "httpx", "httpcore", "h11", "anyio", "attrs")},
        "msgspec": version("msgspec") if find_spec("msgspec") else "not installed",
    }


def table(rows: Sequence[Result], earlier: Mapping[str, float] | None = None) -> str:
    """Return the rows as aligned text, and below them what was left out.

    With *earlier*, which has the ratios of another commit by the names of the rows, there is a column for them.
    """
    lines = [_HEAD, *(_cells(row) for row in rows if isinstance(row, Row))]
    if earlier is not None:
        said = {name: f"{ratio:.2f}" for name, ratio in earlier.items()}
        said[_HEAD[0]] = _EARLIER
        lines = [(*cells[:3], said.get(cells[0], ""), *cells[3:]) for cells in lines]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    left_out = [f"left out: {row.name} ({row.reason})" for row in rows if isinstance(row, LeftOut)]
    return "\n".join([*(_aligned(line, widths) for line in lines), *left_out])


def _cells(row: Row) -> tuple[str, ...]:
    target = "" if row.target is None else f"{row.target:.2f}"
    verdict = "" if row.target is None else "ok" if row.ok else "OVER"
    ours, reference = (f"{value:,.1f} {row.unit}" for value in (row.ours, row.reference))
    quartiles = f"{row.ratios[0]:.2f}-{row.ratios[2]:.2f}"
    return (row.name, ours, reference, f"{row.ratio:.2f}", quartiles, target, verdict)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join([cells[0].ljust(widths[0]), *rest]).rstrip()


def figures(
    groups: Mapping[str, Sequence[Result]], earlier: Mapping[str, Mapping[str, float]] | None = None
) -> dict[str, Any]:
    """Return everything measured, and on what, as JSON data."""
    before = earlier or {}
    return {
        **versions(),
        "cores": os.cpu_count(),
        "groups": {
            name: [_figure(row, before.get(name, {})) for row in rows] for name, rows in groups.items()
        },
    }


def _figure(row: Result, earlier: Mapping[str, float]) -> dict[str, Any]:
    if isinstance(row, LeftOut):
        return {"name": row.name, "left_out": row.reason}
    known = {"earlier": earlier[row.name]} if row.name in earlier else {}
    return {
        "name": row.name,
        "ours": row.ours,
        "reference": row.reference,
        "unit": row.unit,
        "ratio": row.ratio,
        "quartiles": [row.ratios[0], row.ratios[2]],
        "target": row.target,
        "ok": row.ok,
        **known,
    }
