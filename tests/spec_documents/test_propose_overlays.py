"""Overlays that are proposed: their text, that they work, and what becomes of them when the document changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import generate
from documents import read

HERE = Path(__file__).parent
EXPECTED = (HERE / "lantern.overlay.yaml").read_text(encoding="utf-8")
LAMP = "  /v1/lamps/{lamp}:\n"
ADDED = """\
  /lights/{light-id}/switch:
    post:
      operationId: createLightSwitch
      tags: [Lights]
      parameters:
        - {name: light-id, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: Switched.}
"""
PROPOSED = """\
  - target: $.paths['/lights/{light-id}/switch'].post
    update:
      x-method-name: create_switch  # createLightSwitch
"""

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return Path(shutil.copy(HERE / "lantern.yaml", tmp_path))


@pytest.fixture
def overlay(document: Path) -> Path:
    """The overlay beside the document, as it was proposed first."""
    return Path(shutil.copy(HERE / "lantern.overlay.yaml", document.parent))


@pytest.fixture
def run(document: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command line on that document; returns exit status and what it said."""

    def call(*arguments: str) -> tuple[int, list[str]]:
        status = generate.main([f"--specs={document.parent}", *arguments])
        said = capsys.readouterr()
        return status, (said.out + said.err).splitlines()

    return call


@pytest.mark.parametrize(
    "broken",
    [
        {"info": "text"},
        {"paths": ["text"]},
        {"components": ["text"]},
        {"components": {"schemas": 1}},
        {"paths": {"/lamps": {"get": {"parameters": ["text"], "responses": 1}}}},
        {"paths": {"/lamps": {"get": {"parameters": [{"in": "query"}, {"name": {}, "in": []}]}}}},
        {"paths": {"/lamps": {"get": {"responses": {"200": "text"}}, "post": {"requestBody": 1}}}},
    ],
)
def test_a_broken_document_is_told(run: Run, document: Path, broken: dict[str, Any]) -> None:
    """Where parts of a document are of a wrong type, these are told, whatever else is proposed."""
    base = {"openapi": "3.0.3", "info": {"title": "Lamps", "version": "1"}, "paths": {}}
    document.write_text(json.dumps({**base, **broken}))
    status, said = run("--propose", "lantern")
    assert status == (0 if document.with_name("lantern.overlay.yaml").exists() else 2)
    assert any(line.removeprefix("left open: ").startswith("lantern.yaml: #/") for line in said)


def test_a_first_overlay(run: Run, document: Path) -> None:
    """A document without an overlay gets one that generates; it has a reason for each guess, and what is left open."""
    status, said = run("--propose", "lantern")
    assert (status, said[0], said[1][:23]) == (
        0,
        "lantern.overlay.yaml: 18 proposals",
        "left open: Rate limit: ",
    )
    assert document.with_name("lantern.overlay.yaml").read_text(encoding="utf-8") == EXPECTED
    assert run(f"--out={document.parent / 'generated'}") == (0, ["generated"])


def test_an_overlay_that_has_everything(run: Run, overlay: Path) -> None:
    """Nothing is added to an overlay that decides about all, also where a proposal was taken out again."""
    text = EXPECTED.replace("      x-unwrap: light  # The answer has no other field.\n", "")
    text = text.replace("actions:\n", "actions:\n  # A word of ours.\n").removesuffix("\n")
    overlay.write_text(text)
    status, said = run("--propose", "lantern")
    assert (status, [line for line in said if not line.startswith("left open: ")]) == (0, [])
    assert overlay.read_text() == text
    assert text != EXPECTED


def test_operations_that_come(run: Run, document: Path, overlay: Path) -> None:
    """A new operation gets its proposals after the actions of the overlay, and no other name changes."""
    before = read(document).spec["paths"]
    document.write_text(document.read_text().replace(LAMP, ADDED + LAMP))
    status, said = run("--propose", "lantern")
    assert (status, said[0]) == (
        0,
        "added to lantern.overlay.yaml: $.paths['/lights/{light-id}/switch'].post: x-method-name",
    )
    assert overlay.read_text() == EXPECTED.replace("\n# Left open:", f"{PROPOSED}\n# Left open:")
    after = read(document).spec["paths"]
    assert {path: item for path, item in after.items() if "switch" not in path} == before


