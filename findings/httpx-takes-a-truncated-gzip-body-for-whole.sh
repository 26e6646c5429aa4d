#!/usr/bin/env bash
# httpx (and httpx2) hand out the beginning of a compressed body whose end is missing as if it were all of it.
#
# Versions: httpx 0.28.1, httpx2 2.16.2, Python 3.11.
# Behaviour: a gzip body that ends before its trailer (a proxy or an application cut it and set Content-Length to what is
#   left) decodes to what was there, with status 200 and no error: the decoder never asks whether the stream reached its
#   end. Of two gzip members in one body (allowed by RFC 1952, written by `cat a.gz b.gz` and some servers) only the
#   first comes out. The standard library's gzip module raises EOFError for the one and joins the other.
# Output seen:
#   gzip.decompress  cut: EOFError    two members: 16 bytes
#   httpx            cut: 24 bytes    two members: 8 bytes
#   httpx2           cut: 24 bytes    two members: 8 bytes
# Why a good guess is wrong: raise_for_status() and a matching Content-Length look like proof of a whole answer; a list of
#   lines, CSV or NDJSON that is cut in this way parses well and is short.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 httpx2==2.16.2
"$folder/venv/bin/python" - <<'PYTHON'
import gzip
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import httpx2

LINES = b"a,1\nb,2\n"
BODIES = {"/cut": gzip.compress(LINES * 3)[:-8], "/two": gzip.compress(LINES) + gzip.compress(LINES)}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = BODIES[self.path]
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"


def by_gzip(path: str) -> str:
    try:
        return f"{len(gzip.decompress(BODIES[path]))} bytes"
    except EOFError as error:
        return type(error).__name__


def by(module):
    return lambda path: f"{len(module.get(url + path).content)} bytes"


found = {
    name: (read("/cut"), read("/two"))
    for name, read in (("gzip.decompress", by_gzip), ("httpx", by(httpx)), ("httpx2", by(httpx2)))
}
server.shutdown()
for name, (cut, two) in found.items():
    print(f"{name:16} cut: {cut:11} two members: {two}")
assert found == {
    "gzip.decompress": ("EOFError", "16 bytes"),
    "httpx": ("24 bytes", "8 bytes"),
    "httpx2": ("24 bytes", "8 bytes"),
}, "the behaviour has changed"
PYTHON
