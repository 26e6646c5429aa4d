"""A job under a real cron: a minimal PATH, no terminal, and a mail where there is output."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import PYTHONPATH, Checks

CRON = shutil.which("cron", path="/usr/sbin:/usr/bin")
SENDMAIL = Path("/usr/sbin/sendmail")

APART = """
mount -t tmpfs none /run
mount -t tmpfs none /etc/cron.d
mount --bind /dev/null /etc/crontab
mount -t tmpfs none /var/spool/cron
mkdir /var/spool/cron/crontabs
install -m 600 "$1/crontab" /var/spool/cron/crontabs/root
mount --bind "$1/sendmail" /usr/sbin/sendmail
exec "$2" -f
"""
"""Starts cron with mounts of its own: it sees one crontab, and nothing of it is left behind."""

CRONTAB = """
PYTHONPATH={path}
HEALTHCHECKS_PING_KEY={HEALTHCHECKS_PING_KEY}
HEALTHCHECKS_BASE_URL={HEALTHCHECKS_BASE_URL}
@reboot {python} -m uptimekit run --deadline 60s --check job --create -q -- sh -c 'echo $PATH; date -d @0 +\\%Y; tty; exit 3'; echo over > {folder}/over
"""
"""cron runs what is at @reboot when it starts."""


@pytest.mark.skipif(
    CRON is None or not SENDMAIL.exists() or shutil.which("unshare") is None or os.getuid() != 0,
    reason="needs cron, sendmail, and root to run them apart from the crontabs of the machine",
)
def test_a_job_of_a_crontab(checks: Checks, tmp_path: Path) -> None:
    """The run of a job that fails is reported with its output, which is in cron's mail too, once."""
    for pipe in ("over", "mail"):
        os.mkfifo(tmp_path / pipe)
    (tmp_path / "sendmail").write_text(f"#!/bin/sh\ncat > {tmp_path}/mail\n")
    (tmp_path / "sendmail").chmod(0o755)
    variables = {"path": PYTHONPATH, "python": sys.executable, "folder": tmp_path}
    (tmp_path / "crontab").write_text(CRONTAB.format(**variables, **checks.variables))
    command = [
        "unshare",
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "sh",
        "-ec",
        APART,
        "sh",
        str(tmp_path),
        str(CRON),
    ]
    cron = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert (tmp_path / "over").read_text() == "over\n"
        mail = (tmp_path / "mail").read_text()
    finally:
        cron.kill()
        cron.wait()
    (_, _), (end, body) = checks.pings()
    assert (end, body) == ("fail", b"/usr/bin:/bin\n1970\nnot a tty\n")
    assert mail.partition("\n\n")[2] == body.decode()
