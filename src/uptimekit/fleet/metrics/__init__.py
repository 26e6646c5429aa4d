"""Metrics of a fleet for Prometheus.  They need the extra ``metrics``; see ``docs/howto/prometheus.md``."""

from __future__ import annotations

try:
    from .call_metrics import CallMetrics
    from .collector import FleetCollector
    from .exporter import Exporter
except ModuleNotFoundError as _missing:
    _message = f"metrics need {_missing.name}, which is not installed: pip install 'uptimekit[metrics]'"
    raise ModuleNotFoundError(_message, name=_missing.name) from _missing

__all__ = ["CallMetrics", "Exporter", "FleetCollector"]
