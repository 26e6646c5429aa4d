"""The check that the scenarios make of every answer."""

from __future__ import annotations

import pytest

from uptimekit_clients.healthchecks.models import Check, CheckStatus

from ._decoded import misfits

_CHECK = {"name": "Job", "status": "up", "n_pings": 1, "grace": 60}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"n_pings": True}, ["check.n_pings: bool"]),
        ({"n_pings": None}, ["check.n_pings: NoneType"]),
        ({"status": "asleep"}, ["check.status: 'asleep' is no documented CheckStatus"]),
        ({"surprise": 1}, ["check.surprise: not documented"]),
    ],
)
def test_models_are_looked_into(change: dict[str, object], found: list[str]) -> None:
    """A value of another type, an unknown word and an undocumented field are each named with their place."""
    left_out = set(misfits(Check.from_dict(_CHECK), Check, "check"))
    told = misfits(Check.from_dict({**_CHECK, **change}), Check, "check")
    new = [line for line in told if line not in left_out]
    assert [line[: len(start)] for line, start in zip(new, found, strict=True)] == found


def test_containers_are_looked_into() -> None:
    """Items of lists and values of dictionaries are checked, whatever the name of the container."""
    assert list(misfits([1, "2"], list[int], "it")) == ["it[1]: str where <class 'int'> was promised"]
    assert list(misfits({"a": CheckStatus("up")}, dict[str, CheckStatus], "it")) == []
    assert list(misfits({"a": None}, dict[str, int | str], "it")) != []
    assert list(misfits("text", None, "it")) == ["it: str where nothing was promised"]
