"""A pytest plugin that looks for secrets in everything that a test makes this package say.

It watches every test of the run.  What counts as a secret nobody has to list: it is what the clients of the test were
given as credentials and what the spec marks as secret in the requests that they sent.  At the test's end all that was
said is searched for it: log records from DEBUG up (of the transport while a client of ours sends), events, errors (text,
attributes, causes, pickle, local variables of our frames in the traceback), reprs of clients, settings and requests,
and the output.  A test that shows a secret fails, and says where.

``--unmasked=WHAT`` switches a protection off, to see that the watch bites; the summary then counts the places.
"""

from __future__ import annotations

import contextlib
import html
import json
import logging
import pickle
import re
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

import pytest

import uptimekit._runtime.events as events_module
from uptimekit._runtime import (
    client_base,
    errors,
    masking,
    redaction,
    request,
    settings,
    shared_state,
    tracebacks,
    undocumented,
)

__all__ = ["Watch"]

LOGGERS: Final = ("uptimekit", "httpx", "httpcore", "httpx2", "httpcore2")
MOST: Final = 64
"""Records, errors, events and so on of each kind that are kept of a test: property tests make thousands alike."""
UNIQUE_KEY: Final = re.compile("[0-9a-f]{40}")
"""What may stand in a path in place of the UUID of a check, and is no secret: it permits no ping."""

Said = Iterator[tuple[str, str]]


class Watch(logging.Handler):
    """What was said in the test that is running, and which secrets it had."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.forget()

    def forget(self) -> None:
        """Begin anew, for the next test."""
        self.secrets: set[str] = set()
        self.records: list[logging.LogRecord] = []
        self.errors: list[errors.UptimeKitError] = []
        self.events: list[Any] = []
        self.reprs: list[tuple[str, str]] = []
        self.output: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record; one of the transport only if it is about a call of ours."""
        if record.name == "uptimekit" or redaction.silent_transport.get():
            _keep(self.records, record)

    def look_at(self, kind: str, thing: object) -> None:
        """Keep what *thing* shows of itself, and not the thing: some tests count what is alive."""
        if len(self.reprs) < MOST:
            self.reprs.append((f"repr of {kind}", _shown(thing)))

    def leaks(self) -> dict[str, str]:
        """Return the places where a secret was shown, with the text."""
        forms = {form for secret in self.secrets for form in _forms(secret)}
        if not forms:
            return {}
        said = list(self._said())
        everything = "\0".join(text for _, text in said)
        shown = [form for form in forms if form in everything]
        return {place: text for place, text in said if any(form in text for form in shown)} if shown else {}

    def _said(self) -> Said:
        for record in self.records:
            yield f"log of {record.name}", f"{record.getMessage()} {record.args}"
        for event in self.events:
            for name, value in vars(event).items():
                yield f"{type(event).__name__}.{name}", str(value)
        for error in tuple(self.errors):
            yield from _of_error(error)
        yield from self.reprs
        for text in self.output:
            yield "output", text


def _keep(kept: list[Any], item: Any) -> None:
    if len(kept) < MOST:
        kept.append(item)


def _forms(secret: str) -> Iterator[str]:
    yield from (
        secret,
        repr(secret)[1:-1],
        json.dumps(secret)[1:-1],
        quote(secret, safe="", errors="replace"),
        html.escape(secret),
    )
    if masking._UUID.fullmatch(secret):
        yield from (secret.upper(), secret.replace("-", ""))


