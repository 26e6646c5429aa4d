"""CheckCreate and CheckUpdate: what was given is sent, and nothing else."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit import InputError
from uptimekit.healthchecks import CheckCreate, CheckUpdate

KINDS: list[type[CheckCreate | CheckUpdate]] = [CheckCreate, CheckUpdate]
SAMPLES: dict[str, Any] = {
    "name": "n",
    "tags": "a b",
    "desc": "",
    "timeout": 86_400,
    "grace": 3_600,
    "schedule": "* * * * *",
    "tz": "UTC",
    "manual_resume": False,
    "methods": "",
    "channels": "*",
    "unique": ["name"],
    "slug": "s",
    "start_kw": "a",
    "success_kw": "b",
    "failure_kw": "c",
    "filter_subject": False,
    "filter_body": False,
    "filter_http_body": False,
    "filter_default_fail": False,
}
GIVEN = st.sets(st.sampled_from(sorted(SAMPLES))).map(lambda names: {name: SAMPLES[name] for name in names})


@pytest.mark.parametrize("kind", KINDS)
@given(fields=GIVEN)
def test_only_given_fields_are_sent(kind: type[CheckCreate], fields: dict[str, Any]) -> None:
    """What is sent are the fields that were given, also where they equal the default; nothing else."""
    assert kind(**fields).to_fields() == fields


@pytest.mark.parametrize("kind", KINDS)
def test_none_counts_as_not_given(kind: type[CheckCreate]) -> None:
    """The server takes no null: a field given as None, or set to it later, is not sent."""
    check = kind(**dict.fromkeys(SAMPLES))
    assert check.to_fields() == {}
    check.name = "x"
    assert check.to_fields() == {"name": "x"}
    check.name = None
    assert check.to_fields() == {}


@pytest.mark.parametrize("kind", KINDS)
def test_assignment_counts_and_is_checked(kind: type[CheckCreate]) -> None:
    """A field that is assigned later is converted, checked and sent; a refused value changes nothing of it."""
    check = kind(name="x")
    check.timeout = timedelta(hours=1)
    check.tags = ["a", "b"]
    assert check.to_fields() == {"name": "x", "timeout": 3_600, "tags": "a b"}
    with pytest.raises(InputError, match="timeout"):
        check.timeout = 5
    assert check.timeout == 3_600


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_assignment_keeps_the_field_sent(kind: type[CheckCreate]) -> None:
    """After a refused assignment the value that stays is still one that was given."""
    check = kind(timeout=3_600)
    with pytest.raises(InputError):
        check.timeout = 5
    assert check.to_fields() == {"timeout": 3_600}


@pytest.mark.parametrize("kind", KINDS)
def test_bad_values_are_refused_when_built(kind: type[CheckCreate]) -> None:
    """The constructor applies the rules, and names the field."""
    with pytest.raises(InputError) as caught:
        kind(name="x", slug="Not A Slug")
    assert caught.value.field == "slug"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("arguments", [{"nmae": "x"}, {"subject": "x"}, {"_given": {"name"}}])
def test_unknown_fields_are_refused(kind: type[CheckCreate], arguments: dict[str, Any]) -> None:
    """A misspelt field is a TypeError: the server would ignore it silently."""
    with pytest.raises(TypeError, match="unexpected keyword"):
        kind(**arguments)


@pytest.mark.parametrize("kind", KINDS)
def test_a_misspelt_field_leads_to_the_right_one(kind: type[CheckCreate]) -> None:
    """The error names the field that was meant."""
    misspelt: dict[str, Any] = {"nmae": "x"}
    with pytest.raises(TypeError) as caught:
        kind(**misspelt)
    said = f"{kind.__name__}() got an unexpected keyword argument 'nmae'; did you mean name?"
    assert str(caught.value) == said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("twin", [copy.copy, copy.deepcopy, lambda check: pickle.loads(pickle.dumps(check))])
@given(fields=GIVEN)
def test_copies_send_the_same(kind: type[CheckCreate], twin: Any, fields: dict[str, Any]) -> None:
    """A copy or an unpickled object equals the original, sends the same, and goes its own way."""
    check = kind(**fields)
    other = twin(check)
    assert other == check
    assert other.to_fields() == fields
    other.name = "changed"
    assert check.to_fields() == fields


@pytest.mark.parametrize("kind", KINDS)
def test_replace_keeps_what_was_not_given(kind: type[CheckCreate]) -> None:
    """copy.replace (by its protocol, from Python 3.13 on) changes fields and gives no others."""
    check = kind(name="x", timeout=3_600)
    assert check.__replace__(name="y", tz="UTC").to_fields() == {"name": "y", "timeout": 3_600, "tz": "UTC"}
    assert check.__replace__(timeout=None).to_fields() == {"name": "x"}
    assert check.to_fields() == {"name": "x", "timeout": 3_600}


def test_evolve_gives_every_field() -> None:
    """attrs.evolve hands every field to the constructor, so all but those that are None are sent."""
    evolved = attrs.evolve(CheckCreate(name="x"), name="y")
    assert evolved == CheckCreate(name="y")
    assert evolved.to_fields() == {
        "name": "y",
        "tags": "",
        "desc": "",
        "timeout": 86_400,
        "grace": 3_600,
        "tz": "UTC",
        "manual_resume": False,
        "methods": "",
        "unique": [],
    }


def test_no_list_is_shared() -> None:
    """The default of ``unique`` and a list that was passed in belong to the object alone."""
    names = ["name"]
    given_, default = CheckCreate(unique=names), CheckCreate()
    names.append("nonsense")
    assert default.unique == []
    assert default.unique is not CheckCreate().unique
    assert given_.unique == ["name"]


@pytest.mark.parametrize(
    ("method", "good", "bad"),
    [
        ("validate_methods", "POST", "GET"),
        ("validate_schedule", "*/5 * * * *", "61 * * * *"),
        ("validate_tz", "Europe/Riga", "Mars/Olympus"),
        ("validate_unique", ["name", "slug"], ["status"]),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_validators(kind: type[CheckCreate], method: str, good: Any, bad: Any) -> None:
    """The documented validators return a good value as it is and raise ValueError for a bad one."""
    validator = getattr(kind, method)
    assert validator(good) == good
    with pytest.raises(ValueError, match=method.removeprefix("validate_")):
        validator(bad)


@pytest.mark.parametrize("kind", KINDS)
def test_repr_shows_the_fields(kind: type[CheckCreate]) -> None:
    """The repr is that of a plain record."""
    assert repr(kind(name="x")).startswith(f"{kind.__name__}(name='x', tags=")
