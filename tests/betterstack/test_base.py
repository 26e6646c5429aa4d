"""Tests of attributes, change tracking, saving, and classes of one's own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uptimekit import InputError
from uptimekit.betterstack import (
    BaseAPIObject,
    Heartbeat,
    Incident,
    Monitor,
    MonitorGroup,
    NotFoundError,
    UnprocessableError,
    UptimeAPI,
    ValidationError,
)

from ._support import Recorder, listed, mocked, one, resource


def _monitor(*answers: Any, **attributes: Any) -> tuple[Monitor, Recorder]:
    """A monitor as loaded, and what its API hears from then on."""
    answer = Recorder(*answers)
    return Monitor._from_api_response(mocked(answer), resource("monitor", 7, **attributes)), answer


# ---------------------------------------------------------------- attributes


def test_attributes_are_the_servers() -> None:
    """An object has the server's values as they came: times as text, missing ones as None."""
    monitor, _ = _monitor(url="x", created_at="2026-01-12T09:00:00.000Z", regions=["us"], policy_id="5")
    assert (monitor.id, monitor.url, monitor.created_at) == ("7", "x", "2026-01-12T09:00:00.000Z")
    assert (monitor.regions, monitor.policy_id, monitor.status) == (["us"], "5", None)
    assert monitor.get_modified_properties() == []


def test_an_unknown_listed_value_can_be_sent_again() -> None:
    """A value that the spec does not list equals its text, is no change, and can be set on another monitor and saved."""
    monitor, _ = _monitor(monitor_type="quantum", regions=["us", "mars"])
    assert (monitor.monitor_type, monitor.regions) == ("quantum", ["us", "mars"])
    assert monitor.get_modified_properties() == []
    other, answer = _monitor(one("monitor", 7), monitor_type="status", regions=["us"])
    other.monitor_type, other.regions = monitor.monitor_type, monitor.regions
    other.save()
    assert answer.last[3] == {"monitor_type": "quantum", "regions": ["us", "mars"]}
    other.monitor_type = "quantun"
    with pytest.raises(InputError, match="monitor_type must be one of"):
        other.save()


def test_unknown_attributes_are_kept() -> None:
    """An attribute that the class does not know can be read, set and saved like the others."""
    monitor, answer = _monitor(one("monitor", 7, brand_new=2), url="x", brand_new=1, later=[1])
    assert monitor._extras == {"brand_new": 1, "later": [1]}
    assert monitor.brand_new == 1  # type: ignore[attr-defined]  # the server's news
    monitor.brand_new = 2  # type: ignore[attr-defined]  # as above
    monitor._values()["later"].append(2)
    assert monitor.get_modified_properties() == ["brand_new", "later"]
    monitor.save()
    assert answer.last[3] == {"brand_new": 2, "later": [1, 2]}
    assert monitor.get_modified_properties() == []


def test_attributes_cannot_hide_what_the_class_offers() -> None:
    """An attribute named like a method, a property or something private is kept, but takes the place of nothing."""
    traps = {"save": 1, "sla": 2, "_api": 3, "id": 4, "_original_values": 5, "incidents": 6, "__class__": 7}
    monitor, _ = _monitor(url="x", **traps)
    assert monitor._extras == traps
    assert monitor.id == "7"
    assert callable(monitor.save)
    assert isinstance(monitor._api, UptimeAPI)
    assert monitor.get_modified_properties() == []


def test_the_constructor() -> None:
    """An object can be made without a request; what is set counts as changed unless it is an original value."""
    answer = Recorder(one("monitor", 7, url="y"))
    api = mocked(answer)
    made = Monitor(
        "7", api, _extras={"new": 1}, _original_values={"url": "x", "new": 1}, url="y", regions=None
    )
    assert (made.url, made._extras) == ("y", {"new": 1})
    assert made.get_modified_properties() == ["url"]
    made.save()
    assert answer.sent == [("PATCH", "/api/v2/monitors/7", {}, {"url": "y"})]
    assert Monitor("7", api).get_modified_properties() == []
    with pytest.raises(TypeError, match="no field urll"):
        Monitor("7", api, urll="x")


