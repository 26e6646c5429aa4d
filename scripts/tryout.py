"""Call every operation of a generated package against a server on this machine, and compare with the document.

python scripts/tryout.py lantern
python scripts/tryout.py lantern --operation listProbes

Arguments and answers are made up from the document and its overlay.  Each operation is called by the synchronous and
the asynchronous client: with all arguments and with the required ones, with answers that have everything, nulls,
unknown fields and values, and each alternative of a union; with an error; a listing through its pages.  Nothing is
sent to the API itself.

Exit status: 0 all is well, 1 an operation is wrong, 2 nothing could be tried, or a requirement is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from requirements import require

require("uptimekit", "generate")

from apimodel import SpecError
from documents import Document, read, spec_files
from tryouts import Report, try_out

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    given = _parser().parse_args(arguments)
    try:
        report = try_out(_document(given), given.generated.resolve(), given.operation)
    except SpecError as error:
        return _fail(error.problems)
    except ModuleNotFoundError as error:
        return _fail([f"{error.name}: not found; run: python scripts/generate.py {given.name}"])
    if not report.operations:
        return _fail([f"{given.name}: there is no operation {given.operation}".rstrip()])
    for operation, problems in report.wrong.items():
        _print(operation, problems, every=bool(given.operation))
    print(_summary(given.name, report))
    return 1 if report.wrong else 0


def _document(given: argparse.Namespace) -> Document:
    path = spec_files(given.specs).get(given.name)
    if path is None:
        raise SpecError([f"{given.name}: there is no spec {given.name}.yaml in {given.specs}"])
    return read(path)


def _print(operation: str, problems: list[str], *, every: bool) -> None:
    if every:
        print("\n".join(f"{operation}: {problem}" for problem in problems))
    else:
        more = f" (and {len(problems) - 1} more; see --operation)" if problems[1:] else ""
        print(f"{operation}: {problems[0]}{more}")


def _summary(name: str, report: Report) -> str:
    counts = f"{report.operations} operations, {report.calls} calls, {len(report.wrong)} wrong"
    lines = [f"{name}: {counts}" + (f", {report.skipped} left out by x-skip" if report.skipped else "")]
    for reason, cases in report.unchecked.items():
        operation, case = next(iter(cases.items()))
        lines.append(
            f"  in {len(cases)} operation{'s' * bool(cases.keys() - {operation})}: {reason}; first {operation}{case and f': {case}'}"
        )
    return "\n".join(lines)


def _fail(lines: Sequence[str]) -> int:
    print("\n".join(lines), file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", help="name of a document")
    parser.add_argument("--specs", type=Path, default=ROOT / "specs", help="folder of documents")
    parser.add_argument(
        "--generated", type=Path, default=ROOT / "generated", help="folder of uptimekit_clients"
    )
    parser.add_argument("--operation", default="", metavar="ID", help="only this one, with all its faults")
    return parser


if __name__ == "__main__":
    sys.exit(main())
