"""Make the provider packages under generated/ from specs/ and templates/, and _sync/ from each _async/ under src/.

python scripts/generate.py            all providers
python scripts/generate.py NAME ...   some of them; every _sync/ is written all the same
python scripts/generate.py --check    change nothing; exit 1 and say what differs
python scripts/generate.py --explain [NAME ...]    change nothing; say what is read in another form than written
python scripts/generate.py --propose NAME    write specs/NAME.overlay.yaml with proposals, or add to it

Exit status: 0 all is well, 1 the committed files differ, 2 a bad spec or folder, or a requirement is missing.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from requirements import require

require("generate")

from apimodel.document import SpecError
from codegen.pipeline import Folders, check, generate, problems_of, sound_part, unmade
from documents import explain, read

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    given = _parser().parse_args(arguments)
    facades = given.facades or (None if given.out else ROOT / "src" / "uptimekit")
    folders = Folders(given.specs, given.templates, given.out or ROOT / "generated", facades)
    try:
        if given.propose:
            from documents.propose import propose  # needed by no other command

            print("\n".join(propose(folders.known(given.propose), problems_of, sound_part)))
            return 0
        if given.explain:
            documents = [read(folders.spec(name)) for name in folders.providers(given.providers)]
            print("\n".join(line for document in documents for line in explain(document)))
            return 0
        lines, hints = list[str](), list[str]()
        if given.check:
            lines = check(folders, given.providers)
        else:
            hints = generate(folders, given.providers)
        beside = unmade(folders, given.providers)
    except SpecError as error:
        return _fail(error.problems)
    except OSError as error:  # a folder that is none, or that cannot be written to
        return _fail([str(error)])
    said = [*beside, *lines] or ["up to date" if given.check else "generated"]
    print("\n".join([*said, *hints]))
    if lines:
        print("run: python scripts/generate.py", file=sys.stderr)
    return 1 if lines or beside else 0


def _fail(lines: Sequence[str]) -> int:
    print("\n".join(lines), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare only")
    parser.add_argument(
        "--explain", action="store_true", help="say what is read in another form than written"
    )
    parser.add_argument("--propose", metavar="NAME", help="write proposals into the overlay of a document")
    parser.add_argument(
        "--specs", type=Path, default=ROOT / "specs", help="folder of documents, YAML or JSON"
    )
    parser.add_argument(
        "--templates", type=Path, default=ROOT / "templates", help="folder of *.jinja templates"
    )
    parser.add_argument("--out", type=Path, help="folder of uptimekit_clients; default: generated/")
    parser.add_argument(
        "--facades", type=Path, help="folder of _async folders; default: src/uptimekit/, none with --out"
    )
    parser.add_argument("providers", nargs="*", help="names of specs; default: all")
    return parser


if __name__ == "__main__":
    gc.disable()  # nearly all that a run makes is needed to its end
    sys.exit(main())
