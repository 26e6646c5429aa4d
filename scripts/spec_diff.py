"""Say what changed between two versions of a spec and of the Python that is made from it, as a changelog would.

python scripts/spec_diff.py OLD NEW

OLD and NEW are each a file (specs/lantern.yaml), a Git revision with a provider (v1.2.0:lantern, or v1.2.0 with
--provider lantern), or a folder with a generated package (then only the Python is compared).  Of a file the package
is generated in a temporary folder; of a revision it is the one that was committed.

Exit status: 0 nothing changed, 10 internal changes only, 11 additive ones (a minor version), 12 breaking ones (a
major version), 2 the versions cannot be compared, or a requirement is missing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from requirements import require

require("generate")

from apimodel import SpecError
from specdiff import Change, Source, as_json, as_text, compare_versions, open_source, worst

ROOT = Path(__file__).resolve().parent.parent
STATUS: Final = {None: 0, "internal": 10, "additive": 11, "breaking": 12}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    given = _parser().parse_args(arguments)
    try:
        changes = _changes(given)
    except SpecError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    print((as_json if given.json else as_text)(changes))
    return STATUS[worst(changes)]


def _changes(given: argparse.Namespace) -> list[Change]:
    with tempfile.TemporaryDirectory(prefix="spec-diff-") as scratch:
        old, new = (
            Source(text, given.provider, ROOT, given.templates, Path(scratch, name))
            for name, text in (("old", given.old), ("new", given.new))
        )
        package = not given.no_python
        return compare_versions(open_source(old, package=package), open_source(new, package=package))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("old", help="the version to compare with")
    parser.add_argument("new", help="the version that came after it")
    parser.add_argument("--provider", default="", help="provider of a Git revision that does not name it")
    parser.add_argument("--no-python", action="store_true", help="compare the specs only; generate nothing")
    parser.add_argument("--json", action="store_true", help="print a JSON list")
    parser.add_argument(
        "--templates", type=Path, default=ROOT / "templates", help="folder of *.jinja templates"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
