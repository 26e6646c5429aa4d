"""Python processes on a host, which end at the latest when the block does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

from benchmarks.history import ROOT

from .namespaces import Host

__all__ = ["started"]


@contextmanager
def started(host: Host, module: str, *arguments: str) -> Generator[subprocess.Popen[str]]:
    """Run *module* as a script on *host*, with pipes for its input and its output."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in ("src", "generated", ".")),
    }
    command = [*host.prefix, sys.executable, "-m", module, *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        try:
            yield process
        finally:
            if sys.exc_info()[0] is not None:
                process.kill()