def test_equality_and_copies() -> None:
    """Objects of one class, id and content are equal; a shallow copy is one."""
    one_, _ = _monitor(url="x")
    same, _ = _monitor(url="x")
    assert one_ == same == copy.copy(one_)
    assert len({one_, same}) == 1
    same.url = "y"
    assert one_ != same
    assert one_ != MonitorGroup("7", one_._api)
    assert one_ != "7"


def test_repr_is_short() -> None:
    """repr names the class, the id, the name and the status."""
    monitor, _ = _monitor(url="x", pronounceable_name="Shop", status="up", regions=["us"])
    assert repr(monitor) == "Monitor(id='7', pronounceable_name='Shop', status='up')"


# ---------------------------------------------------------------- changes


def test_nothing_changed_sends_nothing() -> None:
    """save sends nothing if nothing has changed, also if something changed back."""
    monitor, answer = _monitor(url="x", regions=["us"])
    monitor.url = "y"
    monitor.url = "x"
    monitor.save()
    assert answer.requests == []


def test_only_changes_are_sent() -> None:
    """save sends what changed and nothing else, None and "" included, and takes over the answer."""
    changed = one("monitor", 7, url="y", port=None, required_keyword="", updated_at="later")
    monitor, answer = _monitor(changed, url="x", port="25", required_keyword="a", sms=True)
    monitor.url, monitor.port, monitor.required_keyword = "y", None, ""
    assert monitor.get_modified_properties() == ["url", "port", "required_keyword"]
    monitor.save()
    assert answer.sent == [
        ("PATCH", "/api/v2/monitors/7", {}, {"url": "y", "port": None, "required_keyword": ""})
    ]
    assert monitor.updated_at == "later"
    assert monitor.get_modified_properties() == []
    monitor.save()
    assert len(answer.requests) == 1


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda m: m.regions.append("eu"), "regions"),
        (lambda m: m.regions.clear(), "regions"),
        (lambda m: m.request_headers[0].update(value="2"), "request_headers"),
        (lambda m: m.environment_variables.pop("A"), "environment_variables"),
        (lambda m: m.expected_status_codes.append(200), "expected_status_codes"),
    ],
)
def test_changes_in_place_count(change: Callable[[Any], object], name: str) -> None:
    """A list or dict that was changed in place, at any depth, has changed; saving it makes it unchanged."""
    attributes: dict[str, Any] = {
        "regions": ["us"],
        "request_headers": [{"id": "1", "name": "A", "value": "1"}],
        "environment_variables": {"A": "1"},
        "expected_status_codes": [],
    }
    monitor, answer = _monitor(204, **attributes)
    change(monitor)
    assert monitor.get_modified_properties() == [name]
    monitor.save()
    assert answer.last[3] == {name: getattr(monitor, name)}
    assert monitor.get_modified_properties() == []
    change_again = getattr(monitor, name)
    change_again.clear()
    assert monitor.get_modified_properties() == ([name] if answer.last[3][name] else [])


@given(
    st.dictionaries(
        st.sampled_from(sorted(Monitor._fields)), st.integers() | st.text() | st.lists(st.text()), min_size=1
    ),
    st.data(),
)
def test_tracking_finds_exactly_what_differs(attributes: dict[str, Any], data: st.DataObject) -> None:
    """Whatever is set, get_modified_properties names those attributes that differ from the server's, and no others."""
    monitor, _ = _monitor(**copy.deepcopy(attributes))
    changes = data.draw(
        st.dictionaries(st.sampled_from(sorted(attributes)), st.integers() | st.text() | st.lists(st.text()))
    )
    for name, value in changes.items():
        setattr(monitor, name, value)
    assert set(monitor.get_modified_properties()) == {
        name for name, value in changes.items() if value != attributes[name]
    }
    monitor.reset_variable_tracking()
    assert monitor.get_modified_properties() == []


def test_reset_variable_tracking() -> None:
    """After reset_variable_tracking everything counts as unchanged, and later changes count again."""
    monitor, answer = _monitor(url="x", regions=["us"])
    monitor.url = "y"
    monitor.regions.append("eu")  # type: ignore[union-attr]  # it was given
    monitor.reset_variable_tracking()
    monitor.save()
    assert answer.requests == []
    monitor.regions.append("as")  # type: ignore[union-attr]  # as above
    assert monitor.get_modified_properties() == ["regions"]


