"""Write the table of fault cases into docs/policy.md.

python -m tests.faults            write it
python -m tests.faults --check    change nothing; exit 1 if the page differs
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from ._table import FAULTS

PAGE: Final = Path(__file__).parents[2] / "docs" / "policy.md"
BEGIN: Final = "<!-- made by `python -m tests.faults`: do not edit -->\n"
END: Final = "<!-- end -->\n"


def page(text: str) -> str:
    """Return *text* with the table of today between its two marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{PAGE} lacks the marks of the table")
    rows = "".join(f"| {row.number} | {row.what} | {row.seen} |\n" for row in FAULTS.values())
    return (
        f"{before}{BEGIN}\n| # | what goes wrong | what you see |\n| --- | --- | --- |\n{rows}\n{END}{after}"
    )


def main(arguments: list[str]) -> int:
    """Run the command line; return the exit status."""
    text = PAGE.read_text("utf-8")
    made = page(text)
    if made == text:
        print("up to date")
        return 0
    if arguments == ["--check"]:
        print(f"{PAGE} has another table of fault cases; run: python -m tests.faults", file=sys.stderr)
        return 1
    PAGE.write_text(made, "utf-8")
    print("written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
