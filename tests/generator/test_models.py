"""Generated models: what a user of them relies on."""

from __future__ import annotations

import copy
import datetime
import pickle
from types import ModuleType
from typing import Any

import pytest

LIGHT: dict[str, Any] = {
    "id": "a1",
    "created_at": "2026-11-20T10:00:00Z",
    "name": "North",
    "state": "very dim",
    "last_state": "burnt out",
    "seen_at": None,
    "installed_on": "2026-01-02",
    "lamp": {"watts": 5.5, "states": ["on", "odd"]},
    "lamps": [{"watts": 1}, {"watts": 2}],
    "tags": ["x"],
    "labels": {"team": "blue"},
    "ping_url": "https://ping.beacon.test/hidden",
    "type": "led",
    "twin": {"id": "a2"},
    "level": 3,
    "any": [1, {"deep": True}],
}


def test_documented_fields_have_their_types(models: ModuleType) -> None:
    """Dates, enums, objects, lists and maps come as what the annotations say."""
    light = models.Light.from_dict(LIGHT)
    assert light.created_at == datetime.datetime(2026, 11, 20, 10, tzinfo=datetime.UTC)
    assert light.installed_on == datetime.date(2026, 1, 2)
    assert light.state is models.LightState.VERY_DIM
    assert [lamp.watts for lamp in light.lamps] == [1, 2]
    assert light.lamp.states == [models.LightState.ON, "odd"]
    assert light.labels == {"team": "blue"}
    assert isinstance(light.twin, models.Light)


def test_to_dict_gives_back_what_came(models: ModuleType) -> None:
    """A model's JSON form holds every value that it was read from, unknown ones too."""
    data = {**LIGHT, "future": {"a": [1]}}
    written = models.Light.from_dict(data).to_dict()
    given = {key: value for key, value in data.items() if key not in ("created_at", "twin")}
    assert {key: written[key] for key in given} == given
    assert written["created_at"] == "2026-11-20T10:00:00+00:00"
    assert written["twin"]["id"] == "a2"


def test_unknown_enum_value_survives(models: ModuleType) -> None:
    """A value that the document does not list compares as its text, says so, and is sent back as it came."""
    state = models.Light.from_dict(LIGHT).last_state
    assert (state, state.is_known, type(state)) == ("burnt out", False, models.LightState)
    assert models.Light.from_dict(LIGHT).to_dict()["last_state"] == "burnt out"


def test_absent_reads_as_none(models: ModuleType) -> None:
    """A field that was not sent is None and stays absent, also where null is a documented value."""
    light = models.Light.from_dict({})
    assert light.name is None
    assert light.lamps is None
    assert light.to_dict() == {}
    assert models.Light.from_dict({"lamp": None, "name": None}).to_dict() == {"lamp": None, "name": None}
    assert models.Light().to_dict()["lamp"] is None  # built by hand: the document says that there may be none


def test_extra_fields_are_kept_and_sent_only_if_set(models: ModuleType) -> None:
    """Undocumented fields are readable and written; a request carries only those that the caller has set."""
    light = models.Light.from_dict({"id": "a", "future": 1, "next": 2})
    assert dict(light.extra) == {"future": 1, "next": 2}
    assert light.to_dict()["future"] == 1
    assert "future" not in light.to_request()
    light.extra["future"] = 9
    assert light.to_request()["future"] == 9
    assert "next" not in light.to_request()


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_copies_keep_everything(models: ModuleType, duplicate: Any) -> None:
    """Copies and pickles are equal and keep the undocumented fields."""
    light = models.Light.from_dict({**LIGHT, "future": 1})
    twin = duplicate(light)
    assert twin == light
    assert dict(twin.extra) == {"future": 1}
    assert twin.last_state.is_known is False


def test_repr_masks_secrets(models: ModuleType) -> None:
    """A field marked x-secret never shows its value."""
    text = repr(models.Light.from_dict({**LIGHT, "future": "hidden, too"}))
    assert "hidden" not in text
    assert "ping_url" not in text
    assert "North" in text


def test_models_can_be_built(models: ModuleType) -> None:
    """A model can be built by hand, with keywords only, and is then without extra fields."""
    assert models.Light(name="x") == models.Light.from_dict({"name": "x"})
    assert dict(models.Light(name="x").extra) == {}
    with pytest.raises(TypeError):
        models.Light("x")
    with pytest.raises(AttributeError):
        models.Light().unheard_of = 1


