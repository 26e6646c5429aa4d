#!/usr/bin/env bash
# rich shows nothing of a column that has a minimum width, if the table is too wide.
#
# Versions: rich 15.0.0, Python 3.11.
# Behaviour: a table that is too wide for the terminal is made narrower in two steps: columns that may wrap give way first,
#   then all columns lose the same number of cells, whatever their min_width or width. A narrow column loses all it has, and
#   is not printed at all: neither its header nor its cells, and nothing tells that it is missing.
# Output seen:
#   60 cells: STATE NAME TARGET
#   30 cells: NAME TARGET
# Why a good guess is wrong: min_width reads as a promise ("minimum width of the column"), it is kept while there is room, and
#   the column with the minimum is the one that goes, since it is the narrowest. In a table of states, the state is lost.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check rich==15.0.0
cat >"$folder/columns.py" <<'PYTHON'
import io

from rich.console import Console
from rich.table import Table


def headers(width: int) -> str:
    table = Table(box=None)
    table.add_column("STATE", no_wrap=True, min_width=5)
    table.add_column("NAME", no_wrap=True)
    table.add_column("TARGET", no_wrap=True)
    table.add_row("down", "Checkout of the shop", "https://www.shop.example/checkout/health")
    console = Console(file=io.StringIO(), width=width)
    console.print(table)
    text = console.file.getvalue()
    assert ("down" in text) == ("STATE" in text)
    return " ".join(text.splitlines()[0].split())


wide, narrow = headers(60), headers(30)
print(f"60 cells: {wide}\n30 cells: {narrow}")
assert wide == "STATE NAME TARGET"
assert narrow == "NAME TARGET", "the column with a minimum width is kept now"
PYTHON
"$folder/venv/bin/python" "$folder/columns.py"
