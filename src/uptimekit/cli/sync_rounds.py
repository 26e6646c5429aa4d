"""The rounds of a sync, and what they print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet import Fleet
from uptimekit.fleet.sync import Decision, read_mappings, synchronize

from .exit_codes import CANNOT_TELL, OK
from .output import OutputFormat, write_rows
from .sync_memory import SyncMemory

__all__ = ["SyncRounds"]

COLUMNS: Final = ("component", "page", "shows", "monitors", "becomes", "remark")


def _now() -> datetime:
    return datetime.now(UTC)


class SyncRounds:
    """The rounds of one mapping.

    Args:
        fleet: has the accounts.
        mapping: the mapping file.
        output: form of what is printed.
        now: says the time.

    Raises:
        ConfigurationError: with all that is wrong with the mapping file.
    """

    def __init__(
        self, fleet: Fleet, mapping: Path, output: OutputFormat, *, now: Callable[[], datetime] = _now
    ) -> None:
        self._fleet = fleet
        self._mappings = read_mappings(mapping, fleet.accounts)
        self._output: OutputFormat = output
        self._now = now
        self._told: frozenset[str] = frozenset()  # problems of the last round
        self._has_printed = False

    def rehearse(self, memory: SyncMemory) -> int:
        """Print what would become of each component; return the exit code."""
        decisions = synchronize(self._fleet, self._mappings, memory.readings(self._now()), dry_run=True)
        self._print(decisions)
        return self._tell_problems(decisions)

    def play(self, memory: SyncMemory) -> int:
        """Write the differences, print what changed, and keep the readings; return the exit code.

        A file that cannot be written is a problem like others: a watch goes on with what it remembers.
        """
        now = self._now()
        decisions = synchronize(self._fleet, self._mappings, memory.readings(now))
        self._print(each for each in decisions if each.word)
        try:
            memory.add(decisions, now)
        except ConfigurationError as error:
            return self._tell_problems(decisions, str(error))
        return self._tell_problems(decisions)

    def _print(self, decisions: Iterable[Decision]) -> None:
        """Print a row for each; a table has none for a component that was not found, which its problem tells."""
        rows = [_row(each) for each in decisions if each.component or self._output != "table"]
        if rows or self._output == "json":
            write_rows(rows, self._output, COLUMNS, heading=not self._has_printed)
            sys.stdout.flush()
            self._has_printed = True

    def _tell_problems(self, decisions: Iterable[Decision], *others: str) -> int:
        """Print problems on stderr, in a watch only those that are new."""
        problems = [
            *(
                sanitized(f"{each.mapping.account}, {each.mapping.component}: {problem}")
                for each in decisions
                for problem in each.problems
            ),
            *map(sanitized, others),
        ]
        for problem in dict.fromkeys(problems):
            if problem not in self._told:
                print(f"uptimekit: {problem}", file=sys.stderr)
        self._told = frozenset(problems)
        return CANNOT_TELL if problems else OK


def _row(decision: Decision) -> Mapping[str, Any]:
    component = decision.component
    return {
        "component": component.name if component else decision.mapping.component,
        "page": decision.mapping.account,
        "shows": component.word if component else None,
        "monitors": decision.reading,
        "becomes": decision.word or None,
        "remark": f"left alone: {decision.held}" if decision.held else _reason(decision),
    }


def _reason(decision: Decision) -> str:
    counted = f"{decision.agreeing} of {decision.needed} readings" if decision.needed else ""
    if decision.reading and decision.needed:
        counted += f", then {decision.mapping.words[decision.reading]}"
    return "; ".join(filter(None, [decision.because, counted]))
