"""examples/kubernetes_cronjob.yaml: its command is one that the command line understands."""

from __future__ import annotations

from typing import Any

from ryaml import loads

from uptimekit.cli.commands import export, run

from .conftest import ROOT


def _job() -> Any:
    return loads((ROOT / "examples" / "kubernetes_cronjob.yaml").read_text(encoding="utf-8"))


def test_the_command_is_understood() -> None:
    """The container reports the export as a job, and the options of both commands exist."""
    (container,) = _job()["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    assert container["command"][:2] == ["uptimekit", "run"]
    reported = run.command.make_context("run", container["command"][2:])
    job = [*reported.params["job"]]
    assert job[:2] == ["uptimekit", "export"]
    assert export.command.make_context("export", job[2:]).params["to"].startswith("postgres://")


def test_only_one_runs_at_a_time() -> None:
    """A second export would be refused, so none is started."""
    assert _job()["spec"]["concurrencyPolicy"] == "Forbid"
