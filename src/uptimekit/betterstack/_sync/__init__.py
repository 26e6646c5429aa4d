# Derived by scripts/generate.py from ../_async/__init__.py; do not edit.
"""The API classes and objects of Better Stack."""
