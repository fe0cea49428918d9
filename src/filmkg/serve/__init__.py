"""Pages for people and a SPARQL endpoint over a store, both read-only and without the internet.

`filmkg.serve.app.create_app` is the door. This module stays empty, because each worker process imports it.
"""
