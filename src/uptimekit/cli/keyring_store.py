"""Keeping secrets in the keyring of the system (extra ``keyring``)."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from itertools import chain, count
from typing import Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit.fleet.failures import FAILURES

__all__ = ["Place", "free_service", "stored_secrets", "why_no_keyring"]

Place = tuple[str, str]
"""Service and user, under which a keyring has a secret."""

_USABLE: Final = 1.0
"""Priority from which on the package ``keyring`` recommends a backend."""


def why_no_keyring() -> str:
    """Return why no secret can be kept: the package is not there, or has found no keyring that it recommends; else nothing."""
    try:
        import keyring
    except ModuleNotFoundError:
        return "the package keyring is not installed; pip install 'uptimekit[keyring]'"
    with suppress(*FAILURES):  # of a backend
        if float(keyring.get_keyring().priority) >= _USABLE:
            return ""
    return "the system has no keyring that runs here, such as Secret Service; see: python -m keyring diagnose"


def free_service(service: str, secrets: Mapping[str, str]) -> str:
    """Return *service*, or it with a number, such that the keyring has no other secret of these users there.

    An account of the same name in another configuration file keeps its secrets then.  Raises ConfigurationError if the
    keyring cannot be read.

    Args:
        service: the wanted one.
        secrets: the secret of each user.
    """
    numbered = chain([service], (f"{service}-{number}" for number in count(2)))
    return next(each for each in numbered if _is_free(each, secrets))


def _is_free(service: str, secrets: Mapping[str, str]) -> bool:
    import keyring

    try:
        return all(keyring.get_password(service, user) in (None, secret) for user, secret in secrets.items())
    except FAILURES as error:  # whatever a backend raises
        raise ConfigurationError(f"the keyring cannot be read: {type(error).__name__}") from None


@contextmanager
def stored_secrets(secrets: Mapping[Place, str]) -> Generator[None]:
    """Store all secrets; if that fails, or the block does, the keyring is as it was.

    Raises ConfigurationError if the keyring refuses one.
    """
    before: dict[Place, str | None] = {}
    try:
        for place, secret in secrets.items():
            _store(place, secret, before)
        yield
    except BaseException:
        _restore(before)
        raise


def _store(place: Place, secret: str, before: dict[Place, str | None]) -> None:
    import keyring

    try:
        before[place] = keyring.get_password(*place)
        keyring.set_password(*place, secret)
    except FAILURES as error:  # whatever a backend raises
        raise ConfigurationError(f"the keyring refuses the secret: {type(error).__name__}") from None


def _restore(before: Mapping[Place, str | None]) -> None:
    import keyring

    for place, secret in before.items():
        with suppress(*FAILURES):  # of a backend
            if secret is None:
                keyring.delete_password(*place)
            else:
                keyring.set_password(*place, secret)
