"""The scripts of a shared session, run by a real server."""

from __future__ import annotations

import time
from typing import Any, TypeVar

import pytest
from benchmarks.stores import Store

from uptimekit.uptimehunt import _session_record as records
from uptimekit.uptimehunt._session_record import Command, ForeignRecordError, Owner, Record, Turn
from uptimekit.uptimehunt._tokens import REFRESH_LIFETIME, Tokens

T = TypeVar("T")

KEY = records.key_of("ops")
OWNER = Owner.of("https://main.example/api/v1", "a@main.example")


def _run(store: Store, command: Command[T], now: float = 0.0) -> T:
    return command.read(store.client.eval(command.script, 1, KEY, *command.arguments), now)


def _take(store: Store, holder: str, known: int = 0) -> Turn:
    return _run(store, records.take_turn(known, holder))


def _fence(store: Store, holder: str, known: int = 0) -> int:
    fence = _take(store, holder, known).fence
    assert fence is not None
    return fence


def _save(store: Store, access: str | None, **how: Any) -> Turn:
    tokens = None if access is None else Tokens(access, f"r-{access}", 900.0, 7_000.0)
    return _run(store, records.save(tokens, 0.0, OWNER, **how))


def _look(store: Store) -> Record:
    return _run(store, records.look())


def _access(store: Store) -> str | None:
    tokens = _look(store).tokens
    return tokens and tokens.access


def _crash(store: Store) -> None:
    """Let the lock of a holder end that never gave it back."""
    store.client.hset(KEY, "held_until", "1")


def test_what_is_saved_is_found(any_store: Store) -> None:
    """Every host gets the tokens, whose they are and their version; nothing is there at first."""
    assert _look(any_store) == Record(0, None, Owner())
    version = _save(any_store, "a").fence
    found = _look(any_store)
    assert (found.version, found.owner) == (version, OWNER)
    assert found.tokens is not None
    assert (found.tokens.access, found.tokens.refresh) == ("a", "r-a")


@pytest.mark.parametrize("skew", [-86_400.0, 0.0, 86_400.0])
def test_clocks_of_hosts_need_not_agree(store: Store, skew: float) -> None:
    """A token ends for each host when its lifetime is over, whatever the clocks of the hosts and of the store say."""
    tokens = Tokens("a", "r", 1_000.0 + 900.0, 1_000.0 + 7_000.0)
    _run(store, records.save(tokens, 1_000.0, OWNER))
    found = _run(store, records.look(), 1_000.0 + skew).tokens
    assert found is not None
    assert found.expires_at == pytest.approx(1_900.0 + skew, abs=60)
    assert found.refresh_expires_at == pytest.approx(8_000.0 + skew, abs=60)


def test_tokens_that_have_ended(store: Store) -> None:
    """They are kept with an end that is now: the refresh token may still be good."""
    _run(store, records.save(Tokens("a", "r", 100.0, 200.0), 1_000.0, OWNER))
    found = _run(store, records.look(), 1_000.0).tokens
    assert found == Tokens("a", "r", 1_000.0, 1_000.0)


def test_a_session_without_a_refresh_token(store: Store) -> None:
    """An access token alone is a session, too, and so is a refresh token alone."""
    for tokens in (Tokens("a", None, 900.0, 0.0), Tokens("", "r", 0.0, 900.0)):
        _run(store, records.save(tokens, 0.0, OWNER))
        found = _look(store).tokens
        assert found is not None
        assert (found.access, found.refresh) == (tokens.access, tokens.refresh)


def test_one_host_gets_the_lock(any_store: Store) -> None:
    """The others are told how long it may last; the same one gets the same fence again, if an answer was lost."""
    fence = _fence(any_store, "one")
    held = _take(any_store, "two").held
    assert held is not None
    assert 0 < held <= records.LOCK_SECONDS
    assert _take(any_store, "one") == Turn(fence=fence)
    assert _look(any_store).version == 0


def test_a_newer_record_goes_before_the_lock(store: Store) -> None:
    """Who does not know the newest tokens gets them, whether the lock is free or not; who knows them gets the lock."""
    version = _save(store, "a").fence
    assert version is not None
    taken = _take(store, "one").record
    assert taken is not None
    assert taken.version == version
    _fence(store, "one", known=version)
    assert _take(store, "two").record is not None
    assert _take(store, "two", known=version).held is not None


def test_saving_releases_the_lock(store: Store) -> None:
    """Saving under a fence and giving the lock back are one step, and the fence is the new version."""
    fence = _fence(store, "one")
    assert _save(store, "a", holder="one", fence=fence, newest=fence) == Turn(fence=fence)
    assert _look(store).version == fence
    assert _fence(store, "two", known=fence) > fence


def test_a_lock_is_given_back_by_its_holder_only(store: Store) -> None:
    """A release by another host, such as one that was late, changes nothing."""
    _fence(store, "one")
    _run(store, records.release("two"))
    _save(store, "a", holder="two")
    assert _take(store, "three", known=_look(store).version).held is not None
    _run(store, records.release("one"))
    _fence(store, "three", known=_look(store).version)


def test_the_lock_of_a_crashed_host_ends(store: Store) -> None:
    """After it the next host gets a newer fence."""
    first = _fence(store, "one")
    _crash(store)
    assert _fence(store, "two") > first


