"""Turn news articles about film diplomacy into a knowledge graph in which every fact leads to its sentence."""

__version__ = "0.1.0"
