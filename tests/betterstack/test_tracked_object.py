"""Tests of what a class knows of its fields."""

from __future__ import annotations

import functools
import inspect
import json
import pickle
import sys
import threading
from collections.abc import Mapping
from typing import Any, ClassVar, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from uptimekit.betterstack import BaseAPIObject, Monitor, MonitorSLA
from uptimekit.betterstack.tracked_object import copied, differ
from uptimekit_clients.betterstack import records

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_fields_come_from_the_spec() -> None:
    """A monitor's fields are those of the generated record, no more and no less."""
    expected = {name for name in inspect.get_annotations(records.MonitorAttributesRecord) if name[0] != "_"}
    assert Monitor._fields == expected
    assert {"downtime_duration", "total_downtime"} <= MonitorSLA._fields


def test_class_variables_are_no_fields() -> None:
    """What belongs to a class, and what starts with an underscore, is no attribute of the server."""

    class Thing(BaseAPIObject):
        _url_endpoint = "things"
        kind: ClassVar[str] = "thing"
        name: str | None = None
        tags: list[str] | None = None
        _cache: list[int] | None = None

    assert Thing._fields == {"name", "tags"}
    assert list(inspect.signature(Thing).parameters)[4:] == ["name", "tags", "_cache"]


def _containers(found: Any) -> set[int]:
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    own = {id(found)} if isinstance(found, (list, dict)) else set()
    return own.union(*(_containers(each) for each in inner))


@given(JSON)
def test_a_copy_is_equal_and_shares_nothing(value: Any) -> None:
    """A copy has the same JSON, and no list or dict of the original."""
    again = copied(value)
    assert again == value
    assert not differ(again, value)
    assert not _containers(again) & _containers(value)


@given(st.dictionaries(st.sampled_from(("url", "port", "regions", "later")), JSON))
@example({"url": "\ud800", "port": 2**70, "regions": ["moon", "us"], "later": [True, 1, 1.0, -0.0]})
@example({"regions": [functools.reduce(lambda inner, _: [inner], range(150), 1)]})
def test_what_the_server_said_is_kept(attributes: dict[str, Any]) -> None:
    """An object keeps a copy of all that the server said, type for type, which shares no list or dict with it."""
    data, no_api = {"id": "7", "attributes": attributes}, cast(Any, None)
    made = Monitor._from_api_response(no_api, data)
    said, values = made._original_values, made._values()
    assert json.dumps([said, values], sort_keys=True) == json.dumps([attributes] * 2, sort_keys=True)
    assert not _containers(said) & _containers(values)
    assert not _containers(data) & (_containers(said) | _containers(values))
    assert made._original_values is said
    assert made.get_modified_properties() == []


def test_what_changes_first_is_found() -> None:
    """What is set, deleted or changed in place before anybody asks what the server said does not count as said."""
    attributes = {"url": "https://a", "port": 443, "regions": ["us"], "later": {"a": [1]}, "save": [2]}
    made = cast(Any, Monitor._from_api_response(cast(Any, None), {"id": "7", "attributes": attributes}))
    made.regions.append("eu")
    made.later["a"].append(2)
    made.url = "https://b"
    del made.port
    made.paused = True
    assert made._original_values == attributes
    assert sorted(made.get_modified_properties()) == ["later", "paused", "regions", "url"]
    assert made._extras == {"later": {"a": [1, 2]}, "save": [2]}


def test_a_list_in_the_place_of_a_text_can_change_in_place() -> None:
    """What the server sends as a list or an object counts as that, whatever the spec calls it."""
    attributes = {"url": ["https://a"], "regions": "us", "maintenance_days": None, "port": {"a": 1}}
    made = cast(Any, Monitor._from_api_response(cast(Any, None), {"id": "7", "attributes": attributes}))
    made.url.append("https://b")
    made.port["a"] = 2
    assert made._original_values == attributes
    assert made.get_modified_properties() == ["url", "port"]


class _Listed(BaseAPIObject):
    _url_endpoint = "things"
    tags: list[str] | None = None


class _ListedLater(BaseAPIObject):
    _url_endpoint = "things"
    first: list[str] | None = None
    tags: list[str] | None = None


def _thing(kind: type[BaseAPIObject], **attributes: Any) -> Any:
    return kind._from_api_response(cast(Any, None), {"id": "7", "attributes": attributes})


def test_a_pickle_outlives_a_change_of_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the server said is found by name where a pickle is read by a class with other lists, such as a newer one."""
    made = _thing(_Listed, tags=["a"], later=["b"])
    text = pickle.dumps(made)
    monkeypatch.setattr(sys.modules[__name__], "_Listed", _ListedLater)
    again = pickle.loads(text)
    again.tags.append("c")
    assert type(again) is _ListedLater
    assert again._original_values == {"tags": ["a"], "later": ["b"]}
    assert again.get_modified_properties() == ["tags"]


def test_an_object_of_another_class_keeps_what_the_server_said() -> None:
    """An object whose class is set knows its originals by name, though the new class has other lists."""
    made = _thing(_Listed, tags=["a"], later=["b"])
    made.__class__ = _ListedLater
    made.tags.append("c")
    assert made._original_values == {"tags": ["a"], "later": ["b"]}


def test_threads_change_an_object_at_once() -> None:
    """What one thread sets while another one begins to set something does not count as what the server said."""

    class Raced(Monitor):
        def _values_in(self, state: Mapping[str, Any]) -> dict[str, Any]:
            if threading.current_thread() is threading.main_thread() and "raced" not in names:
                names.append("raced")
                other = threading.Thread(target=setattr, args=(self, "port", 444))
                other.start()
                other.join()
            return super()._values_in(state)

    names: list[str] = []
    made = _thing(Raced, url="https://a", port=443, regions=["us"])
    made.url = "https://b"
    assert made._original_values == {"url": "https://a", "port": 443, "regions": ["us"]}
    assert made.get_modified_properties() == ["url", "port"]


def test_a_cached_property_is_no_attribute_of_the_server() -> None:
    """A value that a cached property of a subclass keeps is not sent, whenever it was computed."""

    class Named(Monitor):
        @functools.cached_property
        def host(self) -> str:
            return str(self.url).partition("//")[2]

    before, after = [_thing(Named, url="https://a") for _ in range(2)]
    assert before.host == "a"
    before.paused = after.paused = True
    assert after.host == "a"
    assert before.get_modified_properties() == after.get_modified_properties() == ["paused"]


def test_a_class_may_set_attributes_before_it_is_made() -> None:
    """The constructor of a subclass may set attributes before it calls ours."""

    class Thing(BaseAPIObject):
        _url_endpoint = "things"
        name: str | None = None

        def __init__(self) -> None:
            self.name = "a"
            super().__init__(id="1", _api=cast(Any, None))

    assert Thing().get_modified_properties() == ["name"]


def test_what_differs() -> None:
    """True is not 1, and 0 is not False, though Python says they are equal."""
    assert differ(True, 1)
    assert differ(0, False)
    assert not differ(True, True)
    assert not differ([1], [1])
    assert differ([1], [2])
