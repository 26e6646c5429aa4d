"""`python -m uptimekit.sandbox PROVIDER`: a sandbox on a port, until interrupted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Final, NoReturn

from uptimekit.sandbox._spelling import hint

__all__ = ["main"]

_PROVIDERS: Final = ("healthchecks", "betterstack", "statuspage", "uptimehunt")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 after SIGINT or SIGTERM, 2 if it cannot start."""
    options = _options(arguments)
    try:
        _run(options)
    except (ModuleNotFoundError, OSError) as exc:
        print(f"uptimekit.sandbox: {exc}", file=sys.stderr)
        return 2
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, without the usage before it."""
        self.exit(2, f"uptimekit.sandbox: {message}\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    known = [f"--{name.replace('_', '-')}" for name in vars(options) if name != "provider"]
    for unknown in rest:
        if unknown.startswith("-"):
            name = unknown.partition("=")[0]
            parser.error(f"there is no option {name}; {hint(name, known)}")
    if options.provider is None:
        parser.error(f"which sandbox? One of {', '.join(_PROVIDERS)}; --help lists the options")
    if options.provider not in _PROVIDERS:
        parser.error(f"there is no sandbox of {options.provider}; {hint(options.provider, _PROVIDERS)}")
    if rest:
        parser.error(f"one sandbox a command: {rest[0]} is one argument too many")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m uptimekit.sandbox",
        description="Serve a sandbox of an uptime provider until interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("provider", nargs="?", help=f"one of {', '.join(_PROVIDERS)}")
    parser.add_argument(
        "--host", type=_host, default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    parser.add_argument(
        "--port", type=_between(int, 0, 65535), default=0, help="port to listen on (default: any free one)"
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name to answer to, beside the names of this machine; may be repeated",
    )
    parser.add_argument(
        "--cors", action="store_true", help="send the provider's CORS headers: web pages may read the answers"
    )
    parser.add_argument(
        "--seed", type=int, default=0, help="fixes ids, keys and faults (default: %(default)s)"
    )
    parser.add_argument(
        "--fail-share",
        type=_between(float, 0, 1),
        default=0.0,
        metavar="SHARE",
        help="share of requests to fail, 0 to 1",
    )
    parser.add_argument(
        "--fail-status",
        type=_between(int, 200, 599),
        default=503,
        metavar="STATUS",
        help="how they fail (default: %(default)s)",
    )
    parser.add_argument(
        "--latency",
        type=_between(float, 0, float("inf")),
        default=0.0,
        metavar="SECONDS",
        help="wait so long before every answer",
    )
    return parser


def _host(text: str) -> str:
    try:
        if not text:  # an unset variable, which the socket would take for every address of this machine
            raise UnicodeError
        text.encode("idna")  # as the socket will, which is left open when it fails there
    except UnicodeError:
        raise argparse.ArgumentTypeError(f"{text!r} is no name of a host") from None
    return text


def _between(kind: Callable[[str], float], least: float, most: float) -> Callable[[str], float]:
    def convert(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
        return value

    return convert


def _run(options: argparse.Namespace) -> None:
    # Imported here, so that --help works, and the message is a plain one, where the extra is not installed.
    from uptimekit.sandbox._instructions import instructions
    from uptimekit.sandbox._serving import Serving, serving, stop_signals

    wait = stop_signals()
    chosen = {name: value for name, value in vars(options).items() if name not in ("provider", "allow_host")}
    with serving([options.provider], Serving(hosts=options.allow_host, **chosen)) as [(sandbox, url)]:
        for line in instructions(sandbox, url):
            print(line, flush=True)
        wait()


if __name__ == "__main__":
    sys.exit(main())
