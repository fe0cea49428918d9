"""What the store says of one thing, each fact with the sentences that state it."""

from filmkg.serve.nodes.facts import Fact, latest
from filmkg.serve.nodes.labels import labels_of, local_name
from filmkg.serve.nodes.page import NodePage, read_node, replacements

__all__ = ["Fact", "NodePage", "labels_of", "latest", "local_name", "read_node", "replacements"]
