"""Runs dlt apart from its surroundings: no file or variable of dlt's own settings counts, and nothing is sent."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any, Final

from .engine import Container, DictionaryProvider, PipelineContext, RunContext, switched_run_context

__all__ = ["apart"]

_SETTINGS: Final[dict[tuple[str, ...], Any]] = {
    ("runtime", "dlthub_telemetry"): False,
    # Else Ctrl-C waits, and may be lost; a load can be stopped anywhere.
    ("runtime", "intercept_signals"): False,
    ("runtime", "log_level"): "CRITICAL",  # what goes wrong is raised
    ("providers", "enable_airflow_secrets"): False,
    ("load", "delete_completed_jobs"): True,
    ("load", "truncate_staging_dataset"): True,
    ("normalize", "workers"): 1,
    # Of CSV.  Else an empty text becomes null in PostgreSQL.
    ("normalize", "data_writer", "quoting"): "quote_all",
    ("enable_runtime_trace",): False,  # it is for dlt's own commands
}

_ONE_AT_A_TIME: Final = RLock()
"""The context of dlt is that of the process."""


class _Settings(DictionaryProvider):
    def __init__(self) -> None:
        super().__init__()
        for (*sections, key), value in _SETTINGS.items():
            self.set_value(key, value, None, *sections)


class _Context(RunContext):
    """Has its folders in one place, and no settings but ours."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._folder = folder

    @property
    def run_dir(self) -> str:
        return self._folder

    @property
    def local_dir(self) -> str:
        return self._folder

    @property
    def data_dir(self) -> str:
        return self._folder

    @property
    def global_dir(self) -> str:
        return self._folder

    @property
    def module(self) -> ModuleType | None:
        return None  # dlt would import what has the name of the folder

    def initial_providers(self) -> list[Any]:
        return [_Settings()]


@contextmanager
def apart(folder: Path) -> Generator[None]:
    """Let dlt use *folder* and nothing else while the block runs; another thread waits for its end."""
    with _ONE_AT_A_TIME, _active_pipeline_kept(), switched_run_context(_Context(str(folder))):
        yield


@contextmanager
def _active_pipeline_kept() -> Generator[None]:
    """Let the pipeline of the program's own that is the active one be that again after the block.

    One whose working folder is gone is of no use, and dlt cannot make it active again.
    """
    pipelines = Container()[PipelineContext]
    before = pipelines.pipeline() if pipelines.is_active() else None
    try:
        yield
    finally:
        pipelines.deactivate()
        if before is not None:
            with suppress(OSError):
                pipelines.activate(before)
