"""Tests of which certificates are trusted."""

from __future__ import annotations

import os
import re
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

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


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)


def test_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one that is not empty counts, and an option goes before all of them."""
    assert TrustStore.of() == TrustStore()
    monkeypatch.setenv("SSLKEYLOGFILE", "/k")
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, f"/{name}")
        assert TrustStore.of() == TrustStore(name, f"/{name}", "/k")
    assert TrustStore.of(Path("/a")) == TrustStore("verify", "/a", "/k")
    assert TrustStore.of(verify=False) == TrustStore("", "", "/k", verify=False)
    monkeypatch.setenv("SSL_CERT_FILE", "")
    assert TrustStore.of() == TrustStore("SSL_CERT_DIR", "/SSL_CERT_DIR", "/k")


def test_certifi_by_default() -> None:
    """Without variables, certifi's certificates are trusted, host names are checked, and the context is shared."""
    context = TrustStore().context()
    assert len(context.get_ca_certs()) > 50
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert TrustStore().context() is context


def test_no_verification() -> None:
    """False trusts every server; the context is another one than that of those who do verify."""
    context = TrustStore(verify=False).context()
    assert (context.check_hostname, context.verify_mode) == (False, ssl.CERT_NONE)
    assert TrustStore.of(verify=False).context() is context
    assert TrustStore().context() is not context


@pytest.mark.parametrize("source", ["verify", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_a_file(one: Path, source: str) -> None:
    """A file's certificates are the only ones trusted; once it changes it is read again."""
    store = TrustStore(source, str(one))
    context = store.context()
    assert len(context.get_ca_certs()) == 1
    assert store.context() is context
    one.write_text(Path(certifi.where()).read_text())
    os.utime(one, (1, 1))
    assert len(store.context().get_ca_certs()) > 50


def test_folders(tmp_path: Path) -> None:
    """Folders are trusted if one of them exists; none of certifi's certificates is."""
    for store in (
        TrustStore("SSL_CERT_DIR", f"/nowhere{os.pathsep}{tmp_path}"),
        TrustStore("verify", str(tmp_path)),
        TrustStore("REQUESTS_CA_BUNDLE", str(tmp_path)),
    ):
        context = store.context()
        assert context.get_ca_certs() == []
        assert context.verify_mode is ssl.CERT_REQUIRED


def test_threads_build_one_context(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that need a context at the same time build it once."""
    store, built = TrustStore("verify", str(one)), list[bool]()
    usual, together = ssl.create_default_context, threading.Barrier(4)

    def slow(**options: Any) -> ssl.SSLContext:
        built.append(True)
        return usual(**options)

    def use() -> ssl.SSLContext:
        together.wait(10)
        return store.context()

    monkeypatch.setattr(ssl, "create_default_context", slow)
    with ThreadPoolExecutor(4) as threads:
        contexts = {future.result() for future in [threads.submit(use) for _ in range(4)]}
    assert (len(contexts), len(built)) == (1, 1)


@pytest.mark.parametrize(
    ("store", "says"),
    [
        (TrustStore("SSL_CERT_FILE", "/nowhere/ca.pem"), "cannot be read (No such file or directory)"),
        (TrustStore("SSL_CERT_FILE", "{tmp}"), "cannot be read (Is a directory)"),
        (TrustStore("SSL_CERT_FILE", "{tmp}/text"), "is a file without certificates in PEM format"),
        (TrustStore("SSL_CERT_DIR", "/nowhere"), "is no folder that exists"),
        (TrustStore("SSL_CERT_DIR", "{tmp}/text"), "is no folder that exists"),
        (TrustStore("REQUESTS_CA_BUNDLE", "/nowhere"), "cannot be read (No such file or directory)"),
        (TrustStore("", "", "/nowhere/keys"), "is no file that can be written"),
        (TrustStore("", "", "{tmp}"), "is no file that can be written"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, store: TrustStore, says: str) -> None:
    """What is missing or of the wrong kind is told with its variable and the remedy, before anything is built."""
    (tmp_path / "text").write_text("no certificate")
    path, key_log = (text.replace("{tmp}", str(tmp_path)) for text in (store.path, store.key_log))
    store = replace(store, path=path, key_log=key_log)
    named = f"SSLKEYLOGFILE={key_log}" if key_log else f"{store.source}={path}"
    for use in (partial(store.check, secure=True), partial(store.check, secure=False), store.context):
        with pytest.raises(ConfigurationError) as caught:
            use()
        assert caught.value.message == f"{named} {says}; correct it or unset it"


@pytest.mark.parametrize("path", ["/nowhere/ca.pem", "{tmp}/text", "/a\0b"])
def test_an_option_that_cannot_be_used(tmp_path: Path, path: str) -> None:
    """The same of a path that was passed in, which is quoted."""
    (tmp_path / "text").write_text("no certificate")
    path = path.replace("{tmp}", str(tmp_path))
    with pytest.raises(ConfigurationError) as caught:
        TrustStore.of(path).check(secure=False)
    assert caught.value.message.startswith(f"verify={path!r} ")
    assert caught.value.message.endswith("; give a file of certificates in PEM format, or a folder of them")


@pytest.mark.parametrize("key_log", [False, True])
def test_a_certificate_that_is_broken(tmp_path: Path, key_log: bool) -> None:
    """A PEM file that holds no certificate after all is told when a client is built, not by its first call."""
    path = tmp_path / "broken.pem"
    path.write_text("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")
    keys = str(tmp_path / "keys") if key_log else ""
    store = TrustStore("SSL_CERT_FILE", str(path), keys)
    says = f"SSL_CERT_FILE={path} {f'or SSLKEYLOGFILE={keys} ' if keys else ''}cannot be used"
    for use in (partial(store.check, secure=True), store.context):
        with pytest.raises(ConfigurationError, match=re.escape(says)):
            use()


def test_keys_are_logged_where_python_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With SSLKEYLOGFILE, which Python reads itself, there is a context of its own."""
    path = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(path))
    context = TrustStore("", "", str(path)).context()
    assert str(context.keylog_filename) == str(path)
    assert context is not TrustStore().context()


@pytest.mark.parametrize("variable", ["", "SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_a_relative_path_is_that_of_the_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """A change of the folder changes no trust, and files of one name and age in two folders are two."""
    stores: list[TrustStore] = []
    for name in ("a", "b"):
        (tmp_path / name / "certificates").mkdir(parents=True)
        path = tmp_path / name / "certificates"
        if variable != "SSL_CERT_DIR":
            path = path / "ca.pem"
            path.write_bytes(Path(certifi.where()).read_bytes())
        os.utime(path, (0, 0))
        monkeypatch.chdir(tmp_path / name)
        given = str(path.relative_to(tmp_path / name))
        monkeypatch.setenv(variable or "REQUESTS_CA_BUNDLE", given)
        stores.append(TrustStore.of(True if variable else given))
    monkeypatch.chdir("/")
    assert stores[0].context() is not stores[1].context()
