"""Looking checks up."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock
from uptimekit.sandbox.healthchecks._model import State
from uptimekit.sandbox.healthchecks._seeds import DEFAULT_PROJECTS
from uptimekit.sandbox.healthchecks._store import Store


@pytest.fixture
def store() -> Store:
    """The default projects, no checks."""
    return Store(0, DEFAULT_PROJECTS)


def test_a_draft_is_not_stored(store: Store) -> None:
    """A check exists once it is added, until it is removed."""
    check = store.draft(store.projects["main"])
    assert (store.count, store.get(check.uuid)) == (0, None)
    store.add(check)
    assert (store.count, store.get(check.uuid)) == (1, check)
    store.remove(check)
    assert (store.count, store.get(check.uuid)) == (0, None)


def test_checks_by_project_in_order(store: Store) -> None:
    """A project's checks come oldest first, and a unique key is looked for in one project only."""
    main, other = store.projects["main"], store.projects["other"]
    drafts = [store.draft(project) for project in (main, other, main)]
    for check in drafts:
        store.add(check)
    assert store.checks(main) == [drafts[0], drafts[2]]
    assert list(store.all_checks()) == drafts
    assert store.by_unique_key(other, drafts[1].unique_key) is drafts[1]
    assert store.by_unique_key(main, drafts[1].unique_key) is None


def test_tick_flips_each_overdue_check_once(store: Store, clock: ManualClock) -> None:
    """Checks whose grace time has run out go down, others stay, and a second tick finds nothing."""
    for timeout in (60, 600):
        check = store.draft(store.projects["main"])
        check.timeout, check.grace = timeout, 60
        check.last_ping, check.stored = clock.now(), State.UP
        store.add(check)
    assert store.tick(clock.advance(119.9)) == 0
    assert store.tick(clock.advance(0.1)) == 1
    assert store.tick(clock.now()) == 0
    assert [check.stored for check in store.all_checks()] == [State.DOWN, State.UP]
