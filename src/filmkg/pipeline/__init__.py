"""The only place that joins the stages: documents in, graphs out, one article at a time.

What cannot be used comes out as an error in its place, and the rest of the batch goes on.
"""

from filmkg.pipeline.asking import ask_remote
from filmkg.pipeline.building import InvalidArticleError, build, validate, validate_store
from filmkg.pipeline.conversion import Converted, convert, extract
from filmkg.pipeline.exporting import export, export_quickstatements
from filmkg.pipeline.identification import conflicts, explain_identity, identify
from filmkg.pipeline.linking import Linked, link
from filmkg.pipeline.pushing import Pushed, push

__all__ = [
    "Converted",
    "InvalidArticleError",
    "Linked",
    "Pushed",
    "ask_remote",
    "build",
    "conflicts",
    "convert",
    "explain_identity",
    "export",
    "export_quickstatements",
    "extract",
    "identify",
    "link",
    "push",
    "validate",
    "validate_store",
]
