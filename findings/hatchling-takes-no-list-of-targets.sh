#!/usr/bin/env bash
# hatchling's own command says that --target takes a comma-separated list, and refuses one.
#
# Versions: hatchling 1.33.0, Python 3.11.
# Behaviour: the text of --target becomes one target, commas included; given several times, it builds several.
# Output seen:
#   Comma-separated list of targets to build
#   --target wheel,sdist            Unknown build targets: wheel,sdist
#   --target wheel --target sdist   2 distributions
# Why a good guess is wrong: it is the help's own word, and the message prints the two known targets as unknown ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check hatchling==1.33.0
mkdir -p "$folder/project/demo"
touch "$folder/project/demo/__init__.py"
cat >"$folder/project/pyproject.toml" <<'TOML'
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "demo"
version = "1.0"
TOML
cd "$folder/project"
build() { ../venv/bin/python -m hatchling build "$@" 2>&1; }
help=$(build --help | tr -s ' \n' ' ')
list=$(build --target wheel,sdist || true)
build --target wheel --target sdist >/dev/null
built=$(ls dist | wc -l)
echo "$help" | grep -o 'Comma-separated list of targets to build'
echo "--target wheel,sdist           " "$(echo "$list" | grep -o 'Unknown build targets: wheel,sdist')"
echo "--target wheel --target sdist  " "$built distributions"
[ "$built" = 2 ]
