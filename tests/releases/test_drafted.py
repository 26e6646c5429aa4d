"""``releasing.plan.drafted``: the files that make a tree a release."""

from __future__ import annotations

import datetime as dt

from packaging.version import Version

from releasing.plan import Plan, drafted
from releasing.repository import Repository
from releasing.version_numbers import HOME
from specdiff import Change


def test_drafted(repository: Repository) -> None:
    """Changelog and version get new texts, and nothing is written yet."""
    change = Change("some-kind", "lights.get()", "new", "additive")
    plan = Plan(Version("1.4.0"), Version("1.5.0"), Version("1.5.0"), {"Lantern": [change]}, "additive", "")
    texts = drafted(repository.root, plan, dt.date(2026, 2, 1))
    log, home = (repository.root / name for name in ("CHANGELOG.md", HOME))
    assert texts.keys() == {log, home}
    assert texts[home] == '__version__ = "1.5.0"\n'
    assert "## 1.5.0 - 2026-02-01\n\n### Added\n\n- Lantern: `lights.get()`: new\n" in texts[log]
    assert repository.uncommitted() == []


def test_nothing_is_drafted_twice(repository: Repository) -> None:
    """A version that has its entry gets no other one."""
    plan = Plan(None, Version("1.4.0"), Version("1.4.0"), {}, "additive", "")
    assert drafted(repository.root, plan, dt.date(2026, 2, 1)) == {}
