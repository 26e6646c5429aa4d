"""UUIDs, unique keys and slugs: what can be one passes, and no refusal shows a secret."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from uptimekit import InputError
from uptimekit.healthchecks.identifiers import checked_id, checked_slug, checked_uuid

CHECK = "0a0a0a0a-1111-4222-8333-bbbbbbbb1eaf"
KEY = "5799c69c307a69c531736b475b09e1dd9c1d53bd"


def test_what_passes() -> None:
    """UUIDs pass in every spelling, unique keys where they are an id, and slugs as they are."""
    for spelling in (CHECK, CHECK.upper(), CHECK.replace("-", ""), uuid.UUID(CHECK)):
        assert checked_uuid(spelling) == checked_id(spelling) == checked_id(spelling, or_key=True) == CHECK
    assert checked_id(KEY, or_key=True) == KEY
    for slug in ("a", "a-z_0-9", "a" * 100, CHECK):  # the server takes a UUID for a slug, too
        assert checked_slug(slug) == slug


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "uuid must be a UUID, not empty"),
        ("backup", "uuid must be a UUID, and this is none; if it is a slug, use slug="),
        (f"https://hc-ping.com/{CHECK}", "this is an address: pass a ping URL as url="),
        (f"{CHECK}/fail", "this is an address or a path; give the UUID in it"),
        (5, "uuid must be a UUID, not int"),
    ],
)
def test_what_is_no_uuid(value: Any, says: str) -> None:
    """What is no UUID of a check to ping is refused, with what to do, and is not shown."""
    with pytest.raises(InputError) as caught:
        checked_uuid(value)
    assert says in str(caught.value)
    assert caught.value.field == "uuid"
    assert CHECK not in str(caught.value)


@pytest.mark.parametrize(("or_key", "wanted"), [(False, "the UUID"), (True, "the UUID or the unique key")])
def test_what_is_no_id(or_key: bool, wanted: str) -> None:
    """The refusal of an id says whether a unique key would do; a key is none where a UUID is needed."""
    with pytest.raises(
        InputError, match=f"^check_id must be {wanted} of a check, and this is none; if it is"
    ):
        checked_id("backup", or_key=or_key)
    with pytest.raises(InputError, match=r"^check_id must be the UUID of a check"):
        checked_id(KEY)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("Nightly Backup!", "slug may hold only a-z, 0-9, - and _; did you mean 'nightly-backup'?"),
        ("a/b", "slug may hold only a-z, 0-9, - and _; give the slug alone"),
        ("ü", "did you mean 'u'?"),
        ("日本", "give the slug alone"),
        ("", "slug must be the slug of a check, not empty"),
        ("a" * 101, "slug must have at most 100 characters, this has 101"),
        (CHECK.upper(), "slug must be a slug, and this is a UUID: pass it as uuid="),
        (f" {CHECK} ", "this is a UUID"),
        (f"https://hc-ping.com/{CHECK}", "this is an address: pass a ping URL as url="),
        (f"{CHECK.upper()}/fail", "give the slug alone"),
        (None, "slug must be a string, not NoneType"),
    ],
)
def test_what_is_no_slug(value: Any, says: str) -> None:
    """What can be no slug is refused, with the slug that was meant, but never with an address or a UUID."""
    with pytest.raises(InputError) as caught:
        checked_slug(value, ping=True)
    assert says in str(caught.value)
    for ping in (True, False):
        with pytest.raises(InputError) as caught:
            checked_slug(value, ping=ping)
        assert CHECK not in str(caught.value).lower()


@pytest.mark.parametrize("value", [CHECK.upper(), f" {CHECK}", f"https://hc-ping.com/{CHECK}"])
def test_no_advice_about_arguments_that_are_not_there(value: str) -> None:
    """Where no ping is meant, as in a check's fields, the message names no ``uuid=`` or ``url=``."""
    with pytest.raises(InputError, match=r"may hold only a-z, 0-9, - and _; give the slug alone$"):
        checked_slug(value)
