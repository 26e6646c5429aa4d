"""Tests of path segments: one identifier, or nothing is sent."""

from __future__ import annotations

import math
import uuid
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from uptimekit._runtime import UNSET, OpenStrEnum, segment, uuid_text
from uptimekit._runtime.errors import InputError

KEY = "0123456789abcdef0123456789abcdef01234567"
UUID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"


class Level(OpenStrEnum):
    HIGH = "high"


def _refused(value: Any, says: str, **options: Any) -> None:
    with pytest.raises(InputError, match=f"^check_id .*{says}") as caught:
        segment(value, "check_id", **options)
    assert caught.value.field == "check_id"
    if isinstance(value, str) and len(value) > 6:
        assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ("nightly-backup_1~x", "nightly-backup_1~x"), ("ü", "%C3%BC"), ("a b", "a%20b"), ("...", "..."), (17, "17"),
        (True, "true"), (Level("X y"), "X%20y"), (uuid.UUID(int=0), "00000000-0000-0000-0000-000000000000"), (Level("x y"), "x%20y"),
        ("..;", "..%3B"), ("a?b#c;d=e", "a%3Fb%23c%3Bd%3De"), ("100%", "100%25"), ("50%25", "50%2525"), ("%zz", "%25zz"),
        ("..a", "..a"), ("db@dc1", "db%40dc1"), ("a:b", "a%3Ab"), ("\u2044", "%E2%81%84"),
    ],
)  # fmt: skip
def test_segments(value: Any, encoded: str) -> None:
    """Identifiers of every kind are percent-encoded whole."""
    assert segment(value) == encoded


@pytest.mark.parametrize("value", ["", ".", "..", "%2e", "%2E%2e", ".%2E", "%252e%252E", None, UNSET])
def test_dot_segments_and_nothing(value: Any) -> None:
    """What a URL library or proxy would normalise away is refused, encoded once or more as well."""
    _refused(value, "must be an identifier")


@pytest.mark.parametrize(
    ("sign", "says"),
    [("/", "a slash"), ("\\", "a backslash"), ("\n", "line break"), ("\0", "control"), ("\x7f", "control"), ("\x85", "control")],
)  # fmt: skip
@pytest.mark.parametrize("times", range(4))
@pytest.mark.parametrize("lower", [False, True])
def test_what_leads_elsewhere(sign: str, says: str, times: int, lower: bool) -> None:
    """A slash, a backslash or a control character is refused, however often it was percent-encoded."""
    for _ in range(times):
        sign = quote(sign, safe="")
    text = f"job-{sign.lower() if lower else sign}-fail"
    _refused(text, says)


@pytest.mark.parametrize("value", ["a%%32%46b", "a%2%46b", "%25%32%46x", "%252%46abcd"])
def test_half_encoded_slashes(value: str) -> None:
    """An escape that only appears when a part of it is decoded is found, too."""
    _refused(value, "a slash")


def test_escapes_without_end() -> None:
    """Text that was encoded more often than any server decodes is refused without decoding it all."""
    _refused("%" + "25" * 200_000 + "2F", "several times over")
    four_times = "a%2525252Fb-checks"
    _refused(four_times, "several times over")


@pytest.mark.parametrize("value", [" abc", "abc ", " ", "\u00a0abc"])
def test_white_space_at_an_end(value: str) -> None:
    """Space around an identifier is a mistake that some servers would trim, and others answer with 404."""
    _refused(value, "white space")


@pytest.mark.parametrize("value", [[], ["a"], {"a": 1}, "\ud800", ("a", "b")])
def test_no_identifier(value: Any) -> None:
    """Containers and broken text raise InputError that names the parameter."""
    with pytest.raises(InputError, match="check_id") as caught:
        segment(value, "check_id")
    assert caught.value.field == "check_id"


def test_what_a_message_says() -> None:
    """Each message is one sentence with the parameter, the fault and the way out; without a name it says what it is."""
    for refused, message in [
        (lambda: segment(".."), "path parameter must be an identifier, not '..'"),
        (lambda: segment(("a", "b")), "path parameter must be one identifier, not of type tuple"),
        (lambda: uuid_text({}), "uuid must be one identifier, not of type dict"),
        (
            lambda: uuid_text("/x"),
            "uuid must be a UUID, and this is an address or a path; give the UUID in it",
        ),
        (lambda: uuid_text("a b"), "uuid must be a UUID, and this has white space inside; remove it"),
    ]:
        with pytest.raises(InputError) as caught:
            refused()
        assert str(caught.value) == message


