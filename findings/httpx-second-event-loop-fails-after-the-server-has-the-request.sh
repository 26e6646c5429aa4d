#!/usr/bin/env bash
# An httpx.AsyncClient on its second event loop raises an error of asyncio, after the server has got the request.
#
# Versions: httpx 0.28.1, httpcore 1.0.9, anyio 4.16.0, Python 3.11.
# Behaviour: one AsyncClient, and one asyncio.run() for each POST over HTTP/1.1 with keep-alive. The second POST raises
#   RuntimeError("Event loop is closed"), which is no httpx.HTTPError, and the server has processed it. The third POST works.
# Output seen:
#   POST 1: 200, POST 2: RuntimeError: Event loop is closed, POST 3: 200; the server got ['1', '2', '3']
# Why a good guess is wrong: the error looks like one of a call that never left, because its loop was wrong. The kept
#   connection of the first loop is written to without an error (a socket can be written to without a loop), and only
#   reading fails. Whoever sends it again has made two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 httpcore==1.0.9 anyio==4.16.0
cat >"$folder/loops.py" <<'PYTHON'
import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

received = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        received.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.server_port}", trust_env=False)
outcomes = []
for number in "123":
    try:
        outcomes.append(str(asyncio.run(client.post("/", content=number)).status_code))
    except Exception as error:
        assert not isinstance(error, httpx.HTTPError)
        outcomes.append(f"{type(error).__name__}: {error}")
server.shutdown()
print(", ".join(f"POST {n}: {outcome}" for n, outcome in enumerate(outcomes, 1)), end="; ")
print(f"the server got {received}")
assert outcomes == ["200", "RuntimeError: Event loop is closed", "200"], "another outcome now"
assert received == ["1", "2", "3"], "the server gets something else now"
PYTHON
"$folder/venv/bin/python" -W ignore::ResourceWarning "$folder/loops.py"
