"""A private index that asks for a password, and wheels of what is installed."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final
from urllib.parse import quote

import httpx
from packaging.requirements import Requirement

NAME: Final = "team"
WORD: Final = "open/se same@"
CREDENTIALS: Final = {"TWINE_USERNAME": NAME, "TWINE_PASSWORD": WORD}


@dataclass(frozen=True)
class PrivateIndex:
    """A pypiserver with one user, and the folder that it keeps files in."""

    root_url: str
    folder: Path

    @property
    def url(self) -> str:
        """Where pip reads."""
        return f"{self.root_url}/simple/"

    @property
    def url_with_password(self) -> str:
        return self.url.replace("://", f"://{NAME}:{quote(WORD, safe='')}@")

    def content(self) -> dict[str, bytes]:
        """Return every file that was uploaded."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


@contextmanager
def private_index(
    folder: Path, *options: str, guarded: str = "update,download,list"
) -> Iterator[PrivateIndex]:
    """Run a pypiserver on a free port; the actions that *guarded* names need the password."""
    packages, passwords = folder / "packages", folder / "passwords"
    packages.mkdir(parents=True)
    digest = base64.b64encode(hashlib.sha1(WORD.encode()).digest()).decode()
    passwords.write_text(f"{NAME}:{{SHA}}{digest}\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "pypiserver", "run", "--interface", "127.0.0.1", "--port", str(port)]
    secured = [
        "--passwords",
        str(passwords),
        "--authenticate",
        guarded,
        "--disable-fallback",
        "--health-endpoint",
        "/up",
    ]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, *secured, *options, str(packages)], stdout=log, stderr=subprocess.STDOUT, cwd=folder
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/up", server)
        yield PrivateIndex(f"http://127.0.0.1:{port}", packages)
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the server answers; pytest's own limit ends a wait that is too long."""
    while True:
        assert server.poll() is None, "the index has ended"
        try:
            httpx.get(url).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return


def wheels_of(folder: Path, *requirements: str) -> None:
    """Make wheels of installed distributions and all that they need: an index to install from without a network."""
    folder.mkdir(exist_ok=True)
    seen: set[str] = set()
    pending = [Requirement(text) for text in requirements]
    while pending:
        requirement = pending.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        found = distribution(name)
        _pack(found, folder)
        pending += [Requirement(text) for text in found.requires or ()]


def _pack(found: Distribution, folder: Path) -> None:
    """Put the files of an installed distribution into a wheel again, without what the installer added."""
    tag = re.search(r"^Tag: (\S+)$", found.read_text("WHEEL") or "", re.MULTILINE)
    assert tag, found.metadata["Name"]
    stem = f"{re.sub(r'[-_.]+', '_', found.metadata['Name'])}-{found.version}"
    packaged = [path for path in found.files or () if _is_packaged(path.as_posix())]
    (home,) = {path.parent.as_posix() for path in packaged if path.match("*.dist-info/METADATA")}
    rows = io.StringIO()
    record = csv.writer(rows, lineterminator="\n")
    with zipfile.ZipFile(folder / f"{stem}-{tag[1]}.whl", "w") as wheel:
        for path in packaged:
            data = path.read_binary()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.writerow([path.as_posix(), f"sha256={digest}", len(data)])
            wheel.writestr(path.as_posix(), data)
        record.writerow([f"{home}/RECORD", "", ""])
        wheel.writestr(f"{home}/RECORD", rows.getvalue())


def _is_packaged(path: str) -> bool:
    added = ("/RECORD", "/INSTALLER", "/REQUESTED", "/direct_url.json")
    return not path.startswith("..") and "__pycache__" not in path and not path.endswith(added)