@pytest.mark.parametrize("name", ["status", "created_at", "paused_at", "last_checked_at", "team_name"])
def test_read_only_fields_are_refused(name: str) -> None:
    """Saving a field that is the server's alone raises ValidationError that names it, and sends nothing."""
    monitor, answer = _monitor(url="x")
    setattr(monitor, name, "mine")
    monitor.url = "y"
    with pytest.raises(ValidationError, match=name) as caught:
        monitor.save()
    assert caught.value.field == name
    assert answer.requests == []


def test_creating_refuses_read_only_fields_too() -> None:
    """new refuses what the server sets itself, and takes the team's name, which can only be given then."""
    answer = Recorder(one("monitor", 7))
    api = mocked(answer)
    with pytest.raises(ValidationError, match="status"):
        Monitor.new(api, url="x", status="up")
    assert answer.requests == []
    Monitor.new(api, url="x", team_name="main")
    assert answer.last[3] == {"url": "x", "team_name": "main"}


def test_a_refused_save_loses_nothing() -> None:
    """After a 422 the error shows the server's field map, and the change is still there to be mended."""
    refused = httpx.Response(422, json={"errors": {"url": ["is not a URL"]}})
    monitor, answer = _monitor(refused, one("monitor", 7, url="https://x.example"), url="x")
    monitor.url = "nonsense"
    with pytest.raises(UnprocessableError) as caught:
        monitor.save()
    assert caught.value.details == {"url": ["is not a URL"]}
    assert monitor.get_modified_properties() == ["url"]
    monitor.url = "https://x.example"
    monitor.save()
    assert answer.last[3] == {"url": "https://x.example"}


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("given", "hint"), [({"urll": "x", "monitor_typ": 3}, "url"), ({"chek_frequency": 30}, "check_frequency")]
)
def test_creating_refuses_unknown_names(given: dict[str, Any], hint: str) -> None:
    """new and get_or_create refuse a name that neither class nor spec know, and say which is close; nothing is sent."""
    answer, names = Recorder(), ", ".join(given)
    for create in (Monitor.new, Monitor.get_or_create):
        with pytest.raises(
            ValidationError, match=f"^a Monitor has no attribute {names}; did you mean {hint}\\?"
        ) as caught:
            create(mocked(answer), pronounceable_name="Shop", **given)
        assert caught.value.field == next(iter(given))
    assert answer.requests == []


def test_extras_are_sent_when_creating() -> None:
    """What a server knows and this library does not is passed in _extras."""
    answer = Recorder(one("monitor", 7))
    Monitor.new(mocked(answer), url="x", _extras={"brand_new": 1})
    assert answer.last[3] == {"url": "x", "brand_new": 1}


def test_setting_an_unknown_attribute() -> None:
    """An attribute that neither class nor server know cannot be set; one of the server's, of _extras or a private one can."""
    monitor, _ = _monitor(brand_new=1)
    with pytest.raises(
        AttributeError, match=r"Monitor has no attribute chek_frequency; did you mean check_frequency\?"
    ):
        monitor.chek_frequency = 30  # type: ignore[attr-defined]  # the point of the test
    monitor.brand_new = 2  # type: ignore[attr-defined]  # the server's
    monitor._mine = 3  # type: ignore[attr-defined]  # nothing of the server's
    made = Monitor("7", monitor._api, _extras={"later": 1})
    made.later = 2  # type: ignore[attr-defined]  # passed as extra
    assert monitor.get_modified_properties() == ["brand_new"]
    assert made.get_modified_properties() == ["later"]


def test_a_class_without_fields_is_free() -> None:
    """A class that declares no field takes any attribute."""

    class Thing(BaseAPIObject):
        _url_endpoint = "things"

    answer = Recorder(one("thing", 7))
    made = Thing.new(mocked(answer), anything="goes")
    made.whatever = 1  # type: ignore[attr-defined]  # free
    made.save()
    assert [sent[3] for sent in answer.sent] == [{"anything": "goes"}, {"whatever": 1}]


