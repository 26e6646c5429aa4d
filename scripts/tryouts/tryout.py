"""Trying out all operations of a generated package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from apimodel import Api, Operation, build
from documents import Document

from .answers import Answer, answers
from .asked import secrets_of, wrong_in
from .clients import Call, Clients, Outcome, clients, server_path
from .failures import failure, wrong_error
from .pages import at, pages
from .results import promised, untyped, wrong_result
from .schemas import Schemas
from .server import Seen, loopback
from .trial import Asking, Trial
from .written import Address, Written, written_operations

_MOST_TRIALS: Final = 24


@dataclass
class Report:
    """What came out.

    Attributes:
        wrong: faults by operation.
        skipped: how many operations the overlay leaves out.
        unchecked: why not everything was checked: for each reason the operations, with the first case.
    """

    operations: int = 0
    calls: int = 0
    skipped: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    unchecked: dict[str, dict[str, str]] = field(default_factory=dict)


def try_out(document: Document, generated: Path, only: str = "") -> Report:
    """Call every operation of the package in the folder *generated*, or *only* one, and check what it does."""
    api = build(document.name, document.spec)
    schemas, report = Schemas(document.written), Report()
    every = list(written_operations(schemas))
    raw = {address: each for each in every for address in (each.address, each.exact)}
    with loopback() as server, clients(api, generated, server, document.origins) as both:
        for operation in api.operations:
            if only in ("", operation.raw.id):
                _try(operation, _found(operation, raw), api, schemas, both, report)
        report.calls = both.calls
    if not only:
        _look_for_others(document, api, every, report)
    return report


def _look_for_others(document: Document, api: Api, every: list[Written], report: Report) -> None:
    """Find operations that the package has not: those that the overlay leaves out, or that were lost."""
    made = {operation.address for operation in api.operations}
    left_out = {change.where for change in document.changes if "x-skip" in change.what}
    for written in every:
        if written.address in made:
            continue
        if written.where in left_out:
            report.skipped += 1
        else:
            name = written.data.get("operationId") or f"{written.method.upper()} {written.path}"
            report.wrong[name] = ["expected an operation, the package has none"]


def _found(operation: Operation, raw: Mapping[Address, Written]) -> Written | None:
    """Return what is written of an operation, the names of whose parameters may have changed."""
    return raw.get((operation.raw.method, operation.raw.path)) or raw.get(operation.address)


def _try(
    operation: Operation,
    written: Written | None,
    api: Api,
    schemas: Schemas,
    both: Clients,
    report: Report,
) -> None:
    report.operations += 1
    if written is None:
        report.wrong[operation.raw.id] = ["the document has no such method and path"]
        return
    attempt = _Attempt(api, operation, written, schemas, both)
    problems = list(dict.fromkeys(attempt.problems()))
    for note in attempt.notes:
        reason, _, case = note.partition(": ")
        report.unchecked.setdefault(reason, {}).setdefault(operation.raw.id, case)
    if problems:
        report.wrong[operation.raw.id] = problems


@dataclass
class _Attempt:
    api: Api
    operation: Operation
    written: Written
    schemas: Schemas
    both: Clients
    notes: list[str] = field(default_factory=list)

    def problems(self) -> Iterator[str]:
        """Make all calls of the operation; yield a line for each fault."""
        asking = Asking(self.schemas, self.operation, self.written, self.notes)
        trials = list(self._trials(asking))
        made = list(answers(self.schemas, self.written, self.notes))
        if not made:
            self.notes.append("no success is documented, so that no result could be compared")
            return
        for trial, answer in zip_longest(trials, made):
            yield from self._call(trial or trials[0], answer or made[0])
        for schemes in self.written.alternatives[1:]:
            yield from self._call(trials[1], made[0], schemes)
        if answer := failure(self.schemas, self.written, self.notes):
            yield from self._fail(trials[0], answer)
        if self.operation.static.pagination:
            yield from self._page(trials[1])

    def _trials(self, asking: Asking) -> Iterator[Trial]:
        taken: dict[int, int] = {}
        yield asking.trial(whole=True, taken=taken)[0]
        yield asking.trial(whole=False, taken=taken)[0]
        for _ in range(_MOST_TRIALS):
            trial, fresh = asking.trial(whole=True, taken=taken)
            if not fresh:
                break
            yield trial
        for media in asking.formats[1:]:
            yield asking.trial(whole=True, taken=taken, media=media)[0]

    def _call(self, trial: Trial, answer: Answer, schemes: list[str] | None = None) -> Iterator[str]:
        """Call with all secrets, of which the first alternative is sent, or with those of another one alone."""
        if trial.problems:
            yield from trial.problems
            return
        call = Call(self.operation.call, trial.positional, trial.named)
        outcomes = self.both.both(call, [answer.reply], schemes)
        sent = self.written.alternatives[0] if schemes is None else schemes
        yield from self._each(outcomes, lambda outcome: self._wrong(outcome, trial, answer, sent))

    def _each(self, outcomes: dict[str, Outcome], check: Any) -> Iterator[str]:
        """Yield faults of both calls once, and those of one call with its kind."""
        found = {kind: list(check(outcome)) for kind, outcome in outcomes.items()}
        for kind, problems in found.items():
            others = [problem for other, each in found.items() if other != kind for problem in each]
            yield from (problem if problem in others else f"{kind}: {problem}" for problem in problems)

    def _wrong(self, outcome: Outcome, trial: Trial, answer: Answer, schemes: list[str]) -> Iterator[str]:
        if outcome.error is not None and not outcome.seen:
            yield f"not sent: {_said(outcome.error)}"
            return
        yield from self._wrong_request(outcome.seen[0], trial, schemes)
        if outcome.error is not None:
            yield f"not read: {_said(outcome.error)}"
            return
        inner = self.schemas.at(answer.schema, self.operation.unwrap) if answer.is_json else None
        sent = answer.value if inner is None else at(answer.value, self.operation.unwrap)
        yield from wrong_result(outcome.result, sent, promised(self.both.method(self.operation.call)))
        if answer.is_json:
            yield from untyped(self.schemas, answer.schema if inner is None else inner, sent, outcome.result)

    def _wrong_request(self, seen: Seen, trial: Trial, schemes: list[str]) -> Iterator[str]:
        base = server_path(next((s.name for s in self.api.servers if s.url == self.written.server), "base"))
        secrets = secrets_of(self.schemas.spec, self.both.secrets)
        yield from wrong_in(seen, self.written, trial, base, secrets, schemes)

    def _fail(self, trial: Trial, answer: Answer) -> Iterator[str]:
        if trial.problems:
            return
        call = Call(self.operation.call, trial.positional, trial.named)
        outcomes = self.both.both(call, [answer.reply])
        yield from self._each(outcomes, lambda o: wrong_error(o.error, answer, self.schemas.spec))

    def _page(self, trial: Trial) -> Iterator[str]:
        address = self.both.loopback.address + server_path(self.operation.static.server)
        made = pages(self.schemas, self.written, address, self.notes)
        if made is None:
            self.notes.append("no page of the listing could be made up")
            return
        taken = {argument.name for argument in self.operation.pager_keywords}
        named = {name: value for name, value in trial.named.items() if name in taken}
        replies = [answer.reply for answer in made.answers]
        outcomes = self.both.both(Call(self.operation.pager, trial.positional, named), replies)

        def wrong(outcome: Outcome) -> Iterator[str]:
            if outcome.error is not None:
                yield f"pages: {_said(outcome.error)}"
                return
            yield from made.wrong_in(outcome.seen)
            yield from wrong_result(outcome.result, made.items, Any)

        yield from self._each(outcomes, wrong)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
