"""Build the documentation site of docs/ in site/.  Any warning fails.

python scripts/build_site.py [ROOT]     ROOT: folder of mkdocs.yml, docs/, src/ and the rest; default: this checkout
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from requirements import require

require("docs", "release", "test", "sandbox")  # pages show the help of scripts, and the fixtures for pytest

ROOT = Path(__file__).resolve().parent.parent
ZENSICAL = "import gc; gc.disable(); from zensical.main import cli; cli()"
"""Collections of garbage would take a third of the time."""


def main(arguments: Sequence[str]) -> int:
    """Build the site; return 1 if the generator or the reader of docstrings reports anything."""
    root = Path(arguments[0]) if arguments else ROOT
    command = [sys.executable, "-c", ZENSICAL, "build", "--clean"]
    path = os.pathsep.join(str(root / each) for each in ("scripts", "src", "generated"))
    done = subprocess.run(
        [*command, "--config-file", str(root / "mkdocs.yml")],
        env=os.environ | {"PYTHONPATH": path, "NO_COLOR": "1"},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    sys.stderr.write(done.stderr)
    return int(done.returncode != 0 or done.stderr.strip() not in ("", "No issues found"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
