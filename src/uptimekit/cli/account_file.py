"""Adding an account to the configuration file, whose other content stays as it is, comments too."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.json_types import is_object
from uptimekit.fleet.toml_file import parse_toml

from .folder_lock import locked_folder
from .whole_file import write_private

__all__ = ["AccountFile"]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")

Entry = Mapping[str, str | Mapping[str, str]]


class AccountFile:
    """The text of a configuration file; an empty one where there is no file.

    Raises ConfigurationError if the file cannot be read, or is no TOML.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._added: dict[str, Entry] = {}
        try:
            self._text = path.read_bytes().decode()  # with its line ends
        except FileNotFoundError:
            self._text = ""
        except (OSError, UnicodeError) as error:
            raise ConfigurationError(f"{path} cannot be read: {_reason(error)}") from None
        self._accounts(self._text)

    def account(self, name: str) -> Mapping[str, Any] | None:
        """Return what the file says about an account; None if nothing."""
        found: Mapping[str, Any] | None = self._accounts(self._text).get(name)
        return found

    def variables(self) -> frozenset[str]:
        """Return the variables of the environment that its accounts refer to."""
        values = [
            value
            for entry in self._accounts(self._text).values()
            if is_object(entry)
            for value in entry.values()
        ]
        return frozenset(str(value["env"]) for value in values if is_object(value) and "env" in value)

    def add(self, name: str, entry: Entry) -> None:
        """Append an account that is not there yet.  :meth:`save` writes the file.

        Raises ConfigurationError if a table cannot follow the text, such as after ``accounts = {...}``.
        """
        table = "\n".join(
            [f"[accounts.{_key(name)}]", *(f"{_key(key)} = {_value(entry[key])}" for key in entry)]
        )
        gap = "" if not self._text else "\n" if self._text.endswith("\n") else "\n\n"
        text = f"{self._text}{gap}{table}\n"
        try:
            understood = self._accounts(text).get(name) == {key: entry[key] for key in entry}
        except ConfigurationError:
            understood = False
        if not understood:
            raise ConfigurationError(
                f"no account can be added at the end of {self.path}; write it there:\n{table}"
            )
        self._text = text
        self._added[name] = entry

    def save(self) -> None:
        """Replace the file at once, with the mode 0600.  What others wrote to it meanwhile stays, too.

        Raises ConfigurationError if that fails, or if the file has the account by now.
        """
        try:
            with locked_folder(self.path.parent):
                now = AccountFile(self.path)
                for name, entry in self._added.items():
                    if now.account(name) is not None:
                        raise ConfigurationError(f"{self.path} has an account {name} by now")
                    now.add(name, entry)
                write_private(self.path, now._text)
        except OSError as error:
            raise ConfigurationError(f"{self.path} cannot be written: {_reason(error)}") from None

    def _accounts(self, text: str) -> Mapping[str, Any]:
        accounts = parse_toml(text, self.path).get("accounts", {})
        return accounts if is_object(accounts) else {}


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: str | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return _text(value)
    return f"{{ {', '.join(f'{_key(key)} = {_text(each)}' for key, each in value.items())} }}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _reason(error: OSError | UnicodeError) -> str:
    return getattr(error, "strerror", None) or "it is no UTF-8"
