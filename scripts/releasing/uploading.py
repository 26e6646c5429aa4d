"""Uploading distributions to an index, without changing any that it has."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from programs import ProgramError, run

from .credentials import PASSWORD, USERNAME, Credentials
from .index import Index, Listed, host_of, sha256
from .refusal import RefusalError

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_DENIED: Final = ("401", "403")


@dataclass(frozen=True)
class Target:
    """The two addresses of an index: where pip reads, and where twine uploads."""

    index_url: str
    upload_url: str


def target_of(index_url: str, upload_url: str | None = None) -> Target:
    """Return the addresses of an index.

    Without *upload_url* it is *index_url* without ``/simple/``, which is what most servers use.  Raises RefusalError for
    an address with a password in it, and for one over which a password would go unencrypted.
    """
    index_url = index_url.rstrip("/") + "/"
    target = Target(index_url, upload_url or index_url.removesuffix("simple/"))
    for url in (target.index_url, target.upload_url):
        _check(url)
    return target


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise RefusalError(["this is no address of an index: a bracket or a port in it is wrong"]) from None
    if "@" in parts.netloc:
        raise RefusalError([f"no credentials in a URL: set {USERNAME} and {PASSWORD}"])
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise RefusalError([f"{host_of(url) or url}: an index must be reached by https"])


def missing_from(index: Index, listed: Mapping[str, Listed], files: Sequence[Path]) -> list[Path]:
    """Return those of *files* that the index does not have; *listed* is what it has.

    Raises RefusalError if it has one with other content: whoever has installed that would never get this one.
    """
    others = [file for file in files if file.name in listed and not index.holds(listed[file.name], file)]
    if others:
        host, advice = host_of(index.url), "a version is released once, raise it"
        raise RefusalError(
            f"{host} has {file.name} with other content (not sha256 {sha256(file)[:12]}...): {advice}"
            for file in others
        )
    return [file for file in files if file.name not in listed]


def upload(target: Target, credentials: Credentials, files: Sequence[Path]) -> None:
    """Upload *files* with twine; raise RefusalError in one line, without secrets, if it fails."""
    command = (
        sys.executable,
        *["-m", "twine", "--no-color", "upload", "--non-interactive", "--disable-progress-bar"],
    )
    secrets = {USERNAME: credentials.username, PASSWORD: credentials.password}
    environment = {**os.environ, **secrets, "COLUMNS": "1000"}  # a message must not be broken into lines
    try:
        paths = [file.resolve() for file in files]
        run(*command, "--repository-url", target.upload_url, *paths, cwd=paths[0].parent, env=environment)
    except ProgramError as error:
        raise RefusalError([_reason(target, credentials, error.output)]) from None


def _reason(target: Target, credentials: Credentials, output: str) -> str:
    """Say in one line why twine failed: by the status in its output, else by the last line of it."""
    host = host_of(target.upload_url)
    answer = re.search(r"HTTPError: ((\d{3}).*?) from ", output)
    if answer and answer[2] in _DENIED:
        return f"{host} refuses these credentials ({answer[2]})"
    last = "".join([line for line in output.splitlines() if line.strip()][-1:])
    return f"{host} takes no upload: {credentials.hidden_in(answer[1] if answer else last).strip()}"
