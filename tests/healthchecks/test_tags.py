"""Tags: one meaning of a text, that of the server."""

from __future__ import annotations

from typing import Any, cast

import pytest

from uptimekit import InputError
from uptimekit.healthchecks import Check
from uptimekit.healthchecks.tags import each_tag, split_tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [("", []), ("a b", ["a", "b"]), ("  a \n b ", ["a", "b"]), ("a\tb c", ["a\tb", "c"]), ("a,b", ["a,b"])],
)
def test_a_text_of_tags(text: str, tags: list[str]) -> None:
    """Only spaces separate tags, as on the server; white space at the ends of one is dropped."""
    assert split_tags(text) == each_tag(text) == each_tag(tags) == tags
    assert Check.from_api_result({"tags": text}).tag_list == tags


@pytest.mark.parametrize(
    ("tags", "says"), [(["a b"], "not 'a b'"), ([""], "not ''"), ([None], "not NoneType")]
)
def test_an_item_that_is_no_tag(tags: Any, says: str) -> None:
    """An item of a list is one tag; what would be two, or none, is refused."""
    with pytest.raises(InputError, match=f"^tags must be .*{says}") as caught:
        each_tag(iter(tags))
    assert caught.value.field == "tags"


def test_what_is_neither_a_text_nor_a_list() -> None:
    """A number is refused by the name of its type, not by Python."""
    with pytest.raises(InputError, match="tags must be a text or a list of texts, not int"):
        each_tag(cast(Any, 5))
