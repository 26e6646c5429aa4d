"""Tests of decoding by msgspec, whose definition is ``json.loads``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit._runtime import fast_json
from uptimekit._runtime.constants import FAST_FROM
from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.fast_json import loads

from ._kit import Driver, Script, request

pytest.importorskip("msgspec", reason="the extra fast is not installed")


@pytest.fixture(autouse=True, scope="module")
def warm() -> Iterator[None]:
    """Let msgspec decode from the first byte on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast_json._State, "decoded", FAST_FROM)
        patch.setattr(fast_json._State, "library", fast_json._UNDECIDED)
        patch.delenv("UPTIMEKIT_FAST", raising=False)
        yield


def _outcome(content: bytes, *, fast: bool) -> str:
    try:
        return repr(loads(content, fast=fast))  # tells 1 from 1.0, -0.0 from 0.0, and the order of keys
    except (ValueError, RecursionError) as error:
        return f"{type(error)} {error}"


ODD = [
    *(b"", b" ", b"\x0b1", b"tru", b"true1", b"[1]x", b"[1,]", b'{"a":1,}', b"{1:2}", b"'a'"),
    *(b"1.0", b"-0", b"-0.0", b"1E5", b"0.1e1", b"01", b"1.", b".5", b"+1", b"-", b"1e", b"00", b"1_0"),
    *(b"1e400", b"-1e400", b"1e-400", b"5e-324", b"1.7976931348623157e308", b"1.7976931348623159e308"),
    *(b"9007199254740993.0", b"0.30000000000000004", b"1e23", b"123456789.123456789123456789"),
    *(b"18446744073709551616", b"-9223372036854775809", b"123456789012345678901234567890"),
    *(b"9" * 4300, b"9" * 4301),  # the longest number that Python reads, and one digit more
    *(b"NaN", b"[-Infinity]", b'{"a": Infinity}', b'"NaN"'),
    *(b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud83d\\ude00"', b'"\\ud83dA"', b'{"\\ud800": 1}', b'"\\u0000"'),
    *(
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"a\tb"',
        b'"a\x00b"',
        b'"\x7f"',
        b'"\\x"',
        b'"\\/"',
        b'"\\u00"',
        b'"\\u+123"',
    ),
    *(b'{"a":1,"b":2,"a":3}', b'{"a": {"b": 1}, "a": {}}'),
    *("é".encode(), '["é"]'.encode("utf-8-sig")),
    *('["é"]'.encode(name) for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1")),
    *(b"[" * 500 + b"]" * 500, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000),
]


@pytest.mark.parametrize("content", ODD, ids=lambda content: ascii(content[:20]))
def test_odd_texts_are_decoded_as_json_loads_decodes_them(content: bytes) -> None:
    """Every text that msgspec may read otherwise gives the value or the error of json.loads."""
    assert _outcome(content, fast=True) == _outcome(content, fast=False)


_VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(_VALUES, st.integers(0, 60), st.binary(max_size=2), st.booleans())
def test_broken_texts_are_decoded_as_json_loads_decodes_them(
    value: Any, at: int, piece: bytes, escaped: bool
) -> None:
    """Texts with bytes put in anywhere give the value or the error of json.loads."""
    text = json.dumps(value, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    content = text[:at] + piece + text[at:]
    assert _outcome(content, fast=True) == _outcome(content, fast=False)


def test_msgspec_decodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a look at json.loads, texts as usual are decoded; a variable and an option prevent it."""
    monkeypatch.setattr(json, "loads", lambda *_, **__: "slow")
    assert loads(b'{"a": 1}') == {"a": 1}
    assert loads(b'{"a": 1}', fast=False) == "slow"
    monkeypatch.setattr(fast_json._State, "library", fast_json._UNDECIDED)
    monkeypatch.setenv("UPTIMEKIT_FAST", "0")
    assert loads(b'{"a": 1}') == "slow"


def test_python_without_msgspec_decodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, json.loads decodes."""
    monkeypatch.setattr(fast_json._State, "library", fast_json._UNDECIDED)
    monkeypatch.setitem(sys.modules, "msgspec", None)
    assert fast_json.library() is None
    assert loads(b"[1.0]") == [1.0]


@pytest.mark.parametrize("text", ["", "raise RuntimeError"])
def test_another_module_named_msgspec_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    """A module that is not msgspec, or fails to load, does not keep answers from being decoded."""
    (tmp_path / "msgspec.py").write_text(text)
    monkeypatch.setattr(fast_json._State, "library", fast_json._UNDECIDED)
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "msgspec"]:
        monkeypatch.delitem(sys.modules, name)
    assert fast_json.library() is None
    assert loads(b"[1.0]") == [1.0]
    monkeypatch.delitem(sys.modules, "msgspec", raising=False)


def test_an_old_msgspec_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to 0.20, the errors of msgspec were no ValueErrors: such a one, installed for another program, is not used."""
    monkeypatch.setattr(fast_json._State, "library", fast_json._UNDECIDED)
    monkeypatch.setattr("msgspec.DecodeError", type("DecodeError", (Exception,), {}))
    assert fast_json.library() is None


def test_small_answers_do_not_load_msgspec() -> None:
    """A process that decodes less than 256 KiB does not import msgspec; the next byte does."""
    code = (
        "import sys; from uptimekit._runtime.fast_json import loads\n"
        f"loads(b' ' * {FAST_FROM - 3} + b'1'); print('msgspec' in sys.modules)\n"
        "loads(b' 1'); print('msgspec' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_the_option_reaches_the_answers(driver: Driver) -> None:
    """An answer knows the option ``fast`` of its client, True by default; anything but a bool is refused."""
    for options, expected in (({}, True), ({"fast": False}, False)):
        client = driver.client(Script(httpx.Response(200, json={})), **options)
        assert driver.send(client, request()).fast is expected
    with pytest.raises(ConfigurationError, match="fast must be True or False"):
        driver.client(fast=1)
