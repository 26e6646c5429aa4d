"""Tests of the place where secrets are taken out of texts."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus, urlencode
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uptimekit._runtime import masking
from uptimekit._runtime.errors import APIStatusError, NetworkError
from uptimekit._runtime.masking import Secrets

from ._kit import URL, Driver, Script, ok, operation, request

ODD = 'päss "w\\ord"/<&\'>+ ☃😀\t%41'
UUID = "0a1b2c3d-1111-4222-8333-abcdefabcdef"

SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "json": lambda text: json.dumps(text)[1:-1],
    "json in its own letters": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json with escaped slashes": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "percent": lambda text: quote(text, safe=""),
    "percent in lower case": lambda text: quote(text, safe="").lower() if text.islower() else quote(text),
    "every byte percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "form": quote_plus,
    "form field": lambda text: urlencode({"password": text}),
    "html": html.escape,
    "html by number": lambda text: "".join(f"&#{ord(each)};" for each in text),
    "html by hexadecimal number": lambda text: "".join(f"&#x{ord(each):X};" for each in text),
    "json in json": lambda text: json.dumps(json.dumps(text)[1:-1])[1:-1],
    "json in html": lambda text: html.escape(json.dumps(text)[1:-1]),
    "percent in percent": lambda text: quote(quote(text, safe=""), safe=""),
    "html in html": lambda text: html.escape(html.escape(text)),
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("secret", [ODD, "only-letters", UUID])
def test_every_spelling_is_masked(spell: Callable[[str], str], secret: str) -> None:
    """A secret is masked in every spelling in which servers and proxies repeat it, and the rest stays."""
    prefix = "password=" if spell is SPELLINGS["form field"] else ""
    spelt = spell(secret)
    assert Secrets([secret]).masked(f"cannot take {spelt}!") == f"cannot take {prefix}***!"


@settings(max_examples=300)
@given(
    st.text(
        st.sampled_from("%&\\\"'/25amp;#x +\n\u00e4") | st.characters(exclude_categories=["Cs"]), min_size=8
    ),
    st.sampled_from([*SPELLINGS.values()][:8]),
)
def test_any_text_is_masked(secret: str, spell: Callable[[str], str]) -> None:
    """Whatever letters a secret has, no spelling of it is left."""
    assert Secrets([secret]).masked(spell(secret)) == "***"


@pytest.mark.parametrize(
    "spelt",
    [
        UUID.upper(),
        UUID.replace("-", ""),
        UUID.replace("-", "").upper(),
        UUID.replace("-", "%2D"),
        f"urn:uuid:{UUID}"[9:],
    ],
)
@pytest.mark.parametrize("secret", [UUID, UUID.upper(), UUID.replace("-", "")])
def test_every_form_of_a_uuid_is_masked(secret: str, spelt: str) -> None:
    """A UUID is masked in either case, with its dashes and without them."""
    assert Secrets([secret]).masked(f"no check {spelt}.") == "no check ***."


def test_half_of_a_surrogate_pair_is_masked() -> None:
    """A secret that was read from bytes that are no UTF-8 is masked as it is and as JSON spells it."""
    secret = "a-long-\udcff-secret"
    for spelt in (f"100% {secret}", f"100% {json.dumps(secret)[1:-1]}"):
        assert Secrets([secret]).masked(spelt) == "100% ***"


def test_a_text_without_secrets_costs_no_pattern(driver: Driver) -> None:
    """A call that succeeds makes no pattern of its UUID, which takes milliseconds; its address is masked when asked for."""
    client, uuid = driver.client(Script(ok(x_request_id="abc-123"))), str(uuid4())
    secret = operation("GET", path="/checks/{uuid}", secrets=("uuid",))
    before = masking._pattern.cache_info().misses
    raw = driver.send(client, request(secret, path=f"/checks/{uuid}"))
    assert masking._pattern.cache_info().misses == before
    assert raw.address == f"{URL}/checks/***"


def test_short_secrets_are_words() -> None:
    """A secret of fewer than eight characters may be a word of the answer, and stays."""
    assert Secrets(["seventy"]).masked("seventy is not enough") == "seventy is not enough"
    assert Secrets(["eighteen"]).masked("eighteen is enough") == "*** is enough"
    assert Secrets([None, ""]).masked("nothing") == "nothing"


@pytest.mark.parametrize("longer", ["abcdefgh-ijkl", "0-abcdefgh"])
def test_a_secret_within_another_leaves_nothing(longer: str) -> None:
    """The longer one goes first: what is left of it would tell half of it."""
    assert Secrets(["abcdefgh", longer]).masked(f"{longer} abcdefgh") == "*** ***"


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("last", ["&", "%", "'", '"', "\\", "\n"])
def test_the_last_character_goes_whole(spell: Callable[[str], str], last: str) -> None:
    """Where a secret ends with a sign of another spelling, no rest of the sign is left behind the mask."""
    masked = Secrets([f"a-long-secret{last}"]).masked(spell(f"a-long-secret{last}"))
    assert masked.removeprefix("password=") == "***"


def test_json_values_keep_their_shape() -> None:
    """Texts and names at any depth are masked in a copy; everything else stays as it is."""
    secret = "a-long-secret"
    body: Any = {secret: [1, None, True, {"deep": (f"no {secret}", 2.5)}], "plain": "words"}
    assert Secrets([secret]).masked(body) == {
        "***": [1, None, True, {"deep": ["no ***", 2.5]}],
        "plain": "words",
    }
    assert secret in body


def test_names_that_are_no_text_stay() -> None:
    """A body that did not come as JSON may have numbers for names."""
    assert Secrets(["a-long-secret"]).masked({1: "a-long-secret", None: 2}) == {1: "***", None: 2}


def test_depth_is_no_obstacle() -> None:
    """A body that is nested deeper than Python calls functions is masked to its end."""
    body: Any = "a-long-secret"
    for _ in range(5_000):
        body = [body]
    inner = Secrets(["a-long-secret"]).masked(body)
    while isinstance(inner, list):
        inner = inner[0]
    assert inner == "***"


def test_everything_that_an_error_says_is_masked() -> None:
    """Message, arguments, code, details, body and request id lose the secret; the way to go on keeps its token."""
    secret = "a-long-secret"
    error = APIStatusError(f"no {secret}")
    error.code, error.request_id, error.page_token = secret, f"id-{secret}", f"cursor-{secret}"
    error.details, error.body = {secret: [secret]}, {"a": [secret]}
    Secrets([secret]).take_out_of(error)
    assert (error.args, error.message, error.code) == (("no ***",), "no ***", "***")
    assert (error.details, error.body, error.request_id) == ({"***": ["***"]}, {"a": ["***"]}, "id-***")
    assert error.page_token == f"cursor-{secret}"


def test_causes_are_masked_or_cut_off() -> None:
    """What an error was raised from says no secret either; a cause that cannot be changed goes."""
    secret = "a-long-secret"
    error, outer, inner = NetworkError("broke"), ValueError(secret), OSError(5, f"no {secret}")
    error.__cause__, outer.__context__ = outer, inner
    Secrets([secret]).take_out_of(error)
    assert error.__cause__ is outer
    assert str(outer) == "***"
    assert outer.__context__ is None


def test_a_circle_of_causes_ends() -> None:
    """Errors that caused each other are looked at once."""
    error, other = NetworkError("a-long-secret"), ValueError("a-long-secret")
    error.__cause__, other.__cause__ = other, error
    Secrets(["a-long-secret"]).take_out_of(error)
    assert (str(error), str(other)) == ("***", "***")
    first, second, third = (ValueError("a-long-secret") for _ in range(3))
    first.__cause__, second.__cause__, third.__cause__ = second, third, second
    Secrets(["a-long-secret"]).take_out_of(first)
    assert [str(each) for each in (first, second, third)] == ["***"] * 3


def test_what_from_none_hides_is_left_alone() -> None:
    """No traceback shows a context that was suppressed, and it may be an exception of the program's own."""
    error, hidden = NetworkError("broke"), ValueError("a-long-secret")
    error.__context__, error.__suppress_context__ = hidden, True
    Secrets(["a-long-secret"]).take_out_of(error)
    assert error.__context__ is hidden
    assert hidden.args == ("a-long-secret",)


def test_what_the_caller_was_handling_is_left_alone() -> None:
    """The exception in whose except clause a call is made is the program's own, and so is what is behind it."""
    error, cause, handled = NetworkError("broke"), OSError("a-long-secret"), ValueError(("a-long-secret",))
    error.__cause__, cause.__context__ = cause, handled
    handled.__context__ = behind = KeyError("a-long-secret")
    Secrets(["a-long-secret"]).take_out_of(error, handled)
    assert str(cause) == "***"
    assert cause.__context__ is handled
    assert handled.args == (("a-long-secret",),)
    assert behind.args == ("a-long-secret",)


def test_its_repr_shows_how_many() -> None:
    """The repr, which stands in frames and debuggers, has no secret."""
    assert repr(Secrets(["a-long-secret", "another-secret"])) == "<Secrets: 2>"


def test_base64_is_another_secret() -> None:
    """A credential that travels in base64, as a proxy's does, is named as it travels."""
    text = base64.b64encode(b"user:a-long-secret").decode()
    assert Secrets(["a-long-secret"]).masked(text) == text
    assert Secrets([text]).masked(f"Basic {text}") == "Basic ***"
