"""What a token is good for."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.betterstack._http import RefusalError
from uptimekit.sandbox.betterstack._store import Store


def test_five_tokens_for_two_kinds_of_access() -> None:
    """Team tokens are good for one team, global ones for all, and read-only ones say so."""
    store = Store(0, ["a", "b"])
    a, b = store.teams.values()
    given = {
        token: store.tokens.authorize([a, b], f"Bearer {token}")
        for token in (a.token, a.readonly_token, b.token, store.tokens.everything, store.tokens.readonly)
    }
    assert len(given) == 5
    assert [access.readonly for access in given.values()] == [False, True, False, False, True]
    assert [(access.sees(a), access.sees(b)) for access in given.values()] == [
        (True, False),
        (True, False),
        (False, True),
        (True, True),
        (True, True),
    ]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer x", "x"])
def test_anything_else_is_refused(header: str | None) -> None:
    """No token, an empty one and an unknown one are the same 401."""
    store = Store(0, ["a"])
    with pytest.raises(RefusalError) as refused:
        store.tokens.authorize(store.teams.values(), header)
    assert refused.value.response.status_code == 401


def test_tokens_do_not_show() -> None:
    """Neither a team nor the tokens of the organisation print a token."""
    store = Store(0, ["a"])
    shown = repr((store.tokens, store.first_team))
    secrets = (
        store.first_team.token,
        store.first_team.readonly_token,
        store.tokens.everything,
        store.tokens.readonly,
    )
    assert not any(secret in shown for secret in secrets)
