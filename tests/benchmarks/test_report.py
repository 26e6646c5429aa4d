"""The table and the kept figures."""

from __future__ import annotations

from benchmarks.measure import LeftOut, Row
from benchmarks.report import figures, table

ROWS = [
    Row("met", 15.0, 10.0, "ms", (1.4, 1.5, 1.6), 2.0),
    Row("missed", 2500.0, 1000.0, "us", (2.4, 2.5, 2.6), 2.0),
    Row("for information", 1.0, 1.0, "B", (1.0, 1.0, 1.0)),
]


def test_the_table_says_which_targets_are_missed() -> None:
    """A line shows both medians, the ratio, its quartiles, and ok or OVER where there is a target."""
    _, met, missed, information = table(ROWS).splitlines()
    assert met.split() == ["met", "15.0", "ms", "10.0", "ms", "1.50", "1.40-1.60", "2.00", "ok"]
    assert missed.split()[1:] == ["2,500.0", "us", "1,000.0", "us", "2.50", "2.40-2.60", "2.00", "OVER"]
    assert information.split()[-1] == "1.00-1.00"


def test_the_columns_stand_below_each_other() -> None:
    """All full lines are equally long, so that figures can be compared by eye."""
    _, met, missed, _ = table(ROWS).splitlines()
    assert met.rindex("2.00") == missed.rindex("2.00")


def test_the_ratios_of_an_earlier_commit_have_a_column() -> None:
    """A row that the earlier commit measured too shows its ratio before ours; the figures keep it."""
    head, met, missed, _ = table(ROWS, {"met": 1.75}).splitlines()
    assert head.split() == ["ours", "reference", "earlier", "ratio", "quartiles", "target"]
    assert met.split()[5:7] == ["1.75", "1.50"]
    assert missed.split()[5:7] == ["2.50", "2.40-2.60"]
    first, second, _ = figures({"group": ROWS}, {"group": {"met": 1.75}})["groups"]["group"]
    assert (first["earlier"], "earlier" in second) == (1.75, False)


def test_the_figures_hold_everything_that_the_table_shows() -> None:
    """The JSON data carries numbers, not text, and the verdicts."""
    kept = figures({"group": ROWS})
    assert kept["cores"] >= 1
    assert kept["python"].startswith("3.")
    assert [row["ok"] for row in kept["groups"]["group"]] == [True, False, True]
    assert kept["groups"]["group"][0] == {
        "name": "met",
        "ours": 15.0,
        "reference": 10.0,
        "unit": "ms",
        "ratio": 1.5,
        "quartiles": [1.4, 1.6],
        "target": 2.0,
        "ok": True,
    }


def test_what_was_left_out_is_said_below_the_table_and_kept() -> None:
    """The columns stay as they are, the reason stands in a line of its own and in the JSON data."""
    rows = [*ROWS, LeftOut("the absent", "nobody has it")]
    assert table(rows).splitlines() == [*table(ROWS).splitlines(), "left out: the absent (nobody has it)"]
    assert figures({"group": rows})["groups"]["group"][-1] == {
        "name": "the absent",
        "left_out": "nobody has it",
    }
