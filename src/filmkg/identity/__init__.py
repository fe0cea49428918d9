"""One thing, one node: which things of which articles are the same, why, and what all articles state together."""

from filmkg.identity.description import Description, describe
from filmkg.identity.merges import Apart, Decision, Merges, merge
from filmkg.identity.view import View, read_table, table

__all__ = ["Apart", "Decision", "Description", "Merges", "View", "describe", "merge", "read_table", "table"]
