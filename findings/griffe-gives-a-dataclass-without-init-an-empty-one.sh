#!/usr/bin/env bash
# griffe gives a dataclass made with init=False an __init__ without parameters, which hides the inherited constructor.
#
# Versions: griffelib 2.4.1, Python 3.11.
# Behaviour: @dataclass(init=False) makes no __init__; the class keeps the one of its base. griffe's tree has an __init__
#   with the parameter self alone as a member of the class, so a reference made from it shows the constructor as Monitor().
# Output seen:
#   inspect: (url: str, *, paused: bool = False) -> None, griffe: Monitor(self), without the decorator: Monitor(inherited)
# Why a good guess is wrong: griffe reads init=False, for it leaves the fields out of the parameters. It makes the method
#   all the same, and a member of the class comes before what is inherited.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check griffelib==2.4.1
cat >"$folder/look.py" <<'PYTHON'
import inspect
import sys
import tempfile
from pathlib import Path

import griffe

BASE = """
from dataclasses import dataclass
class Base:
    def __init__(self, url: str, *, paused: bool = False) -> None: ...
"""
WITH = BASE + "@dataclass(init=False)\nclass Monitor(Base):\n    url: str\n"
WITHOUT = BASE + "class Monitor(Base):\n    url: str\n"


def loaded(text: str) -> griffe.Module:
    folder = Path(tempfile.mkdtemp(dir=Path(__file__).parent))
    (folder / "demo.py").write_text(text, encoding="utf-8")
    return griffe.GriffeLoader(search_paths=[folder], allow_inspection=False).load("demo")


names: dict = {"__name__": "__main__"}
exec(WITH, names)
real = str(inspect.signature(names["Monitor"]))


def shown(text: str) -> str:
    own = loaded(text)["Monitor"].members.get("__init__")
    return ", ".join(parameter.name for parameter in own.parameters) if own else "inherited"


print(f"inspect: {real}, griffe: Monitor({shown(WITH)}), without the decorator: Monitor({shown(WITHOUT)})")
assert (shown(WITH), shown(WITHOUT)) == ("self", "inherited"), "griffe makes no empty constructor now"
PYTHON
"$folder/venv/bin/python" "$folder/look.py"
