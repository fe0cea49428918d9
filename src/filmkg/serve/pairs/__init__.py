"""Everything between two countries, by year."""

from filmkg.serve.pairs.partners import Partner, partners_of
from filmkg.serve.pairs.router import pairs_router

__all__ = ["Partner", "pairs_router", "partners_of"]
