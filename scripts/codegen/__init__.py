"""From a hand-written OpenAPI document to a typed client package; ``scripts/generate.py`` is its command line."""
