# Derived by scripts/generate.py from ../_async/__init__.py; do not edit.
"""What the clients of all providers have in common."""
