"""Keeping secrets in the keyring of the system (extra ``keyring``)."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from typing import Final

from uptimekit._runtime.errors import ConfigurationError

__all__ = ["Place", "keyring_is_usable", "stored_secrets"]

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


@contextmanager
def stored_secrets(secrets: Mapping[Place, str]) -> Generator[None]:
    """Store all secrets; if that fails, or the block does, the keyring is as it was.

    Raises ConfigurationError if the keyring refuses one.
    """
    import keyring
    from keyring.errors import KeyringError

    before: dict[Place, str | None] = {}
    try:
        for place, secret in secrets.items():
            before[place] = keyring.get_password(*place)
            keyring.set_password(*place, secret)
        yield
    except BaseException as error:
        _restore(before)
        if isinstance(error, KeyringError):
            raise ConfigurationError(f"the keyring refuses the secret: {type(error).__name__}") from None
        raise


def _restore(before: Mapping[Place, str | None]) -> None:
    import keyring
    from keyring.errors import KeyringError

    for place, secret in before.items():
        with suppress(KeyringError):
            if secret is None:
                keyring.delete_password(*place)
            else:
                keyring.set_password(*place, secret)
