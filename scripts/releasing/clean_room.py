"""Installing a published release from its index into an empty environment, and using it there."""

from __future__ import annotations

import os
import sys
import tempfile
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from packaging.version import Version

from programs import ProgramError, run

from .credentials import Credentials
from .index import host_of, sha256
from .refusal import RefusalError

_SMOKE: Final = Path(__file__).with_name("smoke.py")


@dataclass(frozen=True)
class Release:
    """What was published: one version of a distribution, and its files."""

    project: str
    version: Version
    files: tuple[Path, ...]

    @property
    def requirement(self) -> str:
        return f"{self.project}=={self.version}"


def try_out(release: Release, index_url: str, credentials: Credentials, wheels: Path | None = None) -> str:
    """Install a release from its index into a new environment and use it there; return what that said.

    pip takes the distribution itself from that index alone, and only with the content of its files.  The dependencies
    come from the folder *wheels*, or from where pip is set up to look.  Raises RefusalError if any of it fails.
    """
    with tempfile.TemporaryDirectory(prefix="uptimekit-try-") as name:
        folder = Path(name)
        venv.create(folder / "env")
        python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
        try:
            _install(release, python, _pip_environment(index_url, credentials), wheels)
            smoke = (python, "-I", "-W", "error", _SMOKE, release.project)
            # no proxies: it talks to itself
            plain = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
            return run(*smoke, cwd=folder, env=plain).strip()
        except ProgramError as error:
            where = f"{release.requirement} from {host_of(index_url)}"
            raise RefusalError([f"{where} is of no use: {credentials.hidden_in(_reason(error))}"]) from None


def _reason(error: ProgramError) -> str:
    """Return pip's first error, or the last line of a traceback."""
    lines = error.output.splitlines() or ["it says nothing"]
    return next((line for line in lines if line.startswith("ERROR: ")), lines[-1]).removeprefix("ERROR: ")


def _install(release: Release, python: Path, only_index: Mapping[str, str], wheels: Path | None) -> None:
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-compile",
        "--quiet",
        "--no-input",
    )
    pinned = python.parents[2] / "requirements.txt"
    contents = (f"--hash=sha256:{sha256(file)}" for file in release.files)  # pip may accept no other
    pinned.write_text(" ".join([release.requirement, *contents, "\n"]), encoding="utf-8")
    alone = ("--no-deps", "--no-cache-dir", "--only-binary", ":all:", "--require-hashes", "-r", pinned)
    run(*pip, *alone, cwd=pinned.parent, env=only_index)
    sources = ("--no-index", "--find-links", wheels.resolve()) if wheels else ()
    run(*pip, *sources, release.requirement, cwd=pinned.parent)


def _pip_environment(index_url: str, credentials: Credentials) -> dict[str, str]:
    """Return an environment in which pip knows one index, whatever this machine's files and variables say.

    The password goes by the environment: a command line can be read by everyone on the machine.
    """
    parts = urlsplit(index_url)
    user = f"{quote(credentials.username, safe='')}:{quote(credentials.password, safe='')}"
    return {
        **{name: value for name, value in os.environ.items() if name == "PIP_CERT" or name[:4] != "PIP_"},
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": urlunsplit(parts._replace(netloc=f"{user}@{parts.netloc}")),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
