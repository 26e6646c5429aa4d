"""The credentials of a client: what was given, what an operation sends of it, and what no text may repeat."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from .basic_auth import basic_text, basic_token
from .encoding import header_value
from .errors import APIStatusError, ConfigurationError, InputError, error_class
from .json_types import is_array
from .masking import MASK
from .operation import Credential, Operation
from .secret_source import AsyncSecretSource, SecretSource

__all__ = ["Credentials", "Secret"]

Secret: TypeAlias = "str | tuple[str, str] | None"  # noqa: S105  (a type)
"""A secret as a constructor takes it; a pair of user name and password for HTTP basic only."""

_COOKIE: Final = re.compile(r'[^\s",;\\]*')  # RFC 6265, 4.1.1


class Credentials:
    """The secrets of a client by the names of its arguments, and the sources of those that change.

    Attributes:
        account: text that is the same for all clients of one account; never shown.
        texts: what no text may repeat: the secrets, their parts, and how they are sent.
        sources: where the secrets come from that change.
    """

    def __init__(
        self,
        declared: Mapping[str, Credential],
        given: Mapping[str, Secret],
        sources: Mapping[str, SecretSource | AsyncSecretSource],
    ) -> None:
        for name in sources.keys() - declared.keys():
            known = ", ".join(declared)
            raise ConfigurationError(f"secret_sources names {name!r}; the credentials are {known}")
        self._declared = declared
        self.sources = sources
        try:
            self._secrets = {name: _text(name, declared[name], value) for name, value in given.items()}
            self._sent = {
                name: self._encoded(name, secret) for name, secret in self._secrets.items() if secret
            }
        except InputError as error:
            raise ConfigurationError(error.message) from None
        self.texts = tuple(
            text for name, secret in self._secrets.items() for text in self.spellings(name, secret)
        )
        accounts = self._secrets | {name: source.account for name, source in sources.items()}
        self.account = "\n".join(f"{name}={value}" for name, value in sorted(accounts.items()) if value)

    # ---------------------------------------------------------------- what an operation sends

    def chosen(self, operation: Operation) -> tuple[str, ...]:
        """Return the names of what *operation* sends: its first alternative of which every secret is set, or nothing."""
        return next((names for names in operation.security if all(map(self._is_set, names))), ())

    def required(self, operation: Operation, classes: Mapping[int, type[APIStatusError]]) -> tuple[str, ...]:
        """Return what :meth:`chosen` does; raise the client's error for 401 if the operation needs what is not set."""
        names = self.chosen(operation)
        if names or not operation.security or operation.anonymous:
            return names
        given = any(self._is_set(name) for names in operation.security for name in names)
        some = "not every credential" if given else "no credential"
        error = error_class(401, (), classes).saying(
            f"{some} was given, nothing was sent; {self._hint(operation)}"
        )
        error.operation = operation.id
        raise error

    def place(
        self, name: str, headers: dict[str, str], query: dict[str, str], secret: str | None = None
    ) -> None:
        """Put the credential *name* into *headers* (under names in lower case) or *query*.

        *secret* is what its source gave; InputError is raised for one that cannot be sent.
        """
        credential = self._declared[name]
        sent = self._sent[name] if secret is None else self._encoded(name, secret)
        if credential.query:
            query[credential.query] = sent
        elif credential.cookie:
            others = (each for each in headers.get("cookie", "").split("; ") if each)
            kept = [each for each in others if each.partition("=")[0] != credential.cookie]
            headers["cookie"] = "; ".join([*kept, f"{credential.cookie}={sent}"])
        else:
            headers[credential.header.lower()] = credential.prefix + sent

    def place_mask(self, name: str, headers: dict[str, str], query: dict[str, str]) -> None:
        """Put a mask where :meth:`place` would put the credential *name*."""
        credential = self._declared[name]
        if credential.query:
            query[credential.query] = MASK
        elif credential.cookie:
            headers["cookie"] = "; ".join(
                filter(None, [headers.get("cookie"), f"{credential.cookie}={MASK}"])
            )
        else:
            headers[credential.header.lower()] = credential.prefix + MASK

    def parameters(self, operation: Operation) -> frozenset[str]:
        """Return the names of the query parameters that may carry a credential of *operation*."""
        names = {name for names in operation.security for name in names}
        return frozenset(self._declared[name].query for name in names) - {""}

    def _is_set(self, name: str) -> bool:
        return name in self.sources or bool(self._secrets[name])

    def _encoded(self, name: str, secret: str) -> str:
        credential = self._declared[name]
        if credential.basic:
            return basic_token(name, secret)
        if credential.cookie and not _COOKIE.fullmatch(secret):
            raise InputError(f"the value of {name} has a character that no cookie can carry", field=name)
        return header_value(name, secret)

    # ---------------------------------------------------------------- what texts say

    def spellings(self, name: str, secret: str | None) -> tuple[str, ...]:
        """Return the *secret* of the credential *name*, its parts, and how it is sent."""
        if not secret or not self._declared[name].basic:
            return (secret,) if secret else ()
        user, _, password = secret.partition(":")
        return secret, user, password, self._encoded(name, secret)

    def used(self, operation: Operation, status: int) -> str:
        """Say which secrets got this *status*; how to pass them if there were none."""
        names = self.chosen(operation)
        if not names:
            return self._hint(operation)
        writes = operation.method not in ("GET", "HEAD", "QUERY")
        read_only = writes and any(self._declared[name].read_only_status == status for name in names)
        verb = "was" if len(names) == 1 else "were"
        return (
            f"{' and '.join(map(self._origin, names))} {verb} used{'; is it read-only?' if read_only else ''}"
        )

    def _origin(self, name: str) -> str:
        variable = self._declared[name].env
        in_environment = self._secrets[name] == os.environ.get(variable or "")
        return f"the environment variable {variable}" if in_environment else f"{name}="

    def _hint(self, operation: Operation) -> str:
        """Say how the secrets of *operation* that are not set are passed."""
        alternatives = [[name for name in names if not self._is_set(name)] for names in operation.security]
        given = [_joined("pass", (f"{name}=" for name in names)) for names in alternatives]
        variables = [[self._declared[name].env for name in names] for names in alternatives]
        return " or ".join([*given, *(_joined("set", names) for names in variables if all(names))])

    def __repr__(self) -> str:
        return ", ".join(f"{name}=***" for name in self._secrets if self._is_set(name))


def _joined(verb: str, names: Iterable[Any]) -> str:
    return f"{verb} {' and '.join(names)}"


def _text(name: str, credential: Credential, given: Secret) -> str | None:
    """Return a secret as one text, from the environment if it is not given; None without any."""
    value: Any = given if given is not None else os.environ.get(credential.env or "")
    if credential.basic and is_array(value) and len(value) == 2:
        value = basic_text(name, *value)
    if not value or (credential.basic and value == ":"):
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} must be a string{' or (user, password)' if credential.basic else ''}")
    return value
