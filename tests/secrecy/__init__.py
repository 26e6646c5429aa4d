"""Tests that no provider's client shows a secret."""
