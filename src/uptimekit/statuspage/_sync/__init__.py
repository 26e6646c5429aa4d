# Derived by scripts/generate.py from ../_async/__init__.py; do not edit.
"""The clients and services, written once; ``_sync`` is derived from here."""
