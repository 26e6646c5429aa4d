"""The common parts of the clients of all providers."""
