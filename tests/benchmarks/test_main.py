"""The command line."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import benchmarks.__main__ as command
import pytest
from benchmarks.measure import LeftOut, Result, Row
from benchmarks.sizes import FULL, SMALL, Sizes


def _group(ratio: float) -> dict[str, object]:
    def measure(sizes: Sizes, rng: Random) -> list[Row]:
        assert sizes in (FULL, SMALL)
        return [Row(f"{rng.random():.3f}", ratio, 1.0, "ms", (ratio, ratio, ratio), 1.25)]

    return {"good": measure}


@pytest.mark.parametrize(
    ("ratio", "status", "said"),
    [(1.2, 0, "all targets are met"), (1.3, 1, "over target: 0.844")],
    ids=["met", "missed"],
)
def test_the_status_tells_whether_a_target_is_missed(
    ratio: float, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 if every target is met, 1 otherwise, and the last line says which one is not."""
    monkeypatch.setattr(command, "GROUPS", _group(ratio))
    assert command.main([]) == status
    assert capsys.readouterr().out.splitlines()[-1] == said


def test_a_busy_machine_is_mentioned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the row of noise is restless, the reader is told to measure again; it is no missed target."""

    def measure(sizes: Sizes, rng: Random) -> list[Row]:
        return [Row("noise", 1.0, 1.0, "ms", (0.5, 1.0, 1.5), noise=True)]

    monkeypatch.setattr(command, "GROUPS", {"restless": measure})
    assert command.main([]) == 0
    assert "measure this group again" in capsys.readouterr().out


def test_what_was_left_out_is_counted_and_misses_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is 0, but nobody reads that all targets are met."""

    def measure(sizes: Sizes, rng: Random) -> list[Result]:
        return [LeftOut("against the absent", "nobody has it")]

    monkeypatch.setattr(command, "GROUPS", {"partial": measure})
    assert command.main([]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-1] == "all targets that were measured are met; 1 left out"
    assert "left out: against the absent (nobody has it)" in said


def test_tiny_sizes_miss_no_target(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --smoke no ratio is compared with a target, and nobody is told to measure again."""

    def measure(sizes: Sizes, rng: Random) -> list[Result]:
        assert sizes == SMALL
        slow, noise = (3.0, 3.0, 3.0), (0.5, 1.0, 1.5)
        rows = [Row("slow", 3.0, 1.0, "ms", slow, 1.25), Row("noise", 1.0, 1.0, "ms", noise, noise=True)]
        return [*rows, LeftOut("against the absent", "nobody has it")]

    monkeypatch.setattr(command, "GROUPS", {"slow": measure})
    assert command.main(["--smoke"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-1].startswith("everything ran")
    assert not any(each in said for each in ("OVER", "1.25", "measure this group again"))


def test_the_figures_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """--json writes every row of the groups that ran."""
    monkeypatch.setattr(command, "GROUPS", _group(1.0))
    command.main(["good", "--smoke", "--json", str(tmp_path / "figures.json")])
    kept = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [row["ratio"] for row in kept["groups"]["good"]] == [1.0]


def test_the_seed_fixes_the_draws(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another seed gives other data and another order; the same one gives the same."""
    monkeypatch.setattr(command, "GROUPS", _group(1.0))
    tables: list[str] = []
    for seed in ("1", "1", "2"):
        command.main(["--seed", seed])
        tables.append(capsys.readouterr().out)
    assert tables[0] == tables[1] != tables[2]


def test_an_unknown_group_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the groups that there are."""
    with pytest.raises(SystemExit) as stopped:
        command.main(["speed"])
    assert stopped.value.code == 2
    assert "imports, decoding, calls, concurrency, listing, betterstack" in capsys.readouterr().err


def test_the_versions_stand_above_the_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was measured is said before anything is: Python, this package and what a call goes through."""
    monkeypatch.setattr(command, "GROUPS", _group(1.0))
    command.main([])
    first = capsys.readouterr().out.splitlines()[0]
    named = [part.split()[0] for part in first.split(", ")]
    assert named == ["python", "uptimekit", "httpx", "httpcore", "h11", "anyio", "attrs", "msgspec"]


def test_the_long_groups_run_on_request_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without names every group is measured but five, which take long."""
    ran: list[str] = []

    def group(name: str) -> object:
        return lambda sizes, rng: ran.append(name) or []

    monkeypatch.setattr(command, "GROUPS", {name: group(name) for name in command.GROUPS})
    command.main([])
    long = ["soak", "generate", "streaming", "shared", "warehouse"]
    command.main(long)
    assert ran == [*(name for name in command.GROUPS if name not in long), *long]
