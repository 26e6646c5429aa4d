"""The words of a fleet."""

from __future__ import annotations

import pytest

from uptimekit.fleet import Kind, Monitor, State


def test_a_kind_is_the_word_for_one() -> None:
    """What JSON, CSV, metrics and a warehouse say is what a program compares with."""
    assert [*Kind] == ["monitor", "heartbeat", "incident", "component"]
    shop = Monitor(provider="lantern", account="main", id="1", name="shop", state=State.UP)
    assert shop.kind == "monitor"
    assert f"{shop.kind}, {shop.kind.plural}" == "monitor, monitors"


def test_the_plural_is_understood() -> None:
    """As lists are named, and as a kind was written before; any other word is refused."""
    assert Kind("monitors") is Kind("monitor") is Kind.MONITORS
    with pytest.raises(ValueError, match="moniter"):
        Kind("moniter")
