"""Who may see a component, told from the component's side."""

from __future__ import annotations

import pytest

from ._calls import Caller

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _holder(call: Caller, kind: str) -> str:
    return call.access_user() if kind == "user" else call.access_group()


@pytest.mark.parametrize("kind", ["user", "group"])
def test_adding_and_clearing(call: Caller, kind: str) -> None:
    """A component is given to users or groups, as often as one likes, and taken from all at once."""
    part, holder = call.component(), _holder(call, kind)
    path, seen = f"components/{part}/page_access_{kind}s", f"page_access_{kind}s/{holder}/components"
    for _ in range(2):
        reply = call("POST", path, {f"page_access_{kind}_ids": [holder]})
        assert (reply.status_code, reply.json()["id"]) == (201, part)
    assert call.ids(seen) == [part]
    cleared = call("DELETE", path)
    assert (cleared.status_code, cleared.json()["id"]) == (200, part)
    assert call.ids(seen) == []


@pytest.mark.parametrize("kind", ["user", "group"])
def test_as_a_form(call: Caller, kind: str) -> None:
    """The documented form is taken as well as JSON."""
    part, holder = call.component(), _holder(call, kind)
    body = f"page_access_{kind}_ids[]={holder}".encode()
    call.ok("POST", f"components/{part}/page_access_{kind}s", content=body, headers=_FORM)
    assert call.ids(f"page_access_{kind}s/{holder}/components") == [part]


@pytest.mark.parametrize("kind", ["user", "group"])
@pytest.mark.parametrize("ids", [None, [], ["nobody"], "nobody"])
def test_unfit_ids(call: Caller, kind: str, ids: object) -> None:
    """Ids are needed, and must be those of somebody."""
    body = {} if ids is None else {f"page_access_{kind}_ids": ids}
    call.refused("POST", f"components/{call.component()}/page_access_{kind}s", body)
