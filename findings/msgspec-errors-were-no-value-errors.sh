#!/usr/bin/env bash
# msgspec's errors of broken JSON are ValueErrors only since 0.21.
#
# Versions: msgspec 0.20.0 and 0.21.1, Python 3.11.
# Behaviour: json.loads raises a JSONDecodeError, which is a ValueError. msgspec.DecodeError and its ValidationError are
#   derived from MsgspecError, which is an Exception up to 0.20 and a ValueError from 0.21 on. A text that is not UTF-8
#   raises UnicodeDecodeError, a ValueError, in both.
# Output seen:
#   0.20.0: DecodeError (MsgspecError, Exception), not caught by except ValueError; not UTF-8: UnicodeDecodeError
#   0.21.1: DecodeError (MsgspecError, ValueError), caught by except ValueError; not UTF-8: UnicodeDecodeError
# Why a good guess is wrong: `except ValueError` around msgspec.json.decode is right with the version of today, and a test
#   shows it; where another program pins an older msgspec, the same line lets the error through. A test with a text that
#   is not UTF-8 passes with both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/ask.py" <<'PYTHON'
import msgspec

bases = [each.__name__ for each in msgspec.DecodeError.__mro__[1:3]]
try:
    msgspec.json.decode(b'{"name": "a"}', type=dict[str, int])  # valid JSON of another shape
except ValueError:
    said = "caught by except ValueError"
except Exception:
    said = "not caught by except ValueError"
try:
    msgspec.json.decode(b'"\xff"')
except Exception as error:
    encoding = type(error).__name__
print(f"{msgspec.__version__}: DecodeError ({', '.join(bases)}), {said}; not UTF-8: {encoding}")
PYTHON
for requirement in msgspec==0.20.0 msgspec==0.21.1; do
    python3 -m venv --clear "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "$requirement"
    "$folder/venv/bin/python" "$folder/ask.py"
done | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN'
0.20.0: DecodeError (MsgspecError, Exception), not caught by except ValueError; not UTF-8: UnicodeDecodeError
0.21.1: DecodeError (MsgspecError, ValueError), caught by except ValueError; not UTF-8: UnicodeDecodeError
SEEN
