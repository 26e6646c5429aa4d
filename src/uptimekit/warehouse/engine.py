"""The engines of a warehouse: dlt, which loads, pyarrow and DuckDB.  The other modules have them from here.

dlt sends telemetry unless its environment says otherwise when it is imported.
"""

from __future__ import annotations

import logging
import os
from typing import Any

from uptimekit._runtime.errors import ConfigurationError

os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")
try:
    import dlt
    import duckdb
    import pyarrow as _pyarrow  # pyright: ignore[reportMissingTypeStubs]
    from dlt.common.configuration.container import Container
    from dlt.common.configuration.providers.dictionary import DictionaryProvider
    from dlt.common.destination.exceptions import DestinationException
    from dlt.common.pipeline import PipelineContext
    from dlt.common.runtime.run_context import RunContext, switched_run_context
    from dlt.common.schema import Schema
    from dlt.extract import DltResource, DltSource
    from dlt.extract.source import SourceSchemaInjectableContext
    from dlt.pipeline.exceptions import PipelineStepFailed
except ModuleNotFoundError as _error:
    raise ConfigurationError(f"a warehouse needs {_error.name}: pip install 'uptimekit[warehouse]'") from None


def _is_news(record: logging.LogRecord) -> bool:
    """Return False for dlt's warning that the JSON of a table comes as text, which is how arrow has it."""
    return "when merging arrow schema with dlt schema" not in record.getMessage()


logging.getLogger("dlt").addFilter(_is_news)

pyarrow: Any = _pyarrow  # it has no types

__all__ = [
    "Container",
    "DestinationException",
    "DictionaryProvider",
    "DltResource",
    "DltSource",
    "PipelineContext",
    "PipelineStepFailed",
    "RunContext",
    "Schema",
    "SourceSchemaInjectableContext",
    "dlt",
    "duckdb",
    "pyarrow",
    "switched_run_context",
]
