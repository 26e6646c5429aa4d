"""Run a command as a job of Healthchecks: a start ping, then its exit code with the end of its output.

    export HEALTHCHECKS_PING_KEY=...            # the project's ping key
    export HEALTHCHECKS_API_URL=https://.../api/  # only for a self-hosted server
    python cron_wrapper.py nightly-backup -- pg_dump --file=shop.sql shop

In a crontab:

    0 3 * * *  python cron_wrapper.py nightly-backup -- pg_dump --file=shop.sql shop

The output of the command is passed on, and so is its exit code (127 if it was not found, 128 + n if signal n killed
it).  The first ping makes the check.  The command always runs: if Healthchecks cannot be reached, or no ping key is
set, that is a line on stderr.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from collections import deque

from uptimekit import UptimeKitError
from uptimekit.healthchecks import CheckTrap, Client

LINES = 500  # of the output, kept for the last ping; the server keeps about 10 kB


def main() -> int:
    parser = argparse.ArgumentParser(description="Run a command as a job of Healthchecks.")
    parser.add_argument("slug", help="slug of the check; it is made if the project has none")
    parser.add_argument("command", nargs="+", help="the command, after --")
    options = parser.parse_args()
    logging.basicConfig(format="cron_wrapper: %(message)s")  # the trap logs the pings that fail
    tail: deque[str] = deque(maxlen=LINES)
    try:
        client = Client(
            ping_key=os.environ.get("HEALTHCHECKS_PING_KEY", ""),
            api_url=os.environ.get("HEALTHCHECKS_API_URL", "https://healthchecks.io/api/"),
        )
        trap = CheckTrap(client, slug=options.slug, create=True)
    except UptimeKitError as error:
        print(f"cron_wrapper: this run is not reported: {error}", file=sys.stderr)
        return run(options.command, tail)
    with client, trap:
        try:
            code = run(options.command, tail)
        finally:
            trap.add_log("".join(tail))
        if code:
            raise SystemExit(code)  # the trap reports it as the exit code of the job
    return 0


def run(command: list[str], tail: deque[str]) -> int:
    """Run *command*, keep the end of its output in *tail*, and return its exit code as a shell would."""
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
    except OSError as error:
        tail.append(f"{command[0]}: {error.strerror}")
        print(f"cron_wrapper: {tail[-1]}", file=sys.stderr)
        return 127 if isinstance(error, FileNotFoundError) else 126
    with process:
        try:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                tail.append(line)
            code = process.wait()
        except BaseException:  # this program is being stopped, and the command with it
            process.terminate()
            raise
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
