"""The page of a report, read back as a tree."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

import pytest
from tests.fleet.report._page import (
    END,
    full_page,
    history,
    monitor,
    parse,
    report_of,
    text_of,
    with_class,
)

from uptimekit import RequestTimeoutError, ServerError
from uptimekit.fleet import AccountFault, Heartbeat, Incident, Reading, State
from uptimekit.fleet.report import build_report, render_page

UUID: Final = "6cd4ec4c-5a5c-4a4c-8b1f-2b8c0ac0a1de"
HOSTILE: Final = (
    """</title></style></svg><script>alert(1)</script>"'><img src=x onerror=alert(1)>{{ 7 * 7 }}"""
)


@pytest.fixture(name="html", scope="module")
def _html() -> Element:
    return parse(full_page())


def test_headings_are_in_order(html: Element) -> None:
    """There is one first heading, and no level is left out on the way down."""
    levels = [int(each.tag[1]) for each in html.iter() if re.fullmatch(r"h[1-6]", each.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_are_there_and_have_names(html: Element) -> None:
    """A screen reader jumps to the header, the parts, the report and the legend; each part is named by its heading."""
    (body,) = html.findall("body")
    assert [each.tag for each in body] == ["a", "header", "main", "footer"]
    (nav,) = html.iter("nav")
    assert nav.get("aria-label")
    ids = [each.get("id") for each in html.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    headings = {each.get("id"): text_of(each) for each in html.iter("h2")}
    for section in html.iter("section"):
        assert headings[section.get("aria-labelledby")]
    assert html.get("lang") == "en"


def test_links_within_the_page_lead_somewhere(html: Element) -> None:
    """Each part that is named at the top is there."""
    ids = {each.get("id") for each in html.iter()}
    targets = {each.get("href", "")[1:] for each in html.iter("a") if each.get("href", "").startswith("#")}
    assert targets <= ids
    assert {"main", "monitors", "heartbeats", "components", "incidents", "legend"} <= targets


def test_cells_of_tables_have_headers(html: Element) -> None:
    """Every column and every row has a header with a scope, and every row as many cells as there are columns."""
    for table in html.iter("table"):
        (columns,) = table.findall("thead/tr")
        assert {each.get("scope") for each in columns if each.tag == "th"} == {"col"}
        assert not [each for each in columns if each.tag == "td" and text_of(each)]
        for row in table.findall("tbody/tr"):
            first = row[0]
            assert (first.tag, first.get("scope")) in {("th", "row"), ("th", "rowgroup")}
            assert sum(int(cell.get("colspan", 1)) for cell in row) == len(columns)


def test_drawings_have_words(html: Element) -> None:
    """Every drawing is hidden from screen readers within something that says in words what it shows, or has a title."""
    parents = {child: parent for parent in html.iter() for child in parent}
    drawings = list(html.iter("svg"))
    assert len(drawings) > 5
    for drawing in drawings:
        around = parents[drawing]
        assert drawing.get("aria-hidden") == "true"
        assert (around.get("role") == "img" and around.get("aria-label")) or drawing.find("title") is not None
        for path in (*drawing.iter("rect"), *(each for each in drawing.iter("path") if around.get("role"))):
            assert text_of(path)


def test_a_state_is_never_told_by_colour_alone(html: Element) -> None:
    """Each state is written out, beside its mark."""
    states = list(with_class(html, "state"))
    assert {text_of(each) for each in states} >= {"down", "late", "degraded", "up", "pending", "maintenance"}
    assert all(each.get("class") == f"state {text_of(each)}" for each in states)


def test_the_page_permits_nothing_but_its_own_style() -> None:
    """The policy names the hash of the style, there is no script, no address to load, and no style of an element."""
    page = full_page()
    html = parse(page)
    (style,) = html.iter("style")
    (policy,) = (each.get("content", "") for each in html.iter("meta") if each.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not {each.tag for each in html.iter()} & {"script", "img", "iframe", "object", "form", "base"}
    assert [each.get("href", "")[:10] for each in html.iter("link")] == ["data:image"]
    for each in html.iter():
        assert not {"style", "src", "srcset", "xlink:href"} & set(each.attrib)
        assert not [name for name in each.attrib if name.startswith("on")]
    assert "url(" not in (style.text or "")
    assert "@import" not in (style.text or "")


@pytest.mark.parametrize("field", ["name", "target", "tags", "account", "provider"])
def test_a_hostile_text_is_only_a_text(field: str) -> None:
    """Whatever a server calls its things, the page has the elements that it has for any other text."""

    def shape(value: str) -> list[str]:
        given = (value,) if field == "tags" else value
        return [
            each.tag
            for each in parse(render_page(report_of([monitor(state=State.DOWN, **{field: given})]))).iter()
        ]

    assert shape(HOSTILE) == shape("harmless")


def test_a_hostile_text_is_shown() -> None:
    """Nothing of it is interpreted, by the browser or by the template."""
    html = parse(render_page(report_of([monitor(HOSTILE)])))
    assert HOSTILE in {text_of(each) for each in html.iter("bdi")}


def test_the_direction_of_a_name_stays_in_it() -> None:
    """A mark that turns the direction of writing is taken out, and each name stands in an element that isolates it."""
    page = render_page(report_of([monitor("Shop\u202egnp.exe\x1b[31m")]))
    assert "Shop\ufffdgnp.exe\ufffd[31m" in page


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "javascript://shop.example/%0aalert(1)",
        "data:text/html,x",
        "//elsewhere.example",
        "https://user:password@uptime.example/",
        f"https://hc.example/checks/{UUID}/details/",
        f"https://hc.example/checks/{UUID.replace('-', '').upper()}/",
        "https://[half",
        "https:///nowhere",
        "https://uptime.example/\ud800",  # no bytes are this character, and the page could not be written
        "https://uptime.example/\nx",
    ],
)
def test_a_link_that_is_not_safe_is_left_out(url: str) -> None:
    """The name is there without it."""
    page = render_page(report_of([monitor("Shop", url=url)]))
    assert [each for each in parse(page).iter("a") if not each.get("href", "").startswith("#")] == []
    assert "Shop" in page
    assert "password" not in page


def test_a_link_to_a_cloaked_check_stays() -> None:
    """Forty hexadecimal digits are a unique key, which is no secret."""
    url = f"https://hc.example/cloaked/{'6cd4ec4c5a' * 4}/"
    assert url in render_page(report_of([monitor("Shop", url=url)]))


def test_what_looks_like_a_secret_of_a_check_is_masked() -> None:
    """A UUID in any text of a server is not shown: with it, anybody could ping the check."""
    items = [monitor(f"Ping {UUID}", State.DOWN, target=f"https://hc-ping.com/{UUID}", tags=(UUID,))]
    fault = AccountFault("main", "betterstack", None, ServerError(f"no check {UUID}"))
    page = render_page(report_of(items, faults=[fault]))
    assert UUID not in page
    assert "Ping ***" in page


def test_what_is_wrong_comes_first(html: Element) -> None:
    """The headline counts what is not well; the first table names it, with since when, the cause and who acts."""
    (headline,) = html.iter("h1")
    assert text_of(headline) == "1 down, 1 degraded, 1 late"
    (table,) = with_class(html, "problems")
    rows = [[text_of(cell) for cell in row] for row in table.findall("tbody/tr")]
    assert rows == [
        ["ShopStatus 502 · acknowledged", "down", "3 h11 Nov 09:00", "mainbetterstack, monitor"],
        ["API", "degraded", "not told", "statusstatuspage, component"],
        ["Backup", "late", "last report1 d ago", "jobshealthchecks, heartbeat"],
    ]


def test_what_could_not_be_read_is_named(html: Element) -> None:
    """Whole accounts, kinds of them, and histories, each with the reason."""
    (section,) = with_class(html, "unread")
    assert [text_of(each) for each in section.iter("li")] == [
        "old (uptimehunt): no answer within 10 s",
        "main (betterstack), components: refused",
        "jobs (healthchecks), history of 1 heartbeat: no answer within 60 s",
    ]


def test_a_row_tells_the_past_of_its_item(html: Element) -> None:
    """The bars' words and the share of uptime are of the days; half a day down, half a day of no data."""
    (row,) = (each for each in with_class(html, "ill") if text_of(each).startswith("Shophttps"))
    (bars,) = with_class(row, "days")
    assert bars.get("aria-label") == "Nothing wrong on 10 of 11 days. 5 Nov: down 12 h, no data 12 h."
    assert bars.get("tabindex") == "0"
    assert [text_of(each) for each in bars.iter("path")] == [
        "1 Nov to 4 Nov: up",
        "5 Nov: down 12 h, no data 12 h",
        "6 Nov to 11 Nov: up",
    ]
    assert "95.00 %" in text_of(row)
    (plot,) = with_class(row, "plot")
    assert plot.get("aria-label") == (
        "Response times of 2 h: median 250 ms, 95 % within 300 ms, slowest 300 ms from eu at 11 Nov 10:00."
    )


def test_nothing_to_tell_takes_no_tab_stop() -> None:
    """Bars that are all up are no stop for the keyboard; with a thousand items nobody could get through."""
    item = monitor()
    html = parse(render_page(report_of([item], (item, history((0, 10.5, State.UP))))))
    (bars,) = (each for each in with_class(html, "days") if each.get("role"))
    assert "tabindex" not in bars.attrib


def test_an_item_without_a_past_is_not_said_to_be_up() -> None:
    """There are no bars and no share; that there is no history is said."""
    item = monitor()
    html = parse(render_page(report_of([item], (item, history()))))
    (row,) = with_class(html, "well")
    assert [text_of(cell) for cell in row] == ["Shop", "up", "no history", "", "", ""]


def test_incidents_lie_on_a_time_line(html: Element) -> None:
    """Each incident has its place and its words; the table has the open one first."""
    (lanes,) = with_class(html, "lanes")
    rects = list(lanes.iter("rect"))
    assert [text_of(each) for each in rects] == ["Slow answers: 5 h", "Shop: 3 h so far"]
    assert [(each.get("x"), each.get("width")) for each in rects] == [
        ("19.05%", "1.98%"),
        ("98.81%", "1.19%"),
    ]
    (table,) = with_class(html, "incidents")
    assert [text_of(row[0]) for row in table.findall("tbody/tr")] == ["ShopStatus 502", "Slow answers"]


def test_more_incidents_than_a_time_line_has_room_for() -> None:
    """A hundred open at the same time do not push the table off the screen; it has those that are not drawn."""
    incidents = [
        Incident(provider="p", account="a", id=str(n), name=f"i{n}", state=State.DOWN, started=END - timedelta(hours=n))
        for n in range(1, 101)
    ]  # fmt: skip
    html = parse(render_page(report_of(incidents)))
    (lanes,), (table,) = with_class(html, "lanes"), with_class(html, "incidents")
    drawn = len(list(lanes.iter("rect")))
    assert drawn < 50
    assert float(lanes[0].get("height", "")) < 600
    assert (
        text_of(next(html.iter("figcaption")))
        == f"{100 - drawn} more incidents at the same time are in the table only."
    )
    assert len(table.findall("tbody/tr")) == 100


@pytest.mark.parametrize(
    ("month", "day", "place"), [(3, 29, ("16.67%", "83.33%")), (10, 25, ("16.67%", "83.33%"))]
)
def test_a_time_line_over_a_change_of_clocks(month: int, day: int, place: tuple[str, str]) -> None:
    """On a day of a change, an incident from the second of six hours on fills five sixths of the line."""
    start = datetime(2026, month, day, tzinfo=(riga := ZoneInfo("Europe/Riga")))
    first = start.astimezone(UTC)
    one = Incident(
        provider="p", account="a", id="1", name="i", state=State.DOWN, started=first + timedelta(hours=1)
    )
    end = (first + timedelta(hours=6)).astimezone(riga)
    report = build_report(Reading((one,)), start=start, end=end, zone=riga)
    (rect,) = parse(render_page(report)).iter("rect")
    assert (rect.get("x"), rect.get("width")) == place
    assert text_of(rect) == "i: 5 h so far"


def test_when_a_state_began_can_be_told_by_the_past() -> None:
    """A listing that does not tell is completed from the last span, unless nothing is known of the time before it."""
    new, old, gap = (monitor(name, State.DOWN) for name in ("New", "Old", "Gap"))
    pasts = {
        new: history((0, 10, State.UP), (10, 10.5, State.DOWN)),
        old: history((0, 10.5, State.DOWN)),
        gap: history((0, 9, State.UP), (10, 10.5, State.DOWN)),
    }
    html = parse(render_page(report_of(pasts, *pasts.items())))
    (table,) = with_class(html, "problems")
    rows = {text_of(row[0]): text_of(row[2]) for row in table.findall("tbody/tr")}
    assert rows == {"New": "12 h11 Nov 00:00", "Old": "not told", "Gap": "not told"}
    assert "12 h" in {text_of(each) for each in with_class(html, "small")}


def test_when_all_is_well_it_is_said() -> None:
    """A reader need not infer it from an empty table."""
    html = parse(render_page(report_of([monitor()])))
    assert [text_of(each) for each in html.iter("h1")] == ["All well"]
    assert "Nothing: all is well." in text_of(html)


def test_what_cannot_be_told_is_not_called_well() -> None:
    """With an account unread, the headline says so."""
    fault = AccountFault("main", "betterstack", None, RequestTimeoutError("no answer within 10 s"))
    html = parse(render_page(report_of([], faults=[fault])))
    assert [text_of(each) for each in html.iter("h1")] == ["All well that could be read"]


def test_a_thousand_items_make_a_page_of_a_megabyte_or_two() -> None:
    """Days that are alike share a path, so that the page stays one that a browser opens at once."""
    items = [monitor(f"Site {number}", since=END - timedelta(days=1)) for number in range(1_000)]
    past = history(
        (0, 3, State.UP),
        (3, 3.1, State.DOWN),
        (3.1, 10.5, State.UP),
        seconds=[0.1 + n % 7 / 50 for n in range(48)],
    )
    page = render_page(report_of(items, *((item, past) for item in items)))
    assert page.count('class="days" role="img"') == 1_000
    assert len(page) < 2_000_000


def test_a_late_job_is_not_well() -> None:
    """A heartbeat that is late has the mark of what is not well, so that the filter of the page keeps it."""
    job = Heartbeat(provider="healthchecks", account="jobs", id="b", name="Backup", state=State.UP, late=True)
    (row,) = with_class(parse(render_page(report_of([job]))), "ill")
    assert text_of(row).startswith("Backup")
