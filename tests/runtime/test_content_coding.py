"""Tests of how a body loses its content coding."""

from __future__ import annotations

import gzip
import itertools
import zlib
from collections.abc import Callable

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from uptimekit._runtime.constants import INFLATING_STEP
from uptimekit._runtime.content_coding import Body, read_already
from uptimekit._runtime.errors import ClientStateError, DecodingError, ResponseTooLargeError
from uptimekit._runtime.sanitize import sanitized

TEXT = b'{"a": "' + bytes(range(32, 127)) * 40 + b'"}'


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate of no frame": _raw_deflate,
}


def _ignored(_: int) -> None:
    """Take no note of the size."""


def _body(coding: str, status: int = 200, check: Callable[[int], None] = _ignored) -> Body:
    headers = {"content-encoding": coding} if coding else {}
    return Body(httpx.Response(status, headers=headers, stream=httpx.ByteStream(b"")), check)


def _read(coding: str, *pieces: bytes, status: int = 200) -> bytes:
    body = _body(coding, status)
    for piece in pieces:
        body.add(piece)
    return body.whole()


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize("coding", PACKERS)
def test_each_coding_in_pieces_of_any_size(coding: str, size: int) -> None:
    """gzip and both kinds of deflate come out as they went in, however the pieces are cut."""
    packed = PACKERS[coding](TEXT)
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert _read(coding.partition(" ")[0], *pieces) == TEXT


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=300), st.integers(1, 400), st.integers(1, 9))
@example("gzip", b"\0", 3000, 1)
def test_round_trip(coding: str, data: bytes, times: int, size: int) -> None:
    """Any body in any cut comes out as it went in."""
    packed = PACKERS[coding](data * times)
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert _read(coding.partition(" ")[0], *pieces) == data * times


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip", ""])
def test_no_body_at_all(coding: str) -> None:
    """An answer without a body is complete, whatever coding its head names."""
    assert _read(coding) == b""
    assert _read(coding, b"") == b""


@pytest.mark.parametrize("coding", ["", "identity", " , ", "Identity, identity"])
def test_no_coding(coding: str) -> None:
    """Without a coding the body is what arrived."""
    assert _read(coding, b"ab", b"", b"c") == b"abc"


@pytest.mark.parametrize("coding", ["GZIP", "identity, gzip", "gzip,", "X-Gzip"])
def test_spellings_of_one_coding(coding: str) -> None:
    """A coding in other letters, or beside identity, is that coding."""
    body = _body(coding)
    body.add(gzip.compress(b"x"))
    assert body.whole() == b"x"


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_body_of_several_gzip_members(size: int) -> None:
    """Every member of a gzip body counts, also behind padding with zeros."""
    packed = gzip.compress(b"one,") + gzip.compress(b"") + b"\0" * 9 + gzip.compress(b"two") + b"\0" * 7
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert _read("gzip", *pieces) == b"one,two"


@pytest.mark.parametrize("coding", PACKERS)
def test_a_body_that_breaks_off(coding: str) -> None:
    """A compressed body that ends too early is broken, wherever it ends."""
    packed = PACKERS[coding](TEXT)
    for end in range(1, len(packed)):
        with pytest.raises(httpx.DecodingError, match=r"^the compressed body breaks off$"):
            _read(coding.partition(" ")[0], packed[:end])


def test_a_second_member_that_breaks_off() -> None:
    """A gzip body whose last member is cut is broken, too."""
    with pytest.raises(httpx.DecodingError, match="breaks off"):
        _read("gzip", gzip.compress(b"one") + gzip.compress(b"two")[:-1])


