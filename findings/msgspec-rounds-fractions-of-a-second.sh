#!/usr/bin/env bash
# msgspec rounds a time with more than six decimals, into the next second, day or year; the standard library cuts it.
#
# Versions: msgspec 0.22.0, Python 3.11.
# Behaviour: "2024-12-31T23:59:59.9999999Z" is the year 2025 for msgspec.json.decode(type=datetime) and for
#   msgspec.convert; datetime.fromisoformat of Python 3.11 and later drops the digits. No dec_hook is asked, since
#   datetime is a type that msgspec knows.
# Output seen:
#   fromisoformat   2024-12-31 23:59:59.999999+00:00
#   msgspec decode  2025-01-01 00:00:00+00:00
#   msgspec convert 2025-01-01 00:00:00+00:00
# Why a good guess is wrong: servers written in Go or .NET send seven to nine decimals (a last second of a day ends with
#   .9999999), so a range "up to the end of December" comes to include January, and a faster decoder gives other values
#   than the one that it replaces.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check msgspec==0.22.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import UTC, datetime

import msgspec

TEXT = "2024-12-31T23:59:59.9999999Z"
found = {
    "fromisoformat": datetime.fromisoformat(TEXT),
    "msgspec decode": msgspec.json.decode(f'"{TEXT}"', type=datetime),
    "msgspec convert": msgspec.convert(TEXT, datetime),
}
for name, moment in found.items():
    print(f"{name:15} {moment}")
assert found["fromisoformat"] == datetime(2024, 12, 31, 23, 59, 59, 999999, UTC)
assert found["msgspec decode"] == found["msgspec convert"] == datetime(2025, 1, 1, tzinfo=UTC), "it has changed"
PYTHON
