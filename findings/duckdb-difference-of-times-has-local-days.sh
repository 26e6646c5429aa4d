#!/usr/bin/env bash
# In DuckDB the seconds between two moments depend on the time zone of the session if they are written as a difference.
#
# Versions: duckdb 1.5.6, Python 3.11.
# Behaviour: TIMESTAMPTZ - TIMESTAMPTZ counts whole days of the session's zone first, of which one has 23 hours where clocks
#   change, and then the hours that are left; epoch() of that interval counts 24 hours for each day. TimeZone is that of
#   the machine by default. date_diff() and the difference of two epochs are right.
# Output seen, for a day and a half around a change of clocks:
#   UTC          b - a: 1 day, 12:00:00  epoch(b - a): 129600  epoch(b) - epoch(a): 129600
#   Europe/Riga  b - a: 1 day, 13:00:00  epoch(b - a): 133200  epoch(b) - epoch(a): 129600
# Why a good guess is wrong: both are moments, whatever the zone they are shown in; PostgreSQL, whose type it is, gives
#   "1 day 12:00:00" in each zone. A sum of durations is an hour off once or twice a year, on some machines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==1.5.6
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb

QUERY = """
SELECT b - a, epoch(b - a)::BIGINT, (epoch(b) - epoch(a))::BIGINT
FROM (SELECT TIMESTAMPTZ '2026-03-28 12:00:00+00' AS a, TIMESTAMPTZ '2026-03-30 00:00:00+00' AS b)
"""
found = {}
with duckdb.connect() as connection:
    for zone in ("UTC", "Europe/Riga"):
        connection.execute(f"SET TimeZone = '{zone}'")
        ((difference, seconds, epochs),) = connection.execute(QUERY).fetchall()
        print(f"{zone:12} b - a: {difference}  epoch(b - a): {seconds}  epoch(b) - epoch(a): {epochs}")
        found[zone] = seconds, epochs
assert found == {"UTC": (129600, 129600), "Europe/Riga": (133200, 129600)}, "the behaviour has changed"
PYTHON
