"""The certificates to trust: those that the environment names, or certifi's."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .errors import ConfigurationError
from .http_library import create_ssl_context

if TYPE_CHECKING:
    import ssl

__all__ = ["TrustStore"]

_PEM: Final = b"-----BEGIN "


@dataclass(frozen=True)
class TrustStore:
    """The values of SSL_CERT_FILE, SSL_CERT_DIR and SSLKEYLOGFILE.  A file goes before folders, as with httpx.

    Attributes:
        file: a PEM file of certificates; empty for none.
        folders: folders as ``openssl rehash`` makes them, separated by ``os.pathsep``; empty for none.
        key_log: file to which Python writes the keys of connections, for debugging; empty for none.
    """

    file: str
    folders: str
    key_log: str

    @classmethod
    def of_environment(cls) -> TrustStore:
        """Read the three variables."""
        file, folders, key_log = map(os.environ.get, ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"))
        used = "" if sys.flags.ignore_environment else key_log or ""
        return cls(file or "", "" if file else folders or "", used)

    def check(self) -> None:
        """Raise ConfigurationError, which names the variable, if a value cannot be used.

        certifi's certificates are not checked here: they are read for the first connection, since that takes long.
        """
        if self.file:
            try:
                usable = _PEM in Path(self.file).read_bytes()
            except OSError as error:
                raise _wrong("SSL_CERT_FILE", f"cannot be read ({error.strerror})") from None
            if not usable:
                raise _wrong("SSL_CERT_FILE", "names a file without certificates in PEM format")
        if self.folders and not any(Path(folder).is_dir() for folder in self.folders.split(os.pathsep)):
            raise _wrong("SSL_CERT_DIR", "names no folder that exists")
        if self.key_log and (Path(self.key_log).is_dir() or not Path(self.key_log).parent.is_dir()):
            raise _wrong("SSLKEYLOGFILE", "names no file that can be written")
        if self.file or self.folders or self.key_log:
            self._built()

    def context(self) -> ssl.SSLContext:
        """Return the context, which the clients of a process share: reading certificates takes long.

        Raises ConfigurationError if a value cannot be used.
        """
        self.check()
        return self._built()

    def _built(self) -> ssl.SSLContext:
        return _context(self, Path(self.file).stat().st_mtime_ns if self.file else 0)


@lru_cache(maxsize=8)
def _context(store: TrustStore, changed: int) -> ssl.SSLContext:
    """Build a context.  *changed*, the time of the file, makes a new file be read again."""
    del changed
    import ssl  # late, as httpx does: a program that never uses TLS does not pay for it

    try:
        if store.file or store.folders:
            return ssl.create_default_context(cafile=store.file or None, capath=store.folders or None)
        return create_ssl_context(trust_env=False)
    except OSError as error:  # also ssl.SSLError
        problem = error.strerror or type(error).__name__
    name = (
        "SSL_CERT_FILE"
        if store.file
        else "SSL_CERT_DIR"
        if store.folders
        else "the list of certificates of certifi"
    )
    raise _wrong(f"{name} (or SSLKEYLOGFILE)" if store.key_log else name, f"cannot be used ({problem})")


def _wrong(name: str, problem: str) -> ConfigurationError:
    return ConfigurationError(f"{name} {problem}; correct it or unset it")
