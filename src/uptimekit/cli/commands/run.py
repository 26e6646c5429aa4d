"""``uptimekit run``: a command as a job that a monitor watches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from uptimekit.cli.job.run import BODY_LIMIT, JobOptions, run_job, run_unreported
from uptimekit.cli.job.target import Target

__all__ = ["command"]


class _JobCommand(click.Command):
    """A command that runs its job even if its own options are wrong."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options; if they are wrong, become the job behind ``--``."""
        job = args[args.index("--") + 1 :] if "--" in args else []
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if not job:
                raise
            ctx.exit(run_unreported(job, error.format_message()))


@click.command(cls=_JobCommand, context_settings={"allow_interspersed_args": False})
@click.option(
    "--check", metavar="SLUG", default="", help="Report to the check of Healthchecks with this slug."
)
@click.option(
    "--url", metavar="URL", default="", help="Report to this ping URL of a check, or URL of a heartbeat."
)
@click.option(
    "--heartbeat", metavar="NAME", default="", help="Report to the heartbeat of Better Stack with this name."
)
@click.option("--create", is_flag=True, help="Make the check, if there is none with the slug.")
@click.option("--no-start", is_flag=True, help="Report the end only.")
@click.option("--no-output", is_flag=True, help="Keep the output out of the report.")
@click.option(
    "--body-limit",
    metavar="BYTES",
    type=click.IntRange(0),
    default=BODY_LIMIT,
    show_default=True,
    help="Report at most so much of the output's end.",
)
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help="Show the end of the output on stderr if the job fails or is not reported, else nothing.",
)
@click.option(
    "--success-code",
    "codes",
    metavar="CODE",
    type=click.IntRange(0, 255),
    multiple=True,
    help="Report this exit code as a success too; may be repeated.",
)
@click.option(
    "--deadline",
    metavar="SECONDS",
    type=float,
    default=5.0,
    show_default=True,
    help="Wait no longer for the monitor after the job's end.",
)
@click.argument("job", metavar="[--] COMMAND [ARGUMENT]...", nargs=-1, required=True, type=click.UNPROCESSED)
def command(job: Sequence[str], codes: Sequence[int], **options: Any) -> int:
    """Run COMMAND and report its start, exit code and output to a monitor."""
    target = Target(
        check=options["check"],
        url=options["url"],
        heartbeat=options["heartbeat"],
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
