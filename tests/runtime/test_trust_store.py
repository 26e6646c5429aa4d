"""Tests of which certificates are trusted."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import certifi
import pytest

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.trust_store import TrustStore


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A PEM file with one certificate, the first of certifi's."""
    path = tmp_path / "one.pem"
    end = "-----END CERTIFICATE-----\n"
    path.write_text(Path(certifi.where()).read_text().partition(end)[0] + end)
    return path


def test_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The three variables are read; SSL_CERT_FILE goes before SSL_CERT_DIR, and an empty one counts as unset."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)
    assert TrustStore.of_environment() == TrustStore("", "", "")
    monkeypatch.setenv("SSL_CERT_DIR", "/b")
    monkeypatch.setenv("SSLKEYLOGFILE", "/c")
    assert TrustStore.of_environment() == TrustStore("", "/b", "/c")
    monkeypatch.setenv("SSL_CERT_FILE", "/a")
    assert TrustStore.of_environment() == TrustStore("/a", "", "/c")
    monkeypatch.setenv("SSL_CERT_FILE", "")
    assert TrustStore.of_environment() == TrustStore("", "/b", "/c")


def test_certifi_by_default() -> None:
    """Without variables, certifi's certificates are trusted, host names are checked, and the context is shared."""
    context = TrustStore("", "", "").context()
    assert len(context.get_ca_certs()) > 50
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert TrustStore("", "", "").context() is context


def test_a_file(one: Path) -> None:
    """A file's certificates are the only ones trusted; once it changes it is read again."""
    context = TrustStore(str(one), "", "").context()
    assert len(context.get_ca_certs()) == 1
    assert TrustStore(str(one), "", "").context() is context
    one.write_text(Path(certifi.where()).read_text())
    os.utime(one, (1, 1))
    assert len(TrustStore(str(one), "", "").context().get_ca_certs()) > 50


def test_folders(tmp_path: Path) -> None:
    """Folders are trusted if one of them exists; none of certifi's certificates is."""
    context = TrustStore("", f"/nowhere{os.pathsep}{tmp_path}", "").context()
    assert context.get_ca_certs() == []
    assert context.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    ("store", "says"),
    [
        (TrustStore("/nowhere/ca.pem", "", ""), "SSL_CERT_FILE cannot be read (No such file or directory)"),
        (TrustStore("{tmp}", "", ""), "SSL_CERT_FILE cannot be read (Is a directory)"),
        (TrustStore("{tmp}/text", "", ""), "SSL_CERT_FILE names a file without certificates in PEM format"),
        (TrustStore("", "/nowhere", ""), "SSL_CERT_DIR names no folder that exists"),
        (TrustStore("", "{tmp}/text", ""), "SSL_CERT_DIR names no folder that exists"),
        (TrustStore("", "", "/nowhere/keys"), "SSLKEYLOGFILE names no file that can be written"),
        (TrustStore("", "", "{tmp}"), "SSLKEYLOGFILE names no file that can be written"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, store: TrustStore, says: str) -> None:
    """What is missing or of the wrong kind is told with its variable and the way out, before anything is built."""
    (tmp_path / "text").write_text("no certificate")
    store = TrustStore(*(value.replace("{tmp}", str(tmp_path)) for value in vars(store).values()))
    for use in (store.check, store.context):
        with pytest.raises(ConfigurationError) as caught:
            use()
        assert caught.value.message == f"{says}; correct it or unset it"


def test_a_certificate_that_is_broken(tmp_path: Path) -> None:
    """A PEM file that holds no certificate after all is told when a client is built, not by its first call."""
    path = tmp_path / "broken.pem"
    path.write_text("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")
    store = TrustStore(str(path), "", "")
    for use in (store.check, store.context):
        with pytest.raises(ConfigurationError, match="SSL_CERT_FILE cannot be used"):
            use()


def test_keys_are_logged_where_python_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With SSLKEYLOGFILE, which Python reads itself, there is a context of its own."""
    path = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(path))
    context = TrustStore("", "", str(path)).context()
    assert str(context.keylog_filename) == str(path)
    assert context is not TrustStore("", "", "").context()
