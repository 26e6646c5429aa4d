"""examples/subscribers_from_csv.py: the subscribers in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from uptimekit.statuspage import Client

from .conftest import Run

FILE = """email,phone_country,phone_number,mode,component_ids
reader@example.org,,,,
,US,5550100,,
second@example.org,,,,
third@example.org,,,,no-such-component
somebody@example.org,,,slack,
"""


def test_a_file_is_imported_once(run: Run, statuspage: Any, tmp_path: Path) -> None:
    """New subscribers are created, refused and unsupported rows are told by number, and a second run creates none."""
    _, variables = statuspage
    (tmp_path / "subscribers.csv").write_text(FILE, encoding="utf-8-sig")
    for line in ("3 created, 0 there already\n", "0 created, 3 there already\n"):
        done = run("subscribers_from_csv.py", "subscribers.csv", **variables)
        assert (done.returncode, done.stdout) == (1, line)
        assert [told.partition(":")[0] for told in done.stderr.splitlines()] == ["row 5", "row 4"]
    with Client(
        api_key=variables["STATUSPAGE_API_KEY"],
        page_id=variables["STATUSPAGE_PAGE_ID"],
        base_url=variables["STATUSPAGE_BASE_URL"],
    ) as client:
        assert len(client.subscribers.list(state="all")) == 3


@pytest.mark.parametrize(
    "text", ["email,skip_confirmation_notification\na@example.org,perhaps\n", "mail\na@example.org\n", None]
)
def test_a_wrong_file_adds_nobody(run: Run, statuspage: Any, tmp_path: Path, text: str | None) -> None:
    """A wrong file, or none, is one line on stderr and exit code 2."""
    sandbox, variables = statuspage
    if text is not None:
        (tmp_path / "subscribers.csv").write_text(text, encoding="utf-8")
    done = run("subscribers_from_csv.py", "subscribers.csv", **variables)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith("subscribers_from_csv: ")
    assert sandbox.requests["create_subscriber"] == 0


def test_a_wrong_key(run: Run, statuspage: Any, tmp_path: Path) -> None:
    """An answer of the server is one line on stderr and exit code 1."""
    _, variables = statuspage
    (tmp_path / "subscribers.csv").write_text(FILE, encoding="utf-8")
    done = run("subscribers_from_csv.py", "subscribers.csv", **{**variables, "STATUSPAGE_API_KEY": "wrong"})
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
