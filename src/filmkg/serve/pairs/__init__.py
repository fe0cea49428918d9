"""Everything between two countries, by year."""

from filmkg.serve.pairs.router import pairs_router

__all__ = ["pairs_router"]
