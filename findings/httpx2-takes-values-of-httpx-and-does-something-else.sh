#!/usr/bin/env bash
# httpx2 accepts two kinds of values made by httpx without a word and then does something else with them.
#
# Versions: httpx 0.28.1, httpx2 2.16.2, Python 3.11.
# Behaviour: no class is shared between the two packages. Most values of httpx end in a TypeError in httpx2 (URL, Timeout,
#   BasicAuth). Two do not: httpx.QueryParams with a name twice loses all but the first value (httpx2 takes it for a
#   plain mapping), and httpx.USE_CLIENT_DEFAULT as follow_redirects means True (to httpx2 it is some true object), where
#   httpx2's own sentinel means the client's default, which is False.
# Output seen:
#   httpx   /q?tag=a&tag=b    302
#   httpx2  /q?tag=a          200
# Why a good guess is wrong: httpx2 keeps httpx's names and signatures, and code that is handed "a client" builds its
#   arguments with the httpx that it imports; the loud failures suggest that all mixtures are loud.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 httpx2==2.16.2
"$folder/venv/bin/python" - <<'PYTHON'
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import httpx2


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.path.encode()
        self.send_response(302 if self.path == "/old" else 200)
        if self.path == "/old":
            self.send_header("Location", "/new")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
params = httpx.QueryParams([("tag", "a"), ("tag", "b")])
found = {}
for module in (httpx, httpx2):
    with module.Client() as client:
        target = client.get(f"{url}/q", params=params).text
        status = client.get(f"{url}/old", follow_redirects=httpx.USE_CLIENT_DEFAULT).status_code
        found[module.__name__] = (target, status)
server.shutdown()
for name, (target, status) in found.items():
    print(f"{name:7} {target:17} {status}")
assert found == {"httpx": ("/q?tag=a&tag=b", 302), "httpx2": ("/q?tag=a", 200)}, "the behaviour has changed"
PYTHON
