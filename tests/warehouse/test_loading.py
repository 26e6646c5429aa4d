"""Loading slice by slice: what is committed, and what a second load does."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dlt
import pytest

from uptimekit import ConfigurationError, DecodingError, InputError, ServerError
from uptimekit.warehouse import Progress, Table, WarehouseSource, load
from uptimekit.warehouse.feed import ColumnType
from uptimekit.warehouse.sources import source_of

from ._jobs import DAYS, JOBS, NOW, RUNS, Parts, load_reading, pipeline, reading, rows

BACKUP = {
    "slug": "backup",
    "grace": 60,
    "last_ping": "2026-11-28T10:00:00+02:00",
    "ping_url": "https://x/secret",
}
RUN = {"slug": "backup", "at": NOW, "seconds": 99, "notes": {"b": [1]}}


def test_types_and_columns(tmp_path: Path) -> None:
    """Every column of the spec is there with its type, also those that no row has, and no secret is."""
    load_reading(pipeline(tmp_path), reading(Parts([("all", [(JOBS, BACKUP), (RUNS, RUN)])])))

    described = dict(
        rows(
            tmp_path,
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'healthchecks_jobs'",
        )
    )
    assert described["last_ping"] == "TIMESTAMP WITH TIME ZONE"
    assert (described["grace"], described["started"], described["schedule"]) == (
        "BIGINT",
        "BOOLEAN",
        "VARCHAR",
    )
    assert "ping_url" not in described
    assert "_dlt_id" not in described
    assert rows(
        tmp_path, "SELECT account, slug, grace, epoch(last_ping), deleted_at FROM healthchecks_jobs"
    ) == [("main", "backup", 60, datetime(2026, 11, 28, 8, tzinfo=UTC).timestamp(), None)]
    seconds, notes = rows(tmp_path, "SELECT seconds, notes FROM healthchecks_runs")[0]
    assert (seconds, json.loads(notes)) == (99.0, {"b": [1]})
    assert rows(tmp_path, "SELECT count(*) FROM healthchecks_days") == [(0,)]


def test_a_row_without_its_key_is_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One odd row does not stop a load: a warning counts such rows, also where a slice has no other."""
    feed = Parts(
        [
            ("a", [(RUNS, RUN), (RUNS, RUN | {"at": "soon"}), (RUNS, RUN | {"slug": None})]),
            ("b", [(JOBS, {})]),
        ]
    )
    load_reading(pipeline(tmp_path), reading(feed))

    assert rows(tmp_path, "SELECT slug, seconds FROM healthchecks_runs") == [("backup", 99.0)]
    assert [each.getMessage() for each in caplog.records if "rows" in each.getMessage()] == [
        "healthchecks_runs: 1 rows were left out, since they have no at",
        "healthchecks_runs: 1 rows were left out, since they have no slug",
        "healthchecks_jobs: 1 rows were left out, since they have no slug",
    ]


@pytest.mark.parametrize("odd", [("b", KeyError("s3cret")), 5], ids=["rows", "slices"])
def test_an_answer_in_another_form_is_an_error_of_the_provider(tmp_path: Path, odd: Any) -> None:
    """Not one of the destination, which would end the export of all accounts; the error tells no value of the answer."""
    feed = Parts([("a", [(RUNS, RUN)]), odd])
    with pytest.raises(
        DecodingError, match=r"another form than the API documents \((Key|Type)Error\)$"
    ) as raised:
        load_reading(pipeline(tmp_path), reading(feed))
    assert "s3cret" not in str(raised.value)
    assert rows(tmp_path, "SELECT count(*) FROM healthchecks_runs") == [(1,)]


