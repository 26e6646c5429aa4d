"""Loading YAML and JSON: every value is what JSON can say, and broken files are told by their line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from apimodel import SpecError
from documents import load


def read(folder: Path, text: str, suffix: str = ".yaml") -> Any:
    path = folder / f"lantern{suffix}"
    path.write_text(text, encoding="utf-8")
    return load(path)


# Each list has the one before it nine times.
BOMB: Final = ", ".join(f"x{n + 1}: &x{n + 1} [{', '.join([f'*x{n}'] * 9)}]" for n in range(9))


def refusal(folder: Path, text: str, suffix: str = ".yaml") -> str:
    with pytest.raises(SpecError) as caught:
        read(folder, text, suffix)
    (line,) = caught.value.problems
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"),
        ("on", "on"),
        ("'2026-01-31'", "2026-01-31"),
        ("0o17", 15),
        ("1e3", 1000.0),
        ("~", None),
        ("12345678901234567890123", 12345678901234567890123),
        ("{url: https://lantern.test}", {"url": "https://lantern.test"}),
        (
            "[{200: OK}, {true: yes}, {null: 1}, {1.5: 2}]",
            [{"200": "OK"}, {"true": "yes"}, {"null": 1}, {"1.5": 2}],
        ),
        ("{1: one, 0: none}", {"1": "one", "0": "none"}),
        ("!!str 12", "12"),
        ('"\\ud83d\\ude00"', "\ud83d\ude00"),
    ],
)
def test_values(tmp_path: Path, text: str, value: Any) -> None:
    """Dates stay text, words such as on stay words, and keys become text as JSON would write them."""
    assert read(tmp_path, f"a: {text}") == {"a": value}


def test_merge_keys_and_anchors(tmp_path: Path) -> None:
    """What an anchor names is read where it is used, also by a merge key."""
    text = "a: &a {b: 1, c: 2}\nd: *a\ne: {<<: *a, c: 3}"
    assert read(tmp_path, text) == {"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 2}, "e": {"b": 1, "c": 3}}


def test_names_with_an_exclamation_mark(tmp_path: Path) -> None:
    """A quoted key may begin as a tag does."""
    assert read(tmp_path, "'!a': 1") == {"!a": 1}


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """A file may begin with the byte order mark that some editors write."""
    assert read(tmp_path, "\ufeffa: 1") == {"a": 1}
    assert read(tmp_path, '\ufeff{"a": 1}', ".json") == {"a": 1}


def test_json(tmp_path: Path) -> None:
    """A file of JSON is read as JSON: its escapes may be halves of one character."""
    assert read(tmp_path, '{"a": "\\ud83d\\ude00", "b": [true, 1.5]}', ".json") == {
        "a": "\U0001f600",
        "b": [True, 1.5],
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: [", "line 2, column 5"),
        ("a: 1\nb: 2\na: 3", "line 3, column 1"),
        ("a:\n  b: 1\n  b: 2", "line 3, column 3"),
        ("a: 1\n\tb: 2", "line 2, column 1"),
        ("a: 1\n---\nb: 2", "line 2, column 1"),
        ("a: *b", "line 1, column 4"),
        ("a: !lamp b", "line 1, column 4"),
        (f"x0: &x0 1\nx: {{{BOMB}}}", "its anchors stand for too much text"),
    ],
)
def test_broken_yaml(tmp_path: Path, text: str, place: str) -> None:
    """Broken YAML, a repeated key, a second document, an unknown anchor and an unknown tag are told with the line."""
    line = refusal(tmp_path, text)
    assert line.startswith("lantern.yaml: not readable as YAML: ")
    assert place in line
    assert "https://" not in line  # advice to those who call the library


def test_broken_json(tmp_path: Path) -> None:
    """Broken JSON is told with the line, and a repeated key by its name."""
    start = "lantern.json: not readable as JSON: "
    assert refusal(tmp_path, '{"a":\n}', ".json") == f"{start}Expecting value: line 2 column 1 (char 6)"
    assert refusal(tmp_path, '{"a": {"b": 1, "b": 2}}', ".json") == f"{start}an object has the key b twice"


@pytest.mark.parametrize("text", ["a: {200: x, '200': y}", "a: &a {b: *a}", f"a: {'[' * 800}{']' * 800}"])
def test_what_json_cannot_say(tmp_path: Path, text: str) -> None:
    """Keys that become one, an object within itself, and endless depth are refused."""
    assert refusal(tmp_path, text).startswith("lantern.yaml: not readable as YAML: ")


@pytest.mark.parametrize("text", ["- 1", "1", ""])
def test_no_mapping(tmp_path: Path, text: str) -> None:
    """A document is a mapping."""
    assert refusal(tmp_path, text) == "lantern.yaml: the document is not a mapping"
