"""Counts for Prometheus at `/metrics`; nothing in them tells who asked what."""

from __future__ import annotations

import itertools
import time
from bisect import bisect_left
from collections import Counter

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
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
        self._registry.register(_Queries(pool))
        self._registry.register(_Workers(pool.crew))

    def text(self) -> bytes:
        """Return all counts in Prometheus' text format."""
        return generate_latest(self._registry)


class _Queries(Collector):
    """What became of queries; counted plainly, as the counters of the client library cost a tenth of a look-up."""

    def __init__(self, pool: Pool) -> None:
        self._created_s = time.time()
        self._outcomes: Counter[tuple[str, str]] = Counter()
        self._durations = [0] * (len(_SECONDS) + 1)
        self._duration_s = 0.0
        self._rows = self._bytes = 0
        pool.observers.append(self._observe)

    def collect(self) -> list[Metric]:
        """Return the counts of now."""
        created = self._created_s
        outcomes = CounterMetricFamily("filmkg_queries", "Queries by what became of them", labels=["outcome", "limit"])
        for labels, count in self._outcomes.items():
            outcomes.add_metric(labels, count, created=created)
        return [
            outcomes,
            HistogramMetricFamily(
                "filmkg_query_seconds",
                "From arrival to the end of the answer",
                buckets=list(zip((*map(str, _SECONDS), "+Inf"), itertools.accumulate(self._durations), strict=True)),
                sum_value=self._duration_s,
            ),
            CounterMetricFamily("filmkg_rows", "Rows and triples answered", value=self._rows, created=created),
            CounterMetricFamily(
                "filmkg_answer_bytes", "Bytes answered, before compression", value=self._bytes, created=created
            ),
        ]

    def _observe(self, event: Event) -> None:
        self._outcomes[event.outcome, event.limit] += 1
        self._durations[bisect_left(_SECONDS, event.duration_s)] += 1
        self._duration_s += event.duration_s
        self._rows += max(event.rows, 0)
        self._bytes += event.bytes


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
