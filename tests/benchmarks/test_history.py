"""What an earlier commit measures with its own benchmarks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from benchmarks import history
from benchmarks.measure import LeftOut, Row

_BENCHMARKS = """
import json, sys
group, arguments = sys.argv[1], sys.argv[2:]
if group == "broken":
    sys.exit("it broke")
if group != "speed":
    print(f"there is no group {group}; the groups are speed", file=sys.stderr)
    sys.exit(2)
assert arguments[:2] == ["--seed", "7"] and "--smoke" in arguments
rows = [{"name": "kept", "ratio": 1.5}, {"name": "gone", "ratio": 9.0}, {"name": "left", "left_out": "?"}]
json.dump({"groups": {"speed": rows}}, open(arguments[arguments.index("--json") + 1], "w"))
sys.exit(1)  # a target was missed
"""


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A repository whose only commit has benchmarks."""
    (package := tmp_path / "benchmarks").mkdir()
    (package / "__main__.py").write_text(_BENCHMARKS, encoding="utf-8")
    author = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
    for command in (("init", "--quiet"), ("add", "."), (*author, "commit", "--quiet", "-m", "First")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(history, "ROOT", tmp_path)
    found = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


ROWS = [
    Row("kept", 2.0, 1.0, "ms", (2.0, 2.0, 2.0)),
    Row("new", 2.0, 1.0, "ms", (2.0, 2.0, 2.0)),
    LeftOut("left", "?"),
]


def test_the_ratios_of_an_earlier_commit(commit: str) -> None:
    """Rows that both commits measure have the ratio of the earlier one, even if it missed a target."""
    with history.checked_out(commit) as tree:
        assert history.ratios_at(tree, "speed", ROWS, 7, smoke=True) == {"kept": 1.5}


def test_a_group_that_the_commit_does_not_have(commit: str) -> None:
    """A group that came later has no earlier ratios."""
    with history.checked_out(commit) as tree:
        assert history.ratios_at(tree, "streaming", ROWS, 7, smoke=True) == {}


def test_benchmarks_that_fail(commit: str) -> None:
    """Benchmarks of the commit that end with an error are no measurement: what they said is raised."""
    with history.checked_out(commit) as tree, pytest.raises(RuntimeError, match="it broke"):
        history.ratios_at(tree, "broken", ROWS, 7, smoke=True)


def test_an_unknown_commit(commit: str) -> None:
    """The commit that is not there is named; one that looks like an option is none."""
    for name in ("0" * 40, "--help"):
        with pytest.raises(history.UnknownCommitError, match=name), history.checked_out(name):
            pass
