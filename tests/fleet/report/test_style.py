"""Colours of the page: their contrast, computed from the style sheet."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import pytest

STYLE: Final = (files("uptimekit.fleet.report") / "style.css").read_text(encoding="utf-8")
TEXTS: Final = (
    *("text", "quiet", "link"),
    *("up", "down", "degraded", "late", "maintenance", "paused", "pending", "unknown"),
)
BARS: Final = ("bar-up", "bar-degraded", "bar-quiet", "bar-none", "down", "maintenance")


def colours(dark: bool) -> dict[str, str]:
    """The variables of a colour scheme."""
    _, light_block, dark_block = STYLE.split(":root {")[:3]
    block = dark_block if dark else light_block
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block.partition("}")[0]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    """Black on white is 21, and the grey that is known for being just enough is just enough."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_both_schemes_have_all_colours(dark: bool) -> None:
    """A colour that one scheme forgets would be the other's."""
    assert colours(dark).keys() == colours(not dark).keys()
    assert {*TEXTS, *BARS, "page", "sheet", "warning"} <= colours(dark).keys()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", ["page", "sheet", "warning"])
@pytest.mark.parametrize("name", TEXTS)
def test_texts_can_be_read(name: str, ground: str, dark: bool) -> None:
    """Every colour of text has the contrast of 4.5 that WCAG 2 asks for, wherever it may stand."""
    scheme = colours(dark)
    assert contrast(scheme[name], scheme[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", BARS)
def test_bars_can_be_seen(name: str, dark: bool) -> None:
    """Bars and marks have the contrast of 3 that WCAG 2 asks for of what is no text."""
    scheme = colours(dark)
    assert contrast(scheme[name], scheme["sheet"]) >= 3


def test_the_page_has_no_other_colours() -> None:
    """All colours are variables, so that the dark scheme and the tests above have all of them."""
    rules = STYLE.split("*, ::before, ::after")[1]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) <= {"#ffffff"}  # of paper


def test_every_variable_is_used() -> None:
    """No colour is left over."""
    for name in colours(dark=False):
        assert f"var(--{name})" in STYLE
