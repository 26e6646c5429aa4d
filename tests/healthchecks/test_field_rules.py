"""The rules for a check's fields: tables of good and bad values, held against the sandbox's server too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit import InputError
from uptimekit.healthchecks import CheckCreate
from uptimekit.healthchecks.field_rules import RULES
from uptimekit.sandbox.healthchecks._rules import FieldError, validate

GOOD: list[tuple[str, Any, Any]] = [
    ("name", "", ""),
    ("name", "ü" * 100, "ü" * 100),
    ("slug", "", ""),
    ("slug", "a-z_0-9", "a-z_0-9"),
    ("slug", "a" * 100, "a" * 100),
    ("tags", "", ""),
    ("tags", " as  they come, ", " as  they come, "),
    ("tags", [], ""),
    ("tags", ["prod", "db,main"], "prod db,main"),
    ("tags", (tag for tag in ("a", "b")), "a b"),
    ("desc", "any\nlength " * 1000, "any\nlength " * 1000),
    ("timeout", 60, 60),
    ("timeout", 31_536_000, 31_536_000),
    ("timeout", timedelta(days=1), 86_400),
    ("grace", timedelta(minutes=1, milliseconds=0), 60),
    ("schedule", "*/5 * * * *", "*/5 * * * *"),
    ("schedule", " 5 4 * * 05L\t", " 5 4 * * 05L\t"),
    ("schedule", "Mon..Fri *-*-* 08:00\nSat 12:00", "Mon..Fri *-*-* 08:00\nSat 12:00"),
    ("tz", "Europe/Riga", "Europe/Riga"),
    ("manual_resume", True, True),
    ("methods", "", ""),
    ("methods", "POST", "POST"),
    ("channels", "", ""),
    ("channels", "*", "*"),
    ("channels", "Ops mail , Hook", "Ops mail,Hook"),
    ("channels", [], ""),
    ("channels", ["Ops mail", "Hook"], "Ops mail,Hook"),
    ("unique", [], []),
    ("unique", ("name", "slug", "tags", "timeout", "grace"), ["name", "slug", "tags", "timeout", "grace"]),
    ("start_kw", "begin,start", "begin,start"),
    ("success_kw", "x" * 200, "x" * 200),
    ("failure_kw", "", ""),
    ("filter_subject", False, False),
    ("filter_body", True, True),
    ("filter_http_body", True, True),
    ("filter_default_fail", False, False),
]

BAD: list[tuple[str, Any, str]] = [
    ("name", 5, "must be a string, not int"),
    ("name", "x" * 101, "at most 100 characters, this has 101"),
    ("slug", "Job", "only a-z"),
    ("slug", "a b", "only a-z"),
    ("slug", "a\n", "only a-z"),
    ("slug", "ü", "only a-z"),
    ("slug", "a" * 101, "at most 100"),
    ("slug", "https://hc-ping.com/x", "give the slug alone"),
    ("slug", "11111111-2222-4333-8444-55555555555F", "give the slug alone"),
    ("slug", "a/b", "give the slug alone"),
    ("slug", "Größe (neu)", "did you mean 'groe-neu'"),
    ("slug", "!?", "give the slug alone"),
    ("slug", 5, "must be a string, not int"),
    ("tags", ["two words"], "not 'two words'"),
    ("tags", ["fine", ""], "not ''"),
    ("tags", [5], "must be a string, not int"),
    ("desc", 5, "must be a string"),
    ("timeout", 59, "from 60 to 31536000 seconds, not 59"),
    ("timeout", 31_536_001, "from 60 to"),
    ("timeout", 10**30, "from 60 to"),
    ("timeout", True, "whole number of seconds, not True"),
    ("timeout", 90.0, "whole number"),
    ("timeout", "60", "whole number"),
    ("timeout", timedelta(seconds=60.5), "whole number"),
    ("timeout", timedelta(days=366), "from 60 to"),
    ("grace", 0, "from 60 to"),
    ("grace", -60, "from 60 to"),
    ("schedule", "", "not empty"),
    ("schedule", "61 * * * *", "as its minute"),
    ("schedule", "no good", "five cron fields or an OnCalendar"),
    ("schedule", "* * * * " + "1," * 50 + "1", "at most 100"),
    ("schedule", 5, "must be a string"),
    ("tz", "Mars/Olympus", "IANA time zone"),
    ("tz", "", "IANA time zone"),
    ("tz", 2, "must be a string"),
    ("manual_resume", 1, "True or False, not 1"),
    ("manual_resume", "yes", "True or False"),
    ("methods", "GET", "'' or 'POST'"),
    ("methods", "post", "'' or 'POST'"),
    ("channels", ["a,b"], "'a,b' has a comma"),
    ("channels", [""], "an empty item"),
    ("channels", "a,,b", "an empty item"),
    ("channels", " ", "an empty item"),
    ("channels", [5], "must be a string"),
    ("channels", 5, "must be a text or a list of texts, not int"),
    ("tags", 5, "must be a text or a list of texts, not int"),
    ("unique", ["status"], "not 'status'"),
    ("unique", ["name", None], "not None"),
    ("unique", "name", "a list of field names"),
    ("unique", 5, "a list of field names"),
    ("start_kw", "x" * 201, "at most 200"),
    ("success_kw", ["a"], "must be a string, not list"),
    ("failure_kw", "x" * 201, "at most 200"),
    ("filter_subject", 0, "True or False"),
    ("filter_body", "no", "True or False"),
    ("filter_http_body", 1, "True or False"),
    ("filter_default_fail", 1.0, "True or False"),
]


def _server_takes(name: str, value: Any) -> bool:
    try:
        validate({name: value})
    except FieldError:
        return False
    return True


def test_every_rule_has_good_and_bad_values() -> None:
    """No field is left out of the two tables."""
    assert {name for name, *_ in GOOD} == {name for name, *_ in BAD} == set(RULES)


def test_every_field_has_a_rule() -> None:
    """The rules are those of the fields of a check, neither more nor less."""
    assert set(RULES) == {attribute.name for attribute in attrs.fields(CheckCreate) if attribute.init}


@pytest.mark.parametrize(("name", "value", "expected"), GOOD)
def test_good_values(name: str, value: Any, expected: Any) -> None:
    """A good value is taken, in the form that is sent, and the server takes that form."""
    checked = RULES[name](name, value)
    assert (type(checked), checked) == (type(expected), expected)
    assert _server_takes(name, checked)


@pytest.mark.parametrize(("name", "value", "complaint"), BAD)
def test_bad_values(name: str, value: Any, complaint: str) -> None:
    """A bad value raises InputError, a ValueError, which names the field and says what is wrong."""
    with pytest.raises(ValueError, match=complaint) as caught:
        RULES[name](name, value)
    assert isinstance(caught.value, InputError)
    assert caught.value.field == name
    assert str(caught.value).startswith(f"{name} ")


@given(
    field=st.sampled_from(sorted(RULES.keys() - {"channels"})),  # whose text the server judges later
    value=st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-10, 10**9),
        st.floats(),
        st.text(st.characters(codec="utf-8"), max_size=110),
        st.text("abc-_, 019*", max_size=210),
        st.lists(st.sampled_from(["name", "slug", "tags", "timeout", "grace", "desc"]), max_size=3),
    ),
)
def test_what_the_server_takes_is_taken(field: str, value: Any) -> None:
    """Whatever JSON value the server takes for a field passes our rule unchanged."""
    if _server_takes(field, value):
        assert RULES[field](field, value) == value


@pytest.mark.parametrize("rule", [RULES["tags"], RULES["channels"]])
def test_lists_are_read_once(rule: Callable[[str, Any], Any]) -> None:
    """A one-shot iterable of tags or channels is enough."""
    assert rule("field", iter(["a", "b"])) in ("a b", "a,b")
