"""Asking without SPARQL: a sentence with blanks, which becomes a query."""
