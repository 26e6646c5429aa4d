"""A PostgreSQL server for a test, where Debian's is installed: on a Unix socket, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

__all__ = ["PASSWORD", "postgres_server"]

PASSWORD = "s3cret/of:a@database"


@contextmanager
def postgres_server() -> Generator[str]:
    """Yield the URL of a database, without the password of its user; skip where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        pytest.skip("needs Debian's PostgreSQL")
    owner = None if os.getuid() else _other_user()  # the server refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # the path of a socket is short
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)

    def run(program: str, *arguments: str) -> None:
        user, group = (owner.pw_uid, owner.pw_gid) if owner else (None, None)
        subprocess.run(
            [found[-1] / program, *arguments],
            cwd=folder,
            capture_output=True,
            check=True,
            timeout=60,
            user=user,
            group=group,
        )

    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o644)
    try:
        run("initdb", "-D", "data", "-U", "loader", "-A", "scram-sha-256", "--pwfile=password", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        run("pg_ctl", "-D", "data", "-o", options, "-l", "log", "-w", "start")
        try:
            yield f"postgres://loader@/postgres?host={quote(str(folder), safe='')}"
        finally:
            run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _other_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("needs a user that PostgreSQL can run as")
