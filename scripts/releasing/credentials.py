"""The credentials of an index, from the environment or the keyring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import keyring
from keyring.errors import KeyringError

from .refusal import RefusalError

# twine's own names: those who know it, and the documents of most indexes, set these.
USERNAME = "TWINE_USERNAME"
PASSWORD = "TWINE_PASSWORD"  # noqa: S105  (the name of a variable)


@dataclass(frozen=True)
class Credentials:
    """A user name and a password, which ``repr`` does not show."""

    username: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(***)"

    def hidden_in(self, text: str) -> str:
        """Return *text* with the password masked, as it is and as a URL spells it."""
        for secret in {self.password, quote(self.password, safe="")} - {""}:
            text = text.replace(secret, "***")
        return text


def find_credentials(environment: Mapping[str, str], upload_url: str) -> Credentials:
    """Return the credentials for an index; raise RefusalError if there are none.

    Both variables of the environment come first; what is missing there is asked of the keyring, under the upload URL,
    which is where ``keyring set URL NAME`` and twine keep it.
    """
    username, password = environment.get(USERNAME), environment.get(PASSWORD)
    if username and password:
        return Credentials(username, password)
    try:
        stored = keyring.get_credential(upload_url, username or None)
    except KeyringError:
        stored = None
    if stored is None:
        raise RefusalError(
            [f"no credentials: set {USERNAME} and {PASSWORD}, or store them: keyring set {upload_url} NAME"]
        )
    return Credentials(stored.username, stored.password)
