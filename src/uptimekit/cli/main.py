"""The entry point: runs a command and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from .exit_codes import CANNOT_TELL, INTERRUPTED

__all__ = ["main", "run"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name (default: those of the process), and return the exit code."""
    try:
        import click
    except ModuleNotFoundError:
        print("uptimekit: the command line needs click: pip install 'uptimekit[cli]'", file=sys.stderr)
        return CANNOT_TELL
    from uptimekit._runtime.errors import UptimeKitError

    from .command_tree import root

    try:
        result = root.main(arguments, prog_name="uptimekit", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except click.ClickException as error:
        return _failed(error.format_message())
    except UptimeKitError as error:
        return _failed(str(error))
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:  # such as of `uptimekit ls monitors | head -1`
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (the interpreter flushes it at its end)
        return CANNOT_TELL
    return result if isinstance(result, int) else 0


def _failed(message: str) -> int:
    print(f"uptimekit: {message}", file=sys.stderr)
    return CANNOT_TELL


def run() -> None:
    """The console script."""
    sys.exit(main())
