"""An account of a fleet: a provider, its secrets by their source, and settings."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, frozen

from .secret_reference import SecretReference

__all__ = ["Account"]


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
