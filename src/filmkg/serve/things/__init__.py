"""A page for every thing: its facts in groups, each with its sentence, and what belongs beside them."""

from filmkg.serve.things.router import things_router

__all__ = ["things_router"]
