"""`python -m uptimekit.sandbox betterstack`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import httpx


def test_serves_until_told_to_stop() -> None:
    """It prints its address and tokens, answers with them, and ends with status 0 and nothing on stderr."""
    command = [sys.executable, "-W", "error", "-m", "uptimekit.sandbox", "betterstack"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(4)]
        url = re.fullmatch(
            r"betterstack sandbox at (http://127\.0\.0\.1:\d+): base_url=\1/api/v2/\n", lines[0]
        )
        tokens = [re.search(r": token=(\w{24}) readonly_token=\w{24}\n", line) for line in lines[1:]]
        assert url, lines
        assert [line.partition(":")[0] for line in lines[1:]] == ["all teams", "team main", "team other"]
        for found in tokens:
            assert found, lines
            reply = httpx.get(f"{url[1]}/api/v2/monitors", headers={"Authorization": f"Bearer {found[1]}"})
            assert reply.json()["data"] == []
        process.send_signal(signal.SIGTERM)
        rest, complaints = process.communicate(timeout=10)
        assert (process.returncode, rest, complaints) == (0, "", "")
    finally:
        process.kill()
        process.communicate()
