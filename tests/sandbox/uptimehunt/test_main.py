"""`python -m uptimekit.sandbox uptimehunt`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import httpx


def test_serves_until_told_to_stop() -> None:
    """It prints its address and who can log in, answers them, and ends with status 0 and nothing on stderr."""
    command = [sys.executable, "-W", "error", "-m", "uptimekit.sandbox", "uptimehunt", "--port", "0"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(4)]
        url = re.fullmatch(r"uptimehunt sandbox at (http://127\.0\.0\.1:\d+): base_url=\1/api/v1\n", lines[0])
        users = [re.fullmatch(r"user \w+: email=(\S+) password=(\w{20})\n", line) for line in lines[1:3]]
        prober = re.fullmatch(r"prober: token=(\w{32})\n", lines[3])
        assert url, lines
        assert prober, lines
        for found in users:
            assert found, lines
            login = {"email": found[1], "password": found[2]}
            assert httpx.post(f"{url[1]}/api/v1/auth/login", json=login).status_code == 200
        assert httpx.get(f"{url[1]}/api/v1/probes", headers={"X-Auth": prober[1]}).status_code == 200
        process.send_signal(signal.SIGTERM)
        rest, complaints = process.communicate(timeout=10)
        assert (process.returncode, rest, complaints) == (0, "", "")
    finally:
        process.kill()
        process.communicate()
