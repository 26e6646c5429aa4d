"""Tests of the Healthchecks stand-in."""
