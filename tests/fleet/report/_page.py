"""A page read as a tree, and a reading of a fleet to make pages of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree.ElementTree import Element

from uptimekit import RequestTimeoutError, ServerError
from uptimekit.fleet import (
    AccountFault,
    Component,
    Heartbeat,
    History,
    Incident,
    Item,
    Kind,
    Monitor,
    Reading,
    ResponseTime,
    State,
    StateSpan,
)
from uptimekit.fleet.report import Report, build_report, render_page

VOID: Final = {"input", "link", "meta"}
CLOSED: Final = {"line", "path", "polyline", "rect"}
START: Final = datetime(2026, 11, 1, tzinfo=UTC)
END: Final = datetime(2026, 11, 11, 12, tzinfo=UTC)


class _Reader(HTMLParser):
    """Builds the tree; an element that is not closed, or closed in the wrong place, is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        child = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].append(child)
        if tag not in VOID:
            self.stack.append(child)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in CLOSED, f"HTML ignores the slash of <{tag}/>"
        self.handle_starttag(tag, attrs)
        self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop().tag == tag, f"</{tag}> ends something else"

    def handle_data(self, data: str) -> None:
        parent = self.stack[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def parse(page: str) -> Element:
    """Return the element ``html`` of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    (document,) = reader.stack
    (html,) = document
    return html


def text_of(element: Element) -> str:
    """Return the text in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def with_class(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a class."""
    return (each for each in root.iter() if name in each.get("class", "").split())


def monitor(name: str = "Shop", state: State = State.UP, **more: Any) -> Monitor:
    """A monitor of the account ``main``; its id is its name."""
    return Monitor(
        **{"provider": "betterstack", "account": "main", "id": name, "name": name, "state": state} | more
    )


def everything() -> list[Item]:
    """Items of all kinds, in several states."""
    common: dict[str, Any] = {"provider": "healthchecks", "account": "jobs"}
    page: dict[str, Any] = {"provider": "statuspage", "account": "status", "page": "Example"}
    return [
        monitor("Shop", State.DOWN, since=END - timedelta(hours=3), tags=("eu",), target="https://shop.example"),
        monitor("Docs", State.MAINTENANCE, url="https://uptime.example/monitors/2"),
        Heartbeat(**common, id="b", name="Backup", state=State.UP, schedule="every 1 d", late=True, last_ping=END - timedelta(days=1)),
        Heartbeat(**common, id="n", name="New job", state=State.PENDING),
        Component(**page, id="c", name="API", state=State.DEGRADED, group="Core", description="For partners"),
        Component(**page, id="w", name="Website", state=State.UP),
        Incident(
            provider="betterstack", account="main", id="i1", name="Shop", state=State.DOWN, affects=("Shop",),
            started=END - timedelta(hours=3), acknowledged=END - timedelta(hours=2), cause="Status 502",
        ),
        Incident(
            provider="statuspage", account="status", id="i2", name="Slow answers", state=State.UP,
            started=START + timedelta(days=2), resolved=START + timedelta(days=2, hours=5),
        ),
    ]  # fmt: skip


def history(*spans: tuple[float, float, State], seconds: Iterable[float] = ()) -> History:
    """A history of spans, in days after the start, and of response times, one an hour before the end."""
    measured = [*seconds]
    return History(
        start=START,
        end=END,
        spans=tuple(
            StateSpan(START + timedelta(days=begin), START + timedelta(days=end), state)
            for begin, end, state in spans
        ),
        response_times=tuple(
            ResponseTime(END - timedelta(hours=len(measured) - number), each, "eu")
            for number, each in enumerate(measured)
        ),
    )


def report_of(
    items: Iterable[Item],
    *histories: tuple[Item, History | AccountFault],
    faults: Iterable[AccountFault] = (),
) -> Report:
    """A report in UTC, from the first to the eleventh of November at noon."""
    return build_report(Reading(tuple(items), tuple(faults)), histories, start=START, end=END, zone=UTC)


def full_page() -> str:
    """A page with everything that there can be."""
    items = everything()
    past = history((0, 4, State.UP), (4, 4.5, State.DOWN), (5, 10.5, State.UP), seconds=[0.2, 0.3, 0.25])
    faults = [
        AccountFault("old", "uptimehunt", None, RequestTimeoutError("no answer within 10 s")),
        AccountFault("main", "betterstack", Kind.COMPONENTS, ServerError("refused")),
    ]
    slow = AccountFault("jobs", "healthchecks", None, RequestTimeoutError("no answer within 60 s"))
    return render_page(
        report_of(items, *((item, past) for item in items[:2]), (items[2], slow), faults=faults)
    )
