"""The memory of a sync from one run to the next: the last readings of each component, in a file that is locked."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from attrs import Factory, define

from uptimekit._runtime.errors import ConfigurationError
from uptimekit.fleet.constants import MOST_READINGS
from uptimekit.fleet.sync import Decision
from uptimekit.fleet.sync.damping import SEVERITY
from uptimekit.fleet.vocabulary import State

from .private_folder import make_private_folder
from .whole_file import write_private

__all__ = ["SyncMemory", "memory_path"]

MEMORY: Final = timedelta(hours=6)
"""Age of a reading that counts no more, so that one from before a pause of the cron job does not."""

Remembered = tuple[datetime, State]


def memory_path(mapping: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the place of the memory of a mapping file: ``uptimekit/sync-<name>-<digest>.json``.

    It is below ``$XDG_STATE_HOME``, else ``~/.local/state``.  The digest is that of the whole path.  Raises
    ConfigurationError for a user without a home folder, and for a pipe such as ``<(...)``, whose name is another one in
    each run: what is remembered would never be found again.
    """
    if mapping.exists() and not mapping.is_file():
        raise ConfigurationError(f"{mapping} has no lasting name for the last readings; give --memory FILE")
    digest = sha256(os.fsencode(mapping.resolve())).hexdigest()[:12]
    base = environment.get("XDG_STATE_HOME") or "~/.local/state"
    try:
        folder = Path(base).expanduser()
    except RuntimeError:
        raise ConfigurationError(
            "there is no home folder for the last readings; give --memory FILE"
        ) from None
    return folder / "uptimekit" / f"sync-{mapping.stem}-{digest}.json"


@define
class SyncMemory:
    """The memory in one file.

    Attributes:
        path: where it is.
    """

    path: Path
    _kept: dict[str, list[Remembered]] = Factory(dict[str, list[Remembered]])

    @classmethod
    def read(cls, path: Path) -> SyncMemory:
        """Return what is in the file; nothing if it is not there or is damaged: the next readings count anew."""
        try:
            found = json.loads(path.read_text(encoding="utf-8"))["components"]
            kept = {str(key): [_remembered(each) for each in readings] for key, readings in found.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            kept = {}
        return cls(path, kept)

    @classmethod
    @contextmanager
    def locked(cls, path: Path) -> Generator[SyncMemory]:
        """Read the file while no other process of this machine may.

        Raises ConfigurationError if another process has it, if its folder cannot be written, or if *path* is no file,
        such as ``/dev/null``: what is forgotten never agrees several times.
        """
        if path.exists() and not path.is_file():
            raise ConfigurationError(f"{path} is no file; a sync has to remember its last readings")
        try:
            make_private_folder(path.parent)
            lock = path.with_name(f"{path.name}.lock").open("w")
        except OSError as error:
            raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from None
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ConfigurationError(
                    f"another sync with this mapping is running; it has {path}"
                ) from None
            yield cls.read(path)

    def readings(self, now: datetime) -> dict[str, list[State]]:
        """Return the readings of each component that are not too old, the newest last."""
        return {
            key: [state for at, state in kept if timedelta() <= now - at <= MEMORY]
            for key, kept in self._kept.items()
        }

    def add(self, decisions: Iterable[Decision], now: datetime) -> None:
        """Take note of the readings of *decisions*, forget what is too old, and write the file.

        Raises ConfigurationError if it cannot be written.
        """
        for decision in decisions:
            if decision.key and decision.reading is not None:
                self._kept.setdefault(decision.key, []).append((now, decision.reading))
        recent = {
            key: [(at, state) for at, state in kept if now - at <= MEMORY][-MOST_READINGS:]
            for key, kept in self._kept.items()
        }
        self._kept = {key: kept for key, kept in recent.items() if kept}
        content = {key: [[at.isoformat(), state] for at, state in kept] for key, kept in self._kept.items()}
        try:
            write_private(self.path, json.dumps({"components": content}, indent=1))
        except OSError as error:
            raise ConfigurationError(f"{self.path} cannot be written: {error.strerror}") from None


def _remembered(given: Any) -> Remembered:
    at, word = given
    time, state = datetime.fromisoformat(at), State(word)
    if state not in SEVERITY:
        raise ValueError("a state that no reading makes")
    return time if time.tzinfo else time.replace(tzinfo=UTC), state
