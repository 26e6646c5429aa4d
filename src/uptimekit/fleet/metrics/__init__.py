"""Metrics of a fleet for Prometheus.  They need the extra ``metrics``; see ``docs/howto/prometheus.md``."""

from __future__ import annotations

from .call_metrics import CallMetrics
from .collector import FleetCollector
from .exporter import Exporter

__all__ = ["CallMetrics", "Exporter", "FleetCollector"]
