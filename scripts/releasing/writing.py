"""Writing a planned version into the tree."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from . import changelog
from .numbering import HOME, with_version
from .obstacles import has_entry
from .plan import CHANGELOG, Plan


def drafted(root: Path, plan: Plan, date: dt.date) -> dict[Path, str]:
    """Return the files that make the tree the release of *plan*, with their new texts; nothing is written.

    None of them if the changelog has an entry for the version already.
    """
    if has_entry(root, plan.version):
        return {}
    log, home = root / CHANGELOG, root / HOME
    text = changelog.release(log.read_text(encoding="utf-8"), plan.version, date.isoformat(), plan.changes)
    return {log: text, home: with_version(home.read_text(encoding="utf-8"), plan.version)}
