"""An account of a fleet: a provider, its secrets by their source, and settings."""

from __future__ import annotations

from collections.abc import Container, Mapping

from attrs import Factory, evolve, frozen

from uptimekit._runtime.keyword_names import suggests_names

from .secret_reference import SecretReference

__all__ = ["Account"]


@suggests_names
@frozen(kw_only=True)
class Account:
    """What the configuration says about one account.  It holds no secret, only where each comes from.

    Attributes:
        name: name of the account in the configuration.
        provider: name of the provider.
        secrets: where each credential comes from, by the credential's name.
        settings: further options as text, such as ``base_url`` and ``page_id``.
        tags: labels that every item of the account gets.
    """

    name: str
    provider: str
    secrets: Mapping[str, SecretReference] = Factory(dict[str, SecretReference])
    settings: Mapping[str, str] = Factory(dict[str, str])
    tags: tuple[str, ...] = ()

    def with_secrets(self, names: Container[str]) -> Account:
        """Return the account with none but the secrets *names*, so that no others are read."""
        return evolve(self, secrets={name: each for name, each in self.secrets.items() if name in names})

    def without_secrets(self, names: Container[str]) -> Account:
        """Return the account without the secrets *names*, so that these are not read."""
        return evolve(self, secrets={name: each for name, each in self.secrets.items() if name not in names})
