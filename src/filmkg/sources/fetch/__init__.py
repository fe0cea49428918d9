"""Get articles from the web into web archives, politely: the only part of the sources that goes out."""

from __future__ import annotations

from filmkg.sources.fetch.fetcher import Fetched, fetch
from filmkg.sources.fetch.settings import Settings

__all__ = ["Fetched", "Settings", "fetch"]
