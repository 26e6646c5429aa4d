"""Schemathesis on a specification: where its requests go, which ids are real, and what came of them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import schemathesis
from schemathesis import GenerationMode
from schemathesis.config import (
    CacheConfig,
    ChecksConfig,
    CoveragePhaseConfig,
    ExamplesPhaseConfig,
    FuzzingPhaseConfig,
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
    StatefulPhaseConfig,
)
from schemathesis.engine import events, from_schema

from apimodel.document import resolve
from documents import load

__all__ = ["Findings", "KnownId", "fuzz", "localized"]

_SPECS = Path(__file__).parents[2] / "specs"
_METHODS = ("get", "put", "post", "delete", "head", "patch")
_SEED = 20260112
_ENVIRONMENT = {"HOME": os.devnull}
"""No proxy and no .netrc.  For each request, requests goes through all variables twice, which took a tenth of the time."""

KnownId = Callable[[str, str, str], object]
"""Method, path template and placeholder -> the id of something that is there, or None to make one up."""


def localized(
    provider: str, prefixes: Mapping[str, str], known: KnownId, excluded: Container[str]
) -> dict[str, Any]:
    """Return a specification for a sandbox: servers as path prefixes, real ids, without *excluded* operations.

    *prefixes* are by the name of the server, "base" being the one that needs no name.
    """
    document = load(_SPECS / f"{provider}.yaml")
    paths: dict[str, Any] = {}
    for path, item in document.pop("paths").items():
        servers = item.pop("servers", None)
        shared = item.pop("parameters", [])
        there = prefixes[servers[0]["x-name"] if servers else "base"] + path
        for method in _METHODS:
            operation = item.get(method)
            if operation is None or operation["operationId"] in excluded:
                continue
            given = [resolve(document, one) for one in (*shared, *operation.get("parameters", []))]
            operation["parameters"] = [_real(one, known(method, path, one["name"])) for one in given]
            paths.setdefault(there, {})[method] = operation
    return {**document, "paths": paths, "servers": [{"url": "/"}]}


def _real(parameter: dict[str, Any], known: object) -> dict[str, Any]:
    """Let a path parameter be the known id and nothing else."""
    if parameter["in"] != "path" or known is None:
        return parameter
    return {**parameter, "schema": {"enum": [known]}}


@dataclass
class Findings:
    """What was answered, and which checks failed: statuses and problems by operation ("GET /path")."""

    statuses: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    problems: set[str] = field(default_factory=set)

    def add(self, scenario: events.ScenarioFinished) -> None:
        """Note the requests of one operation in one phase."""
        recorder = scenario.recorder
        label = recorder.label
        for sent in recorder.interactions.values():
            if sent.response is not None:
                self.statuses[label].add(sent.response.status_code)
        for checks in recorder.checks.values():
            for check in checks:
                if check.failure_info is not None:
                    self.problems.add(f"{label}: {check.name}: {check.failure_info.failure}")


def fuzz(
    document: dict[str, Any],
    base_url: str,
    headers: dict[str, str],
    *,
    checks: tuple[str, ...],
    mode: GenerationMode,
    coverage: bool,
) -> Findings:
    """Send what schemathesis makes of the document; the same every time for the same document.

    *mode* says whether requests are valid, *coverage* whether values at the edges of each schema are added
    to two random examples of each operation.
    """
    generation = GenerationConfig(
        modes=[mode], max_examples=2, deterministic=True, no_shrink=True, database="none"
    )
    project = ProjectConfig(
        base_url=base_url,
        headers=headers,
        generation=generation,
        continue_on_failure=True,
        checks=ChecksConfig.from_dict({"enabled": False, **{name: {"enabled": True} for name in checks}}),
        phases=PhasesConfig(
            examples=ExamplesPhaseConfig(enabled=False),
            coverage=CoveragePhaseConfig(enabled=coverage, unexpected_methods=set()),
            fuzzing=FuzzingPhaseConfig(),
            stateful=StatefulPhaseConfig(enabled=False),
        ),
    )
    config = SchemathesisConfig(
        seed=_SEED, cache=CacheConfig(enabled=False), projects=ProjectsConfig(default=project)
    )
    findings = Findings()
    with patch.dict(os.environ, _ENVIRONMENT, clear=True):
        for event in from_schema(schemathesis.openapi.from_dict(document, config=config)).execute():
            if isinstance(event, events.ScenarioFinished):
                findings.add(event)
            elif isinstance(event, (events.NonFatalError, events.FatalError)):
                findings.problems.add(str(getattr(event, "value", None) or getattr(event, "exception", None)))
    return findings
