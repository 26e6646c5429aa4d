"""`python -m uptimekit.sandbox statuspage`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import httpx


def test_serves_until_told_to_stop() -> None:
    """It prints its address, key and ids, answers with them, and ends with status 0 and nothing on stderr."""
    command = [sys.executable, "-W", "error", "-m", "uptimekit.sandbox", "statuspage", "--port", "0"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        url = re.fullmatch(r"statuspage sandbox at (http://127\.0\.0\.1:\d+): base_url=\1/v1\n", lines[0])
        keys = re.fullmatch(r"organization: organization_id=(\w{12}) api_key=(\S{36})\n", lines[1])
        page = re.fullmatch(r"page Example: page_id=(\w{12}) public_path=(/public/\w{12}/api/v2)\n", lines[2])
        assert url, lines
        assert keys, lines
        assert page, lines
        auth = {"Authorization": f"OAuth {keys[2]}"}
        for path in (f"pages/{page[1]}/components", f"organizations/{keys[1]}/users"):
            assert httpx.get(f"{url[1]}/v1/{path}", headers=auth).status_code == 200
        assert httpx.get(f"{url[1]}{page[2]}/summary.json").status_code == 200
        process.send_signal(signal.SIGTERM)
        rest, complaints = process.communicate(timeout=10)
        assert (process.returncode, rest, complaints) == (0, "", "")
    finally:
        process.kill()
        process.communicate()
