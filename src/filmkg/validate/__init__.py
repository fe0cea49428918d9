"""Quads -> report: what SHACL finds wrong with an article's graph, in plain words."""

from filmkg.validate.gate import passes_gate
from filmkg.validate.report import Finding, Report
from filmkg.validate.shapes import Shapes, load_shapes
from filmkg.validate.validator import validate_graph, validate_ntriples, validate_quads

__all__ = [
    "Finding",
    "Report",
    "Shapes",
    "load_shapes",
    "passes_gate",
    "validate_graph",
    "validate_ntriples",
    "validate_quads",
]
