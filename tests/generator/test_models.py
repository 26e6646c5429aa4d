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
    """A field that was not sent is None, and is not written as null unless null is a documented value."""
    light = models.Light.from_dict({})
    assert light.name is None
    assert light.lamps is None
    assert "name" not in light.to_dict()
    assert light.to_dict()["lamp"] is None  # the document says that a light may have no lamp


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
    assert "ping_url='***'" in text
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
    "data",
    [
        {"lamps": "text"},
        {"lamps": {"a": 1}},
        {"lamps": [5]},
        {"tags": "text"},
        {"unique": "text"},
        {"lamp": "text"},
        {"lamp": []},
        {"labels": ["a"]},
        {"labels": "a"},
        {"created_at": "yesterday"},
        {"created_at": {}},
        {"state": 5},
        [],
        "text",
        None,
    ],
)
def test_other_shapes_raise_what_the_reader_expects(models: ModuleType, data: Any) -> None:
    """A value of another shape raises one of the four errors that become a DecodingError."""
    with pytest.raises((ValueError, TypeError, AttributeError, KeyError)):
        models.Light.from_dict(data)


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
    lamp = models.Lamp.from_dict({"circuits": {"a": ["1", "2"], "b": None}})
    assert lamp.circuits == {"a": ["1", "2"], "b": []}
