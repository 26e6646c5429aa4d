"""The certificates to trust: those that an option or the environment names, or certifi's."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .errors import ConfigurationError
from .http_library import create_ssl_context
from .locks import Locked

if TYPE_CHECKING:
    import ssl

__all__ = ["TrustStore"]

_PEM: Final = b"-----BEGIN "
_OPTION: Final = "verify"
_VARIABLES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
"""In order of precedence: the first two are OpenSSL's, the last one is that of requests, a file or a folder."""


@dataclass(frozen=True)
class TrustStore:
    """What ``verify=``, one of three variables and SSLKEYLOGFILE say.

    Attributes:
        source: the option or the variable that names the certificates; empty for those of certifi.
        path: a PEM file, or a folder as ``openssl rehash`` makes it; of SSL_CERT_DIR several, by ``os.pathsep``.
        key_log: file to which Python writes the keys of connections, for debugging; empty for none.
        verify: False to trust every server.
    """

    source: str = ""
    path: str = ""
    key_log: str = ""
    verify: bool = True

    @classmethod
    def of(cls, verify: bool | str | os.PathLike[str] = True) -> TrustStore:
        """Return what *verify* says, and for True the environment."""
        key_log = "" if sys.flags.ignore_environment else os.environ.get("SSLKEYLOGFILE", "")
        if not isinstance(verify, bool):
            return cls(_OPTION, _absolute(os.fspath(verify)), key_log)
        named = [name for name in _VARIABLES if os.environ.get(name)] if verify else []
        source = named[0] if named else ""
        return cls(source, _absolute(os.environ.get(source, ""), source), key_log, verify)

    def check(self, *, secure: bool) -> None:
        """Raise ConfigurationError, which names the option or variable, if a value cannot be used.

        A context is built if TLS is used to all servers (*secure*), to see whether it can be.  certifi's certificates are
        read for the first connection, since that takes long.
        """
        if secure and (self.path or self.key_log):
            self.context()
        else:
            self._check_paths()

    def context(self) -> ssl.SSLContext:
        """Return the context, which the clients of a process share: reading certificates takes long.

        Raises ConfigurationError if a value cannot be used.
        """
        try:
            changed = Path(self.path).stat().st_mtime_ns if self.path else 0
        except OSError:
            changed = 0  # the next step says what is wrong
        return _contexts.get(self, changed)

    def build(self) -> ssl.SSLContext:
        """Build a context."""
        import ssl  # late, as httpx does: a program that never uses TLS does not pay for it

        self._check_paths()
        file, folders = ("", self.path) if self._is_folder else (self.path, "")
        try:
            if self.path:
                return ssl.create_default_context(cafile=file or None, capath=folders or None)
            return create_ssl_context(verify=self.verify, trust_env=False)
        except OSError as error:  # also ssl.SSLError
            problem = f"cannot be used ({error.strerror or type(error).__name__})"
        if self.key_log:
            problem = f"or SSLKEYLOGFILE={self.key_log} {problem}"
        raise self._wrong(problem)

    @property
    def _is_folder(self) -> bool:
        return self.source == "SSL_CERT_DIR" or (self.source != "SSL_CERT_FILE" and Path(self.path).is_dir())

    def _check_paths(self) -> None:
        if self._is_folder and self.path:
            if not any(Path(folder).is_dir() for folder in self.path.split(os.pathsep)):
                raise self._wrong("is no folder that exists")
        elif self.path:
            try:
                usable = _PEM in Path(self.path).read_bytes()
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or "no path"
                raise self._wrong(f"cannot be read ({reason})") from None
            if not usable:
                raise self._wrong("is a file without certificates in PEM format")
        if self.key_log and (Path(self.key_log).is_dir() or not Path(self.key_log).parent.is_dir()):
            raise _wrong("SSLKEYLOGFILE", self.key_log, "is no file that can be written")

    def _wrong(self, problem: str) -> ConfigurationError:
        return _wrong(self.source or "the list of certificates of certifi", self.path, problem)


def _absolute(path: str, source: str = "") -> str:
    """Return *path* as it is from now on: a program may change its folder before the certificates are read."""
    paths = path.split(os.pathsep) if source == "SSL_CERT_DIR" else [path]
    return os.pathsep.join(each and os.path.abspath(each) for each in paths)  # noqa: PTH100  (a link may be replaced)


def _wrong(name: str, value: str, problem: str) -> ConfigurationError:
    if name == _OPTION:
        remedy = "give a file of certificates in PEM format, or a folder of them"
        return ConfigurationError(f"{name}={value!r} {problem}; {remedy}")
    return ConfigurationError(f"{name}={value} {problem}; correct it or unset it")


class _Contexts(Locked):
    """The contexts of this process, each built by one thread; that of a file that has changed is built again."""

    def get(self, store: TrustStore, changed: int) -> ssl.SSLContext:
        with self._lock:
            return _built(store, changed)


@lru_cache(maxsize=8)
def _built(store: TrustStore, changed: int) -> ssl.SSLContext:
    del changed
    return store.build()


_contexts = _Contexts()