def test_a_column_keeps_the_type_that_the_destination_has(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A later version may have another one: what fits is kept, nothing is rounded, and the load goes on."""

    def load_as(type_: ColumnType, *values: Any) -> None:
        table = Table(name="sizes", key=("n",), columns={"n": "bigint", "size": type_})
        part: Any = (f"{type_}", [(table, {"n": n, "size": value}) for n, value in enumerate(values)])
        load_reading(pipeline(tmp_path), reading(Parts([part], name="sizes", tables=(table,))))

    load_as("bigint", 1, 2)
    load_as("double", 1.5, 3.0)
    load_as("text", "7", "many")
    found = rows(tmp_path, "SELECT size FROM healthchecks_sizes ORDER BY n")
    assert found == [(7,), (None,)]
    left_out = "healthchecks_sizes.size: 1 values do not fit its type and were left out"
    assert [each.getMessage() for each in caplog.records if "fit" in each.getMessage()] == [left_out] * 2


def test_a_destination_that_cannot_merge_is_refused(tmp_path: Path) -> None:
    """Before anything is read: rows would be there twice."""
    place = dlt.destinations.filesystem(f"file://{tmp_path}/files")
    files = dlt.pipeline(
        "files", pipelines_dir=str(tmp_path / "work"), destination=place, dataset_name="main"
    )
    with pytest.raises(ConfigurationError, match="filesystem cannot replace rows"):
        load(files, [WarehouseSource([reading(Parts())])])


def test_a_beginning_in_the_future_is_refused() -> None:
    """It would count what there is as loaded."""
    with pytest.raises(InputError, match="lies in the future"):
        source_of("healthchecks", None, "main", datetime(9999, 1, 1, tzinfo=UTC))


def test_a_second_load_begins_where_the_first_ended(tmp_path: Path) -> None:
    """The state comes from the destination, for each account apart, and rows with the same key are replaced."""
    first = Parts([("a", [(RUNS, RUN)]), ("b", [])])
    load_reading(pipeline(tmp_path), reading(first))
    second = Parts([("a", [(RUNS, RUN)]), ("c", [(RUNS, RUN | {"seconds": 3})])])
    load_reading(pipeline(tmp_path), reading(second))
    other = Parts()
    load_reading(pipeline(tmp_path), reading(other, "other"))

    assert second.states == [{"done": ["a", "b"]}]
    assert other.states == [{}]
    assert rows(tmp_path, "SELECT seconds FROM healthchecks_runs") == [(3.0,)]


def test_an_error_keeps_what_was_loaded_before(tmp_path: Path) -> None:
    """A slice that fails leaves no row and no state; the slices before it stay; the error is the client's own."""
    feed = Parts([("a", [(RUNS, RUN)]), ("b", ServerError("out of order")), ("c", [])])
    made = pipeline(tmp_path)
    with pytest.raises(ServerError, match="out of order") as caught:
        load_reading(made, reading(feed))
    assert caught.value.__cause__ is None

    feed.parts[1] = ("b", [(RUNS, RUN | {"slug": "other"})])
    load_reading(made, reading(feed))  # the same pipeline goes on
    assert feed.states[-1] == {"done": ["a"]}
    assert rows(tmp_path, "SELECT slug FROM healthchecks_runs ORDER BY slug") == [("backup",), ("other",)]


def test_rows_that_are_replaced_together(tmp_path: Path) -> None:
    """All rows with the same values of `replaces` go when new ones come, those of others and of other accounts stay."""
    day = {"slug": "backup", "day": "2026-11-27"}
    before = [(DAYS, day), (DAYS, day | {"day": "2026-11-26"}), (DAYS, {"slug": "x", "day": "2026-11-27"})]
    load_reading(pipeline(tmp_path), reading(Parts([("a", before)])))
    load_reading(pipeline(tmp_path), reading(Parts([("a", before)]), "other"))
    load_reading(pipeline(tmp_path), reading(Parts([("b", [(DAYS, day | {"day": "2026-11-28"})])])))

    query = "SELECT account, slug, day::VARCHAR FROM healthchecks_days ORDER BY ALL"
    assert rows(tmp_path, query) == [
        ("main", "backup", "2026-11-28"),
        ("main", "x", "2026-11-27"),
        ("other", "backup", "2026-11-26"),
        ("other", "backup", "2026-11-27"),
        ("other", "x", "2026-11-27"),
    ]


def test_deletions(tmp_path: Path) -> None:
    """A row that a whole reading lacks is marked once, that of another account is not, and one that is back is not."""
    later = NOW + timedelta(hours=1)
    both = [(JOBS, BACKUP), (JOBS, BACKUP | {"slug": "mail"})]
    load_reading(pipeline(tmp_path), reading(Parts([("a", both)])))
    load_reading(pipeline(tmp_path), reading(Parts([("a", both)]), "other"))
    load_reading(pipeline(tmp_path), reading(Parts([("b", both[:1])]), now=later))
    query = "SELECT account, slug, epoch(deleted_at) FROM healthchecks_jobs ORDER BY ALL"
    marked = [
        ("main", "backup", None),
        ("main", "mail", later.timestamp()),
        ("other", "backup", None),
        ("other", "mail", None),
    ]
    assert rows(tmp_path, query) == marked

    load_reading(pipeline(tmp_path), reading(Parts([("c", both[:1])]), now=later + timedelta(hours=1)))
    assert rows(tmp_path, query) == marked
    load_reading(pipeline(tmp_path), reading(Parts([("d", both)]), now=later + timedelta(hours=2)))
    assert {deleted for _, _, deleted in rows(tmp_path, query)} == {None}


def test_a_failed_reading_marks_nothing(tmp_path: Path) -> None:
    """What a reading that failed has not seen may still be there."""
    load_reading(pipeline(tmp_path), reading(Parts([("a", [(JOBS, BACKUP)])])))
    with pytest.raises(ServerError):
        load_reading(
            pipeline(tmp_path),
            reading(Parts([("b", []), ("c", ServerError("no"))]), now=NOW + timedelta(hours=1)),
        )

    assert rows(tmp_path, "SELECT deleted_at FROM healthchecks_jobs") == [(None,)]


def test_a_new_column(tmp_path: Path) -> None:
    """Columns that are asked for later are added; the old rows have nothing in them."""
    load_reading(pipeline(tmp_path), reading(Parts([("a", [(JOBS, BACKUP)])])))
    more = [(JOBS, BACKUP | {"slug": "mail"})]
    load_reading(pipeline(tmp_path), reading(Parts([("b", more)]), with_secrets=True))
    load_reading(pipeline(tmp_path), reading(Parts([("c", [(JOBS, BACKUP | {"slug": "x"})])])))

    assert rows(tmp_path, "SELECT slug, ping_url FROM healthchecks_jobs ORDER BY slug") == [
        ("backup", None),
        ("mail", "https://x/secret"),
        ("x", None),
    ]


def test_many_rows(tmp_path: Path) -> None:
    """A slice of more rows than an arrow table has is loaded as a whole, its tables mixed as they come."""
    many = [
        row
        for number in range(12_000)
        for row in ((RUNS, RUN | {"slug": str(number)}), (DAYS, {"slug": str(number), "day": "2026-11-28"}))
    ]
    load_reading(pipeline(tmp_path), reading(Parts([("a", many)])))

    assert rows(tmp_path, "SELECT count(*), count(DISTINCT slug) FROM healthchecks_runs") == [
        (12_000, 12_000)
    ]
    assert rows(tmp_path, "SELECT count(*) FROM healthchecks_days") == [(12_000,)]


def test_progress(tmp_path: Path) -> None:
    """Each slice is told before it is read, and after it was committed."""
    told: list[Progress] = []
    load_reading(pipeline(tmp_path), reading(Parts([("a", []), ("b", [])])), told.append)

    assert [(each.part, each.loaded) for each in told] == [
        ("a", False),
        ("b", False),
        ("a", True),
        ("b", True),
    ]
    assert {(each.account, each.feed) for each in told} == {("main", "healthchecks_jobs")}
