"""Counts for Prometheus at `/metrics`; nothing in them tells who asked what."""

from __future__ import annotations

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from filmkg.serve.engine.crew import Crew
from filmkg.serve.engine.outcomes import Event
from filmkg.serve.engine.pool import Pool

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.02, 0.1, 0.5, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """What became of queries, and how the workers are.

    Args:
        pool: The workers.
    """

    def __init__(self, pool: Pool) -> None:
        self._registry = CollectorRegistry()
        self._queries = Counter(
            "filmkg_queries", "Queries by what became of them", ["outcome", "limit"], registry=self._registry
        )
        self._duration = Histogram(
            "filmkg_query_seconds", "From arrival to the end of the answer", buckets=_SECONDS, registry=self._registry
        )
        self._rows = Counter("filmkg_rows", "Rows and triples answered", registry=self._registry)
        self._bytes = Counter("filmkg_answer_bytes", "Bytes answered, before compression", registry=self._registry)
        self._queries_of = cache(self._queries.labels)  # a dozen at most
        self._registry.register(_Workers(pool.crew))
        pool.observers.append(self._observe)

    def text(self) -> bytes:
        """Return all counts in Prometheus' text format."""
        return generate_latest(self._registry)

    def _observe(self, event: Event) -> None:
        self._queries_of(event.outcome, event.limit).inc()
        self._duration.observe(event.duration_s)
        self._rows.inc(max(event.rows, 0))
        self._bytes.inc(event.bytes)


class _Workers(Collector):
    """How the workers are when it is asked."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew

    def collect(self) -> list[Metric]:
        """Return the counts of now."""
        crew = self._crew
        snapshot = GaugeMetricFamily("filmkg_snapshot", "The snapshot that is served", labels=["identifier"])
        snapshot.add_metric([crew.snapshot.identifier], 1)
        killed = GaugeMetricFamily("filmkg_workers_killed", "Workers that ended in a query, by cause", labels=["cause"])
        for cause, count in sorted(crew.killed.items()):
            killed.add_metric([cause], count)
        return [
            GaugeMetricFamily("filmkg_workers_busy", "Workers that evaluate", value=crew.busy),
            GaugeMetricFamily("filmkg_queries_waiting", "Queries that wait for a worker", value=crew.queued),
            GaugeMetricFamily("filmkg_snapshot_swaps", "How often another snapshot took over", value=crew.swaps),
            snapshot,
            killed,
        ]
