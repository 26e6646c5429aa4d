"""All pages of a listing on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from uptimekit import NetworkError
from uptimekit._runtime import Request
from uptimekit._runtime.response import RawResponse
from uptimekit_clients.betterstack import Client as BetterStack

from .conftest import Run


def test_all_pages_are_those_of_the_client(run: Run, servers: dict[str, str]) -> None:
    """``--all`` prints what the client's pager yields."""
    base = f"{servers['BETTERSTACK_BASE_URL']}/api"
    with BetterStack(bearer_token=servers["BETTERSTACK_API_TOKEN"], base_url=base) as client:
        wanted = [each.to_dict() for each in client.monitors.iter(per_page=2)]
    status, out, _ = run("betterstack", "monitors", "list", "--per-page", "2", "--all", "-o", "jsonl")
    assert (status, [json.loads(line) for line in out.splitlines()]) == (0, wanted)


def test_all_pages_begin_at_the_page_that_is_asked_for(run: Run) -> None:
    """``--all`` with ``--page`` leaves out the pages before it."""
    words = ("betterstack", "monitors", "list", "--per-page", "1", "--query", "id", "-o", "jsonl")
    every = run(*words, "--all")[1].splitlines()
    assert len(every) > 1
    assert run(*words, "--all", "--page", "2")[1].splitlines() == every[1:]
    assert run(*words, "--page", "2")[1].splitlines() == every[1:2]


def test_a_listing_that_breaks_off_says_how_to_go_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that were read stay printed, and the option to go on with follows."""
    words = ("betterstack", "monitors", "list", "--per-page", "1", "--all", "--query", "id", "-o", "jsonl")
    every = run(*words)[1].splitlines()
    send, pages = BetterStack.send, []

    def failing(self: BetterStack, request: Request[Any]) -> RawResponse:
        pages.append(request.query["page"])
        if len(pages) == 2:
            raise NetworkError("the line is down")
        return send(self, request)

    monkeypatch.setattr(BetterStack, "send", failing)
    status, out, said = run(*words)
    assert (status, out.splitlines()) == (2, every[:1])
    assert said == "uptimekit: to go on, add --page 2\nuptimekit: the line is down\n"


def test_a_listing_that_breaks_off_says_the_size_of_its_pages(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page to go on with is one of as many items as the others had."""

    def failing(self: BetterStack, request: Request[Any]) -> RawResponse:
        raise NetworkError("the line is down")

    monkeypatch.setattr(BetterStack, "send", failing)
    _, _, said = run("betterstack", "monitors", "list", "--all")
    assert said == "uptimekit: to go on, add --page 1 --per-page 250\nuptimekit: the line is down\n"


def test_a_page_of_an_unknown_size_is_refused(run: Run) -> None:
    """Page 2 of ``--all`` is not the page 2 that was seen without it, so that items between them would be lost."""
    words = ("betterstack", "monitors", "list", "--all", "-o", "json")
    status, out, said = run(*words, "--page", "2")
    assert (status, out) == (2, "")
    assert "--page with --all needs --per-page too, since --all by itself reads pages of 250 items" in said
    assert run(*words, "--page", "1") == run(*words)


def test_a_dry_run_shows_the_first_page(run: Run) -> None:
    """``--all --dry-run`` shows the request that ``--all`` begins with."""
    words = ("betterstack", "monitors", "list", "--all", "--dry-run", "-o", "json")
    assert "per_page=250&page=1" in json.loads(run(*words)[1])["url"]
    given = run(*words, "--page", "3", "--per-page", "7")[1]
    assert "page=3&per_page=7" in json.loads(given)["url"]
