"""``releasing.index``: reading what an index has, from the answers that indexes give."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from releasing.credentials import Credentials
from releasing.index import Index, Listed, host_of, parse_listing, sha256
from releasing.refusal import RefusalError

TEAM = Credentials("team", "secret")
BASIC = "Basic " + base64.b64encode(b"team:secret").decode()
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
Answer = tuple[int, dict[str, str], str]


class Server(ThreadingHTTPServer):
    """Answers what `answers` says by path, and notes path and credentials of each request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Authorization"]))
        status, headers, text = self.server.answers.get(self.path, (404, {}, ""))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Keep the output clean."""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def other() -> Iterator[Server]:
    """Another host: another port is another origin."""
    with serving() as one:
        yield one


class serving:
    def __enter__(self) -> Server:
        self.server = Server()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def index(server: Server) -> Iterator[Index]:
    with Index(f"{server.url}/simple/", TEAM) as one:
        yield one


PAGE = f"""<!DOCTYPE html><html><body>
<a href="../../files/uptimekit-1.0.0.tar.gz#sha256={ABC.upper()}">uptimekit-1.0.0.tar.gz</a><br>
<a class="x" href="https://store.test/uptimekit-1.0.0%2Blocal-py3-none-any.whl#md5=0">wheel</a>
<a name="no-link">nothing</a>
</body></html>"""


def test_html_listing() -> None:
    """Files go by the last part of their link; a digest counts only if it is a SHA-256."""
    assert parse_listing("https://index.test/simple/uptimekit/", "text/html", PAGE) == {
        "uptimekit-1.0.0.tar.gz": Listed("https://index.test/files/uptimekit-1.0.0.tar.gz", ABC),
        "uptimekit-1.0.0+local-py3-none-any.whl": Listed(
            "https://store.test/uptimekit-1.0.0%2Blocal-py3-none-any.whl", None
        ),
    }


def test_json_listing() -> None:
    """The JSON form of the listing says the same."""
    files = [
        {"filename": "a-1.whl", "url": "/files/a-1.whl", "hashes": {"sha256": ABC}},
        {"filename": "a-1.tar.gz", "url": "a-1.tar.gz", "hashes": {}},
    ]
    content_type = "application/vnd.pypi.simple.v1+json"
    found = parse_listing("https://index.test/simple/a/", content_type, json.dumps({"files": files}))
    assert found == {
        "a-1.whl": Listed("https://index.test/files/a-1.whl", ABC),
        "a-1.tar.gz": Listed("https://index.test/simple/a/a-1.tar.gz", None),
    }


def test_a_project_that_is_there(server: Server, index: Index) -> None:
    """The listing is asked for with the credentials, by the project's own page."""
    server.answers["/simple/uptimekit/"] = (200, {"Content-Type": "text/html"}, PAGE)
    assert len(index.files("uptimekit")) == 2
    assert server.asked == [("/simple/uptimekit/", BASIC)]


def test_a_project_that_is_not_there(index: Index) -> None:
    """An index that does not know a project has no files of it."""
    assert index.files("uptimekit") == {}


def test_redirects_at_home_are_followed(server: Server, index: Index) -> None:
    """An index that sends the question to another page of its own is followed there."""
    server.answers["/simple/uptimekit/"] = (301, {"Location": "/all/uptimekit/"}, "")
    server.answers["/all/uptimekit/"] = (200, {"Content-Type": "text/html"}, '<a href="a-1.whl">a</a>')
    assert index.files("uptimekit") == {"a-1.whl": Listed(f"{server.url}/all/uptimekit/a-1.whl", None)}


def test_a_listing_elsewhere_is_none(server: Server, other: Server, index: Index) -> None:
    """An index that sends the question to another host, as some do for what they lack, has no such files."""
    server.answers["/simple/uptimekit/"] = (302, {"Location": f"{other.url}/simple/uptimekit/"}, "")
    assert index.files("uptimekit") == {}
    assert other.asked == []


def test_content_is_compared_by_digest(index: Index, tmp_path: Path) -> None:
    """Where the index says the SHA-256, nothing is fetched."""
    file = tmp_path / "a-1.whl"
    file.write_bytes(b"abc")
    assert index.holds(Listed("https://nowhere.test/", ABC), file)
    assert not index.holds(Listed("https://nowhere.test/", "0" * 64), file)


def test_content_is_fetched_where_there_is_no_digest(
    server: Server, other: Server, index: Index, tmp_path: Path
) -> None:
    """Otherwise the file is fetched and compared, from another host without the credentials."""
    file = tmp_path / "a-1.whl"
    file.write_bytes(b"abc")
    server.answers["/a-1.whl"] = (302, {"Location": f"{other.url}/store/a-1.whl"}, "")
    other.answers["/store/a-1.whl"] = (200, {}, "abc")
    assert index.holds(Listed(f"{server.url}/a-1.whl", None), file)
    other.answers["/store/a-1.whl"] = (200, {}, "abd")
    assert not index.holds(Listed(f"{server.url}/a-1.whl", None), file)
    assert other.asked == [("/store/a-1.whl", None)] * 2


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((401, {}, ""), "refuses these credentials (401)"),
        ((403, {}, ""), "refuses these credentials (403)"),
        ((500, {}, "secret"), "answers 500 to /simple/uptimekit/"),
        ((200, {"Content-Type": "application/json"}, "[]"), "answers no list of files to /simple/uptimekit/"),
        ((200, {"Content-Type": "application/json"}, "{"), "answers no list of files to /simple/uptimekit/"),
    ],
)
def test_answers_that_help_nobody(server: Server, index: Index, answer: Answer, reason: str) -> None:
    """Each is refused in one line that names the host and nothing secret."""
    server.answers["/simple/uptimekit/"] = answer
    with pytest.raises(RefusalError) as caught:
        index.files("uptimekit")
    assert caught.value.lines == (f"{host_of(server.url)} {reason}",)


def test_no_answer(server: Server, index: Index) -> None:
    """A host where nobody listens is refused in one line."""
    server.server_close()
    server.shutdown()
    with pytest.raises(RefusalError, match=r"^127\.0\.0\.1:\d+ does not answer \(ConnectError\)$"):
        index.files("uptimekit")


def test_redirects_without_end(server: Server, index: Index, tmp_path: Path) -> None:
    """A file that is sent from address to address is refused."""
    server.answers["/a-1.whl"] = (302, {"Location": "/a-1.whl"}, "")
    with pytest.raises(RefusalError, match=r"sends a-1\.whl from address to address"):
        index.holds(Listed(f"{server.url}/a-1.whl", None), tmp_path / "a-1.whl")


def test_host_of() -> None:
    """A message names host and port, never who is asking."""
    assert host_of("https://team:secret@index.test:8443/simple/") == "index.test:8443"


def test_sha256(tmp_path: Path) -> None:
    """The digest is the one that everybody else computes."""
    (tmp_path / "file").write_bytes(b"abc")
    assert sha256(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
