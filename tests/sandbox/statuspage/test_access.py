"""Sets of components and metrics that page access users and groups may see."""

from __future__ import annotations

import pytest

from ._calls import Caller

# Kind of holder, kind of thing.
_SETS = [
    ("page_access_users", "component"),
    ("page_access_users", "metric"),
    ("page_access_groups", "component"),
]


class _Granted:
    """What one user or group may see, with two things to grant."""

    def __init__(self, call: Caller, holders: str, thing: str) -> None:
        holder = call.access_user() if holders == "page_access_users" else call.access_group()
        self.call, self.field = call, f"{thing}_ids"
        self.path = f"{holders}/{holder}/{thing}s"
        make = call.component if thing == "component" else call.metric
        self.first, self.second = make(name="First"), make(name="Second")

    def send(self, method: str, *ids: str) -> list[str]:
        """Send these ids, and return what is granted then."""
        reply = self.call(method, self.path, {self.field: ids})
        assert reply.status_code == (201 if method == "POST" else 200)
        return self.call.ids(self.path)


@pytest.fixture(params=_SETS, ids=lambda pair: "-".join(pair))
def granted(call: Caller, request: pytest.FixtureRequest) -> _Granted:
    """One of the three sets."""
    return _Granted(call, *request.param)


def test_post_replaces(granted: _Granted) -> None:
    """POST leaves nothing of what was there before."""
    assert granted.send("POST", granted.first) == [granted.first]
    assert granted.send("POST", granted.second) == [granted.second]
    assert granted.send("POST") == []


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_patch_and_put_add(granted: _Granted, method: str) -> None:
    """PATCH and PUT alike keep what was there, and nothing comes twice."""
    granted.send("POST", granted.first)
    assert granted.send(method, granted.first, granted.second) == [granted.first, granted.second]


def test_delete_with_a_body_takes_away(granted: _Granted) -> None:
    """DELETE takes away what its body names, whether it was there or not."""
    granted.send("POST", granted.first)
    assert granted.send("DELETE", granted.second) == [granted.first]
    assert granted.send("DELETE", granted.first) == []


@pytest.mark.parametrize("body", [None, {}])
def test_delete_without_ids_takes_all(granted: _Granted, body: object) -> None:
    """DELETE that names nothing leaves nothing."""
    granted.send("POST", granted.first, granted.second)
    assert granted.call("DELETE", granted.path, body).status_code == 200
    assert granted.call.ids(granted.path) == []


def test_one_is_taken_away(granted: _Granted) -> None:
    """DELETE on one takes away that one; 404 if it is not there."""
    granted.send("POST", granted.first, granted.second)
    gone = granted.call("DELETE", f"{granted.path}/{granted.first}")
    assert (gone.status_code, granted.call.ids(granted.path)) == (200, [granted.second])
    assert granted.call("DELETE", f"{granted.path}/{granted.first}").status_code == 404


def test_answers_are_the_holder(granted: _Granted) -> None:
    """A change answers with the user or group, not with the set."""
    holder = granted.path.split("/")[1]
    assert granted.call("POST", granted.path, {granted.field: []}).json()["id"] == holder


def test_unknown_ids_are_refused(granted: _Granted) -> None:
    """What is not on the page cannot be granted."""
    complaints = granted.call.refused("POST", granted.path, {granted.field: ["nothing"]})
    assert list(complaints) == [granted.field]


def test_ids_are_needed_to_replace(granted: _Granted) -> None:
    """POST without the list is refused; that a list may be missing is said of adding to groups only."""
    assert granted.call("POST", granted.path, {}).status_code == 422
    expected = 200 if granted.path.startswith("page_access_groups") else 422
    assert granted.call("PATCH", granted.path, {}).status_code == expected
