"""The rules for request fields."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.healthchecks._rules import FieldError, ServerDefectError, validate


@pytest.mark.parametrize(
    "name", ["name", "slug", "tags", "desc", "channels", "start_kw", "subject", "tz", "schedule"]
)
@pytest.mark.parametrize("value", [None, 1, True, [], {}])
def test_text_fields_want_text(name: str, value: object) -> None:
    """Anything but a string is refused in the field's name."""
    with pytest.raises(FieldError, match=f"^{name} is not a string$"):
        validate({name: value})


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("name", 100),
        ("start_kw", 200),
        ("success_kw", 200),
        ("failure_kw", 200),
        ("subject_fail", 200),
        ("slug", 100),
    ],
)
def test_text_limits(name: str, limit: int) -> None:
    """A text of the greatest length passes, one more does not."""
    assert validate({name: "x" * limit}) == {name: "x" * limit}
    with pytest.raises(FieldError, match=f"^{name} is too long$"):
        validate({name: "x" * (limit + 1)})


def test_tags_and_descriptions_have_no_limit() -> None:
    """Long tags and descriptions are kept."""
    sent = {"tags": "x" * 501, "desc": "y" * 9000}
    assert validate(sent) == sent


@pytest.mark.parametrize("name", ["timeout", "grace"])
def test_seconds(name: str) -> None:
    """One minute to a year are accepted, numbers beyond what a duration can hold break the server."""
    assert validate({name: 60}) == {name: 60}
    assert validate({name: 31_536_000}) == {name: 31_536_000}
    with pytest.raises(FieldError, match=f"^{name} is too small$"):
        validate({name: -1})
    with pytest.raises(ServerDefectError):
        validate({name: -(10**20)})


@pytest.mark.parametrize("name", ["manual_resume", "filter_subject", "filter_body", "filter_http_body"])
@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_booleans_are_strict(name: str, value: object) -> None:
    """Numbers and words are no booleans."""
    with pytest.raises(FieldError, match=f"^{name} is not a boolean$"):
        validate({name: value})


@pytest.mark.parametrize("value", ["GET", None, 1])
def test_methods_knows_two_values(value: object) -> None:
    """Only the empty string and POST are accepted."""
    assert [validate({"methods": known})["methods"] for known in ("", "POST")] == ["", "POST"]
    with pytest.raises(FieldError, match=r"^methods has unexpected value$"):
        validate({"methods": value})


def test_unique_is_a_list_of_known_names() -> None:
    """Five names may be listed; anything else is refused, as is something that is no list."""
    names = ["name", "slug", "tags", "timeout", "grace"]
    assert validate({"unique": names}) == {"unique": names}
    with pytest.raises(FieldError, match=r"^unique is not an array$"):
        validate({"unique": "name"})
    with pytest.raises(FieldError, match=r"^an item in 'unique' has unexpected value$"):
        validate({"unique": ["name", ["slug"]]})


def test_first_mistake_in_alphabetical_order() -> None:
    """Of several mistakes the one in the alphabetically first field is named."""
    with pytest.raises(FieldError, match=r"^grace "):
        validate({"tz": 1, "name": 1, "grace": "x"})


def test_unknown_fields_are_dropped() -> None:
    """Fields the server does not know are neither judged nor kept."""
    assert validate({"colour": None, "api_key": 1, "name": "x"}) == {"name": "x"}


def test_slug_pattern() -> None:
    """Lower-case letters, digits, hyphen and underscore, or nothing."""
    assert [validate({"slug": slug})["slug"] for slug in ("", "a-b_9")] == ["", "a-b_9"]
    with pytest.raises(FieldError, match=r"^slug does not match pattern$"):
        validate({"slug": "a\n"})


@pytest.mark.parametrize(
    ("name", "kept"),
    [("name", False), ("methods", False), ("success_kw", False), ("channels", True), ("tz", None)],
)
def test_lone_surrogates(name: str, kept: bool | None) -> None:
    """Text that cannot be stored breaks the server; a zone is looked up first, channels are not stored at all."""
    fields: dict[str, object] = {name: "\ud800"}
    if kept:
        assert validate(fields) == fields
        return
    with pytest.raises(FieldError if kept is None else ServerDefectError):
        validate(fields)
