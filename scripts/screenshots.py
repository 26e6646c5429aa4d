"""Make the pictures of the documentation from the demo fleet.  python scripts/screenshots.py

They are docs/assets/report-light.png, report-dark.png and report-narrow.png, which need Chromium, and status.svg, what a
terminal shows of `uptimekit status`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from requirements import require

require("sandbox", "cli")

from chromium import PROGRAMS, Tab, chromium, find_chromium
from demofleet.month import served_fleet
from showcase.png import smaller
from showcase.terminal import captured, drawn
from uptimekit.cli.main import main as uptimekit

ASSETS: Final = Path(__file__).resolve().parent.parent / "docs" / "assets"
COLUMNS: Final = 92


def main() -> int:
    """Make all pictures; return 2 if there is no Chromium."""
    if (program := find_chromium()) is None:
        print(f"screenshots.py needs Chromium: one of {', '.join(PROGRAMS)} on the PATH", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "report.html"
        with served_fleet(folder) as config:
            uptimekit(["report", "--config", str(config), "--out", str(page), "--zone", "Europe/Riga"])
            shown = captured(["status", "--config", str(config)], COLUMNS)
        write("status.svg", drawn("uptimekit status", shown, COLUMNS).encode())
        with chromium(program) as tab:
            photograph(tab, page)
    return 0


def photograph(tab: Tab, page: Path) -> None:
    """Take the pictures of the report: on a desk in both colour schemes, and on a phone."""
    for name, width, height, scale, dark in (
        ("report-light.png", 1200, 900, 1, False),
        ("report-dark.png", 1200, 900, 1, True),
        ("report-narrow.png", 390, 844, 1.5, False),
    ):
        tab.show(width, height, dark=dark, scale=scale)
        tab.open(page.as_uri())
        write(name, smaller(tab.screenshot()))


def write(name: str, data: bytes) -> None:
    """Write a picture, and say how large it is."""
    (ASSETS / name).write_bytes(data)
    print(f"docs/assets/{name}: {len(data) / 1024:.0f} KiB")


if __name__ == "__main__":
    sys.exit(main())
