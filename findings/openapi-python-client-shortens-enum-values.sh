#!/usr/bin/env bash
# openapi-python-client writes an enum value without its control characters, so the client sends another value.
#
# Versions: openapi-python-client 0.29.1, Python 3.11.
# Behaviour: the value "a<U+001F>b" (a unit separator, as composite keys of old systems have it) becomes "ab" in the generated
#   StrEnum; a tab is kept. Nothing is warned about. A request sends "ab", and reading "a<U+001F>b" in an answer raises
#   ValueError.
# Output seen:
#   ['ab', 'x\ty']
# Why a good guess is wrong: names are known to be cleaned, values are taken to be data. The tab in the same document comes
#   out right, so a test with the usual white space passes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check openapi-python-client==0.29.1
cat >"$folder/api.json" <<'JSON'
{"openapi": "3.1.0", "info": {"title": "Demo", "version": "1"}, "paths": {"/marks": {"get": {"operationId": "marks",
 "parameters": [{"name": "mark", "in": "query", "schema": {"$ref": "#/components/schemas/Mark"}}],
 "responses": {"204": {"description": "done"}}}}},
 "components": {"schemas": {"Mark": {"type": "string", "enum": ["a\u001fb", "x\ty"]}}}}
JSON
cd "$folder"
PATH="$folder/venv/bin:$PATH" openapi-python-client generate --path api.json --output-path client >said.txt 2>&1
! grep -qi warn said.txt
PYTHONPATH=client "$folder/venv/bin/python" - <<'PYTHON'
from demo_client.models.mark import Mark

values = [mark.value for mark in Mark]
print(values)
assert values == ["ab", "x\ty"], "the values are kept now"
PYTHON
