#!/usr/bin/env bash
# attrs leaves a field out if the name of its class begins with "ClassVar".
#
# Versions: attrs 26.1.0, mypy 2.4.0, Python 3.11.
# Behaviour: with `from __future__ import annotations`, annotations are texts. attrs compares the beginning of the text with
#   "ClassVar" and "typing.ClassVar", so that `variant: ClassVariant` counts as a class variable: the class gets no such
#   field, __init__ refuses it, and no warning is given. The standard library's dataclasses look the name up, and keep it.
#   A field that mentions the class later in its text (`None | ClassVariant`) is kept.
# Output seen:
#   attrs: ['name', 'other'], dataclasses: ['name', 'variant', 'other'], mypy: 0
# Why a good guess is wrong: without the future import the same class has the field, mypy sees the field and accepts the call
#   that fails, and the name only has to begin alike: generated code gets such names from documents of other people.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check attrs==26.1.0 mypy==2.4.0
cat >"$folder/fields.py" <<'PYTHON'
from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import attrs


class ClassVariant:
    """A variant of a class in a school, say."""


@attrs.define
class WithAttrs:
    name: str
    variant: ClassVariant | None = None
    other: None | ClassVariant = None


@dataclass
class WithDataclasses:
    name: str
    variant: ClassVariant | None = None
    other: None | ClassVariant = None


def made() -> WithAttrs:
    return WithAttrs("a", variant=ClassVariant())


by_attrs = [field.name for field in attrs.fields(WithAttrs)]
by_dataclasses = [field.name for field in dataclasses.fields(WithDataclasses)]
print(f"attrs: {by_attrs}, dataclasses: {by_dataclasses}, ", end="")
assert by_attrs == ["name", "other"], "attrs keeps the field now"
assert by_dataclasses == ["name", "variant", "other"]
PYTHON
cd "$folder"
status=0
"$folder/venv/bin/python" fields.py || exit 1
"$folder/venv/bin/mypy" --strict fields.py >mypy.txt || status=$?
echo "mypy: $status"
[ "$status" = 0 ] || { cat mypy.txt; exit 1; }
