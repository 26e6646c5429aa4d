"""Tests of NO_PROXY."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime.no_proxy import exemptions


def _direct(listed: str, url: str) -> bool:
    return any(each.covers(httpx.URL(url)) for each in exemptions(listed))


@pytest.mark.parametrize(
    ("listed", "url", "direct"),
    [
        ("*", "https://api.example.org", True),
        ("example.org", "https://example.org", True),
        ("example.org", "https://api.example.org", True),
        ("example.org", "https://notexample.org", False),
        ("example.org", "https://example.org.evil.test", False),
        (".example.org", "https://api.example.org", True),
        (".example.org", "https://example.org", True),
        ("*.example.org", "https://api.example.org", True),
        ("..example.org.", "https://api.example.org", True),
        ("EXAMPLE.org", "https://API.Example.ORG", True),
        ("example.org", "https://example.org.", True),
        ("münchen.example", "https://xn--mnchen-3ya.example", True),
        ("xn--mnchen-3ya.example", "https://münchen.example", True),
        ("localhost", "http://localhost:8000", True),
        ("localhost", "http://127.0.0.1:8000", False),
        ("example.org:8443", "https://example.org:8443", True),
        ("example.org:8443", "https://example.org", False),
        ("example.org:443", "https://example.org", True),
        ("example.org:80", "https://example.org", False),
        ("example.org:0443", "https://example.org", True),
        ("example.org:1000443", "https://example.org", False),
        ("example.org:" + "4" * 5000, "https://example.org", False),
        ("127.0.0.1", "http://127.0.0.1:8000", True),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("127.0.0.1:8001", "http://127.0.0.1:8000", False),
        ("127.0.0.0/8", "http://127.9.9.9", True),
        ("127.0.0.1/8", "http://127.9.9.9", True),
        ("10.0.0.0/8", "http://11.0.0.1", False),
        ("10.0.0.0/8", "http://10.example.org", False),
        ("0.0.1", "http://127.0.0.1", False),
        ("::1", "http://[::1]:8000", True),
        ("[::1]", "http://[::1]:8000", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("[::1]:8001", "http://[::1]:8000", False),
        ("0:0:0:0:0:0:0:1", "http://[::1]", True),
        ("fd00::/8", "http://[fd12::1]", True),
        ("[fd00::]/8", "http://[fd12::1]", True),
        ("fd00::/8", "http://[fe80::1]", False),
        ("::/0", "http://10.0.0.1", False),
        ("10.0.0.0/8", "http://[::ffff:10.0.0.1]", True),
        ("https://example.org", "https://example.org", True),
        ("https://example.org/", "https://api.example.org", True),
        ("http://example.org", "https://example.org", False),
        ("all://example.org", "https://example.org", True),
        (" other.test ,, example.org ", "https://example.org", True),
        ("other.test example.org", "https://example.org", True),
        ("other.test\texample.org\n", "https://example.org", True),
    ],
)
def test_what_an_entry_covers(listed: str, url: str, direct: bool) -> None:
    """Every form that other tools read is read: domains, addresses, networks, ports, in commas or spaces."""
    assert _direct(listed, url) is direct


@pytest.mark.parametrize(
    "listed",
    ["", " ", ",", ",,", ".", "*.", "[", "]", "[::1", "[::1]x", "10.0.0.0/99", ":", ":80", "://", "a:b:c", "/", "[]",
     "example.org:" + "9" * 5000, "[::1]:" + "9" * 5000, "xn--", "*example", "\ud800"],
)  # fmt: skip
def test_what_is_no_entry(listed: str) -> None:
    """What is none of the forms exempts nothing, and stops nothing."""
    assert not _direct(listed, "https://example.org")
    assert not _direct(listed, "http://[::1]:8000")
    assert not _direct(listed, "http://10.0.0.1")


@given(
    st.text(st.characters(), max_size=60),
    st.sampled_from(["https://example.org", "http://[::1]:1", "http://10.0.0.1"]),
)
def test_no_text_makes_reading_fail(listed: str, url: str) -> None:
    """Whatever NO_PROXY says, it covers a host or does not."""
    assert _direct(listed, url) in (True, False)
    assert _direct(f"{listed},*", url)
