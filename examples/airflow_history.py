"""Load the history of all accounts into a warehouse every hour, as a DAG of Airflow 3.

    pip install apache-airflow 'uptimekit[warehouse]' psycopg2-binary
    export BETTERSTACK_API_TOKEN=... HEALTHCHECKS_API_KEY=...     # or accounts in a configuration file
    export UPTIME_WAREHOUSE=postgres://loader@db.example/metrics  # or duckdb:/srv/uptime.duckdb
    cp airflow_history.py ~/airflow/dags/
    python airflow_history.py                                     # one run now, without a scheduler

One run at a time: each loads what is new since the last one, so a run that failed or was left out is made up for by the
next.  The state is in the warehouse, so the task may run on any worker.  A DuckDB file is on one machine, so take
PostgreSQL where there are several.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from airflow.sdk import dag, task


@dag(
    schedule="@hourly",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,  # a run loads all that is new, whatever hour it is for
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
)
def uptime_history() -> None:
    @task
    def load() -> None:
        # In the task: Airflow reads this file again and again, and the imports would take a second each time.
        from uptimekit.fleet import Fleet
        from uptimekit.warehouse import export

        with Fleet.load() as fleet:
            faults = export(os.environ["UPTIME_WAREHOUSE"], fleet)
        if faults:  # the other accounts have been loaded
            raise RuntimeError("; ".join(map(str, faults)))

    load()


history = uptime_history()

if __name__ == "__main__":
    history.test()
