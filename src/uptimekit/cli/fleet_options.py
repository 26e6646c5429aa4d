"""The options that say which accounts a command is about."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, Unpack

import click
from click.shell_completion import CompletionItem

from .parameter_types import Duration, FilePath

if TYPE_CHECKING:
    from uptimekit.fleet import Account, Configuration, Fleet, FleetOptions

__all__ = ["LEAST_DEADLINE", "FleetFactory", "account_options", "accounts_of", "fleet_of", "fleet_options"]

R = TypeVar("R")

LEAST_DEADLINE: Final = 0.1
"""Seconds: with less, nothing answers."""


class FleetFactory(Protocol):
    """Makes the fleet that the options of a command choose."""

    def __call__(self, **options: Unpack[FleetOptions]) -> Fleet:
        """Return the fleet; raise ConfigurationError for what is wrong with its configuration.

        Args:
            options: options of every client.
        """
        ...


def fleet_options(command: Callable[..., R]) -> Callable[..., R]:
    """Decorate the function of a command with the options of a fleet; its argument *fleet* is a :class:`FleetFactory`.

    The configuration is read when that is called, so that ``--help`` reads nothing.
    """
    return _with_fleet(_undone_at_sigterm(command), (*_ACCOUNTS, _DEADLINE))


def account_options(command: Callable[..., R]) -> Callable[..., R]:
    """Decorate a command as :func:`fleet_options` does, but without a deadline: it waits as long as a rate limit asks.

    SIGTERM ends it at once: a database may keep Python from its signals for long.  No command that prints a secret goes on.
    """

    @functools.wraps(command)
    def ended(*arguments: Any, **options: Any) -> R:
        from .stop_signal import ends_at_sigterm

        with ends_at_sigterm():
            return command(*arguments, **options)

    return _with_fleet(ended, _ACCOUNTS)


def _undone_at_sigterm(command: Callable[..., R]) -> Callable[..., R]:
    """Let SIGTERM end *command* as Ctrl-C does: no file is half-written, and no command that prints a secret goes on."""

    @functools.wraps(command)
    def undone(*arguments: Any, **options: Any) -> R:
        from .stop_signal import exits_at_sigterm

        with exits_at_sigterm():
            return command(*arguments, **options)

    return undone


def _with_fleet(command: Callable[..., R], options: Iterable[Callable[..., Any]]) -> Callable[..., R]:
    @functools.wraps(command)
    def with_fleet(
        *arguments: Any,
        config: Path | None,
        profile: str | None,
        accounts: tuple[str, ...],
        deadline: float | None = None,
        **others: Any,
    ) -> R:
        def fleet(**options: Unpack[FleetOptions]) -> Fleet:
            from uptimekit.fleet import Fleet

            return Fleet.load(config, profile=profile, accounts=accounts, deadline=deadline, **options)

        return command(*arguments, fleet=fleet, **others)

    for option in reversed([*options]):
        with_fleet = option(with_fleet)
    return with_fleet


def accounts_of(context: click.Context) -> tuple[Account, ...]:
    """Return the accounts that the options in *context* choose: those of a command on a fleet, or ``--account`` of a job."""
    from uptimekit.fleet.configuration import Configuration

    given = context.params
    configuration = Configuration.load(given.get("config"))
    return configuration.named(_chosen(given) or configuration.profile(given.get("profile")).accounts)


def _chosen(given: Mapping[str, Any]) -> tuple[str, ...]:
    one = given.get("account")
    return (one,) if isinstance(one, str) else tuple(given.get("accounts") or ())


def fleet_of(context: click.Context, *, deadline: float | None = None) -> Fleet:
    """Return the fleet that the options in *context* choose; for the completion of other parameters."""
    from uptimekit.fleet import Fleet

    given = context.params
    return Fleet.load(
        given.get("config"),
        profile=given.get("profile"),
        accounts=_chosen(given),
        deadline=deadline or given.get("deadline"),
    )


def _complete_profile(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    return _completions(context, begun, lambda configuration: configuration.profiles)


def _complete_account(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    return _completions(context, begun, lambda configuration: (each.name for each in configuration.accounts))


def _completions(
    context: click.Context, begun: str, names: Callable[[Configuration], Iterable[str]]
) -> list[CompletionItem]:
    from uptimekit._runtime.errors import ConfigurationError
    from uptimekit.fleet import Configuration

    try:
        found = [*names(Configuration.load(context.params.get("config")))]
    except ConfigurationError:
        return []
    return [CompletionItem(name) for name in found if name.startswith(begun)]


_ACCOUNTS: Final = (
    click.option(
        "--config",
        type=FilePath(),
        metavar="FILE",
        help="Configuration file.  [default: $UPTIMEKIT_CONFIG, else ~/.config/uptimekit/fleet.toml, "
        "else the environment alone]",
    ),
    click.option(
        "--profile",
        metavar="NAME",
        shell_complete=_complete_profile,
        help="Use the accounts of this profile of the configuration file.",
    ),
    click.option(
        "--account",
        "accounts",
        multiple=True,
        metavar="NAME",
        shell_complete=_complete_account,
        help="Only this account; may be repeated.",
    ),
)

_DEADLINE: Final = click.option(
    "--deadline",
    type=Duration(LEAST_DEADLINE),
    metavar="DURATION",
    help="Wait no longer than this for the accounts.  [default: that of the profile, else 10s]",
)
