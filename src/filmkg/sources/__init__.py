"""Where articles come from: files, folders and standard input."""

from __future__ import annotations

from filmkg.sources.files import MAX_ARTICLE_BYTES, read_documents

__all__ = ["MAX_ARTICLE_BYTES", "read_documents"]
