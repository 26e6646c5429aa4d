"""`python -m uptimekit.sandbox PROVIDER`: a sandbox on a port, until interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from uptimekit.sandbox import (
        BetterStackSandbox,
        HealthchecksSandbox,
        StatuspageSandbox,
        UptimeHuntSandbox,
    )

    Sandbox = BetterStackSandbox | HealthchecksSandbox | StatuspageSandbox | UptimeHuntSandbox

__all__ = ["main"]

_ADDRESSES: Final = {
    "healthchecks": ("api_url", "/api/"),
    "betterstack": ("base_url", "/api/v2/"),
    "statuspage": ("base_url", "/v1"),
    "uptimehunt": ("base_url", "/api/v1"),
}
"""Name and ending of the client's argument for the address; the bare address answers 404."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0 after SIGINT or SIGTERM, 2 if it cannot start."""
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except (ModuleNotFoundError, OSError) as exc:
        print(f"uptimekit.sandbox: {exc}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m uptimekit.sandbox",
        description="Serve a sandbox of an uptime provider until interrupted.",
    )
    parser.add_argument("provider", choices=["healthchecks", "betterstack", "statuspage", "uptimehunt"])
    parser.add_argument(
        "--host", type=_host, default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    parser.add_argument("--port", type=_port, default=0, help="port to listen on (default: any free one)")
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
        "--fail-share", type=_share, default=0.0, metavar="SHARE", help="share of requests to fail, 0 to 1"
    )
    parser.add_argument(
        "--fail-status",
        type=_status,
        default=503,
        metavar="STATUS",
        help="how they fail (default: %(default)s)",
    )
    parser.add_argument(
        "--latency", type=_seconds, default=0.0, metavar="SECONDS", help="wait so long before every answer"
    )
    return parser


def _host(text: str) -> str:
    try:
        text.encode("idna")  # as the socket will, which is left open when it fails there
    except UnicodeError:
        raise argparse.ArgumentTypeError("is no name of a host") from None
    return text


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 65535:
        raise argparse.ArgumentTypeError("must lie between 0 and 65535")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("must lie between 0 and 1")
    return value


def _status(text: str) -> int:
    value = int(text)
    if not 200 <= value <= 599:
        raise argparse.ArgumentTypeError("must lie between 200 and 599")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not value >= 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def _run(options: argparse.Namespace) -> None:
    # Imported here, so that --help works, and the message is a plain one, where the extra is not installed.
    from uptimekit.sandbox import (
        BetterStackSandbox,
        Fault,
        HealthchecksSandbox,
        StatuspageSandbox,
        UptimeHuntSandbox,
        serve,
    )

    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    kinds = {
        "healthchecks": HealthchecksSandbox,
        "betterstack": BetterStackSandbox,
        "statuspage": StatuspageSandbox,
        "uptimehunt": UptimeHuntSandbox,
    }
    sandbox = kinds[options.provider](seed=options.seed)
    if options.latency:
        sandbox.faults.add(Fault(latency=options.latency))
    if options.fail_share:
        sandbox.faults.add(Fault(status=options.fail_status, share=options.fail_share))
    with serve(
        sandbox.app, options.host, options.port, hosts=options.allow_host, cors=options.cors
    ) as server:
        argument, path = _ADDRESSES[options.provider]
        print(f"{options.provider} sandbox at {server.url}: {argument}={server.url}{path}", flush=True)
        for line in _describe(sandbox):
            print(line, flush=True)
        stopped.wait()


def _describe(sandbox: Sandbox) -> Iterator[str]:
    """Return the facts that a client needs, in a line for each project, team, page or user."""
    from uptimekit.sandbox import HealthchecksSandbox, StatuspageSandbox, UptimeHuntSandbox

    if isinstance(sandbox, HealthchecksSandbox):
        for project in sandbox.projects.values():
            keys = (
                f"api_key={project.api_key} readonly_key={project.readonly_key} ping_key={project.ping_key}"
            )
            yield f"project {project.name}: {keys}"
    elif isinstance(sandbox, StatuspageSandbox):
        yield f"organization: organization_id={sandbox.organization_id} api_key={sandbox.api_key}"
        for name, page_id in sandbox.page_ids.items():
            yield f"page {name}: page_id={page_id} public_path={sandbox.public_path(page_id)}"
    elif isinstance(sandbox, UptimeHuntSandbox):
        for name, user in sandbox.users.items():
            yield f"user {name}: email={user.email} password={user.password}"
        yield f"prober: token={sandbox.prober_token}"
    else:
        yield f"all teams: token={sandbox.global_token} readonly_token={sandbox.global_readonly_token}"
        for team in sandbox.teams.values():
            yield f"team {team.name}: token={team.token} readonly_token={team.readonly_token}"


if __name__ == "__main__":
    sys.exit(main())
