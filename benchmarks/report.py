"""The table of a run, and its figures as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from .measure import LeftOut, Result, Row

__all__ = ["figures", "table", "versions"]

_HEAD = ("", "ours", "reference", "ratio", "quartiles", "target", "")


def versions() -> dict[str, str]:
    """Return the versions of Python and of what a call goes through."""
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in ("uptimekit", "httpx", "httpcore", "h11", "anyio", "attrs")},
    }


def table(rows: Sequence[Result]) -> str:
    """Return the rows as aligned text, and below them what was left out."""
    lines = [_HEAD, *(_cells(row) for row in rows if isinstance(row, Row))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    left_out = [f"left out: {row.name} ({row.reason})" for row in rows if isinstance(row, LeftOut)]
    return "\n".join([*(_aligned(line, widths) for line in lines), *left_out])


def _cells(row: Row) -> tuple[str, ...]:
    target = "" if row.target is None else f"{row.target:.2f}"
    verdict = "" if row.target is None else "ok" if row.ok else "OVER"
    ours, reference = (f"{value:,.1f} {row.unit}" for value in (row.ours, row.reference))
    return (
        row.name,
        ours,
        reference,
        f"{row.ratio:.2f}",
        f"{row.ratios[0]:.2f}-{row.ratios[2]:.2f}",
        target,
        verdict,
    )


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "  ".join([cells[0].ljust(widths[0]), *rest]).rstrip()


def figures(groups: Mapping[str, Sequence[Result]]) -> dict[str, Any]:
    """Return everything measured, and on what, as JSON data."""
    return {
        **versions(),
        "cores": os.cpu_count(),
        "groups": {name: [_figure(row) for row in rows] for name, rows in groups.items()},
    }


def _figure(row: Result) -> dict[str, Any]:
    if isinstance(row, LeftOut):
        return {"name": row.name, "left_out": row.reason}
    return {
        "name": row.name,
        "ours": row.ours,
        "reference": row.reference,
        "unit": row.unit,
        "ratio": row.ratio,
        "quartiles": [row.ratios[0], row.ratios[2]],
        "target": row.target,
        "ok": row.ok,
    }
