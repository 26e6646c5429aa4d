"""The record of a shared session: the commands that read, lock and write it in the store, and their answers; no I/O.

The record is one hash in Redis or Valkey.  Each command is one script, so that hosts see it whole or not at all:

====================  ==========================================================================================
field                 value
====================  ==========================================================================================
``access``            access token; missing after a logout, and when the server no longer accepts the refresh token
``refresh``           refresh token, if there is one
``access_ends``       when the access token ends, in microseconds by the clock of the store's server
``refresh_ends``      the same for the refresh token
``version``           fence of the renewal that the tokens came from: it grows with each change
``fence``             the last fence that was given out
``holder``            random name of the renewal that is under way, if any
``held_until``        when its lock ends by itself
``server``, ``user``  hashes of the API's address and of the e-mail address
====================  ==========================================================================================

A fence is a time of the store's clock, or one more than the last if that is more: a store that lost everything gives
none a second time.  Times in commands are lifetimes, so the clocks of the hosts need not agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Generic, NamedTuple, TypeVar

from ._tokens import REFRESH_LIFETIME, Tokens

__all__ = [
    "LOCK_SECONDS",
    "Command",
    "ForeignRecordError",
    "Owner",
    "Record",
    "Turn",
    "key_of",
    "look",
    "release",
    "save",
    "take_turn",
]

T = TypeVar("T")

LOCK_SECONDS: Final = 30.0
"""Seconds after which the lock of a host that crashed ends: room for an attempt of 10 s that hangs, and another one."""
_KEPT: Final = 86_400.0
"""Seconds that a record outlives its tokens, so that hosts still see how the session ended."""
_MICRO: Final = 1_000_000

_COMMON: Final = """
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('TYPE', KEYS[1]).ok ~= 'hash' then return {'foreign'} end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(name) return redis.call('HGET', KEYS[1], name) or '' end
local function number(name) return tonumber(text(name)) or 0 end
local function put(name, value)
  redis.call('HSET', KEYS[1], name, type(value) == 'number' and string.format('%.0f', value) or value)
end
local function keep(seconds)
  if redis.call('PTTL', KEYS[1]) < seconds * 1000 then redis.call('PEXPIRE', KEYS[1], math.ceil(seconds * 1000)) end
end
local function record()
  return {'record', number('version'), text('access'), text('refresh'), math.max(0, number('access_ends') - now),
          math.max(0, number('refresh_ends') - now), text('server'), text('user')}
end
local function free(holder)
  if text('holder') == holder then redis.call('HDEL', KEYS[1], 'holder', 'held_until') end
end
"""
_LOOK: Final = f"{_COMMON} return record()"
_TAKE_TURN: Final = f"""{_COMMON}
local known, holder, seconds, kept = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
if number('version') > known then return record() end
local held = number('held_until') - now
if held > seconds * 1000000 then held = 0 end            -- the clock was set back
if held > 0 and text('holder') ~= holder then return {{'held', held}} end
if held <= 0 then                                        -- otherwise this is a repeat, after an answer that was lost
  put('fence', math.max(number('fence') + 1, now, known + 1))
  put('holder', holder)
  put('held_until', now + seconds * 1000000)
  keep(seconds + kept)
end
return {{'granted', number('fence')}}
"""
_SAVE: Final = f"""{_COMMON}
local holder, fence, newest = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
free(holder)
if newest and number('version') > newest then return record() end
fence = fence or math.max(number('fence') + 1, now)
put('version', fence)
put('fence', math.max(number('fence'), fence))
redis.call('HDEL', KEYS[1], 'access', 'refresh', 'access_ends', 'refresh_ends')
if ARGV[4] ~= '' then
  put('access', ARGV[4])
  put('access_ends', now + tonumber(ARGV[6]))
end
if ARGV[5] ~= '' then
  put('refresh', ARGV[5])
  put('refresh_ends', now + tonumber(ARGV[7]))
