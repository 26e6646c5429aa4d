"""Add the subscribers in a CSV file to a Statuspage.

    export STATUSPAGE_API_KEY=... STATUSPAGE_PAGE_ID=...
    python subscribers_from_csv.py subscribers.csv

subscribers.csv has a header, commas or semicolons, and an address in each row:

    email,phone_country,phone_number,component_ids
    reader@example.org,,,
    ,US,5550100,
    shop@example.org,,,j24yf9h3dcqr w6vr25zzs5pk

Subscribers that the page has already, in any state, are left alone, so the same file can be imported again.  The server
sends each new one a confirmation.  Exit code: 0; 1 if the server refuses rows, which are listed, or the call; 2 if the
file is wrong, and nothing was sent.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from uptimekit import ConfigurationError, InputError, UptimeKitError
from uptimekit.statuspage import Client, ImportReport, Progress


def main() -> int:
    parser = argparse.ArgumentParser(description="Add the subscribers in a CSV file to a Statuspage.")
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    try:
        with Client(
            page_id=os.environ.get("STATUSPAGE_PAGE_ID", ""),
            base_url=os.environ.get("STATUSPAGE_BASE_URL", "https://api.statuspage.io/v1"),
        ) as client:
            report = client.subscribers.import_(options.file, on_progress=show)
    except (InputError, ConfigurationError) as error:
        print(f"subscribers_from_csv: {error}", file=sys.stderr)
        return 2
    except UptimeKitError as error:
        print(f"subscribers_from_csv: {error}; run it again for the rest", file=sys.stderr)
        return 1
    return tell(report)


def show(progress: Progress) -> None:
    """Show how far the import is, where somebody looks: the API takes about one subscriber a second."""
    if sys.stderr.isatty():
        print(f"\r{progress.done} of {progress.total}", end="", file=sys.stderr, flush=True)


def tell(report: ImportReport) -> int:
    print(f"{len(report.created)} created, {report.present} there already")
    for row in report.unsupported:
        print(f"row {row}: subscribers of this kind cannot be created by the API", file=sys.stderr)
    for row, error in report.failed.items():
        print(f"row {row}: {error.message}", file=sys.stderr)
    return int(bool(report.failed))


if __name__ == "__main__":
    sys.exit(main())
