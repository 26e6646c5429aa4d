"""The clients and services, written once; ``_sync`` is derived from here."""
