"""Tests of twins, beside those of all generated models in tests/operations/test_fast_reading.py."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from tests.operations._fast import at_once, fresh_twin

from uptimekit._runtime import Model
from uptimekit._runtime.reading import ShapeError
from uptimekit._runtime.twin import _SHAPES_KEPT, Twin, _Remainders
from uptimekit_clients.healthchecks.models import Check, CheckStatus

msgspec: Any = pytest.importorskip("msgspec", reason="the extra fast is not installed")


@pytest.fixture(autouse=True)
def fast() -> Iterator[None]:
    """Let msgspec decode from the first byte on."""
    with at_once():
        yield


def _texts(*objects: Any) -> list[bytes]:
    return [json.dumps(each).encode() for each in objects]


def test_each_model_has_one_class() -> None:
    """Models that hold each other in many ways have one class each, so that making them takes no time."""
    kinds: list[Any] = [type(f"Node{number}", (Model,), {}) for number in range(6)]
    for kind in kinds:
        kind.__annotations__ = {f"to{number}": each | None for number, each in enumerate(kinds)}
        kind.__fields__ = {name: name for name in kind.__annotations__}
    made = list[str]()
    defstruct, library = msgspec.defstruct, SimpleNamespace(**vars(msgspec))
    library.defstruct = lambda name, *rest, **options: made.append(name) or defstruct(name, *rest, **options)
    Twin(library, kinds[0])
    assert sorted(made) == [kind.__name__ for kind in kinds]


def test_times_are_those_of_the_models_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A twin that is made while another class stands in the place of datetime reads times all the same."""
    other = type("Frozen", (datetime.datetime,), {})
    monkeypatch.setattr(datetime, "datetime", other)
    twin = Twin(msgspec, Check)
    monkeypatch.undo()
    read: Any = twin.read(b'{"last_ping": "2026-11-20T10:00:00Z"}')
    assert (type(read.last_ping), twin._missed) == (datetime.datetime, 0)


def test_an_odd_object_does_not_count_for_the_others() -> None:
    """An object with an unknown field is read by the model's reader, the others by the twin alone."""
    twin = fresh_twin(Check)
    assert twin
    new, odd, up = twin.read_each(_texts({"status": "new"}, {"status": "up", "more": 1}, {"status": "up"}))
    assert isinstance(new, Check)
    assert isinstance(up, Check)
    assert (new.status, up.status, dict(odd.extra)) == (CheckStatus.NEW, CheckStatus.UP, {"more": 1})
    assert (twin._missed, twin.off) == (1, False)


def test_objects_that_lack_the_same_fields_share_what_is_kept() -> None:
    """What is kept of objects is shared, if they lack the same fields; else what they lack is told apart."""
    twin = fresh_twin(Check)
    assert twin
    one, same, other = twin.read_each(_texts({"name": "a"}, {"name": "b"}, {"slug": "c"}))
    assert one._remainder is same._remainder is not other._remainder
    assert other.to_dict() == {"slug": "c"}


def test_a_twin_that_does_not_pay_is_switched_off() -> None:
    """Some odd objects are read as they are; if every second one is odd, the twin gives up, and tells the reader."""
    twin = fresh_twin(Check)
    assert twin
    few = _texts(*[{"status": "up"}] * 400, *[{"odd": 1}] * 100)
    assert len(twin.read_each(few)) == 500
    assert not twin.off
    with pytest.raises(ValueError, match="too few objects"):
        twin.read_each(_texts({"status": "up"}, {"odd": 1}) * 400)
    assert twin.off


def test_lists_that_are_read_again_count_as_odd() -> None:
    """A list with an item that is no object is read twice: a twin of which most lists are such ones is given up."""
    twin = fresh_twin(Check)
    assert twin
    for problem in ("is null", "too few"):
        assert not twin.off
        with pytest.raises(ValueError, match=problem):
            twin.read_each(_texts(*[{"status": "up"}] * 2000, None))
    assert twin.off


def test_objects_of_whole_lists_count_too() -> None:
    """As many odd objects are read one by one as all objects before them allow, those of whole lists included."""
    twin = fresh_twin(Check)
    assert twin
    twin.loosen()
    twin.copied(twin.form, twin.form.items(json.dumps([{"status": "up"}] * 400)))
    assert len(twin.read_each(_texts({"odd": 1}) * 100)) == 100
    assert not twin.off


def test_what_the_models_reader_refuses_is_refused() -> None:
    """A text that is no object gives the error of the model's reader."""
    twin = fresh_twin(Check)
    assert twin
    with pytest.raises(ShapeError, match="the answer is a number, not an object"):
        twin.read(b"1")


def test_few_sets_of_absent_fields_are_remembered() -> None:
    """A server that leaves out other fields each time does not fill the memory; what is kept stays right."""
    kept = _Remainders([f"field{number}" for number in range(12)])
    assert kept[0b101].absent == {"field0", "field2"}
    rests = [kept[gone].absent for gone in range(200)]
    assert len(kept) == _SHAPES_KEPT
    assert rests[199] == {f"field{bit}" for bit in range(12) if 199 >> bit & 1}
