"""The credentials of a new account: from a terminal, from standard input, or from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import click
from attrs import field, frozen

from uptimekit._runtime.errors import InputError
from uptimekit._runtime.spelling import did_you_mean
from uptimekit.fleet import AccountReader

_NAME: Final = re.compile(r"[A-Za-z]+(_[A-Za-z0-9]+)*")
"""What looks like the name of a variable or setting."""
_QUOTES: Final = "'\""

__all__ = ["Credentials", "ask_for_credentials", "credentials_of_environment", "read_credentials"]


def _names_only(values: Mapping[str, str]) -> str:
    return f"<{', '.join(values)}>"


@frozen
class Credentials:
    """Secrets and settings of an account by name.  Its ``repr`` has no value of a secret."""

    secrets: Mapping[str, str] = field(repr=_names_only)
    settings: Mapping[str, str]


def ask_for_credentials(reader: type[AccountReader], given: Mapping[str, str]) -> Credentials:
    """Ask for what is not *given*: secrets without showing them; what is not needed may be left out."""
    needed = reader.needed[0] if len(reader.needed) == 1 else reader.needed[_choice(reader.needed) - 1]
    values = dict(given)
    for name in needed:
        if name not in values:
            values[name] = click.prompt(_label(name), hide_input=name in reader.all_secrets(), err=True)
    for name in reader.all_secrets():
        if not any(name in names for names in reader.needed):
            label = f"{_label(name)} (Enter leaves it out)"
            values[name] = click.prompt(label, default="", show_default=False, hide_input=True, err=True)
    return _checked(reader, values)


def read_credentials(
    reader: type[AccountReader], given: Mapping[str, str], lines: Iterable[str]
) -> Credentials:
    """Take lines ``NAME=VALUE``; a single line may be the value alone, if the provider needs one secret.

    A name is that of the configuration, or that of the variable, with ``export`` before it or not.  What could be such a
    line with another name is refused, rather than taken for a secret.

    Raises InputError, which repeats no value.
    """
    values = dict(given)
    names = {variable: name for name, variable in {**reader.settings, **reader.all_secrets()}.items()}
    names.update({name: name for name in names.values()})
    texts = [line.rstrip("\r\n") for line in lines if line.strip()]
    only = [name for name in reader.needed[0] if name in reader.all_secrets() and name not in given]
    for text in texts:
        name, equals, value = text.removeprefix("export ").partition("=")
        if equals and name in names:
            values[names[name]] = _unquoted(value)
        elif equals and _NAME.fullmatch(name) and value.strip("="):
            raise InputError(
                "standard input has a line with another name than those of "
                f"{_listed(names)}{did_you_mean(name, names)}"
            )
        elif len(texts) == len(only) == 1:
            values[only[0]] = text
        else:
            raise InputError(f"standard input must have lines NAME=VALUE, where NAME is {_listed(names)}")
    return _checked(reader, values)


def _unquoted(value: str) -> str:
    """Return *value* without the quotes that a shell needs around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] in _QUOTES else value


def credentials_of_environment(reader: type[AccountReader], given: Mapping[str, str]) -> Credentials:
    """Take the variables that the provider's client reads.  Raises InputError with those that are missing."""
    variables = {**reader.settings, **reader.all_secrets()}
    found = {name: os.environ[variable] for name, variable in variables.items() if os.environ.get(variable)}
    return _checked(reader, {**found, **given}, variables)


def _choice(alternatives: Sequence[Sequence[str]]) -> int:
    for number, names in enumerate(alternatives, 1):
        click.echo(f"{number}  {' and '.join(map(_label, names))}", err=True)
    choice = click.Choice([str(number) for number, _ in enumerate(alternatives, 1)])
    return int(click.prompt("Which", type=choice, default="1", err=True))


def _checked(
    reader: type[AccountReader], values: Mapping[str, str], called: Mapping[str, str] | None = None
) -> Credentials:
    """Sort *values* into secrets and settings; *called* has other names for the message."""
    given = {name: value for name, value in values.items() if value}
    known = [*reader.all_secrets(), *reader.settings]
    for name in given:
        if name not in known:
            raise InputError(
                f"there is no {name!r}{did_you_mean(name, known, f'there are {_listed(known)}')}"
            )
    if not any(given.keys() >= {*names} for names in reader.needed):
        names = called or {name: name for name in known}
        ways = ", or ".join(" and ".join(names[each] for each in way) for way in reader.needed)
        raise InputError(f"needed: {ways}{'' if called else _how(reader, given)}")
    return Credentials(
        {name: given[name] for name in reader.all_secrets() if name in given},
        {name: given[name] for name in reader.settings if name in given},
    )


def _how(reader: type[AccountReader], given: Mapping[str, str]) -> str:
    """Return with which options the settings that are missing are given; a variable that has one is named."""
    hints: list[str] = []
    for name in reader.needed[0]:
        if name in reader.settings and name not in given:
            variable = reader.settings[name]
            value = f'"${variable}"' if os.environ.get(variable) else "..."
            hints.append(f"; add --set {name}={value}")
    return "".join(hints)


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
