"""From bytes to an article: text, header, sentences."""

from __future__ import annotations

from filmkg.text.reader import read_article

__all__ = ["read_article"]
