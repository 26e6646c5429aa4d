"""The page of a report in headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.fleet.report._page import END, everything, full_page, history, monitor, report_of
from tests.fleet.report.test_page import HOSTILE

from chromium import PROGRAMS, Tab, chromium, find_chromium
from uptimekit.fleet import State
from uptimekit.fleet.report import render_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Tab]:
    """One browser for all tests; each opens its page."""
    if (program := find_chromium()) is None:
        pytest.skip(f"needs Chromium: one of {', '.join(PROGRAMS)} on the PATH")
    with chromium(program) as tab:
        yield tab


@pytest.fixture(name="tab")
def _tab(browser: Tab, tmp_path: Path) -> Tab:
    """The full page, open on a desk."""
    return opened(browser, tmp_path, full_page())


def opened(tab: Tab, folder: Path, page: str) -> Tab:
    """Open a page from a file in a window of usual size."""
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    tab.show(1440, 900)
    tab.open(file.as_uri())
    return tab


def focused(tab: Tab) -> Any:
    """What has the focus: the text of a link, the id or the label of anything else."""
    return tab.evaluate(
        "(e => e.tagName == 'A' ? e.textContent : e.id || e.getAttribute('aria-label'))(document.activeElement)"
    )


def test_the_page_opens_without_a_request_or_a_complaint(tab: Tab, tmp_path: Path) -> None:
    """Nothing is loaded but the file, and the console is empty: the policy of the page permits all that it needs."""
    assert tab.requests() == [(tmp_path / "report.html").as_uri()]
    assert tab.complaints() == []
    assert tab.evaluate("getComputedStyle(document.querySelector('main')).display") == "grid"


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_scrolls_sideways(tab: Tab, width: int) -> None:
    """The page fits into a phone; so it does if somebody enlarges it fourfold."""
    tab.show(width, 844)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_long_name_does_not_widen_the_page(browser: Tab, tmp_path: Path) -> None:
    """A name of 200 letters without a space is broken."""
    items = [monitor("x" * 200, State.DOWN, target=f"https://{'y' * 200}.example", tags=("z" * 100,))]
    tab = opened(browser, tmp_path, render_page(report_of(items)))
    tab.show(390, 844)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tab_key_goes_through_the_page_in_order(tab: Tab) -> None:
    """First the way past the links, then these, the filter, and each thing that can be followed or has news."""
    seen = list[Any]()
    for _ in range(11):
        tab.press("Tab", 9)
        seen.append(focused(tab))
    assert seen == [
        "Skip to the report",
        *("Monitors", "Heartbeats", "Components", "Incidents", "Legend"),
        "only",
        *["Nothing wrong on 10 of 11 days. 5 Nov: down 12 h, no data 12 h."],
        *["Docs", "Nothing wrong on 10 of 11 days. 5 Nov: down 12 h, no data 12 h."],
        None,
    ]


def test_the_words_of_bars_show_with_the_focus(tab: Tab) -> None:
    """Who has no pointer reads in a box what the bars say."""
    shown = "getComputedStyle(document.querySelector('.days[tabindex]'), '::after').content"
    assert tab.evaluate(shown) == "none"
    tab.evaluate("document.querySelector('.days[tabindex]').focus()")
    assert "5 Nov: down 12 h" in tab.evaluate(shown)


def test_only_what_is_not_well_stays_with_the_filter(tab: Tab) -> None:
    """The check box hides rows that are well, and groups that have no others."""
    names = "[...document.querySelectorAll('.items tbody')].filter(e => e.offsetHeight).map(e => e.innerText.trim())"
    assert len(tab.evaluate(names)) == 3
    tab.evaluate("document.getElementById('only').click()")
    shown = "\n".join(tab.evaluate(names))
    assert "Shop" in shown
    assert "Backup" in shown
    assert "Docs" not in shown
    assert "New job" not in shown


@pytest.mark.parametrize("width", [390, 1440])
def test_a_screen_reader_gets_tables_and_names(tab: Tab, width: int) -> None:
    """Tables stay tables where they are shown as cards, and nothing that has to have a name has none."""
    tab.show(width, 844)
    nodes = [each for each in tab.call("Accessibility.getFullAXTree")["nodes"] if not each["ignored"]]
    roles = [each["role"]["value"] for each in nodes]
    assert roles.count("table") == 6
    assert {"banner", "navigation", "main", "contentinfo", "rowheader", "columnheader", "cell"} <= set(roles)
    for each in nodes:
        if each["role"]["value"] in ("link", "image", "checkbox", "heading", "region", "navigation"):
            assert each["name"]["value"], each


def test_a_hostile_text_does_nothing(browser: Tab, tmp_path: Path) -> None:
    """Scripts in names do not run: no dialogue, no request, no complaint."""
    items = [monitor(HOSTILE, State.DOWN, url="javascript:alert(1)", tags=(HOSTILE,), target=HOSTILE)]
    tab = opened(browser, tmp_path, render_page(report_of(items)))
    assert len(tab.requests()) == 1
    assert tab.complaints() == []
    assert tab.evaluate("document.scripts.length") == 0


def test_the_dark_scheme_is_dark(tab: Tab) -> None:
    """The page follows the reader's choice."""
    background = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(background)
    tab.show(1440, 900, dark=True)
    assert tab.evaluate(background) != light


def test_the_page_prints(tab: Tab) -> None:
    """It makes a PDF without the navigation, in light colours though the screen is dark."""
    tab.show(1440, 900, dark=True)
    tab.call("Emulation.setEmulatedMedia", media="print", features=[])
    assert tab.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.pdf().startswith(b"%PDF")


def test_a_thousand_items_open(browser: Tab, tmp_path: Path) -> None:
    """All rows are there, and the page answers."""
    items = [*everything(), *(monitor(f"Site {number}", since=END) for number in range(1_000))]
    past = history((0, 3, State.UP), (3, 3.1, State.DOWN), (3.1, 10.5, State.UP), seconds=[0.1, 0.2, 0.1])
    tab = opened(browser, tmp_path, render_page(report_of(items, *((item, past) for item in items))))
    assert tab.evaluate("document.querySelectorAll('.items tbody tr:not(.head)').length") == 1_006