@pytest.mark.parametrize(
    ("coding", "packed", "says"),
    [
        ("gzip", b"no gzip", "incorrect header"),
        ("gzip", b"\0" + gzip.compress(b"x", mtime=0), "incorrect header"),
        ("gzip", gzip.compress(b"x", mtime=0) + b"rest", "incorrect header"),
        ("gzip", gzip.compress(b"x", mtime=0) + b"X", "breaks off"),  # what may be another member
        ("gzip", gzip.compress(b"x", mtime=0)[:-8] + b"\0" * 8, "incorrect data check"),
        ("deflate", b"\xff\xff", "invalid block type"),
        ("deflate", zlib.compress(b"x") + b"rest", "^there is more behind the end of the deflate stream$"),
        ("deflate", zlib.compress(b"x")[:-1] + b"!", "incorrect data check"),
    ],
    ids=itertools.count(),  # a gzip head has the time in it, and a test's name must be the same in every process
)
def test_what_is_broken(coding: str, packed: bytes, says: str) -> None:
    """Broken data, a wrong checksum and anything behind the end are errors that say which."""
    with pytest.raises(httpx.DecodingError, match=says):
        _read(coding, packed)


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "deflate, gzip", "\x1b[2Jx" * 99])
def test_a_coding_that_nobody_asked_for(coding: str) -> None:
    """Another coding, or more than one, is refused by name, which is cut and cleaned, before anything is undone."""
    body = _body(coding)
    with pytest.raises(DecodingError, match="gzip, deflate, one at a time") as caught:
        body.add(b"x")
    assert sanitized(coding.lower())[:50] in caught.value.message
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 300


def test_a_deflate_body_that_begins_like_a_frame() -> None:
    """A body without a frame whose first two bytes have the checksum of one, and not its method, has none."""
    data = b"23 bytes, as it happens"
    packer = zlib.compressobj(level=0, wbits=-zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    assert int.from_bytes(packed[:2]) % 31 == 0
    assert _read("deflate", packed) == data


@pytest.mark.parametrize("coding", ["br", "gzip", "deflate", "gzip, gzip"])
@pytest.mark.parametrize("status", [300, 302, 404, 500])
def test_an_error_answer_keeps_its_status(coding: str, status: int) -> None:
    """The body of an error answer is nothing rather than an error if its coding cannot be undone."""
    body = _body(coding, status)
    for _ in range(3):
        body.add(b"\xff\xff nothing of the kind")
    assert body.whole() == b""
    assert _read("gzip", gzip.compress(b"gone"), status=status) == b"gone"
    assert _read("gzip", gzip.compress(b"gone")[:-3], status=status) == b""


def test_what_has_arrived_counts_before_and_after() -> None:
    """The size is checked with the raw bytes of each piece and with every step of what they become."""
    sizes: list[int] = []
    packed = gzip.compress(b"\0" * (3 * INFLATING_STEP))
    body = _body("gzip", check=sizes.append)
    body.add(packed[:9])
    body.add(packed[9:])
    assert sizes[:2] == [9, len(packed)]
    steps = [after - before for before, after in zip([0, *sizes[2:]], sizes[2:], strict=False)]
    assert sum(steps) == 3 * INFLATING_STEP
    assert max(steps) <= INFLATING_STEP


@pytest.mark.parametrize("packed", [gzip.compress(b"\0" * 5_000_000), gzip.compress(b"") * 60_000])
def test_a_bomb_ends_at_the_cap(packed: bytes) -> None:
    """Neither much from little nor little from much goes beyond the cap."""

    def check(size: int) -> None:
        if size > 1_000_000:
            raise ResponseTooLargeError

    body = _body("gzip", check=check)
    with pytest.raises(ResponseTooLargeError):
        body.add(packed)
    assert body._content.tell() <= 1_000_000 + INFLATING_STEP


def test_a_body_that_was_read_already() -> None:
    """A response that somebody has read gives its content, one that is still open None."""
    assert read_already(httpx.Response(200, content=b"x")) == b"x"
    assert read_already(httpx.Response(200, stream=httpx.ByteStream(b"x"))) is None


def test_a_body_that_somebody_took() -> None:
    """A response whose body was consumed or closed, and not kept, raises ClientStateError that says what to do."""
    taken = httpx.Response(200, stream=httpx.ByteStream(b"x"))
    assert list(taken.iter_raw()) == [b"x"]
    closed = httpx.Response(200, stream=httpx.ByteStream(b"x"))
    closed.close()
    for response in (taken, closed):
        with pytest.raises(ClientStateError) as caught:
            read_already(response)
        assert str(caught.value) == (
            "an event hook of the http_client took the body of the answer; let it call read() of the response"
        )
