"""A reconciliation service over a store, after the Reconciliation Service API 0.2 of the W3C community group.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/

An entity is a thing of the graph that has a name. Its identifier is what follows the base of the store's IRIs
("film/red-garden"), so that identifier space + identifier is its IRI, as the specification has it (Core Concepts).
A whole IRI would need a view template of `{{id}}` alone, and clients that percent-encode what they fill in, as they
must, would make a dead link of it. Whole IRIs are understood wherever an identifier is sent.
"""

from filmkg.serve.reconciliation.router import reconciliation_router

__all__ = ["reconciliation_router"]
