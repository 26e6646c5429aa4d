"""The fault cases of compressed bodies, in process and over a socket."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from typing import Any

import pytest
from tests.runtime._kit import GET, POST, Driver, ok, request

from uptimekit._runtime.errors import DecodingError, NetworkError, ResponseTooLargeError, ServerError

from ._network import Play, coded

CAP = 1_000_000
ZEROS = bytes(32 * CAP)
BOMB = gzip.compress(ZEROS, mtime=0)
DUST = gzip.compress(b"", mtime=0) * 100_000  # 2 MB of members without content


def _error_and_peak(driver: Driver, client: Any) -> tuple[Any, int]:
    tracemalloc.start()
    try:
        error = driver.error(client, request())
        return error, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", BOMB), ("deflate", zlib.compress(ZEROS)), ("gzip", DUST)],
    ids=["gzip", "deflate", "dust"],
)
@pytest.mark.fault(64)
def test_case_64_a_bomb(coding: str, body: bytes, driver: Driver, play: Play) -> None:
    """A small answer that unpacks to a large one ends at the cap, in memory of that order, and is not asked for again."""
    peer = play(coded(body, coding))
    error, peak = _error_and_peak(driver, peer.client(max_response_bytes=CAP))
    assert isinstance(error, ResponseTooLargeError)
    assert peak < 8 * CAP
    assert len(peer.requests) == 1


@pytest.mark.parametrize("coding", ["gzip, gzip, gzip", "gzip, deflate", "br", "zstd", "surprise"])
@pytest.mark.fault(65)
def test_case_65_a_coding_that_was_not_asked_for(coding: str, driver: Driver, play: Play) -> None:
    """Several codings, or one that nobody asked for, raise DecodingError that names it; nothing is unpacked."""
    peer = play(coded(gzip.compress(gzip.compress(BOMB)), coding))
    error, peak = _error_and_peak(driver, peer.client(max_response_bytes=CAP))
    assert type(error) is DecodingError
    assert coding.split(",")[0] in str(error)
    assert peak < 8 * CAP


@pytest.mark.fault(66)
def test_case_66_several_members(driver: Driver, play: Play) -> None:
    """A gzip body of several members, as log shippers and proxies make them, is read to its end."""
    members = b"".join(gzip.compress(piece, mtime=0) for piece in (b'{"a":', b"", b" [1, 2]", b"}"))
    for coding in ("gzip", "x-gzip"):
        assert driver.json(play(coded(members, coding)).client(), request()) == {"a": [1, 2]}


@pytest.mark.parametrize("cut", [1, 8, 12])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.fault(67)
def test_case_67_a_compressed_body_that_ends_early(coding: str, cut: int, driver: Driver, play: Play) -> None:
    """A compressed body without its end is not complete, though its Content-Length is right: safe calls go again."""
    body = json.dumps({"items": list(range(500))}).encode()
    packed = gzip.compress(body, mtime=0) if coding == "gzip" else zlib.compress(body)
    cut_off = coded(packed[: -min(cut, 6 if coding == "deflate" else cut)], coding, x_request_id="r3")
    peer = play(cut_off, ok({"a": 1}))
    assert driver.json(peer.client(), request(GET)) == {"a": 1}
    assert len(peer.requests) == 2
    peer = play(cut_off)
    error = driver.error(peer.client(), request(POST))
    assert isinstance(error, DecodingError | NetworkError)
    assert (error.status_code, error.request_id, len(peer.requests)) == (200, "r3", 1)


@pytest.mark.parametrize("coding", ["br", "gzip", "deflate", "gzip, gzip"])
@pytest.mark.fault(65)
def test_case_65_an_error_status_outweighs_its_coding(coding: str, driver: Driver, play: Play) -> None:
    """An error answer whose body cannot be decoded keeps its class, and its rules for another attempt."""
    error = driver.error(play(coded(b"whatever", coding, 503)).client(), request())
    assert isinstance(error, ServerError)
    assert (error.status_code, error.attempts, error.body) == (503, 3, None)


@pytest.mark.fault(65)
def test_case_65_what_is_asked_for_is_ours(driver: Driver, play: Play) -> None:
    """What can be undone is what is asked for, also with a client that was passed in and would ask for more."""
    peer = play(ok())
    http = peer.http(headers={"accept-encoding": "br, zstd"})
    passed_in = driver.client(urls={"base": peer.url}, http_client=http, close_http_client=True)
    for client in (peer.client(), passed_in):
        driver.send(client, request())
    assert [sent.headers["accept-encoding"] for sent in peer.requests] == ["gzip, deflate"] * 2
