"""Events and what countries do together as drawings: map, matrix, timeline, bars, network; each with its table."""
