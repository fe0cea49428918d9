"""The only place that joins the stages: documents in, graphs out, one article at a time.

What cannot be used comes out as an error in its place, and the rest of the batch goes on.
"""

from filmkg.pipeline.asking import ask_remote, fetch, read_answer
from filmkg.pipeline.building import Built, InvalidArticleError, Outcome, build
from filmkg.pipeline.cluster import Partition, convert_on_cluster, open_cluster
from filmkg.pipeline.conversion import Converted, convert, extract
from filmkg.pipeline.copying import count_copies
from filmkg.pipeline.exporting import export, export_quickstatements
from filmkg.pipeline.forgetting import Forgotten, forget
from filmkg.pipeline.identification import conflicts, explain_identity, identify
from filmkg.pipeline.importing import import_dump
from filmkg.pipeline.linking import Linked, link, link_reviewed
from filmkg.pipeline.pushing import Pushed, push
from filmkg.pipeline.reviewing import review_merges
from filmkg.pipeline.validation import validate, validate_merges, validate_store

__all__ = [
    "Built",
    "Converted",
    "Forgotten",
    "InvalidArticleError",
    "Linked",
    "Outcome",
    "Partition",
    "Pushed",
    "ask_remote",
    "build",
    "conflicts",
    "convert",
    "convert_on_cluster",
    "count_copies",
    "explain_identity",
    "export",
    "export_quickstatements",
    "extract",
    "fetch",
    "forget",
    "identify",
    "import_dump",
    "link",
    "link_reviewed",
    "open_cluster",
    "push",
    "read_answer",
    "review_merges",
    "validate",
    "validate_merges",
    "validate_store",
]
