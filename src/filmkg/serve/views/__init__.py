"""Events and what countries do together as drawings: map, matrix, timeline, bars, network; each with its table."""

from filmkg.serve.views.router import views_router

__all__ = ["views_router"]