# ---------------------------------------------------------------- what means the same


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("regions", ["us", "eu"], ["eu", "us"]),
        ("expected_status_codes", [200, 204], [204, 200]),
        ("port", "25", 25),
        ("policy_id", 5, "5"),
    ],
)
def test_what_means_the_same_is_not_sent(name: str, before: Any, after: Any) -> None:
    """save sends neither a reordered set nor a number set as text, alone or beside a real change."""
    monitor, answer = _monitor(one("monitor", 7, sms=True), **{name: before, "sms": False})
    setattr(monitor, name, after)
    monitor.save()
    assert answer.requests == []
    monitor.sms = True
    monitor.save()
    assert answer.last[3] == {"sms": True}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("request_headers", [{"name": "A"}, {"name": "B"}], [{"name": "B"}, {"name": "A"}]), ("sms", True, 1)],
)
def test_what_means_something_else_is_sent(name: str, before: Any, after: Any) -> None:
    """The order of other lists matters, and True is not 1."""
    monitor, answer = _monitor(one("monitor", 7), **{name: before})
    setattr(monitor, name, after)
    monitor.save()
    assert answer.last[3] == {name: after}


# ---------------------------------------------------------------- requests


def test_fetch_data() -> None:
    """fetch_data gets the object, with query parameters, and drops what was changed here."""
    monitor, answer = _monitor(one("monitor", 7, url="z", status="down"), url="x")
    monitor.url = "y"
    monitor.fetch_data(date_="today")
    assert answer.sent == [("GET", "/api/v2/monitors/7", {"date": "today"}, None)]
    assert (monitor.url, monitor.status, monitor.get_modified_properties()) == ("z", "down", [])


def test_new_filter_all_delete() -> None:
    """Each class method and delete make the documented request."""
    answer = Recorder(one("monitor", 7, url="x"), listed(resource("monitor", 7)), listed(), 204)
    api = mocked(answer)
    made = Monitor.new(api, url="x", regions=["us"])
    assert [each.id for each in Monitor.filter(api, url="x", team_name="main")] == ["7"]
    assert list(Monitor.get_all_instances(api)) == []
    made.delete()
    assert answer.sent == [
        ("POST", "/api/v2/monitors", {}, {"url": "x", "regions": ["us"]}),
        ("GET", "/api/v2/monitors", {"url": "x", "team_name": "main", "per_page": "250", "page": "1"}, None),
        ("GET", "/api/v2/monitors", {"per_page": "250", "page": "1"}, None),
        ("DELETE", "/api/v2/monitors/7", {}, None),
    ]


@pytest.mark.parametrize(
    ("kind", "base"), [(Monitor, "monitors"), (Incident, "/api/v3/incidents"), (Heartbeat, "heartbeats")]
)
def test_addresses(kind: type[BaseAPIObject], base: str) -> None:
    """Addresses are paths that the verbs take; an id cannot lead to another resource."""
    api = mocked(Recorder())
    assert kind.generate_global_url() == base
    assert kind("7", api).generate_url() == f"{base}/7"
    assert kind("a b", api).generate_url() == f"{base}/a%20b"
    for wrong in ("..", "7/availability", "7%2Favailability"):
        with pytest.raises(InputError) as caught:
            kind(wrong, api).generate_url()
        assert caught.value.field == "id"


# ---------------------------------------------------------------- classes of one's own


class Severity(BaseAPIObject):
    """What a reader of the documentation would write."""

    _url_endpoint = "urgencies"

    name: str | None = None
    sms: bool | None = None


class Guarded(Severity):
    """The same with everything that can be said of a class."""

    _allowed_query_parameters = ("team_name",)
    __sendable__ = frozenset({"sms"})
    __secret__ = frozenset({"name"})


def test_a_class_of_ones_own(api: UptimeAPI) -> None:
    """A class for another endpoint creates, finds, changes and deletes on the server."""
    created, made = Severity.get_or_create(api, name="Low", sms=True)
    assert created
    made.sms = False
    made.save()
    found = Severity.find(api, name="Low")
    assert found == made
    assert found.sms is False
    found.delete()
    with pytest.raises(NotFoundError, match="there is no"):
        Severity.find(api, name="Low")


def test_what_a_class_says_is_kept() -> None:
    """Filters, read-only fields and secrets of a class of one's own are respected."""
    answer = Recorder()
    api = mocked(answer)
    made = Guarded("1", api, name="hush")
    assert repr(made) == "Guarded(id='1', name='***')"
    for refused in (made.save, lambda: Guarded.filter(api, sms=True)):
        with pytest.raises(ValidationError):
            refused()
    assert answer.requests == []
    assert list(Severity.filter(api, anything="goes")) == []