def _of_error(error: errors.UptimeKitError) -> Said:
    yield "str of an error", f"{error} {error!r}"
    for name, value in vars(error).items():
        if name != "page_token":  # which is there for going on
            yield f"error.{name}", repr(value)
    if error.page_token is None:
        with contextlib.suppress(pickle.PicklingError, AttributeError, TypeError):  # a class that a test made
            yield "pickle of an error", pickle.dumps(error).decode("latin-1")
    seen: set[int] = set()
    # One without a traceback was never raised: it would have been, had there been no retry.
    each: BaseException | None = error if error.__traceback__ else None
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        if each is not error:
            yield "cause of an error", f"{each} {each!r} {vars(each)}"
        yield from _locals(each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def _locals(error: BaseException) -> Said:
    """The local variables of our frames below a public method, and of the transport's below those."""
    public, traceback = False, error.__traceback__
    while traceback is not None:
        frame = traceback.tb_frame
        package, _, module = str(frame.f_globals.get("__name__")).rpartition(".")
        ours = package.split(".")[0] in ("uptimekit", "uptimekit_clients")
        below = public and (package or module).split(".")[0] in ("httpx", "httpcore", "h11", "anyio")
        public = below or (
            ours and (public or module in ("tracebacks", "sync_client", "async_client", "pager"))
        )
        if public and module != "tracebacks":
            yield f"locals of {frame.f_code.co_qualname}", _shown(frame.f_locals)
        traceback = traceback.tb_next


def _shown(values: Any) -> str:
    try:
        return repr(values)
    except Exception as error:  # of an object that a test left half made
        return type(error).__name__


# ------------------------------------------------------------------ what is watched


class _Plugin:
    def __init__(self, unmasked: list[str]) -> None:
        self.watch = Watch()
        self.unmasked = unmasked
        self.places: Counter[str] = Counter()
        self._listen()
        for what in unmasked:
            for owner, name, instead in PROTECTIONS[what]():
                setattr(owner, name, instead)

    def _replace(self, owner: Any, name: str, make: Callable[[Any], Any]) -> None:
        setattr(owner, name, make(getattr(owner, name)))

    def _listen(self) -> None:
        watch = self.watch
        for name in LOGGERS:
            logging.getLogger(name).addHandler(watch)

        def errors_kept(made: Any) -> Any:
            def init(error: Any, *arguments: Any, **named: Any) -> None:
                made(error, *arguments, **named)
                _keep(watch.errors, error)

            return init

        def clients_kept(configure: Any) -> Any:
            def configured(client: Any, *arguments: Any) -> None:
                given = (each for value in arguments[3].values() for each in _parts(value))
                watch.secrets.update(each for each in given if _tells(each))
                try:
                    configure(client, *arguments)
                    watch.look_at("client", client)
                finally:
                    del client, arguments  # this frame is none of the package's

            return configured

        def requests_kept(secrets: Any) -> Any:
            def of(self: Any, request: Any, chosen: Any, *others: Any) -> Any:
                found = secrets(self, request, chosen, *others)
                if len(watch.secrets) < MOST:
                    watch.secrets.update(each for each in found._told if not UNIQUE_KEY.fullmatch(each))
                watch.look_at("request", request)
                watch.look_at("settings", chosen)
                return found

            return of

        def events_kept(log: Any) -> Any:
            def logged(event: Any) -> None:
                _keep(watch.events, event)
                log(event)

            return logged

        def unknowns_kept(shown: Any) -> Any:
            def told(*arguments: Any) -> Any:
                found = shown(*arguments)
                _keep(watch.events, found)
                return found

            return told

        def output_kept(read: Any) -> Any:
            def readouterr(fixture: Any) -> Any:
                found = read(fixture)
                watch.output.append(f"{found.out!s}{found.err!s}")
                return found

            return readouterr

        self._replace(errors.UptimeKitError, "__init__", errors_kept)
        self._replace(client_base.ClientBase, "_configure", clients_kept)
        self._replace(shared_state.SharedState, "secrets", requests_kept)
        self._replace(events_module, "log_event", events_kept)
        self._replace(undocumented, "_shown", unknowns_kept)
        self._replace(pytest.CaptureFixture, "readouterr", output_kept)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Listen to everything, whatever levels the test before has left."""
        self.watch.forget()
        for logger in map(logging.getLogger, LOGGERS):
            if logger.level != logging.DEBUG:  # setting it empties the caches of all loggers
                logger.setLevel(logging.DEBUG)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a test that passed and has shown a secret."""
        report = yield
        if call.when != "call":
            return report
        self.watch.output += [report.capstdout, report.capstderr]
        leaks = self.watch.leaks()
        self.watch.forget()
        self.places.update(set(leaks))
        if leaks and report.passed:
            report.outcome = "failed"
            report.longrepr = "\n".join(
                f"a secret was shown: {place}: {text[:2000]}" for place, text in leaks.items()
            )
        return report

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """With a protection switched off, say in how many tests each place has shown a secret."""
        if self.unmasked:
            for place, tests in sorted(self.places.items()):
                terminalreporter.line(f"shown: {place}: {tests}")


def _parts(secret: Any) -> Iterable[object]:
    return secret if isinstance(secret, tuple) else [secret]  # a user name and a password


def _tells(value: object) -> bool:
    return isinstance(value, str) and len(value) >= 8


# ------------------------------------------------------------------ what can be switched off

Change = tuple[Any, str, Any]


def _texts() -> Iterable[Change]:
    yield masking.Secrets, "masked", lambda _, value: value


def _locals_of_frames() -> Iterable[Change]:
    yield tracebacks, "_clear", lambda _: None


def _reprs() -> Iterable[Change]:
    yield request.Request, "__repr__", lambda sent: f"{sent.path} {sent.query} {sent.json}"
    yield settings.Settings, "__repr__", lambda found: f"{found.headers} {found.mask}"
    yield shared_state.SharedState, "__repr__", lambda found: f"{vars(found)}"


def _transport() -> Iterable[Change]:
    yield redaction._OwnRequests, "filter", lambda *_: True


PROTECTIONS: Final[dict[str, Callable[[], Iterable[Change]]]] = {
    "texts": _texts,
    "locals": _locals_of_frames,
    "reprs": _reprs,
    "transport": _transport,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that switches a protection off."""
    text = "switch a protection of secrets off, and see what shows"
    parser.addoption("--unmasked", action="append", default=[], choices=PROTECTIONS, help=text)


def pytest_configure(config: pytest.Config) -> None:
    """Watch from now on, in this process."""
    config.pluginmanager.register(_Plugin(config.getoption("unmasked")), "canaries")
