#!/usr/bin/env bash
# griffe's search for breaking changes is silent about four changes that break every caller.
#
# Versions: griffelib 2.4.1, attrs 26.1.0 (only named in the code it reads), Python 3.11.
# Behaviour: find_breaking_changes() reports nothing when a function becomes a coroutine, when a return type changes, when
#   a member of an enum gets another value, and when a field of an attrs class loses its default. It does report a
#   parameter that was removed, so the comparison itself works.
# Output seen:
#   sync to async: 0, return type: 0, enum value: 0, attrs field without its default: 0, parameter removed: 1
# Why a good guess is wrong: griffe has a kind of breakage for changed return types and one for changed attribute values in
#   its enumeration, and it collects all four facts in its tree. A release check built on it alone passes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check griffelib==2.4.1
cat >"$folder/compare.py" <<'PYTHON'
import tempfile
from pathlib import Path

import griffe

CASES = {
    "sync to async": ("def fetch(name: str) -> str: ...", "async def fetch(name: str) -> str: ..."),
    "return type": ("def fetch(name: str) -> str: ...", "def fetch(name: str) -> bytes: ..."),
    "enum value": (
        "import enum\nclass State(enum.Enum):\n    UP = 'up'",
        "import enum\nclass State(enum.Enum):\n    UP = 'ok'",
    ),
    "attrs field without its default": (
        "import attrs\n@attrs.define\nclass Check:\n    grace: int = 60",
        "import attrs\n@attrs.define\nclass Check:\n    grace: int",
    ),
    "parameter removed": ("def fetch(name: str) -> str: ...", "def fetch() -> str: ..."),
}


def loaded(text: str) -> griffe.Module:
    folder = Path(tempfile.mkdtemp(dir=Path(__file__).parent))
    (folder / "demo.py").write_text(text + "\n", encoding="utf-8")
    return griffe.GriffeLoader(search_paths=[folder], allow_inspection=False).load("demo")


counts = {name: len(list(griffe.find_breaking_changes(*map(loaded, pair)))) for name, pair in CASES.items()}
print(", ".join(f"{name}: {count}" for name, count in counts.items()))
assert list(counts.values()) == [0, 0, 0, 0, 1], "griffe finds something else now"
PYTHON
"$folder/venv/bin/python" "$folder/compare.py"
