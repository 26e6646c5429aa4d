#!/usr/bin/env bash
# A wheel that hatchling 1.33 builds by its defaults is refused by twine 6.2, before anything is uploaded.
#
# Versions: hatchling 1.33.0, build 1.6.1, twine 6.2.0, packaging 26.4, Python 3.11.
# Behaviour: hatchling 1.33 writes "Metadata-Version: 2.5" though the project uses no field of that version; twine 6.2
#   knows versions up to 2.4. `twine check` (and upload) ends with 1.
# Output seen:
#   Metadata-Version: 2.5
#   InvalidDistribution: Invalid distribution metadata: '2.5' is not a valid metadata version
# Why a good guess is wrong: the message blames the distribution, and updating `packaging`, which is where twine's rules
#   come from and which does know 2.5 here, does not help. Both packages are their family's newest but one major or within
#   common pins (twine>=6,<7). What helps is twine 7.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    hatchling==1.33.0 build==1.6.1 twine==6.2.0 packaging==26.4
mkdir -p "$folder/project/demo"
touch "$folder/project/demo/__init__.py"
cat >"$folder/project/pyproject.toml" <<'TOML'
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "demo"
version = "1.0"
requires-python = ">=3.11"
TOML
"$folder/venv/bin/python" -m build --no-isolation --wheel "$folder/project" >/dev/null
wheel="$folder/project/dist/demo-1.0-py3-none-any.whl"
version=$("$folder/venv/bin/python" -c "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('demo-1.0.dist-info/METADATA').decode().splitlines()[0])" "$wheel")
said=$("$folder/venv/bin/twine" --no-color check "$wheel" 2>&1 | tr -s ' \n' ' ' || true)
echo "$version"
echo "$said" | grep -o 'InvalidDistribution.*version'
[ "$version" = "Metadata-Version: 2.5" ]
case "$said" in *"'2.5' is not a valid metadata version"*) ;; *) echo "twine says something else now"; exit 1 ;; esac
! "$folder/venv/bin/twine" check "$wheel" >/dev/null 2>&1
