#!/usr/bin/env bash
# dlt keeps the whole state of a pipeline at the destination after each run that changed it, and never removes one.
#
# Versions: dlt 1.31.0, duckdb 1.5.6, Python 3.11.
# Behaviour: each run whose state differs from the last one inserts the state as a whole into _dlt_pipeline_state; only
#   the newest row is read. n runs of a pipeline that remembers n things take n * n space.
# Output seen:
#   run 1: 1 states, 1 rows of data
#   run 2: 2 states, 1 rows of data
#   run 3: 3 states, 1 rows of data
#   run 4: 4 states, 1 rows of data
# Why a good guess is wrong: the data is merged by its key and does not grow, and at a filesystem destination old states are
#   removed (max_state_files, 100); at a database none is. A pipeline that runs every few minutes has a hundred thousand a
#   year.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dlt==1.31.0 duckdb==1.5.6
cd "$folder"
RUNTIME__DLTHUB_TELEMETRY=false DLT_DATA_DIR="$folder" "$folder/venv/bin/python" - <<'PYTHON'
import dlt
import duckdb


@dlt.resource(write_disposition="merge", primary_key="id")
def things():
    state = dlt.current.resource_state()
    state["runs"] = state.get("runs", 0) + 1
    yield [{"id": 1, "runs": state["runs"]}]


pipeline = dlt.pipeline("demo", destination=dlt.destinations.duckdb("demo.duckdb"), dataset_name="main")
for run in range(1, 5):
    pipeline.run(things())
    with duckdb.connect("demo.duckdb", read_only=True) as connection:
        found = [connection.sql(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in ("_dlt_pipeline_state", "things")]
    print(f"run {run}: {found[0]} states, {found[1]} rows of data")
    assert found == [run, 1], "the behaviour has changed"
PYTHON
