"""Output of any characters, to streams that may be closed."""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from uptimekit.cli.standard_streams import drop_what_cannot_be_written, make_streams_usable

TEXT = "na\u00efve \u2014 \U0001f600 \ud800"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("ascii", b"na\\u00efve \\u2014 \\ud83d\\ude00 \\ud800"),
        ("latin-1", b"na\xefve \\u2014 \\ud83d\\ude00 \\ud800"),
        ("utf-8", b"na\xc3\xafve \xe2\x80\x94 \xf0\x9f\x98\x80 \\ud800"),
    ],
)
def test_what_an_encoding_has_not_is_escaped(
    encoding: str, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each character that a stream cannot take is written as JSON escapes it, so that JSON stays what it was."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    make_streams_usable()
    print(TEXT, end="", flush=True)
    assert raw.getvalue() == written
    assert json.loads(f'"{raw.getvalue().decode(encoding)}"') == TEXT


def test_closed_streams_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the shell closed a stream, as by ``>&-``, nothing comes from it and what it gets is dropped."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    make_streams_usable()
    opened = [sys.stdin, sys.stdout, sys.stderr]
    try:
        assert sys.stdin.read() == ""
        print("text \u2014", flush=True)
        print("text \u2014", file=sys.stderr, flush=True)
    finally:
        for stream in opened:
            stream.close()


def test_the_end_of_a_process_fails_for_no_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left in a buffer for a full disk is dropped: Python would end with 120, which is none of our codes."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        print("text")
        drop_what_cannot_be_written()
        assert sys.stdout is not full
        with sys.stdout:
            print("text", flush=True)
        with suppress(OSError):
            full.close()
