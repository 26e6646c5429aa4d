"""The places of secrets in messages: what a person renews is a variable or a keyring's entry, not an argument."""

from __future__ import annotations

from collections.abc import Mapping

from uptimekit._runtime.errors import AuthError

from .secret_reference import FromCommand, FromEnvironment, FromKeyring, SecretReference

__all__ = ["name_places", "secret_place"]


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
    """Replace the arguments of a client that *error* names, such as ``api_key=``, by the places of the *secrets*."""
    for name, reference in secrets.items():
        error.message = error.message.replace(f"{name}= ", f"the {name} of {secret_place(reference)} ")
