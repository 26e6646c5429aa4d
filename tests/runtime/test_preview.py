"""What a client would send, without its secrets."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import httpx
import pytest

from uptimekit import UNSET, AuthenticationError, InputError
from uptimekit._runtime import (
    BaseClient,
    Credential,
    Operation,
    Provider,
    Request,
    Server,
    joined,
    multipart,
    query,
)
from uptimekit._runtime.preview import Preview

SECRET = "sw0rdf1sh"
PROVIDER = Provider(
    name="example",
    servers={"base": Server("https://api.example.test/v1")},
    credentials={
        "bearer": Credential("Authorization", prefix="Bearer "),
        "basic": Credential("Authorization", prefix="Basic ", basic=True),
        "cookie": Credential(cookie="session"),
        "key": Credential(query="key"),
    },
)


def preview(
    path: str = "/things/{id}", sent: str = "/things/1", secret: str = SECRET, **facts: Any
) -> Preview:
    """Return the preview of a request; *anonymous*, *security* and *secrets* are the operation's."""
    names = {name: facts.pop(name) for name in ("anonymous", "security", "secrets") if name in facts}
    operation = Operation("doIt", facts.pop("method", "POST"), path, **names)
    request: Request[Any] = Request(operation, sent, lambda _: None, **facts)
    with BaseClient(
        PROVIDER,
        servers={"base": "https://api.example.test/v1"},
        variables={},
        secrets={"bearer": secret, "basic": f"user:{secret}", "cookie": secret, "key": secret},
        http_client=None,
        transport=httpx.MockTransport(lambda _: pytest.fail("a preview sends nothing")),
        headers={"X-Team": "blue"},
    ) as client:
        return client.preview(request)


@pytest.mark.parametrize(
    ("name", "header", "text"),
    [
        ("bearer", "authorization", "Bearer ***"),
        ("basic", "authorization", "Basic ***"),
        ("cookie", "cookie", "session=***"),
    ],
)
def test_credentials_in_headers(name: str, header: str, text: str) -> None:
    """A credential in a header or a cookie shows where it goes."""
    shown = preview(security=((name,),))
    assert (shown.method, shown.url, shown.body) == ("POST", "https://api.example.test/v1/things/1", UNSET)
    assert (shown.headers[header], shown.headers["x-team"]) == (text, "blue")


def test_a_credential_in_the_query() -> None:
    """A credential in the query stands beside the request's own parameters."""
    shown = preview(security=(("key",),), query=query({"q": "a b", "tags": joined("tags", ["x", "y"])}))
    assert shown.url == "https://api.example.test/v1/things/1?q=a+b&key=***&tags=x,y"


def test_secrets_of_the_request() -> None:
    """What the spec marks is masked in path, query, headers and body, however short it is, and nothing else."""
    shown = preview(
        "/{key}/b/{name}.json",
        "/s%2Fh/b/open.json",
        secrets=("key", "token", "X-Pin"),
        query=query({"token": "a", "n": 1}),
        headers={"X-Pin": "7", "X-Other": "8", "Cookie": "token=9; theme=dark"},
        json={"name": "x", "deep": [{"token": {"value": "b", "none": None}}]},
    )
    assert shown.url == "https://api.example.test/v1/***/b/open.json?token=***&n=1"
    assert (shown.headers["x-pin"], shown.headers["x-other"]) == ("***", "8")
    assert shown.headers["cookie"] == "token=***; theme=dark"
    assert shown.headers["content-type"] == "application/json"
    assert shown.body == {"name": "x", "deep": [{"token": {"value": "***", "none": None}}]}


def test_a_secret_of_the_client_in_a_text() -> None:
    """A credential is masked wherever it stands, in a name too."""
    assert preview(json={"note": f"my password is {SECRET}"}).body == {"note": "my password is ***"}


def test_secrets_that_no_spec_marks() -> None:
    """Masked are credentials in addresses, and what a name tells to be secret, in every part of a request."""
    url = "https://bob:p@x.example/a"
    shown = preview(
        query=query({"next": url, "api_key": "k"}),
        headers={"X-Auth-Token": "t", "Referer": url},
        json={"url": url, "client_secret": "s", "urls": [url]},
    )
    assert (
        shown.url == "https://api.example.test/v1/things/1?next=https%3A%2F%2F***%40x.example%2Fa&api_key=***"
    )
    assert (shown.headers["x-auth-token"], shown.headers["referer"]) == ("***", "https://***@x.example/a")
    masked = "https://***@x.example/a"
    assert shown.body == {"url": masked, "client_secret": "***", "urls": [masked]}
    assert preview(content=f"see {url}").body == f"see {masked}"


def test_bodies_that_are_no_json(tmp_path: Path) -> None:
    """Forms and parts show their fields; files and bytes are described, and no file is opened."""
    assert preview(form=query({"a": "b", "token": "c"}), secrets=("token",)).body == {
        "a": "b",
        "token": "***",
    }
    parts = multipart(
        {"file": tmp_path / "missing", "token": "d", "raw": b"\xff\x00"}, {"file": "file", "raw": "raw"}
    )
    shown = preview(multipart=parts, secrets=("token",))
    assert shown.body == {"file": f"<the file {tmp_path / 'missing'}>", "token": "***", "raw": "<2 bytes>"}
    assert shown.headers["content-type"] == "multipart/form-data"
    assert preview(content="text").body == "text"
    assert preview(content=b"bytes").body == "bytes"
    assert preview(content=io.BytesIO()).body == "<an open file>"


@pytest.mark.parametrize("body", [{"json": float("inf")}, {"json": "\ud800"}, {"form": {"a": "\ud800"}}])
def test_a_body_that_cannot_be_sent(body: dict[str, Any]) -> None:
    """A preview fails as the call would."""
    with pytest.raises(InputError):
        preview(**body)


def test_a_missing_credential() -> None:
    """A preview fails as the call would."""
    with pytest.raises(AuthenticationError, match="no credential was given"):
        preview(secret="", security=(("bearer",),), anonymous=False)
