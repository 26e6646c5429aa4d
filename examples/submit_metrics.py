"""Submit the points of a CSV file to the metrics of a Statuspage, up to a thousand in a request.

    export STATUSPAGE_API_KEY=... STATUSPAGE_PAGE_ID=...
    python submit_metrics.py points.csv

points.csv has a header, and times with a zone or in seconds since the epoch:

    metric,timestamp,value
    Latency,2026-11-27T12:00:00Z,118
    Latency,1795780830,121.5

A metric goes by its name or its id.  Points of the last 28 days are accepted; one is kept for every 30 seconds, so the
same file can be sent again.  Exit code: 0; 1 if the server refuses something; 2 if the file is wrong, and nothing was
sent.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from uptimekit import InputError, UptimeKitError
from uptimekit.statuspage import Client

Points = dict[str, list[tuple[datetime | float, float]]]
COLUMNS = ("metric", "timestamp", "value")


def main() -> int:
    parser = argparse.ArgumentParser(description="Submit the points of a CSV file.")
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    try:
        points = read(options.file)
        with Client(
            page_id=os.environ.get("STATUSPAGE_PAGE_ID", ""),
            base_url=os.environ.get("STATUSPAGE_BASE_URL", "https://api.statuspage.io/v1"),
        ) as client:
            submit(client, points)
    except (OSError, ValueError) as error:  # ValueError: also the errors of uptimekit for wrong arguments
        print(f"submit_metrics: {error}", file=sys.stderr)
        return 2
    except UptimeKitError as error:
        print(f"submit_metrics: {error}", file=sys.stderr)
        return 1
    return 0


def read(file: Path) -> Points:
    """Return the points in *file* by metric."""
    points: Points = defaultdict(list)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if missing := set(COLUMNS).difference(rows.fieldnames or ()):
            raise ValueError(
                f"{file} has no column {', '.join(sorted(missing))}; the columns are {','.join(COLUMNS)}"
            )
        for row in rows:
            try:
                points[row["metric"]].append((time_of(row["timestamp"]), float(row["value"])))
            except (ValueError, TypeError) as error:
                raise ValueError(f"{file}, line {rows.line_num}: {error}") from None
    return points


def time_of(text: str) -> datetime | float:
    try:
        return float(text)
    except ValueError:
        moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(f"the time {text} needs a zone, as in {text}Z")
    return moment


def submit(client: Client, points: Points) -> None:
    listed = client.metrics.list()
    ids = {each.name: each.id for each in listed} | {each.id: each.id for each in listed}
    if unknown := [name for name in points if name not in ids]:
        known = ", ".join(sorted(each.name or "" for each in listed)) or "none"
        raise InputError(f"the page has no metric {', '.join(unknown)}; its metrics are {known}")
    for name, each in points.items():
        print(f"{name}: {client.metrics.submit_points(ids[name], each)} points submitted")


if __name__ == "__main__":
    sys.exit(main())
