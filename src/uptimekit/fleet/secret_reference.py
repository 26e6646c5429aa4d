"""References to the secrets of an account: an environment variable, a keyring or a command."""

from __future__ import annotations

import os
from typing import Any, Final, Protocol

from attrs import field, frozen

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.tracebacks import hides_locals

from .constants import PATIENCE
from .failures import FAILURES

__all__ = [
    "FORMS",
    "FromCommand",
    "FromEnvironment",
    "FromKeyring",
    "SecretReference",
    "secret_reference",
]

FORMS: Final = '{ env = "VARIABLE" }, { keyring = "service/user" } or { command = ["program", "argument"] }'
"""How a reference is written in a configuration file."""


class SecretReference(Protocol):
    """Says where a secret is, and reads it.  Its ``repr`` shows the place, never the secret."""

    def read(self, seconds: float = PATIENCE) -> str:
        """Return the secret; raise ConfigurationError if there is none, or if reading it takes longer than *seconds*."""
        ...


@frozen
class FromEnvironment:
    """A secret in an environment variable.

    Attributes:
        variable: name of the variable.
        beside: variables that are set, and are of no use without this one; the error names them.
    """

    variable: str
    beside: tuple[str, ...] = field(default=(), repr=False)

    def read(self, seconds: float = PATIENCE) -> str:  # noqa: ARG002  (it takes no time)
        """Return the value of the variable; raise ConfigurationError if it is not set or empty."""
        if not (value := os.environ.get(self.variable)):
            needed = f", which {' and '.join(self.beside)} needs beside it" if self.beside else ""
            raise ConfigurationError(f"the environment variable {self.variable} is not set{needed}")
        return value


@frozen
class FromKeyring:
    """A secret in the keyring of the system; needs the extra ``keyring``."""

    service: str
    user: str

    def read(self, seconds: float = PATIENCE) -> str:  # noqa: ARG002  (a keyring takes no limit)
        """Return the password; raise ConfigurationError if the keyring has none or cannot be opened.

        It may take longer than *seconds*: the keyring may ask a person.
        """
        try:
            import keyring
        except ModuleNotFoundError:
            raise ConfigurationError(
                "a secret of a keyring needs the package keyring: pip install 'uptimekit[keyring]'"
            ) from None
        try:
            secret = keyring.get_password(self.service, self.user)
        except FAILURES as error:  # whatever a backend raises
            raise ConfigurationError(f"the keyring cannot be read: {type(error).__name__}") from None
        if not secret:
            raise ConfigurationError(
                f"the keyring has nothing for {self.service}/{self.user}; run: keyring set {self.service} {self.user}"
            )
        if not isinstance(secret, str):  # pyright: ignore[reportUnnecessaryIsInstance]  (of a backend that gives bytes)
            raise ConfigurationError(f"the keyring has no text for {self.service}/{self.user}")
        return secret


@frozen
class FromCommand:
    """A secret that a command prints.  No shell runs it; only the name of the program is ever shown."""

    command: tuple[str, ...] = field(repr=lambda command: f"<{command[0]} ...>")

    @hides_locals
    def read(self, seconds: float = PATIENCE) -> str:
        """Return what the command prints, without the line break at its end.

        The command has no input, and what it writes to its standard error is dropped, since it may be secret.  It is
        killed if it takes longer than *seconds*, and when nobody waits for the secret any more.  Raises
        ConfigurationError if the command is not there, fails, takes too long, or prints anything but one line of text.
        """
        from .secret_command import printed_by  # with subprocess, which is slow to load

        output, problem = printed_by(self.command, seconds)
        secret = output.decode(errors="replace").removesuffix("\n").removesuffix("\r")
        if not problem and (not secret.isprintable() or "\ufffd" in secret):
            problem = "printed more than one line of text; it must print the secret alone"
        if problem or not secret:
            raise ConfigurationError(f"the command {self.command[0]} {problem or 'printed nothing'}")
        return secret


def secret_reference(given: Any) -> SecretReference:
    """Return the reference that a configuration file gives.

    Raises ConfigurationError for anything else, such as a secret in plain text, which the error does not repeat.
    """
    match given:
        case {"env": str(variable), **others} if variable and not others:
            return FromEnvironment(variable)
        case {"keyring": str(place), **others} if not others and all(place.rpartition("/")):
            service, _, user = place.rpartition("/")
            return FromKeyring(service, user)
        case {"command": [*words], **others} if (
            not others and words and all(_is_word(word) for word in words)
        ):
            return FromCommand(tuple(words))
        case {"command": str()}:
            raise ConfigurationError(
                'a command is a list, such as ["pass", "show", "name"]: no shell runs it'
            )
        case str():
            raise ConfigurationError(f"a secret in plain text is refused; write {FORMS}")
        case _:
            raise ConfigurationError(f"must be {FORMS}")


def _is_word(word: object) -> bool:
    return isinstance(word, str) and word != ""
