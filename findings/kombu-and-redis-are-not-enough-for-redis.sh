#!/usr/bin/env bash
# kombu with redis installed beside it, the newest of both, cannot use Redis: it imports packaging, which neither requires.
#
# Versions: kombu 5.7.0, redis 8.1.0, Python 3.11.
# Behaviour: kombu/transport/redis.py imports packaging.version; only the extra kombu[redis] (celery[redis]) requires it.
#   In most environments something else has brought packaging, such as pytest; a slim image has none.
# Output seen:
#   ModuleNotFoundError: No module named 'packaging'
# Why a good guess is wrong: the extra is taken for the client library, which is there already; the error comes with the
#   first connection and not with `import kombu`, where tests run it works, and the name says nothing of Redis.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check kombu==5.7.0 redis==8.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import kombu

try:
    kombu.Connection("redis://127.0.0.1:1/0")
except ModuleNotFoundError as error:
    print(f"{type(error).__name__}: {error}")
    assert error.name == "packaging", "another module is missing now"
else:
    raise SystemExit("the behaviour has changed")
PYTHON
