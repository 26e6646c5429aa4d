"""Results are dictionaries and objects at the same time, typed by the generated records."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
from typing import Any, get_args, get_type_hints

import pytest

from uptimekit import InputError
from uptimekit.statuspage import (
    Component,
    Incident,
    IncidentStatus,
    IncidentUpdate,
    Page,
    PublicSummary,
    Result,
    results,
)
from uptimekit.statuspage._result import plain, wrapped
from uptimekit_clients.statuspage import models, requests

INCIDENT: dict[str, Any] = {
    "id": "i1",
    "name": "Slow",
    "resolved_at": None,
    "created_at": "2026-03-01T12:00:00.123Z",
    "metadata": {"jira": {"issue": "A-1"}},
    "components": [{"id": "c1", "name": "API"}],
    "incident_updates": [
        {"id": "u1", "affected_components": [{"code": "c1", "new_status": "major_outage"}]},
        {"id": "u2", "affected_components": None},
    ],
    "something_new": [[{"deep": 1}]],
}


def _copies(value: Any) -> list[Any]:
    protocols = range(pickle.HIGHEST_PROTOCOL + 1)
    pickled = [pickle.loads(pickle.dumps(value, protocol)) for protocol in protocols]
    return [*pickled, copy.copy(value), copy.deepcopy(value), value.copy()]


def test_fields_read_both_ways() -> None:
    """A field is an attribute and a key, at the top, in nested objects, and in lists of them."""
    incident: Any = Incident(INCIDENT)
    assert incident.name == incident["name"] == "Slow"
    assert incident.metadata.jira.issue == incident["metadata"]["jira"]["issue"] == "A-1"
    assert incident.incident_updates[0].affected_components[0].code == "c1"
    assert incident.something_new[0][0].deep == 1


def test_an_unknown_listed_value_can_be_sent_again() -> None:
    """A value that the spec does not list is a member of its enum: equal to its text, kept by copies, sent as it is."""
    incident = Incident(status="postponed", impact="minor", incident_updates=[{"status": "postponed"}])
    assert isinstance(incident.status, IncidentStatus)
    assert type(incident.impact) is str
    assert incident == {
        "status": "postponed",
        "impact": "minor",
        "incident_updates": [{"status": "postponed"}],
    }
    assert json.dumps(incident) == json.dumps(incident.to_dict())
    assert type(incident.to_dict()["status"]) is str
    for twin in (incident, *_copies(incident)):
        made = requests.incidents.update("p", "i", status=twin.status, impact_override=twin.impact)
        assert made.json == {"incident": {"status": "postponed", "impact_override": "minor"}}
    with pytest.raises(InputError, match="status must be one of"):
        requests.incidents.update("p", "i", status="postponed")


def test_nested_objects_have_their_own_classes() -> None:
    """A nested object is of the class that the annotation names, anything unknown a plain result."""
    incident: Any = Incident(INCIDENT)
    assert type(incident.components[0]) is Component
    assert type(incident.incident_updates[1]) is IncidentUpdate
    assert type(incident.incident_updates[0].affected_components[0]) is results.AffectedComponent
    assert type(incident.something_new[0][0]) is Result
    summary = PublicSummary(status={"indicator": "minor"}, page={"name": "Shop"})
    assert type(summary.status) is results.PublicStatus
    assert (summary.indicator, summary.is_up) == ("minor", False)


def test_what_was_not_sent() -> None:
    """A documented field that is missing reads as None, also if it was null; any other name is no attribute."""
    incident: Any = Incident(INCIDENT)
    assert incident.shortlink is None
    assert incident.resolved_at is None
    assert "shortlink" not in incident
    for wrong in ("stauts", "_private", "__len_hint__"):
        with pytest.raises(AttributeError, match="Incident has no field"):
            getattr(incident, wrong)
    assert not hasattr(Result(), "name")


def test_names_of_dict_methods_stay_methods() -> None:
    """A key that is called like a method of dict is reached with brackets, and the method goes on working."""
    odd: Any = Result(items=1, get=2, copy=3, update={"a": 1})
    assert (odd["items"], odd["get"], odd["copy"], odd["update"].a) == (1, 2, 3, 1)
    assert dict(odd.items()) == odd
    assert odd.get("items") == 1
    assert odd.copy() == odd
    odd.keys = 5
    assert odd["keys"] == 5
    assert set(odd.keys()) == {"items", "get", "copy", "update", "keys"}


def test_a_field_that_is_called_like_a_method() -> None:
    """A documented field that is called like a method of dict leaves the method alone, too."""

    class Odd(Result):
        values: Any
        name: str | None

    odd = Odd(values=[1], name="n")
    assert (odd["values"], odd.name) == ([1], "n")
    assert list(odd.values()) == [[1], "n"]


def test_attributes_set_keys() -> None:
    """Setting and deleting an attribute sets and deletes the key; deleting what is not there is an AttributeError."""
    component = Component(name="API")
    component.status = "operational"
    component.name = None
    assert component == {"name": None, "status": "operational"}
    del component.status
    assert component.status is None
    with pytest.raises(AttributeError):
        del component.status


@pytest.mark.parametrize("value", [Incident(INCIDENT), Result(a=[{"b": 1}]), Component()], ids=repr)
def test_copies(value: Any) -> None:
    """Pickling and copying keep the classes and the values, also of what is inside."""
    for twin in _copies(value):
        assert type(twin) is type(value)
        assert twin == value
        assert repr(twin) == repr(value)


def test_a_deep_copy_is_independent() -> None:
    """A deep copy shares nothing with the original, a copy shares what is inside."""
    incident: Any = Incident(INCIDENT)
    deep, flat = copy.deepcopy(incident), incident.copy()
    deep.components[0].name = "changed"
    assert incident.components[0].name == "API"
    flat.name = "changed"
    assert incident.name == "Slow"


def test_plain_dictionaries() -> None:
    """to_dict gives plain dictionaries to the bottom, equal to what the server sent."""
    given = Incident(INCIDENT).to_dict()
    assert given == INCIDENT
    assert json.loads(json.dumps(Incident(INCIDENT))) == INCIDENT
    found: list[Any] = [given]
    while found:
        value = found.pop()
        assert not isinstance(value, Result)
        found += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []


def test_wrapping_and_unwrapping_values() -> None:
    """Values that are no objects pass as they are, in both directions."""
    for value in (None, 5, "x", [1, [2]]):
        assert plain(wrapped(Result, value)) == value
    assert type(wrapped(Component, [{"id": "c"}])[0]) is Component
    assert plain([Result(a=1)]) == [{"a": 1}]


def test_repr_tells_the_class_and_hides_secrets() -> None:
    """repr shows class and fields; what the spec marks as secret shows as stars, if it is there."""
    assert repr(Component(name="API")) == "Component(name='API')"
    postmortem = results.Postmortem(preview_key="canary", body="b")
    assert repr(postmortem) == "Postmortem(preview_key='***', body='b')"
    assert repr(results.Postmortem(preview_key=None)) == "Postmortem(preview_key=None)"
    assert "canary" not in repr([Result(inner=postmortem)])


def test_repr_is_one_short_line() -> None:
    """repr shows what tells an object from others; to_dict() has the rest."""
    incident = results.Incident(
        id="i1",
        name="Slow",
        status="investigating",
        impact="minor",
        incident_updates=[{"body": "x" * 500}] * 9,
    )
    assert (
        repr([incident] * 2)
        == "["
        + ", ".join(["Incident(id='i1', name='Slow', status='investigating', impact='minor', …)"] * 2)
        + "]"
    )
    assert incident.to_dict()["incident_updates"][0]["body"] == "x" * 500


def test_dir_lists_fields_and_keys() -> None:
    """dir() has the documented fields, the keys that are there, and the methods."""
    names = dir(Component(brand_new=1))
    assert {"status", "brand_new", "to_dict", "items"} <= set(names)


@pytest.mark.parametrize("name", [name for name in results.__all__ if name != "Result"])
def test_fields_are_those_of_the_generated_models(name: str) -> None:
    """Each class has the fields of the generated model, each an attribute that reads as None, with a type."""
    kind, model = getattr(results, name), getattr(models, name)
    hints = {each for each in get_type_hints(kind) if not each.startswith("__")}
    assert hints == set(model.__fields__.values())
    empty = kind()
    assert [getattr(empty, each) for each in hints] == [None] * len(hints)
    assert inspect.getdoc(kind)


def test_nested_fields_are_those_of_the_generated_models() -> None:
    """Each field that a model has an object in is annotated with the result that stands for it."""
    found = set()
    for name in [name for name in results.__all__ if name != "Result"]:
        ours = get_type_hints(getattr(results, name))
        for field, hint in get_type_hints(getattr(models, name)).items():
            for inside in _classes_in(hint) & set(results.__all__):
                found.add(inside)
                assert inside in _classes_in(ours[field]), (name, field)
    assert {"AffectedComponent", "Component", "PageLogo", "SubscriberCountByState"} <= found


def _classes_in(hint: Any) -> set[str]:
    inner = [each for part in get_args(hint) for each in _classes_in(part)]
    return {*inner, getattr(hint, "__name__", "")}


def test_times_stay_text() -> None:
    """Times are what the server wrote, to the millisecond."""
    assert Incident(INCIDENT).created_at == "2026-03-01T12:00:00.123Z"
    assert Page(activity_score=1).activity_score == 1


@pytest.mark.parametrize(
    ("indicator", "up"),
    [("none", True), ("minor", False), ("maintenance", False), (None, False), ("new", False)],
)
def test_a_page_is_up(indicator: str | None, up: bool) -> None:
    """Only the indicator `none` means that nothing is wrong."""
    assert results.PublicStatus(indicator=indicator).is_up is up
    assert PublicSummary(status={"indicator": indicator}).is_up is up
    assert PublicSummary().is_up is False
    assert PublicSummary().indicator is None


def test_a_summary_whose_status_is_none() -> None:
    """Where the status is no object nothing is known, and nothing is up."""
    summary = PublicSummary(status=True)
    assert (summary.indicator, summary.is_up, summary["status"]) == (None, False, True)
