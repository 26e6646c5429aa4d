"""``generate.py --explain``: what of a document is read in another form than it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import generate

DOCUMENT = """
openapi: 3.0.3
info: {title: Lantern, version: '1'}
servers: [{url: 'https://lantern.test'}]
paths:
  /probes:
    get:
      tags: [probes]
      operationId: listProbes
      parameters:
        - {name: page, in: query, schema: {type: integer, nullable: true}}
        - {name: size, in: query, schema: {type: integer, nullable: true}}
      responses:
        '200': {description: Probes.}
"""


def test_changes_are_counted_by_their_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind of change is one line, in the order of the steps, with its first place in the file."""
    (tmp_path / "lantern.yaml").write_text(DOCUMENT)
    assert generate.main(["--specs", str(tmp_path), "--explain", "lantern"]) == 0
    page = "#/paths/~1probes/get/parameters/0/schema"
    assert capsys.readouterr().out.splitlines() == [
        "lantern.yaml: #/openapi: OpenAPI 3.0: read as 3.1",
        f"lantern.yaml: in 2 places, first at {page}: nullable: null is one of the types",
        "lantern.yaml: #/paths/~1probes/get: method name: made",
    ]


def test_a_document_of_the_house_is_read_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Without names all documents are explained, and of ours there is nothing to tell."""
    assert generate.main(["--explain"]) == 0
    names = ("betterstack", "healthchecks", "statuspage", "uptimehunt")
    assert capsys.readouterr().out.splitlines() == [f"{name}.yaml: read as it is written" for name in names]