@pytest.mark.parametrize(
    ("data", "attribute", "reading"),
    [
        ({"lamps": "text"}, "lamps", None),
        ({"lamps": {"a": 1}}, "lamps", None),
        ({"tags": "text"}, "tags", None),
        ({"unique": "text"}, "unique", None),
        ({"lamp": "text"}, "lamp", None),
        ({"lamp": []}, "lamp", None),
        ({"labels": ["a"]}, "labels", None),
        ({"labels": "a"}, "labels", None),
        ({"created_at": "yesterday"}, "created_at", None),
        ({"created_at": {}}, "created_at", None),
        ({"created_at": ""}, "created_at", None),
        ({"created_at": 0}, "created_at", datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
        ({"installed_on": "2026-01-02T10:00:00Z"}, "installed_on", datetime.date(2026, 1, 2)),
        ({"installed_on": "some day"}, "installed_on", None),
        ({"state": 5}, "state", "5"),
        ({"state": True}, "state", "true"),
        ({"state": ["on"]}, "state", None),
        ({"state": {}}, "state", None),
        ({"name": 5}, "name", 5),
        ({"level": [1]}, "level", [1]),
    ],
)
def test_a_value_of_another_type_reads_as_what_it_is_or_none(
    models: ModuleType, data: dict[str, Any], attribute: str, reading: Any
) -> None:
    """One odd value fails no object, the others are read, and the JSON form has it as it came."""
    light = models.Light.from_dict({"id": "a1", **data})
    assert (light.id, getattr(light, attribute)) == ("a1", reading)
    assert light.to_dict() == {"id": "a1", **data}


@pytest.mark.parametrize("item", [5, "text", [], None])
def test_an_item_that_is_no_object_has_no_fields(models: ModuleType, item: Any) -> None:
    """In a list of objects it reads as a model all of whose fields are None, so that loops go on."""
    data = {"lamps": [{"watts": 1}, item, {"watts": 3}]}
    light = models.Light.from_dict(data)
    assert [type(lamp) for lamp in light.lamps] == [models.Lamp] * 3
    assert [lamp.watts for lamp in light.lamps] == [1, None, 3]
    assert light.to_dict() == data
    light.lamps[0].watts = 2
    assert light.to_dict()["lamps"][0] == {"watts": 2}


@pytest.mark.parametrize("data", [[], "text", None, 5])
def test_only_an_object_is_a_model(models: ModuleType, data: Any) -> None:
    """A value that is no object at all raises ValueError, without the value."""
    with pytest.raises(ValueError, match=r"the answer is .*, not an object") as caught:
        models.Light.from_dict(data)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("data", [{}, {"lights": None}, {"lights": "text"}])
def test_required_payload_is_named(models: ModuleType, data: Any) -> None:
    """A required list that is missing, null or no list raises ValueError with its name."""
    with pytest.raises(ValueError, match="lights"):
        models.LightPage.from_dict(data)


def test_attributes_have_docstrings(generated: Any) -> None:
    """The text of each property stands below its attribute, where editors look for it."""
    source = (generated / "uptimekit_clients/beacon/models/light.py").read_text()
    assert 'id: str | None = None\n    """Id of the thing."""' in source
    assert 'state: LightState | None = None\n    """What it does now."""' in source


def test_what_is_only_sent_has_no_class(models: ModuleType) -> None:
    """Objects that only requests hold are TypedDicts; answers are classes."""
    assert "LightPage" in models.__all__
    assert not {"LightCreate", "LightUpdate", "Schedule", "Pulse", "Failure"} & set(models.__all__)


def test_null_in_a_map_of_lists_is_an_empty_list(models: ModuleType) -> None:
    """An undocumented null where a list should be in a map does not fail the answer, and keeps the type."""
    data = {"circuits": {"a": ["1", "2"], "b": None}}
    lamp = models.Lamp.from_dict(data)
    assert lamp.circuits == {"a": ["1", "2"], "b": []}
    assert lamp.to_dict() == data
    lamp.circuits["c"] = ["3"]
    assert lamp.to_dict() == {"circuits": {"a": ["1", "2"], "b": [], "c": ["3"]}}
