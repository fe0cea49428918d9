"""The places that every page leads to, in this order."""

from __future__ import annotations

# Path and the key of its words.
NAVIGATION: tuple[tuple[str, str], ...] = (
    ("/search", "base.browse"),
    ("/ask", "views.nav.ask"),
    ("/browse", "views.nav.browse"),
    ("/views", "views.nav.views"),
    ("/sparql", "base.sparql"),
)
