"""The places of secrets in messages: what a person renews is a variable or a keyring's entry, not an argument."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from uptimekit._runtime.errors import AuthenticationError, AuthError

from .secret_reference import FromCommand, FromEnvironment, FromKeyring, SecretReference

__all__ = ["name_places", "places_named", "secret_place"]


def secret_place(reference: SecretReference) -> str:
    """Return where a secret is, such as ``variable STATUSPAGE_API_KEY`` or ``keyring uptimekit/shop/api_key``."""
    if isinstance(reference, FromEnvironment):
        return f"variable {reference.variable}"
    if isinstance(reference, FromKeyring):
        return f"keyring {reference.service}/{reference.user}"
    if isinstance(reference, FromCommand):
        return f"command {reference.command[0]}"
    return type(reference).__name__.lstrip("_")


def name_places(error: AuthError, secrets: Mapping[str, SecretReference]) -> None:
    """Replace the arguments of a client that *error* names, such as ``api_key=``, by the places of the *secrets*.

    A server that refuses them in words of its own, such as ``Password is wrong``, has the places of all behind that.
    """
    places = {name: f"the {name} of {secret_place(reference)}" for name, reference in secrets.items()}
    for name, place in places.items():
        error.message = error.message.replace(f"{name}= ", f"{place} ")
    if (
        places
        and isinstance(error, AuthenticationError)
        and not any(map(error.message.__contains__, places.values()))
    ):
        verb = "was" if len(places) == 1 else "were"
        error.message += f" ({' and '.join(places.values())} {verb} used)"


@contextmanager
def places_named(secrets: Mapping[str, SecretReference]) -> Generator[None]:
    """Let an AuthError that leaves the block name the places of *secrets*."""
    try:
        yield
    except AuthError as error:
        name_places(error, secrets)
        raise
