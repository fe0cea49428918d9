"""How queries are answered: in confined processes, within limits, over the snapshot that the store publishes.

Look-ups of one pattern alone need no process of their own (`lookups.py`). `pool.Pool` is the door. This module stays
empty, because each worker process imports it.
"""
