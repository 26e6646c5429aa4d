"""A time zone as an option."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import click
import pytest

from uptimekit.cli.time_zone import TimeZone


def test_a_name_is_a_zone() -> None:
    """UTC is Python's own, which needs no database."""
    zone = TimeZone()
    assert zone.convert("UTC", None, None) is UTC
    assert zone.convert("Europe/Riga", None, None) == ZoneInfo("Europe/Riga")
    assert zone.convert(UTC, None, None) is UTC


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("Europe/Rigga", "did you mean Europe/Riga?"),
        ("Europe", ""),
        ("", "write a name such as Europe/Riga"),
        ("../../etc/passwd", "write a name such as Europe/Riga"),
        ("/etc/localtime", ""),
        ("a\0b", ""),
        ("\x1b[31mred", ""),
    ],
)
def test_a_name_of_none_is_refused(given: str, hint: str) -> None:
    """The message has the nearest name, and nothing that a terminal acts upon."""
    with pytest.raises(click.BadParameter, match="there is no time zone") as caught:
        TimeZone().convert(given, None, None)
    assert hint in caught.value.message
    assert caught.value.message.isprintable()
