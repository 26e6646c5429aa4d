"""Generated code under strict type checking."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from ._support import HERE, ROOT

SAMPLE = HERE / "typing_sample.py"


def test_strict_mypy(generated: Path, prism: ModuleType, courier: ModuleType, tmp_path: Path) -> None:
    """mypy --strict accepts the packages and every right call, and refuses exactly the marked ones."""
    packages = [
        generated / "uptimekit_clients" / "beacon",
        *(Path(str(each.__file__)).parent for each in (prism, courier)),
    ]
    roots = ":".join(str(package.parents[1]) for package in packages)
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nmypy_path = {ROOT / 'src'}:{roots}\n")
    options = ["--config-file", str(config), "--cache-dir", str(tmp_path / "cache"), "--no-error-summary"]
    options += ["--strict", "--namespace-packages", "--explicit-package-bases", "--no-color-output"]
    command = [sys.executable, "-m", "mypy", *options, *map(str, packages), str(SAMPLE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=110)
    found = {
        (Path(m[1]).name, int(m[2])) for m in re.finditer(r"^(.+?):(\d+): error", done.stdout, re.MULTILINE)
    }
    lines = SAMPLE.read_text().splitlines()
    expected = {(SAMPLE.name, number) for number, line in enumerate(lines, 1) if "# refused" in line}
    assert found == expected, done.stdout
