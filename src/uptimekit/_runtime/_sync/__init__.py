# Derived by scripts/generate.py from ../_async/__init__.py; do not edit.
"""The common parts of the clients of all providers."""
