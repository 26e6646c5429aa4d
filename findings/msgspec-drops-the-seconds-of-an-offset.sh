#!/usr/bin/env bash
# msgspec encodes a datetime whose UTC offset has seconds as another moment, without an error.
#
# Versions: msgspec 0.22.0, tzdata 2026.2, Python 3.11.
# Behaviour: offsets are written as +hh:mm and what is left is dropped, so that the text names a moment up to 59 s away.
#   Such offsets are local mean time, which zoneinfo gives for every date before a zone's first standard time, and so for
#   placeholders such as the year 1 in most zones. datetime.isoformat() writes all of +hh:mm:ss and reads it back.
# Output seen:
#   isoformat  1890-01-01T00:00:00+00:53:28 0:00:00   (how far the decoded moment is from the first one)
#   msgspec    1890-01-01T00:00:00+00:53 0:00:28
# Why a good guess is wrong: RFC 3339 has no seconds in offsets, so one expects a refusal or the same moment in another
#   offset (the RFC's own advice is UTC); what was written does not survive a round trip, and no test with a date of
#   today finds it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check msgspec==0.22.0 tzdata==2026.2
PYTHONTZPATH="" "$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

moment = datetime(1890, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
iso = moment.isoformat()
packed = msgspec.json.decode(msgspec.json.encode(moment))
back_iso = datetime.fromisoformat(iso) - moment
back_packed = msgspec.json.decode(f'"{packed}"', type=datetime) - moment
print("isoformat ", iso, back_iso)
print("msgspec   ", packed, back_packed)
assert back_iso == timedelta(0)
assert back_packed == timedelta(seconds=28), "it has changed"
PYTHON
