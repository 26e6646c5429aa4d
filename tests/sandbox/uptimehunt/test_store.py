"""The state of a sandbox."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.uptimehunt._secrets import Secrets
from uptimekit.sandbox.uptimehunt._settings import Settings
from uptimekit.sandbox.uptimehunt._store import Store

_NOW = ManualClock().now()


def _store(seed: int = 0) -> Store:
    return Store(seed, Settings(), Secrets(), _NOW)


@pytest.fixture
def store() -> Store:
    """A fresh store."""
    return _store()


def test_secrets_come_from_the_seed() -> None:
    """The same seed makes the same passwords and tokens, another one others, and all are noted."""

    def drawn(store: Store) -> tuple[str, ...]:
        return (store.prober_token, *(user.password for user in store.users))

    assert drawn(_store()) == drawn(_store()) == _store().secrets.all
    assert not set(drawn(_store())) & set(drawn(_store(1)))
    assert [len(word) for word in drawn(_store())] == [32, 20, 20]


def test_users_are_found_by_address(store: Store) -> None:
    """Addresses differ by more than upper and lower case."""
    main = store.first_users["main"]
    assert store.user("OPS@example.com") is main
    assert store.user("nobody@example.com") is None


def test_ids_count_by_kind(store: Store) -> None:
    """Each kind counts from 1, and no id comes twice."""
    owner = store.first_users["main"]
    first = store.add_project(owner, _NOW)
    store.remove_project(first)
    assert [first.id, store.add_project(owner, _NOW).id, store.add_service(owner, _NOW).id] == [1, 2, 1]


def test_projects_in_their_order(store: Store) -> None:
    """Projects come by their order, and the older one first where that is the same."""
    made = [store.add_project(store.first_users["main"], _NOW) for _ in range(3)]
    made[0].order = 1
    assert store.projects_of(store.first_users["main"]) == [made[1], made[2], made[0]]
    assert store.projects_of(store.first_users["other"]) == []


def test_services_outlive_their_project(store: Store) -> None:
    """Services of a project that is removed belong to none."""
    owner = store.first_users["main"]
    project, service = store.add_project(owner, _NOW), store.add_service(owner, _NOW)
    service.project = project
    assert store.services_in(project) == [service]
    store.remove_project(project)
    assert (store.services_of(owner), store.services_in(project)) == ([service], [])
    assert service.project is None
    store.remove_service(service)
    assert store.services_of(owner) == []
