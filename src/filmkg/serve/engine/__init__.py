"""How queries are answered: in confined processes, within limits, over the snapshot that the store publishes.

`pool.Pool` is the door. This module stays empty, because each worker process imports it.
"""
