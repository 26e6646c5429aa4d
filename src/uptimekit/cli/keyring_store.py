"""Keeping secrets in the keyring of the system (extra ``keyring``)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.tracebacks import hides_locals

__all__ = ["Place", "keyring_is_usable", "store_secrets"]

Place = tuple[str, str]
"""Service and user, under which a keyring has a secret."""

_USABLE: Final = 1.0
"""Priority from which on the package ``keyring`` recommends a backend."""


def keyring_is_usable() -> bool:
    """Whether the package is installed and has found a keyring that it recommends."""
    try:
        import keyring
    except ModuleNotFoundError:
        return False
    with suppress(Exception):  # of a backend
        return float(keyring.get_keyring().priority) >= _USABLE
    return False


@hides_locals
def store_secrets(secrets: Mapping[Place, str]) -> None:
    """Store all secrets, or none: raises ConfigurationError if the keyring refuses one."""
    import keyring
    from keyring.errors import KeyringError

    stored: list[Place] = []
    for place, secret in secrets.items():
        try:
            keyring.set_password(*place, secret)
        except KeyringError as error:
            forget_secrets(stored)
            raise ConfigurationError(f"the keyring refuses the secret: {type(error).__name__}") from None
        stored.append(place)


def forget_secrets(places: list[Place]) -> None:
    """Remove secrets that were stored in vain."""
    import keyring
    from keyring.errors import KeyringError

    for place in places:
        with suppress(KeyringError):
            keyring.delete_password(*place)