def test_a_lock_does_not_last_longer_when_the_clock_is_set_back(store: Store) -> None:
    """The end of a crashed host's lock may lie hours ahead then: the next one does not wait for that."""
    first = _fence(store, "one")
    store.client.hset(KEY, "held_until", str(round((time.time() + 3600) * 1e6)))
    assert _fence(store, "two") > first


def test_a_late_host_cannot_overwrite_newer_tokens(any_store: Store) -> None:
    """It gets the newer ones instead, and the lock stays with whoever has it now."""
    late = _fence(any_store, "late")
    _crash(any_store)
    fence = _fence(any_store, "next")
    _save(any_store, "new", holder="next", fence=fence, newest=fence)
    _fence(any_store, "third", known=fence)
    answer = _save(any_store, "old", holder="late", fence=late, newest=late)
    assert answer.record is not None
    assert answer.record.tokens is not None
    assert (answer.record.tokens.access, _access(any_store)) == ("new", "new")
    assert _take(any_store, "fourth", known=fence).held is not None


def test_a_late_host_is_heard_while_nobody_was_faster(store: Store) -> None:
    """If the next holder has no tokens yet, those of the late one are kept: its refresh used the old ones up."""
    late = _fence(store, "late")
    _crash(store)
    fence = _fence(store, "next")
    assert _save(store, "late", holder="late", fence=late, newest=late).fence == late
    assert _access(store) == "late"
    assert _save(store, "next", holder="next", fence=fence, newest=fence).fence == fence
    assert _access(store) == "next"


def test_a_new_session_is_newer_than_all(store: Store) -> None:
    """A login by hand, and a logout, count more than a renewal that was under way."""
    for access in ("by hand", None):
        fence = _fence(store, "one", known=_look(store).version)
        assert (_save(store, access).fence or 0) > fence
        assert _save(store, "renewed", holder="one", fence=fence, newest=fence).record is not None
        assert _access(store) == access


def test_tokens_that_were_renewed_without_the_store(store: Store) -> None:
    """They are kept unless somebody has saved newer ones than those that they came from."""
    version = _save(store, "a").fence
    assert _save(store, "b", newest=version).record is None
    assert _save(store, "c", newest=version).record is not None
    assert _access(store) == "b"


def test_no_fence_is_given_twice(store: Store) -> None:
    """A store that has lost everything goes on above the old fences, and so does one that went back to an old state."""
    before = _fence(store, "one")
    store.client.flushall()
    after = _fence(store, "one")
    assert after > before
    store.client.flushall()
    assert _fence(store, "one", known=after + 10**12) == after + 10**12 + 1


def test_a_record_outlives_its_tokens_and_no_more(store: Store) -> None:
    """Tokens, the end of a session and a lock that was never given back all leave the store by themselves."""
    _fence(store, "one")
    assert 0 < store.client.ttl(KEY) < 2 * 86_400
    for access in ("a", None):
        _save(store, access)
        assert 86_400 < store.client.ttl(KEY) <= REFRESH_LIFETIME + 86_400
    _run(store, records.save(Tokens("a", "r", 0.0, 30 * 86_400.0), 0.0, OWNER))
    assert store.client.ttl(KEY) > 30 * 86_400


def test_keys_and_owners_tell_nothing(store: Store) -> None:
    """Neither the account nor the e-mail address can be read in the store, nor any repr of ours show a token."""
    _save(store, "access-secret")
    content: Any = store.client.hgetall(KEY)
    assert b"main.example" not in b" ".join([*store.client.keys(), *content.values()])
    command = records.save(Tokens("access-secret", "refresh-secret", 1.0, 2.0), 0.0, OWNER)
    assert "secret" not in f"{command!r} {_look(store)!r} {_take(store, 'one')!r}"


@pytest.mark.parametrize(
    "command", [records.look(), records.take_turn(0, "one"), records.save(None, 0.0, OWNER)]
)
def test_what_is_no_record_is_left_alone(store: Store, command: Command[Any]) -> None:
    """A value of another kind under the key is neither read nor overwritten."""
    store.client.set(KEY, "my diary")
    with pytest.raises(ForeignRecordError):
        _run(store, command)
    assert store.client.get(KEY) == b"my diary"


def test_a_record_with_odd_values(store: Store) -> None:
    """Numbers that are none count as 0, and texts that no header can carry are refused."""
    store.client.hset(
        KEY, mapping={"version": "soon", "access": "a", "access_ends": "x", "held_until": "never"}
    )
    assert _look(store) == Record(0, Tokens("a", None, 0.0, 0.0), Owner())
    assert _fence(store, "one") > time.time()
    store.client.hset(KEY, "access", "a\r\nX-Auth: b")
    with pytest.raises(ForeignRecordError):
        _look(store)


def test_clients_that_decode_answers(store: Store) -> None:
    """A client that was passed in may give text or bytes."""
    _save(store, "a")
    command = records.look()
    answer: Any = store.client.eval(command.script, 1, KEY)
    texts = [each.decode() if isinstance(each, bytes) else each for each in answer]
    assert command.read(texts, 0.0).version == command.read(answer, 0.0).version
