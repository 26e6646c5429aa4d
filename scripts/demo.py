"""The tour: what the library does for a team, against sandboxes on this machine.  python scripts/demo.py [station ...]

Every tenth request fails on purpose.  Each station ends with a table of what was expected and found; the exit
status is 1 if anything was lost or doubled.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

from requirements import require

require("sandbox", "cli")

STATIONS: Final = ("healthchecks", "betterstack", "statuspage", "uptimehunt", "fleet")


def main(wanted: list[str]) -> int:
    """Run the stations that are wanted, or all."""
    if unknown := sorted(set(wanted) - set(STATIONS)):
        print(f"no station {', '.join(unknown)}; there are {', '.join(STATIONS)}", file=sys.stderr)
        return 2
    wrong = 0
    for number, name in enumerate(wanted or STATIONS):
        print("\n" * min(number, 1) * 2, end="")
        wrong += import_module(f"tour.{name}").run()
    print("\nNothing was lost or duplicated." if not wrong else f"\n{wrong} items were lost or duplicated!")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
