"""Where the secrets of an account come from: an environment variable, a keyring or a command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from uptimekit._runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FromEnvironment", "SecretReference"]


class SecretReference(Protocol):
    """Says where a secret is, and reads it.  Its ``repr`` shows the place, never the secret."""

    def read(self) -> str:
        """Return the secret.  Raises ConfigurationError if there is none; may take as long as a command takes."""
        ...


@frozen
class FromEnvironment:
    """A secret in an environment variable."""

    variable: str

    def read(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return the value of the variable; raise ConfigurationError if it is not set or empty."""
        if not (value := environment.get(self.variable)):
            raise ConfigurationError(f"the environment variable {self.variable} is not set")
        return value
