#!/usr/bin/env bash
# datamodel-code-generator writes TypedDicts that mypy refuses where allOf makes a property of another schema required.
#
# Versions: datamodel-code-generator 0.89.0, mypy 2.4.1, Python 3.11 and 3.13.
# Behaviour: `allOf: [Monitor]` with `required: [url]` becomes a class that inherits from Monitor and declares `url: str`
#   where Monitor has `url: NotRequired[str]`. A TypedDict may not do that: what is a MonitorToCreate could be passed as
#   a Monitor, from which the key may be deleted. The command ends with 0 and warns about nothing.
# Output seen:
#   class MonitorToCreate(Monitor): url: str
#   error: Field "url" can be deleted in base class "Monitor"  [misc]
# Why a good guess is wrong: the form is the usual one for "the same, but for creation these are required", inheritance is
#   what the generator's other kinds of models need there, and Python itself imports and calls the class without complaint.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check datamodel-code-generator==0.89.0 mypy==2.4.1
cd "$folder"
cat >api.yaml <<'YAML'
openapi: 3.1.0
info: {title: Demo, version: "1"}
paths: {}
components:
  schemas:
    Monitor:
      type: object
      properties:
        name: {type: string}
        url: {type: string}
    MonitorToCreate:
      allOf: [{$ref: "#/components/schemas/Monitor"}]
      required: [url]
YAML
venv/bin/datamodel-codegen --input api.yaml --input-file-type openapi --output-model-type typing.TypedDict \
    --formatters builtin --disable-timestamp --target-python-version 3.11 --output models.py
found=$(venv/bin/mypy models.py || true)
echo "$(grep 'class MonitorToCreate' models.py)$(sed -n '/class MonitorToCreate/{n;s/^ */ /p}' models.py)"
echo "${found#*: }" | grep -o 'error: Field "url" can be deleted in base class "Monitor"  \[misc\]'
venv/bin/python -c 'import models; models.MonitorToCreate(url="/")'
