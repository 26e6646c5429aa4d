"""The catalog."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import BetterStackSandbox, ManualClock

from ._calls import Caller


def _relation(call: Caller) -> tuple[str, list[str]]:
    """A relation's path and its attributes' ids."""
    path = f"v2/catalog/relations/{call.make('v2/catalog/relations', {'name': 'Service'})}"
    return path, [call.make(f"{path}/attributes", {"name": name, "primary": name == "a"}) for name in "abc"]


def test_the_catalog_is_everybodys(call: Caller) -> None:
    """Every team and the global token see the same relations, which name no team."""
    path, _ = _relation(call)
    for token in ("main", "other", "global"):
        assert "team_name" not in call.attributes(path, token=token)


def test_attributes_have_positions(call: Caller) -> None:
    """Attributes are numbered as they come."""
    path, ids = _relation(call)
    assert [call.attributes(f"{path}/attributes/{one}")["position"] for one in ids] == [0, 1, 2]


def test_records(call: Caller) -> None:
    """A record names attributes by id, of either type, or by name, and shows both."""
    path, ids = _relation(call)
    sent = [
        {"attribute": {"id": int(ids[0])}, "values": [{"value": "x"}]},
        {"attribute": {"id": ids[1]}, "values": []},
        {"attribute": {"name": "c"}, "values": [{"type": "User", "email": "a@b.example"}]},
    ]
    made = call.make(f"{path}/records", {"attributes": sent})
    shown = call.attributes(f"{path}/records/{made}")["attributes"]
    assert [one["attribute"] for one in shown] == [
        {"id": i, "name": n} for i, n in zip(ids, "abc", strict=True)
    ]
    assert shown[0]["values"] == [{"type": "String", "value": "x"}]


@pytest.mark.parametrize(
    "item", [{"attribute": {"name": "z"}}, {"attribute": {"id": 1}}, {"attribute": "a"}, {}]
)
def test_unknown_attributes(call: Caller, item: object) -> None:
    """What names no attribute of the relation is refused."""
    path, _ = _relation(call)
    assert call("POST", f"{path}/records", {"attributes": [item]}).status_code == 422


def test_unstable_order(clock: ManualClock) -> None:
    """With unstable order the attributes of a record move too."""
    call = Caller(BetterStackSandbox(clock=clock, unstable_order=True))
    path, ids = _relation(call)
    made = call.make(f"{path}/records", {"attributes": [{"attribute": {"id": one}} for one in ids]})
    seen = {
        "".join(one["attribute"]["name"] for one in call.attributes(f"{path}/records/{made}")["attributes"])
        for _ in range(20)
    }
    assert len(seen) > 1
    assert {"".join(sorted(order)) for order in seen} == {"abc"}
