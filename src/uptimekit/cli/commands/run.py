"""``uptimekit run``: a command as a job that a monitor watches."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from ..job.options import BODY_LIMIT, JobOptions
from ..job.target import Target
from ..parameter_types import Duration, Integer
from ..usage_errors import usage_message

if sys.platform == "win32":
    from ..job.windows import run_job, run_unreported
else:
    from ..job.run import run_job, run_unreported

__all__ = ["command"]


class _JobCommand(click.Command):
    """A command whose job runs even if the options before it are wrong."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options; if they are wrong, become the job behind ``--``."""
        given = [*args]  # which parsing uses up
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if job := self._job(given):
                ctx.exit(run_unreported(job, usage_message(error)))
            raise

    def _job(self, args: Sequence[str]) -> list[str]:
        """Return what is behind the first ``--``, unless something before it may be the job: never run another."""
        takes_value = {
            name for each in self.params if each.nargs == 1 for name in each.opts if not _is_flag(each)
        }
        rest = iter(args)
        for each in rest:
            if each == "--":
                return [*rest]
            if not each.startswith("-"):
                break
            if each in takes_value:
                next(rest, None)
        return []


def _is_flag(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and parameter.is_flag


def _heartbeats(ctx: click.Context, param: click.Parameter, begun: str) -> list[Any]:
    from uptimekit.fleet.words import Kind

    from ..name_completion import completions

    return completions(ctx, [Kind.HEARTBEATS], begun, provider="betterstack")


def _checks(ctx: click.Context, param: click.Parameter, begun: str) -> list[Any]:
    from ..name_completion import slug_completions

    return slug_completions(ctx, param, begun)


@click.command(cls=_JobCommand, context_settings={"allow_interspersed_args": False})
@click.option(
    "--check",
    metavar="SLUG",
    shell_complete=_checks,
    help="Report to the check of Healthchecks with this slug.",
)
@click.option("--create", is_flag=True, help="Make that check, if the project has none.")
@click.option(
    "--heartbeat",
    metavar="NAME",
    shell_complete=_heartbeats,
    help="Report to the heartbeat of Better Stack with this name, in any letter case.",
)
@click.option(
    "--url",
    metavar="URL",
    help="Report to this ping URL of a check, or URL of a heartbeat.  The list of processes shows it to others; "
    "UPTIMEKIT_PING_URL does not.",
)
@click.option(
    "--account",
    metavar="NAME",
    help="Account of the configuration whose ping key or token is used.  [default: HEALTHCHECKS_PING_KEY or "
    "BETTERSTACK_API_TOKEN, else the only account that has one]",
)
@click.option("--config", metavar="FILE", help="Configuration file.")
@click.option("--no-start", is_flag=True, help="Report the end only, not the start.")
@click.option("--no-output", is_flag=True, help="Report no output, and leave stdout and stderr alone.")
@click.option(
    "--body-limit",
    metavar="BYTES",
    type=Integer(0, 10_000_000),
    default=BODY_LIMIT,
    show_default=True,
    help="Report the end of the output, at most this much.",
)
@click.option(
    "--success-code",
    "codes",
    metavar="CODE",
    type=Integer(0, 255),
    multiple=True,
    help="Report this exit code as a success, too; may be repeated.",
)
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help="Show the end of the output, on stderr, only if the job fails or cannot be reported.",
)
@click.option(
    "--deadline",
    metavar="DURATION",
    type=Duration(0.001, 60),
    default=5.0,
    help="Once the job is over, wait no longer than this for its report.  [default: 5s]",
)
@click.argument("job", metavar="[--] COMMAND [ARGUMENT]...", nargs=-1, required=True, type=click.UNPROCESSED)
def command(job: Sequence[str], codes: Sequence[int], **options: Any) -> int:
    """Run COMMAND and report its start, exit code and output to a check or heartbeat.

    COMMAND runs even if it cannot be reported; a line on stderr says why.  The exit code is that of COMMAND: 127 if it
    was not found, 126 if it cannot be run, 128 + n if signal n has killed it.

    Without --check, --heartbeat or --url, the URL in UPTIMEKIT_PING_URL is used, else that in BETTERSTACK_HEARTBEAT_URL.

    \b
    Examples:
      uptimekit run --check nightly-backup --create -- /usr/local/bin/backup
      uptimekit run --heartbeat 'Nightly import' -- sh -c 'extract | load'

    \b
    In a crontab, whose PATH is short, with the path of this program.
    The mails of cron show this key; that of an account they do not:
      HEALTHCHECKS_PING_KEY=...
      15 2 * * *  /opt/venv/bin/uptimekit run -q --check nightly-backup -- /usr/local/bin/backup
    """
    target = Target(
        check=options["check"],
        heartbeat=options["heartbeat"],
        url=options["url"],
        account=options["account"],
        config=options["config"],
        create=options["create"],
        announce=not options["no_start"],
    )
    return run_job(
        job,
        JobOptions(
            target=target,
            deadline=options["deadline"],
            body_limit=options["body_limit"],
            output=not options["no_output"],
            quiet=options["quiet"],
            successes=frozenset({0, *codes}),
        ),
    )
