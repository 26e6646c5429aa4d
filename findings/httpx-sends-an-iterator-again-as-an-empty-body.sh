#!/usr/bin/env bash
# httpx (and httpx2) send an empty body after a redirect or a request for credentials if the body came from an iterator.
#
# Versions: httpx 0.28.1, httpx2 2.16.2, Python 3.11 and 3.13.
# Behaviour: a body that is used up cannot be sent a second time. httpx raises StreamConsumed for a generator. It iterates
#   over everything else once more: a list is sent whole again, and an iterator such as map(), iter() or itertools.chain()
#   yields nothing, so that the second request has a chunked body of no bytes and gets a success. This happens with a 307
#   that is followed, and with httpx.DigestAuth, where the request without credentials is the one that has the body.
# Output seen:
#   httpx  list      307: data, then data             digest: data, then data
#   httpx  generator 307: data, then StreamConsumed   digest: data, then StreamConsumed
#   httpx  map       307: data, then nothing and 200  digest: data, then nothing and 200
#   (and the same for httpx2)
# Why a good guess is wrong: the type of content= is any iterable of bytes, the generator fails loudly, and raise_for_status()
#   is content: what was uploaded is an empty file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check httpx==0.28.1 httpx2==2.16.2
"$folder/venv/bin/python" - <<'PYTHON'
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import httpx2

DATA = [b"da", b"ta"]
CHALLENGE = 'Digest realm="here", nonce="n", qop="auth", algorithm=MD5'
read: list[str] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        body = b""
        while size := int(self.rfile.readline() or b"-1", 16):
            if size < 0:  # the client has given up
                self.close_connection = True
                return
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        read.append(body.decode())
        if self.path == "/moved":
            self.send_response(307)
            self.send_header("Location", "/")
        elif self.path == "/digest" and "Authorization" not in self.headers:
            self.send_response(401)
            self.send_header("WWW-Authenticate", CHALLENGE)
        else:
            self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def generator():
    yield from DATA


def second(library, path, body):
    """Return what became of the second request: what the server read and the status, or the error."""
    read.clear()
    auth = library.DigestAuth("me", "secret") if path == "/digest" else None
    with library.Client(follow_redirects=True, auth=auth, trust_env=False) as client:
        try:
            status = client.put(url + path, content=body).status_code
        except library.StreamError as error:
            assert read == ["data"], read
            return type(error).__name__
    first, again = read
    assert first == "data" and status == 200, (read, status)
    return again or "nothing and 200"


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
bodies = {"list": lambda: list(DATA), "generator": generator, "map": lambda: map(bytes, DATA)}
for library in (httpx, httpx2):
    found = {name: [second(library, path, make()) for path in ("/moved", "/digest")] for name, make in bodies.items()}
    for name, (moved, digest) in found.items():
        print(f"{library.__name__:6} {name:9} 307: data, then {moved:15}  digest: data, then {digest}")
    assert found == {
        "list": ["data"] * 2,
        "generator": ["StreamConsumed"] * 2,
        "map": ["nothing and 200"] * 2,
    }, "the behaviour has changed"
server.shutdown()
server.server_close()
PYTHON
