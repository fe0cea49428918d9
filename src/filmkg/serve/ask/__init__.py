"""Asking without SPARQL: a sentence with blanks, which becomes a query."""

from filmkg.serve.ask.router import ask_router

__all__ = ["ask_router"]
