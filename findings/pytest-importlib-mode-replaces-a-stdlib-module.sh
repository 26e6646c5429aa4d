#!/usr/bin/env bash
# A test package named like a module of the standard library replaces that module, even with --import-mode=importlib.
#
# Versions: pytest 9.2.0, Python 3.11.
# Behaviour: pytest imports tests/secrets/__init__.py as the top-level module "secrets" and leaves it in sys.modules. From
#   then on `import secrets`, in the tests and in every library they load, gives the test package. An empty
#   tests/__init__.py makes it "tests.secrets", and all is well.
# Output seen:
#   without tests/__init__.py: AttributeError: module 'secrets' has no attribute 'token_hex'
#   with tests/__init__.py: 1 passed
# Why a good guess is wrong: the mode is chosen because it leaves sys.path alone and lets test files share a name, so the
#   name of a folder of tests seems to matter to nobody. The failure shows up in whichever library first imports the module,
#   and only if nothing had imported it before pytest collected the folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0
mkdir -p "$folder/project/tests/secrets"
cd "$folder/project"
touch tests/secrets/__init__.py
cat >tests/secrets/test_tokens.py <<'PYTHON'
def test_tokens():
    import secrets

    assert len(secrets.token_hex(4)) == 8
PYTHON
run() { "$folder/venv/bin/python" -m pytest -q -p no:cacheprovider --import-mode=importlib tests 2>&1 || true; }
without=$(run)
touch tests/__init__.py
with=$(run)
echo "without tests/__init__.py: $(echo "$without" | grep -o "AttributeError: module 'secrets' has no attribute 'token_hex'" | head -1)"
echo "with tests/__init__.py: $(echo "$with" | grep -o '1 passed')"
case "$without" in *"1 failed"*) ;; *) echo "the package no longer replaces the module"; exit 1 ;; esac
case "$with" in *"1 passed"*) ;; *) exit 1 ;; esac
