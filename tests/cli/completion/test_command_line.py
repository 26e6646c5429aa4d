"""A command line that is being typed."""

from __future__ import annotations

import pytest

from uptimekit.cli.completion.command_line import CommandLine


@pytest.mark.parametrize(
    ("text", "words", "begun", "quote", "tail"),
    [
        ("", [], "", "", ""),
        ("a", [], "a", "", "a"),
        ("a b", ["a"], "b", "", "b"),
        ("a b ", ["a", "b"], "", "", ""),
        ("a  'b c' ", ["a", "b c"], "", "", ""),
        ("a '' ", ["a", ""], "", "", ""),
        ("a b\\ c", ["a"], "b c", "", "b c"),
        ("a 'b \\", ["a"], "b \\", "'", "b \\"),
        ('a "b\\$\\x c', ["a"], "b$\\x c", '"', "b$\\x c"),
        ("a x:y", ["a"], "x:y", "", "y"),
        ("a x\\:y", ["a"], "x:y", "", "x:y"),
        ("a 'x:y", ["a"], "x:y", "'", "x:y"),
        ("a --o=x:'y", ["a"], "--o=x:y", "'", "y"),
        ("a b\\", ["a"], "b", "", "b"),
    ],
)
def test_reading(text: str, words: list[str], begun: str, quote: str, tail: str) -> None:
    """Words are split at spaces outside of quotes, and the tail begins after a break or the open quote."""
    line = CommandLine(text, ":=")
    assert (line.words, line.begun, line.quote, line.tail) == (words, begun, quote, tail)
