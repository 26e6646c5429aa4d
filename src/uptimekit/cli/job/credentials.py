"""The credential that reports a job: from the environment, else from an account of the fleet's configuration."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from uptimekit._runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from uptimekit.fleet import Account

__all__ = ["PING_KEY", "TOKEN", "Credential"]


class Credential(NamedTuple):
    """What a provider wants to see, and where it may come from.

    Attributes:
        provider: name of the provider.
        name: name of the credential in the configuration.
        variable: variable of the environment with it.
        settings: names of settings that go with it, with their variables.
    """

    provider: str
    name: str
    variable: str
    settings: Mapping[str, str]

    def values(self, account: str | None, config: str | None, seconds: float) -> Mapping[str, str]:
        """Return the credential and the settings by their names; see :meth:`source` and :meth:`read`."""
        return self.read(self.source(account, config), seconds)

    def source(self, account: str | None, config: str | None) -> Account | None:
        """Return the account that has the credential, with no other; None if the environment has it.

        Args:
            account: name of the account in the configuration; None for the environment, else the only account.
            config: configuration file; None for the fleet's own place.

        Raises ConfigurationError if there is none, or more than one account to choose from.
        """
        if self.name in self._environment() and not (account or config):
            return None
        choice = self._accounts(account, config)
        if len(choice) > 1:
            names = ", ".join(each.name for each in choice)
            raise ConfigurationError(
                f"several accounts have a {self.name}: choose one with --account ({names})"
            )
        return choice[0].with_secrets({self.name, *self.settings})

    def read(self, source: Account | None, seconds: float) -> Mapping[str, str]:
        """Return the values of *source*; a keyring, or a command that prints the secret, has so many seconds.

        Raises ConfigurationError if the secret is not there.
        """
        if source is None:
            return self._environment()
        from uptimekit.fleet.account_values import read_account_values

        return read_account_values(source, seconds)

    def _environment(self) -> dict[str, str]:
        variables = {self.name: self.variable, **self.settings}
        return {name: value for name, variable in variables.items() if (value := os.environ.get(variable))}

    def _accounts(self, account: str | None, config: str | None) -> list[Account]:
        from uptimekit.fleet.configuration import Configuration, existing_configuration

        try:
            configuration = Configuration.load(config)
            accounts = configuration.named([account] if account else ())
        except ConfigurationError:
            if account or existing_configuration(config) is not None:
                raise
            accounts = ()
        fitting = [each for each in accounts if each.provider == self.provider and self.name in each.secrets]
        if not fitting:
            raise ConfigurationError(f"no {self.name} of {self.provider}: {self._advice(account, config)}")
        return fitting

    def _advice(self, account: str | None, config: str | None) -> str:
        """Say where the credential is missing: with an account or a file that was given, a variable does not count."""
        where = f"account {account}" if account else f"an account of {self.provider}"
        write = f'give {where} one in {config or "the configuration"}, as {self.name} = {{ env = "{self.variable}" }}'
        return write if account or config else f"set {self.variable}, or {write}"


PING_KEY: Final = Credential(
    "healthchecks",
    "ping_key",
    "HEALTHCHECKS_PING_KEY",
    {"base_url": "HEALTHCHECKS_BASE_URL", "ping_url": "HEALTHCHECKS_PING_URL"},
)
"""The key of a project, for pings by slug; an API key is not needed."""

TOKEN: Final = Credential(
    "betterstack", "bearer_token", "BETTERSTACK_API_TOKEN", {"base_url": "BETTERSTACK_BASE_URL"}
)
"""The token of a team, which finds a heartbeat by its name."""
