"""The entry point: runs a command and turns what went wrong into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .exit_codes import CANNOT_TELL, INTERRUPTED, OK

if TYPE_CHECKING:
    from .debugging import Debugging

__all__ = ["main", "run"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that *arguments* name (default: those of the process), and return the exit code."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except OSError:  # of stderr: nobody reads it, or its disk is full, and only the exit code is left
        return CANNOT_TELL


def _run(arguments: Sequence[str]) -> int:
    try:
        import click
    except ModuleNotFoundError:
        return _failed("the command line needs click: pip install 'uptimekit[cli]'")
    from .debugging import Debugging

    debugging = Debugging()
    try:
        return _called(arguments, debugging)
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except (click.Abort, KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return CANNOT_TELL
    except click.ClickException as error:
        from .usage_errors import usage_message

        return _failed(usage_message(error))
    except BrokenPipeError:  # such as of `uptimekit ls monitors | head -1`
        return CANNOT_TELL
    except Exception as error:
        debugging.show(error)
        return _failed(_text(error))


def _text(error: Exception) -> str:
    """Return the text of an error of ours or of the system; that of a mistake in the code may hold anything."""
    from uptimekit._runtime.error_text import error_text
    from uptimekit._runtime.errors import UptimeKitError

    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if isinstance(error, UptimeKitError) and error.retry_after:
        from uptimekit.fleet.relative_time import length

        return f"{error_text(error)}; it asks to wait for {length(error.retry_after)}"
    if isinstance(error, UptimeKitError):
        return error_text(error)
    if isinstance(error, OSError):
        return str(error)
    return f"internal error ({type(error).__name__}); uptimekit --debug shows where"


def _called(arguments: Sequence[str], debugging: Debugging) -> int:
    from .command_tree import root

    if instruction := os.environ.get("_UPTIMEKIT_COMPLETE"):
        from .completion.shells import answer

        if (candidates := answer(instruction, root)) is not None:
            sys.stdout.write(candidates)
            return OK
    with root.make_context("uptimekit", [*arguments], obj=debugging) as context:
        result = root.invoke(context)
        sys.stdout.flush()
    return result if isinstance(result, int) else OK


def _failed(message: str) -> int:
    from uptimekit._runtime.sanitize import visible

    print(f"uptimekit: {visible(message)}", file=sys.stderr)
    return CANNOT_TELL


def run() -> None:
    """The console script."""
    from .standard_streams import drop_what_cannot_be_written, make_streams_usable

    make_streams_usable()
    code = main()
    drop_what_cannot_be_written()
    sys.exit(code)
