#!/usr/bin/env bash
# cronsim leaves out a run of an "every two hours" job where clocks go back by half an hour; backwards it finds that run.
#
# Versions: cronsim 2.8, tzdata 2026.2, Python 3.11 and 3.13.
# Behaviour: while the hour does not fit, cronsim goes on by whole hours from a full hour, and looks at the minute
#   afterwards. On Lord Howe Island 02:00 becomes 01:30 in April, so that it lands on 02:30, for which the minute 0 is
#   past, and the next run is the one at 04:00. With reverse=True the same iterator finds the run at 02:00.
# Output seen, for 5 April 2026:
#   0 */2 * * *  forwards: 00:00 04:00                    backwards: 00:00 02:00 04:00
#   0 * * * *    forwards: 00:00 01:00 02:00 03:00 04:00  backwards: 00:00 01:00 02:00 03:00 04:00
#   0 2 * * *    forwards: 02:00                          backwards: 02:00
# Why a good guess is wrong: 02:00 is there once on that day, neither skipped nor repeated, so none of the rules for changes
#   of clocks touches it; "0 2 * * *" and "0 * * * *" have it, and zones that change by a whole hour never show the fault.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cronsim==2.8 tzdata==2026.2
PYTHONTZPATH="" "$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim

ZONE = ZoneInfo("Australia/Lord_Howe")
BEFORE, AFTER = (datetime(2026, 4, day, hour, 30, tzinfo=ZONE) for day, hour in ((4, 23), (5, 4)))


def runs(expression):
    """Return the runs between two moments as an iterator tells them forwards and backwards."""
    forwards = takewhile(lambda each: each < AFTER, CronSim(expression, BEFORE))
    backwards = takewhile(lambda each: each > BEFORE, CronSim(expression, AFTER, reverse=True))
    return [" ".join(sorted(f"{each:%H:%M}" for each in found)) for found in (forwards, backwards)]


found = {expression: runs(expression) for expression in ("0 */2 * * *", "0 * * * *", "0 2 * * *")}
for expression, (forwards, backwards) in found.items():
    print(f"{expression:12} forwards: {forwards:29}  backwards: {backwards}")
assert found == {
    "0 */2 * * *": ["00:00 04:00", "00:00 02:00 04:00"],
    "0 * * * *": ["00:00 01:00 02:00 03:00 04:00"] * 2,
    "0 2 * * *": ["02:00"] * 2,
}, "the behaviour has changed"
PYTHON