@pytest.mark.parametrize("value", [b"x", math.nan, object()])
def test_no_text(value: Any) -> None:
    """What has no text of its own is refused."""
    with pytest.raises(InputError):
        segment(value)


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("/\\.%25FfeEcC0dDaA ", max_size=12))
@example("%2%35%32f")
def test_a_segment_stays_one_segment(text: str) -> None:
    """A segment decodes to its text, and no number of decodings makes a separator or dot segment of it."""
    try:
        encoded = segment(text)
    except InputError:
        return
    assert unquote(encoded) == text
    assert not set(encoded) & set("/?#\\ ")
    for _ in range(6):
        encoded = unquote(encoded)
        assert encoded not in ("", ".", "..")
        assert not set(encoded) & set("/\\\r\n\0")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@example("a/b")
@example("a%2Fb")
@example("a%0Ab")
@example("%2e%2e")
def test_a_segment_that_is_encoded_twice(text: str) -> None:
    """What a server decodes after routing may hold slashes: after one decoding none is there."""
    if text in (".", "..") or text != text.strip():
        with pytest.raises(InputError):
            segment(text, encoded_twice=True)
        return
    encoded = segment(text, encoded_twice=True)
    assert not set(unquote(encoded)) & set("/\\?# ")
    assert unquote(unquote(encoded)) == text


@pytest.mark.parametrize("value", ["a\nb", "..", ""])
def test_what_is_refused_even_if_encoded_twice(value: str) -> None:
    """Control characters and dot segments are refused in every segment."""
    _refused(value, "", encoded_twice=True)


@pytest.mark.parametrize(
    "value",
    [
        UUID, UUID.upper(), f" {UUID}\n", f"\t{UUID.upper()} ", uuid.UUID(UUID), UUID.replace("-", ""), f"{{{UUID}}}",
        f"urn:uuid:{UUID}", uuid.UUID(UUID).urn.upper(),
    ],
)  # fmt: skip
def test_what_can_only_be_meant_as_a_uuid(value: Any) -> None:
    """Upper case, white space around it and the standard spellings become the form that APIs write."""
    assert uuid_text(value) == UUID


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("nightly-backup", "such as .* and this is none"), ("", "such as"), (None, "such as"), (17, "such as"), (UUID[:-1], "such as"),
        (f"{UUID}0", "such as"), (UUID.replace("-", "", 1), "such as"), (f"{{{UUID}", "such as"), (f"{UUID}}}", "such as"),
        (UUID.replace("a", "g"), "such as"), (UUID.replace("a", "\uff41"), "such as"), (KEY, "such as"),
        (f"{UUID[:8]} {UUID[9:]}", "white space inside"), (f"{UUID}\n{UUID}", "white space inside"),
        (f"https://hc-ping.com/{UUID}", "address or a path"), (f"{UUID}/fail", "address or a path"), (f"/{UUID}", "address"),
        ([UUID], "one identifier"), (f"{UUID}%2Ffail", "such as"), (UNSET, "such as"),
    ],
)  # fmt: skip
def test_what_is_no_uuid(value: Any, says: str) -> None:
    """Anything else is refused with the reason, and is not repeated: it may be a secret."""
    with pytest.raises(InputError, match=f"^rid .*{says}") as caught:
        uuid_text(value, "rid")
    assert caught.value.field == "rid"
    assert UUID not in str(caught.value)


def test_a_uuid_or_another_form() -> None:
    """Where the API takes another form too, text of that form passes in any case, and the message names it."""
    form = "^[0-9a-f]{40}$"
    assert uuid_text(f" {KEY.upper()} ", "check_id", form) == KEY
    assert uuid_text(UUID.upper(), "check_id", form) == UUID
    for value in (KEY[:-1], f"{KEY}0", f"{KEY}\nx"):
        with pytest.raises(InputError, match="check_id"):
            uuid_text(value, "check_id", form)
    with pytest.raises(InputError, match=r"\{40\}\$, and this is neither"):
        uuid_text("nightly", "check_id", form)


@given(st.uuids())
def test_every_uuid(value: uuid.UUID) -> None:
    """Each UUID passes in each of its spellings, and needs no encoding."""
    for given_ in (value, str(value), value.hex, value.urn, str(value).upper()):
        assert uuid_text(given_) == str(value) == segment(uuid_text(given_))
