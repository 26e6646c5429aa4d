"""Addresses without secrets, periods in words."""

from __future__ import annotations

import pytest

from uptimekit.fleet.item_fields import every, labels, number, public_address, site, title, web_page


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.com/a/b?key=S3CRET#S3CRET", "https://example.com/a/b"),
        ("https://user:S3CRET@example.com:8443/a", "https://example.com:8443/a"),
        ("https://us@er:S3CRET@example.com/a", "https://example.com/a"),
        ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
        ("https://example.com/@someone", "https://example.com/@someone"),
        ("https://example.com/https://other.example/", "https://example.com/https://other.example/"),
        ("user:S3CRET@db.example.com:5432", "db.example.com:5432"),
        ("example.com?S3CRET", "example.com"),
        ("192.0.2.1", "192.0.2.1"),
        ("https://user:S3/CRET@example.com/", None),
        ("https://user:53?CRET@example.com/", None),
        ("https://user:53/CRET@example.com/", None),
        ("", None),
        ("https://", None),
        (None, None),
        (7, None),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(address: object, shown: str | None) -> None:
    """User names, passwords, queries and fragments are left out; what cannot be taken apart is not shown at all."""
    assert public_address(address) == shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "every 30 s"),
        (90, "every 90 s"),
        (5400, "every 90 min"),
        (3600, "every 1 h"),
        (86_400, "every 1 d"),
        (604_800, "every 7 d"),
        (0, None),
        (None, None),
        (True, None),
        ("60", None),
    ],
)
def test_a_period_is_told_in_its_largest_unit(seconds: object, words: str | None) -> None:
    """The unit is the largest without a fraction; what is no period is None."""
    assert every(seconds) == words


def test_labels_are_texts_that_occur_once() -> None:
    """Empty, missing and repeated labels are left out, and the order stays."""
    assert labels("shop", None, "", "main", "shop", 7) == ("shop", "main")


def test_a_name_that_is_an_address_is_shown_like_one() -> None:
    """A monitor that nobody named may be called by its address, with its secrets."""
    assert title("https://user:S3CRET@example.com/?key=S3CRET") == "https://example.com/"
    assert title("https://user:S3/CRET@example.com/") == ""
    assert title("Shop: till @ counter?") == "Shop: till @ counter?"
    assert title(None) == ""


def test_only_addresses_of_web_pages_become_links() -> None:
    """A link with another scheme could run in a browser."""
    assert web_page("https://example.com/1") == "https://example.com/1"
    assert web_page("javascript:alert(1)") is None
    assert web_page(7) is None
    assert site("status.example.com") == "https://status.example.com"
    assert [site(each) for each in ("", ".example.com", "a b.example", "x/y", None)] == [None] * 5


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (60, 60),
        (0.5, 0.5),
        (True, None),
        ("60", None),
        (float("inf"), None),
        (float("nan"), None),
        (10**400, None),
    ],
)
def test_a_number_is_one_that_can_be_reckoned_with(value: object, known: float | None) -> None:
    """``1e400`` and an integer of 400 digits are valid JSON, and no period of time."""
    assert number(value) == known
