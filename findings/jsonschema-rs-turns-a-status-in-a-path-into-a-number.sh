#!/usr/bin/env bash
# A path that jsonschema-rs tells cannot be followed if a key of an object looks like a number.
#
# Versions: jsonschema-rs 0.60.3, Python 3.11.
# Behaviour: `instance_path` of an error has the number 200 for the key "200" of an object, as it has for the item of a list.
#   The keys of an OpenAPI document's responses are such texts: following the path raises KeyError: 200.
#   The package jsonschema, which is written in Python, keeps the text.
# Output seen:
#   jsonschema-rs: ['responses', 200, 'description'], KeyError: 200
#   jsonschema: ['responses', '200', 'description'], 3
# Why a good guess is wrong: JSON has no other keys than texts, the object that was passed in has none either, and keys that do
#   not look like numbers ("default", "2XX") come out as they are, so that a trial with one of those shows nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check jsonschema-rs==0.60.3 jsonschema==4.26.0
cat >"$folder/paths.py" <<'PYTHON'
from functools import reduce
from operator import getitem

import jsonschema
import jsonschema_rs

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "properties": {
        "responses": {"additionalProperties": {"properties": {"description": {"type": "string"}}}},
    },
}
DOCUMENT = {"responses": {"200": {"description": 3}, "default": {"description": "else"}}}


def followed(path):
    try:
        return reduce(getitem, path, DOCUMENT)
    except KeyError as error:
        return f"KeyError: {error}"


(quick,) = jsonschema_rs.Draft202012Validator(SCHEMA).iter_errors(DOCUMENT)
(plain,) = jsonschema.Draft202012Validator(SCHEMA).iter_errors(DOCUMENT)
seen = [(list(quick.instance_path), followed(quick.instance_path)), (list(plain.path), followed(plain.path))]
for name, (path, value) in zip(("jsonschema-rs", "jsonschema"), seen, strict=True):
    print(f"{name}: {path}, {value}")
assert seen == [
    (["responses", 200, "description"], "KeyError: 200"),
    (["responses", "200", "description"], 3),
], "the paths are others now"
PYTHON
"$folder/venv/bin/python" "$folder/paths.py"