def test_ends_of_lines_stay(run: Run, document: Path, overlay: Path) -> None:
    """An overlay with the line ends of another system keeps each of them, and gets no other; nothing is left beside it."""
    document.write_text(document.read_text().replace(LAMP, ADDED + LAMP))
    run("--propose", "lantern")
    plain = overlay.read_bytes()
    overlay.write_bytes(EXPECTED.replace("\n", "\r\n").encode())
    run("--propose", "lantern")
    assert overlay.read_bytes() == plain.replace(b"\n", b"\r\n")
    assert plain != EXPECTED.encode()
    assert sorted(path.name for path in overlay.parent.iterdir()) == ["lantern.overlay.yaml", "lantern.yaml"]


@pytest.mark.parametrize("following", ["\n# Left open:", "x-note:"])
def test_actions_that_are_not_last(run: Run, document: Path, overlay: Path, following: str) -> None:
    """New actions go to the end of the list of actions, whatever follows it and however it is indented."""
    text = EXPECTED.replace("\n  ", "\n") + "x-note: Ours.\n"
    text = text.replace("title:", "  title:").replace("\nversion:", "\n  version:")
    if following == "x-note:":
        text = text[: text.index("\n# Left open:")] + text[text.index(following) :]
    overlay.write_text(text)
    document.write_text(document.read_text().replace(LAMP, ADDED + LAMP))
    assert run("--propose", "lantern")[0] == 0
    proposed = PROPOSED.replace("\n  ", "\n").removeprefix("  ")
    assert overlay.read_text() == text.replace(following, proposed + following)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "overlay: 1.1.0\ninfo: {}\nactions: [{target: $.info, update: {}}]\n",
            "lantern.overlay.yaml: actions is no list with a line for each entry; write - before each action",
        ),
        (
            EXPECTED.replace("['/lights'].get", "['/light'].get"),
            (
                "lantern.overlay.yaml: action 6: target $.paths['/light'].get selects nothing: "
                "$['paths'] has no ['/light']; write '/lights', or delete the action"
            ),
        ),
    ],
)
def test_overlays_that_cannot_be_added_to(run: Run, overlay: Path, text: str, said: str) -> None:
    """An overlay that cannot take more actions, or has one whose target is gone, stays as it is."""
    overlay.write_text(text)
    assert run("--propose", "lantern") == (2, [said])
    assert overlay.read_text() == text


def test_no_document_of_that_name(run: Run) -> None:
    """The name of a document that is not there is told."""
    assert run("--propose", "lamp") == (2, ["lamp: there is no spec lamp.yaml"])


@pytest.mark.parametrize("text", ["openapi: 3.0.0", "openapi: 3.1.0\ninfo: {}\npats: {/lights: {get: {}}}"])
def test_a_document_without_operations(run: Run, document: Path, text: str) -> None:
    """A document that cannot be read gets no overlay: what is wrong with it is told, and the status is 2."""
    document.write_text(text)
    status, said = run("--propose", "lantern")
    assert (status, [line for line in said if "paths" in line]) != (0, [])
    assert (status, [path.name for path in document.parent.iterdir()]) == (2, ["lantern.yaml"])


def test_a_document_of_ours_needs_nothing(run: Run, document: Path) -> None:
    """For a document in the form of the house nothing is proposed, and no overlay is written."""
    answer = {"200": {"description": "", "content": {"application/json": {"schema": {"type": "string"}}}}}
    named = {"operationId": "getBulb", "x-method-name": "get", "tags": ["Bulbs"], "responses": answer}
    key = {"type": "apiKey", "in": "header", "name": "X-Key", "x-env": "BULB_API_KEY"}
    ours = {
        "openapi": "3.1.0",
        "info": {"title": "Bulb", "version": "1"},
        "servers": [{"url": "https://bulb.test"}],
        "security": [{"apiKey": []}],
        "x-provider": {"error": {"message": ["/error"]}},
        "paths": {"/bulb": {"get": named}},
        "components": {"securitySchemes": {"apiKey": key}},
    }
    (document.parent / "bulb.json").write_text(json.dumps(ours))
    assert run("--propose", "bulb") == (0, ["bulb.json: nothing to propose"])
    assert not (document.parent / "bulb.overlay.yaml").exists()
