"""Addresses of stores: what they may say, and how they are shown."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.spelling import did_you_mean

__all__ = ["StoreURL"]

_SCHEMES: Final = {
    "redis": "redis",
    "rediss": "rediss",
    "valkey": "redis",
    "valkeys": "rediss",
    "unix": "unix",
}
_EXAMPLE: Final = "such as redis://store.example:6379/0, rediss:// for TLS, or unix:///run/redis.sock"
_OPTIONS: Final = frozenset(
    {
        "client_name",
        "db",
        "password",
        "ssl_ca_certs",
        "ssl_ca_path",
        "ssl_cert_reqs",
        "ssl_certfile",
        "ssl_check_hostname",
        "ssl_keyfile",
        "username",
    }
)


class StoreURL:
    """The address of a Redis or Valkey server.  Raises ConfigurationError, without the password, for anything else.

    Attributes:
        text: the address as redis-py reads it.
        name: the address for messages: without user name, password and options.
        secrets: the passwords in it.
    """

    def __init__(self, url: object) -> None:
        if not isinstance(url, str):
            raise ConfigurationError(f"the address of the store must be a text, {_EXAMPLE}")
        try:
            parts = urlsplit(url.strip())
            port = parts.port
        except ValueError:
            raise _wrong("has no valid host and port") from None
        scheme = _SCHEMES.get(parts.scheme)
        if scheme is None:
            hint = did_you_mean(parts.scheme, _SCHEMES, _EXAMPLE) if "://" in url else f"; {_EXAMPLE}"
            raise _wrong(f"begins with none of {', '.join(f'{each}://' for each in _SCHEMES)}{hint}")
        options = _options(parts)
        where = parts.path if scheme == "unix" else f"{_host(parts)}:{port or 6379}/{_database(parts)}"
        if scheme == "unix" and (parts.hostname or not parts.path.strip("/")):
            raise _wrong(f"has no path of a socket; {_EXAMPLE}")
        self.text = f"{scheme}://{url.strip().partition('://')[2]}"
        self.name = f"{parts.scheme}://{where}"
        self.secrets = tuple(filter(None, (unquote(parts.password or ""), options.get("password"))))

    def __repr__(self) -> str:
        return self.name


def _options(parts: SplitResult) -> dict[str, str]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in options.keys() - _OPTIONS:
        hint = did_you_mean(name, _OPTIONS, f"it may have {', '.join(sorted(_OPTIONS))}")
        raise _wrong(f"has an option {name!r}{hint}")
    if not options.get("db", "0").isdecimal():
        raise _wrong("names a database that is no number")
    return options


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise _wrong(f"has no host; {_EXAMPLE}")
    return f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname


def _database(parts: SplitResult) -> str:
    number = parts.path.strip("/")
    if number and not number.isdecimal():
        raise _wrong("names a database that is no number: the path is its number, such as /0")
    return number or dict(parse_qsl(parts.query)).get("db", "0")


def _wrong(problem: str) -> ConfigurationError:
    return ConfigurationError(f"the address of the store {problem}")
