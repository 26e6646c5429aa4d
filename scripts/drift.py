"""Compare what an API answers with what its spec says, and say what a maintainer has to write.

python scripts/drift.py healthchecks --recording answers.jsonl
python scripts/drift.py healthchecks --base-url http://127.0.0.1:8000/api/v3

A recording is JSON Lines, each with a request (method, path) and a response (status, headers, body).  A running API
is asked with GET requests only, with the credentials in the environment variables that the spec names: first the
operations that need nothing, then those whose ids a listing gave.  No value and no secret is printed, only names,
types, statuses, and values that an enum of the spec does not list.

Exit status: 0 the spec says all of it, 1 it does not, 2 nothing could be compared, or a requirement is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from requirements import require

require("uptimekit", "generate")

from apidrift import Collector, Exchange, Finder, Reading, as_json, as_text, read_live, read_recording
from apimodel import Api, Operation, SpecError, build
from documents import read, spec_files

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    given = _parser().parse_args(arguments)
    skipped: dict[str, str] = {}
    try:
        collector = _collect(given, skipped)
    except SpecError as error:
        print("\n".join(error.problems), file=sys.stderr)
        return 2
    print((as_json if given.json else as_text)(collector, skipped))
    return 1 if collector.facts else 0


def _collect(given: argparse.Namespace, skipped: dict[str, str]) -> Collector:
    path = spec_files(given.specs).get(given.provider)
    if path is None:
        raise SpecError([f"{given.provider}: there is no spec {given.provider}.yaml"])
    document = read(path)
    api = build(given.provider, document.spec)
    collector = Collector(api, document.written)
    for operation, exchange in _exchanges(given, api, skipped):
        collector.see(operation, exchange)
    if not collector.answers:
        raise SpecError([f"{given.provider}: no answer of any operation", *skipped.values()])
    return collector


def _exchanges(
    given: argparse.Namespace, api: Api, skipped: dict[str, str]
) -> Iterator[tuple[Operation | None, Exchange]]:
    servers = dict(given.server)
    if not given.recording:
        servers = {"base": given.base_url, **servers}
        reading = Reading(servers, given.limit, deadline=given.deadline, skipped=skipped)
        yield from read_live(api, reading)
        return
    finder = Finder(api, servers)
    for exchange in read_recording(given.recording):
        yield finder.find(exchange.method, exchange.address), exchange


def _server(text: str) -> tuple[str, str]:
    name, equals, url = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text}: write NAME=URL")
    return name, url


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text}: write a number of at least 1")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("provider", help="name of a spec")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--recording", type=Path, help="file of recorded answers")
    source.add_argument("--base-url", help="address of a running API, as the client takes it")
    parser.add_argument(
        "--server",
        type=_server,
        action="append",
        default=[],
        metavar="NAME=URL",
        help="address of another server of the spec (for a recording its path will do)",
    )
    parser.add_argument("--limit", type=_positive, default=200, help="requests to send at most (200)")
    parser.add_argument(
        "--deadline", type=_positive, default=300, metavar="SECONDS", help="for all requests together (300)"
    )
    parser.add_argument("--specs", type=Path, default=ROOT / "specs", help="folder of *.yaml documents")
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    return parser


if __name__ == "__main__":
    sys.exit(main())