end
put('server', ARGV[8])
put('user', ARGV[9])
keep(tonumber(ARGV[10]))
return {{'saved', fence}}
"""
_RELEASE: Final = f"{_COMMON} free(ARGV[1]) return {{'released'}}"


class ForeignRecordError(Exception):
    """Something else is kept under the key."""


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def key_of(account: str) -> str:
    """Return the key of the account's record, which does not tell the account."""
    return f"uptimekit:session:{_hash(f'uptimehunt {account}')}"


@dataclass(frozen=True)
class Owner:
    """Whose tokens they are: hashes of the API's address and of the user's e-mail address; empty if not known."""

    server: str = ""
    user: str = ""

    @classmethod
    def of(cls, server: str, email: str) -> Owner:
        """Return the owner with this address of the API and this e-mail address."""
        return cls(*(_hash(text)[:16] if text else "" for text in (server, email)))


@dataclass(frozen=True)
class Record:
    """What the store knows of the session.

    Attributes:
        version: grows with each change; 0 if the store knows nothing.
        tokens: None if there are none, or no longer.
        owner: whose tokens they are.
    """

    version: int
    tokens: Tokens | None = field(repr=False)
    owner: Owner


class Turn(NamedTuple):
    """The answer to a host that wants new tokens: one of the three is set.

    Attributes:
        record: the record, if it is newer than what the host knows.
        fence: the host holds the lock and shall renew the tokens.
        held: seconds until the lock of another host ends.
    """

    record: Record | None = None
    fence: int | None = None
    held: float | None = None


@dataclass(frozen=True)
class Command(Generic[T]):
    """One script call, and what makes a value of its answer and the present time (seconds since the epoch)."""

    script: str
    arguments: Sequence[str] = field(repr=False)
    read: Callable[[Any, float], T]


def look() -> Command[Record]:
    """Return the command that reads the record."""
    return Command(_LOOK, (), _record)


def take_turn(known: int, holder: str) -> Command[Turn]:
    """Return the command that gets a record newer than version *known*, or else the lock for *holder*."""
    return Command(_TAKE_TURN, (str(known), holder, str(LOCK_SECONDS), str(_KEPT)), _turn)


def save(
    tokens: Tokens | None,
    now: float,
    owner: Owner,
    *,
    holder: str = "",
    fence: int | None = None,
    newest: int | None = None,
) -> Command[Turn]:
    """Return the command that saves *tokens* (None: that there are none), and releases the lock of *holder*.

    Without *fence* the change gets a new one.  If the record is newer than version *newest*, it is left as it is, and
    the answer has the record instead of the fence.
    """
    lives, longest = [0.0, 0.0], REFRESH_LIFETIME
    if tokens is not None:
        lives = [max(0.0, end - now) for end in (tokens.expires_at, tokens.refresh_expires_at)]
        longest = max(longest, *lives)
    texts = [tokens.access, tokens.refresh or ""] if tokens else ["", ""]
    numbers = ["" if number is None else str(number) for number in (fence, newest)]
    ends = [f"{seconds * _MICRO:.0f}" for seconds in lives]
    arguments = [holder, *numbers, *texts, *ends, owner.server, owner.user, str(longest + _KEPT)]
    return Command(_SAVE, arguments, _turn)


def release(holder: str) -> Command[Turn]:
    """Return the command that releases the lock of *holder*, if it still has it."""
    return Command(_RELEASE, (holder,), _turn)


def _turn(answer: Any, now: float) -> Turn:
    match _word(answer):
        case "record":
            return Turn(record=_record(answer, now))
        case "held":
            return Turn(held=int(answer[1]) / _MICRO)
        case "granted" | "saved":
            return Turn(fence=int(answer[1]))
        case "released":
            return Turn()
        case _:
            raise ForeignRecordError


def _record(answer: Any, now: float) -> Record:
    if _word(answer) != "record":
        raise ForeignRecordError
    access, refresh, server, user = (_text(answer[place]) for place in (2, 3, 6, 7))
    ends = (now + int(answer[place]) / _MICRO for place in (4, 5))
    tokens = Tokens(access, refresh or None, *ends) if access or refresh else None
    return Record(int(answer[1]), tokens, Owner(server, user))


def _word(answer: Any) -> str:
    return _text(answer[0])


def _text(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if not (text.isascii() and text.isprintable()):
        raise ForeignRecordError
    return text
