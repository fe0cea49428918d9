"""Where articles come from: files, folders, pipes, and the formats that the world delivers them in."""

from __future__ import annotations

from filmkg.sources.bounds import MAX_ARTICLE_BYTES
from filmkg.sources.files import read_documents
from filmkg.sources.formats import FORMATS, read_document
from filmkg.sources.language import check_language

__all__ = ["FORMATS", "MAX_ARTICLE_BYTES", "check_language", "read_document", "read_documents"]
